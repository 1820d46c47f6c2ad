//! The hours and days that a reader's page shows on its first byte, without a script.

use harness::cast::ADA;
use harness::{Document, Server, Visitor};
use reqwest::{Method, header};
use serde_json::json;
use templates::urls;
use templates::views::LogPart;
use templates::words::{ENGLISH, Language};

/// A page as somebody asks for it who is in a zone, if that is known, and reads a language.
async fn asks(visitor: &Visitor, path: &str, zone: Option<&str>, language: &str) -> Document {
    // On Cloudflare this comes with the connection. The runtime takes it from this header.
    let mut place = json!({ "clientAcceptEncoding": "" });
    if let Some(zone) = zone {
        place["timezone"] = zone.into();
    }
    let request = visitor.request(Method::GET, path).header("MF-CF-Blob", place.to_string());
    let answer = visitor.asks(request.header(header::ACCEPT_LANGUAGE, language)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.document()
}

/// The days and the hours of a page's messages, with plain spaces.
fn times(page: &Document) -> Vec<String> {
    page.texts(".log .day, .log time").into_iter().map(|text| text.replace('\u{202f}', " ")).collect()
}

#[tokio::test]
async fn old_messages_have_the_hours_of_their_readers_zone_and_region() {
    let mut server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    // The clocks of New York go on from 2 to 3 on March 8, at 07:00 UTC. In Kolkata a day begins at
    // 18:30.
    let said_at = ["2026-03-08T06:59Z", "2026-03-08T07:00Z", "2026-03-08T18:29Z", "2026-03-08T18:30Z"];
    for at in said_at {
        ada.says("times-1", at).await;
    }
    server.stop().await;
    for at in said_at {
        server.store().backdates(at, at);
    }
    server.start_again().await;
    let path = urls::room("times-1");
    let reads = async |zone, language| times(&asks(&ada, &path, Some(zone), language).await);
    let expected = ["Sunday, March 8, 2026", "1:59 AM", "3:00 AM", "2:29 PM", "2:30 PM"];
    assert_eq!(reads("America/New_York", "en").await, expected);
    let seen = reads("Asia/Kolkata", "en-GB,en;q=0.9").await;
    assert_eq!(seen, ["Sunday, 8 March 2026", "12:29", "12:30", "23:59", "Monday, 9 March 2026", "00:00"]);
    let seen = reads("Pacific/Chatham", "de-AT").await;
    let days = ["Sonntag, 8. März 2026", "20:44", "20:45", "Montag, 9. März 2026", "08:14", "08:15"];
    assert_eq!(seen, days, "thirteen hours and three quarters from UTC");
    let seen = reads("UTC", "ar-EG").await;
    assert_eq!(seen, ["الأحد، 8 مارس 2026", "6:59 ص", "7:00 ص", "6:29 م", "6:30 م"], "in the digits of the words");

    // So does the frame of somebody without scripts, and a page of earlier messages.
    for path in [urls::log_frame("times-1", LogPart::default()), urls::earlier("times-1", i64::MAX)] {
        let page = asks(&ada, &path, Some("America/New_York"), "en").await;
        assert_eq!(times(&page), expected, "{path}");
    }
    let earlier = asks(&ada, &urls::earlier("times-1", i64::MAX), Some("America/New_York"), "en").await;
    let title = earlier.text("title").replace('\u{202f}', " ");
    assert!(title.starts_with("Earlier messages, Mar 8, 2026 1:59 AM · "), "{title}");
}

#[tokio::test]
async fn page_says_utc_where_the_zone_is_not_known() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    ada.says("times-2", "What time is it?").await;
    for path in [urls::room("times-2"), urls::log_frame("times-2", LogPart::default())] {
        let day = async |zone, language: Language| {
            let page = asks(&ada, &path, zone, language.tag()).await;
            let utc = page.attribute(".log time", "datetime").and_then(|at| at.get(11..16).map(str::to_owned));
            (page.text(".log .day"), utc == page.texts(".log time").first().cloned())
        };
        let today = ENGLISH.times.today;
        assert_eq!(day(Some("UTC"), Language::English).await.0, today, "{path}");
        for unknown in [None, Some(""), Some("Mars/Olympus_Mons")] {
            assert_eq!(day(unknown, Language::English).await.0, format!("{today} (UTC)"), "{path} {unknown:?}");
            assert_eq!(day(unknown, Language::German).await, ("Heute (UTC)".to_owned(), true), "{path} {unknown:?}");
        }
    }
}

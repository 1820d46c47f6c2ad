//! What people read: in the language that their browser asks for, or that they chose.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Visitor};
use reqwest::Method;
use templates::urls;
use templates::words::Language;

/// A page as a browser asks for it that prefers a language.
async fn asks(visitor: &Visitor, path: &str, accept_language: &str) -> Answer {
    visitor.asks(visitor.request(Method::GET, path).header("Accept-Language", accept_language)).await
}

/// Chooses a language on a page, and is led back.
async fn chooses(visitor: &Visitor, language: Language, on: &str) -> Answer {
    chooses_on(visitor, language, &visitor.get(on).await).await
}

/// The same on an answer. What the form does not say, nobody knows: there is no referrer.
async fn chooses_on(visitor: &Visitor, language: Language, on: &Answer) -> Answer {
    let to = on.document().attribute(".languages [name=to]", "value").expect("the switch knows its page");
    visitor.post(urls::LANGUAGE, &[("lang", language.tag()), ("to", &to)]).await
}

#[tokio::test]
async fn page_is_in_the_language_that_the_browser_asks_for() {
    let server = Server::shared().await;
    let visitor = Visitor::stranger(server);
    for (asked, language, dir) in [
        ("de-AT,de;q=0.9,en;q=0.8", Language::German, "ltr"),
        ("ar", Language::Arabic, "rtl"),
        ("fr-FR, de;q=0.5", Language::German, "ltr"),
        ("fr", Language::English, "ltr"),
    ] {
        let page = asks(&visitor, urls::LANDING, asked).await.document();
        assert_eq!(page.attribute("html", "lang").as_deref(), Some(language.tag()), "{asked}");
        assert_eq!(page.attribute("html", "dir").as_deref(), Some(dir), "{asked}");
        assert_eq!(page.text(".lead"), language.words().landing.lead, "{asked}");
    }
}

#[tokio::test]
async fn chosen_language_is_remembered_and_leads_back() {
    let server = Server::shared().await;
    let visitor = Visitor::stranger(server);
    let answer = chooses(&visitor, Language::German, "/new?room=tongues").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/new?room=tongues"));
    let page = asks(&visitor, urls::LANDING, "ar").await.document();
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("de"));
    assert_eq!(page.texts(".languages [aria-current]"), ["Deutsch"]);
    // Other sites are no pages, and a language that there is not changes nothing.
    for elsewhere in ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/"] {
        let answer = visitor.post(urls::LANGUAGE, &[("lang", "de"), ("to", elsewhere)]).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{elsewhere:?}");
    }
    assert_eq!(visitor.post(urls::LANGUAGE, &[("lang", "tlh")]).await.header("location"), "/");
    assert_eq!(visitor.get(urls::LANDING).await.document().attribute("html", "lang").as_deref(), Some("de"));
}

#[tokio::test]
async fn switch_leads_back_to_every_page() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let wish = [("name", ADA), ("private", "yes")];
    let private = ada.post(urls::LANDING, &wish).await.header("location").trim_start_matches("/r/").to_owned();
    for room in ["tongues-3", &private] {
        let _window = ada.enters(room).await;
        for path in [
            urls::room(room),
            urls::earlier(room, 1),
            urls::profile(room),
            urls::invitation(room),
            urls::settings(room),
            urls::owner_link(room),
            urls::landing_for(room),
            urls::new_room_at(room),
            format!("{}/nothing", urls::room(room)),
        ] {
            for (language, again) in [(Language::German, "de"), (Language::Arabic, "ar")] {
                let answer = chooses(&ada, language, &path).await;
                assert_eq!((answer.status, answer.header("location")), (303, path.as_str()));
                let page = ada.get(&path).await.document();
                assert_eq!(page.attribute("html", "lang").as_deref(), Some(again), "{path}");
            }
        }
        let preview = Visitor::stranger(server);
        assert_eq!(chooses(&preview, Language::German, &urls::room(room)).await.header("location"), urls::room(room));
    }
    for path in [urls::LANDING, urls::HELP, urls::NEW_ROOM, "/nowhere?x=1"] {
        assert_eq!(chooses(&ada, Language::English, path).await.header("location"), path);
    }
    let lines = server.log().lines();
    let found: Vec<_> = lines.iter().filter(|line| line.contains(&private) && line.contains("event")).collect();
    assert_eq!(found, [""; 0], "the log holds no address of a private room");
}

#[tokio::test]
async fn switch_of_a_refused_form_leads_to_a_page() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _window = ada.enters("tongues-4").await;
    let settings = urls::settings("tongues-4");
    for (form, fields, page) in [
        (urls::delete("tongues-4"), [("confirm", "no")], settings.as_str()),
        (settings.clone(), [("topic", &*"x".repeat(121))], &settings),
        (urls::profile("tongues-4"), [("name", "!!!")], "/r/tongues-4/you"),
        (urls::owner_link("tongues-4"), [("name", "!!!")], "/r/tongues-4/own"),
        (urls::NEW_ROOM.to_owned(), [("name", "!!!")], urls::NEW_ROOM),
        (urls::LANDING.to_owned(), [("name", "!!!")], urls::LANDING),
        ("/r/tongues-4/remove-owner".to_owned(), [("owner", "nobody")], &settings),
        ("/forget-room".to_owned(), [("room", "???")], urls::LANDING),
    ] {
        let refused = ada.post(&form, &fields).await;
        assert!(refused.status >= 400, "{form}: {}", refused.text);
        let answer = chooses_on(&ada, Language::German, &refused).await;
        assert_eq!(answer.header("location"), page, "{form}");
        assert_eq!(ada.get(page).await.status, 200, "{form}");
    }
}

#[tokio::test]
async fn refusals_and_errors_are_in_the_readers_language() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    chooses(&ada, Language::German, "/").await;
    let words = Language::German.words();
    let missing = ada.get("/nowhere").await;
    assert!(missing.text.contains(words.problems.not_found.title), "{}", missing.text);
    ada.enters("tongues-1").await;
    let empty = ada.says("tongues-1", " ").await;
    assert!(empty.text.contains(words.refusals.empty), "{}", empty.text);
    let program = asks(&Visitor::stranger(server), "/api/rooms?limit=0", "ar").await;
    let title = Language::Arabic.words().problems.unreadable;
    assert!(program.json()["error"]["message"].as_str().is_some_and(|text| text.contains(title)), "{}", program.text);
}

#[tokio::test]
async fn people_in_a_room_read_the_same_in_their_languages() {
    let server = Server::shared().await;
    let (ada, reader) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    chooses(&reader, Language::German, "/").await;
    let (at_adas, at_graces) = (ada.enters("tongues-2").await, reader.enters("tongues-2").await);
    // Who came is told before it.
    at_adas.says("Is this thing on?");
    for window in [&at_adas, &at_graces] {
        window.sees("Is this thing on?").await;
    }
    ada.post(&urls::profile("tongues-2"), &[("name", "Countess")]).await;
    for (window, language) in [(&at_adas, Language::English), (&at_graces, Language::German)] {
        let [before, now] = [ADA, "Countess"].map(|name| maud::html! { (name) });
        let notice = (language.words().notices.renamed)(&before, &now).0;
        window.shows(&notice, |page| page.notices().contains(&notice)).await;
    }
    for (window, language) in [(&at_adas, Language::English), (&at_graces, Language::German)] {
        let marks = window.document().texts(".member .small");
        assert_eq!(marks, [language.words().members.owner], "{language:?}");
    }
}

//! Ignoring somebody, for oneself alone: kept in the browser, and without scripts.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Server, Visitor};
use templates::urls;
use templates::views::LogPart;
use templates::words::ENGLISH;

/// Ada and Linus, who says something in a room; and the place of that.
async fn two(server: &Server, room: &str, text: &str) -> (Visitor, Visitor, i64) {
    let [ada, linus] = [Visitor::joins(server, ADA).await, Visitor::joins(server, LINUS).await];
    assert_eq!(ada.says(room, "Welcome.").await.status, 303);
    assert_eq!(linus.says(room, text).await.status, 303);
    let seq = ada.opens(room).await.messages()[1].seq;
    (ada, linus, seq)
}

/// Presses the button on the page of a message that ignores its author.
async fn ignores(visitor: &Visitor, room: &str, seq: i64) {
    let page = visitor.visits(&urls::message(room, seq)).await;
    let form = format!("form[action='{}']", urls::ignore(room));
    let value = |name: &str| page.attribute(&format!("{form} [name={name}]"), "value").expect("a field");
    let done = visitor.posts(&urls::ignore(room), &[("member", &value("member")), ("name", &value("name"))]).await;
    assert_eq!((done.status, done.header("location")), (303, &*urls::room(room)));
}

#[tokio::test]
async fn ignored_person_is_left_out_until_that_is_lifted() {
    let server = Server::shared().await;
    let (ada, linus, seq) = two(server, "ignoring-1", "Buy this!").await;
    ignores(&ada, "ignoring-1", seq).await;
    for _ in 0..2 {
        let page = ada.opens("ignoring-1").await;
        assert_eq!(page.text(&format!("#m{seq} .body")), ENGLISH.ignoring.left_out);
        assert!(!page.whole_text().contains("Buy this!"), "also after a reload");
    }
    let frame = ada.visits(&urls::log_frame("ignoring-1", LogPart::default())).await;
    assert_eq!(frame.text(&format!("#m{seq} .body")), ENGLISH.ignoring.left_out, "also without a script");
    assert!(linus.opens("ignoring-1").await.whole_text().contains("Buy this!"), "nobody else is told");
    assert!(ada.visits(&urls::message("ignoring-1", seq)).await.whole_text().contains("Buy this!"), "she may look");

    let profile = ada.visits(&urls::profile("ignoring-1")).await;
    assert!(profile.texts(".owners bdi").contains(&LINUS.to_owned()));
    let member = profile.attribute(".owners [name=member]", "value").expect("whom");
    let lifted = ada.posts(&urls::ignore("ignoring-1"), &[("member", &member), ("lift", "yes")]).await;
    assert_eq!((lifted.status, lifted.header("location")), (303, &*urls::profile("ignoring-1")));
    assert!(ada.opens("ignoring-1").await.whole_text().contains("Buy this!"));
    assert!(!ada.visits(&urls::profile("ignoring-1")).await.has(".owners"));
}

#[tokio::test]
async fn ignored_person_is_crossed_out_and_quoted_nowhere() {
    let server = Server::shared().await;
    let (ada, linus, seq) = two(server, "ignoring-4", "Buy this!").await;
    let grace = Visitor::joins(server, GRACE).await;
    let reply = [("text", "No, thank you."), ("cid", "reply-to-linus-1"), ("reply", &seq.to_string())];
    assert_eq!(grace.post(&urls::say("ignoring-4"), &reply).await.status, 303);
    let _here = linus.enters("ignoring-4").await;
    let frame = urls::log_frame("ignoring-4", LogPart { members_open: true, ..LogPart::default() });
    assert!(ada.visits(&frame).await.whole_text().contains("Buy this!"));
    ignores(&ada, "ignoring-4", seq).await;
    for path in [urls::room("ignoring-4"), frame] {
        let page = ada.visits(&path).await;
        assert_eq!(page.texts(".member.ignored .name"), [LINUS], "{path}");
        let text = page.whole_text();
        assert!(text.contains("No, thank you.") && !text.contains("Buy this!"), "{path}: {text}");
    }
}

#[tokio::test]
async fn mention_by_an_ignored_person_is_meant_for_nobody() {
    let server = Server::shared().await;
    let (ada, linus, seq) = two(server, "ignoring-2", "@Ada, buy this!").await;
    assert!(ada.visits(urls::FOR_YOU).await.whole_text().contains("buy this"));
    ignores(&ada, "ignoring-2", seq).await;
    assert!(!ada.visits(urls::FOR_YOU).await.whole_text().contains("buy this"));
    assert!(!ada.opens("ignoring-2").await.has(".for-me"));
    assert!(
        !linus.visits(&urls::message("ignoring-2", seq)).await.has("[action$='/ignore']"),
        "nobody ignores himself"
    );
}

#[tokio::test]
async fn forged_form_ignores_nobody() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    for member in ["", "x", "AAAAAAAAAAAAAAAA"] {
        let refused = grace.posts(&urls::ignore("ignoring-3"), &[("member", member), ("name", "Ada")]).await;
        assert_eq!(refused.status, 400, "{member}");
    }
    let stranger = Visitor::stranger(server);
    assert_eq!(stranger.posts(&urls::ignore("ignoring-3"), &[("member", "aaaaaaaaaaaaaaaa")]).await.status, 401);
}

//! Replies: written on the page of a message without scripts, or sent by a socket; and the same
//! wherever they are read.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Server, Visitor};
use serde_json::json;
use templates::urls;
use templates::views::LogPart;
use templates::words::ENGLISH;

/// Posts a form of a browser to the composer's address.
async fn posts(visitor: &Visitor, room: &str, fields: &[(&str, &str)]) -> Answer {
    visitor.posts(&urls::say(room), fields).await
}

/// Answers a message by the form on its page.
async fn replies(visitor: &Visitor, room: &str, seq: i64, text: &str) -> Answer {
    let page = visitor.visits(&urls::message(room, seq)).await;
    let form = format!("form[action='{}']", urls::say(room));
    let value = |name: &str| page.attribute(&format!("{form} [name={name}]"), "value").unwrap_or_default();
    let (cid, reply) = (value("cid"), value("reply"));
    assert_eq!(reply, seq.to_string());
    posts(visitor, room, &[("cid", &cid), ("reply", &reply), ("text", text)]).await
}

#[tokio::test]
async fn reply_is_the_same_wherever_it_is_read() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let linus = Visitor::joins(server, LINUS).await;
    let room = "reply-1";
    assert_eq!(ada.says(room, "Is **this** thing on?").await.status, 303);
    let graces = grace.enters(room).await;
    let seq = graces.messages()[0].seq;
    assert_eq!(replies(&linus, room, seq, "It has to be.").await.header("location"), urls::room(room));
    graces.sees("It has to be.").await;
    let quote = "In reply to Ada: Is this thing on?";
    let newest = LogPart::default();
    let pages = [
        graces.document(),
        linus.visits(&urls::room(room)).await,
        linus.visits(&urls::log_frame(room, newest)).await,
        linus.visits(&urls::message(room, seq + 1)).await,
    ];
    for page in pages {
        assert_eq!(page.texts(".message a.quote"), [quote]);
        assert_eq!(page.attribute(".message a.quote", "href"), Some(urls::in_log(room, seq)));
    }
    assert!(ada.visits(&urls::room(room)).await.has(".message.for-me .quote"), "it is marked for Ada");
    assert!(!grace.visits(&urls::room(room)).await.has(".message.for-me"), "and for nobody else");
    let told = linus.get(&format!("/api/rooms/{room}/history")).await.json();
    assert_eq!(told["messages"][1]["reply_to"], json!(seq));
    assert_eq!(told["messages"][0].get("reply_to"), Some(&json!(null)));
}

#[tokio::test]
async fn refused_reply_comes_back_as_one() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let room = "reply-2";
    assert_eq!(ada.says(room, "Is this thing on?").await.status, 303);
    let seq = ada.visits(&urls::room(room)).await.messages()[0].seq;
    let refused = replies(&ada, room, seq, &"x".repeat(2_001)).await;
    assert_eq!((refused.status, refused.header("location")), (303, &*urls::say(room)));
    let page = ada.visits(&urls::say(room)).await;
    assert_eq!(page.text(".composer-bar p"), "Replying to Ada: Is this thing on?");
    assert_eq!(page.attribute(".composer [name=reply]", "value"), Some(seq.to_string()));
    assert_eq!(page.text(".composer textarea").len(), 2_001);
}

#[tokio::test]
async fn reply_to_nothing_keeps_its_text() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let room = "reply-3";
    assert_eq!(ada.says(room, "Is this thing on?").await.status, 303);
    let fields = [("cid", "0123456789abcdef"), ("reply", "77"), ("text", "It has to be.")];
    assert_eq!(posts(&ada, room, &fields).await.header("location"), urls::say(room));
    let page = ada.visits(&urls::say(room)).await;
    assert_eq!(page.texts(".composer .refusal"), [ENGLISH.replies.nothing_to_answer]);
    assert_eq!(page.text(".composer textarea"), "It has to be.");
    assert!(!page.has(".composer [name=reply]"), "it can be sent without the reply");
}

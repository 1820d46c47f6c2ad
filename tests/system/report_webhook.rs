//! Whoever the operator named is told of reports, over the wire.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Listener, Server, Start, Visitor, wait};
use serde_json::{Value, json};
use templates::urls;
use templates::words::ENGLISH;

/// Ada's room, in which Linus said something; and the place of that.
async fn offended(server: &Server, room: Option<&str>) -> (Visitor, Visitor, String, i64) {
    let [ada, grace, linus] =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await];
    let room = match room {
        Some(room) => room.to_owned(),
        None => {
            let wish = [("name", ADA), ("room", "lobby"), ("private", "yes")];
            let path = ada.post(urls::LANDING, &wish).await.header("location").to_owned();
            path.trim_start_matches("/r/").to_owned()
        }
    };
    assert_eq!(ada.says(&room, "Welcome.").await.status, 303);
    assert_eq!(linus.says(&room, "Buy cheap tea!").await.status, 303);
    let seq = ada.opens(&room).await.messages()[1].seq;
    (ada, grace, room, seq)
}

async fn told(listener: &Listener, times: usize) -> (String, Value) {
    wait::until("the webhook to be told", wait::DEPARTURE_TIMEOUT, async || {
        let told = listener.requests().len();
        if told >= times { Ok(()) } else { Err(format!("told {told} times")) }
    })
    .await;
    let requests = listener.requests();
    assert_eq!(requests.len(), times, "each report once: {requests:?}");
    let (head, body) = requests[times - 1].split_once("\r\n\r\n").expect("head and body");
    (head.to_ascii_lowercase(), serde_json::from_str(body).expect("JSON"))
}

#[tokio::test]
async fn webhook_is_told_where_and_why_and_nothing_else() {
    let listener = Listener::start().await.expect("a port");
    let server = Start::default().with("REPORT_WEBHOOK", listener.address("/hook?token=abc")).server().await;
    let (ada, grace, room, seq) = offended(&server, Some("garden")).await;
    let report = [("reason", "spam"), ("note", "Nobody else should read this.")];
    for _ in 0..2 {
        assert_eq!(grace.post(&urls::report(&room, seq), &report).await.status, 200);
    }
    let (head, body) = told(&listener, 1).await;
    let link = format!("{}{}", server.origin(), urls::message("garden", seq));
    assert_eq!(body, json!({ "event": "message_reported", "room": "garden", "link": link, "reason": "spam" }));
    assert!(head.starts_with("post /hook?token=abc ") && head.contains("content-type: application/json"), "{head}");
    assert!(!head.contains("cookie:") && !head.contains("authorization:"), "{head}");

    let (_, grace, secret, seq) = offended(&server, None).await;
    assert_eq!(grace.post(&urls::report(&secret, seq), &report).await.status, 200);
    let (head, body) = told(&listener, 2).await;
    assert_eq!((&body["link"], body["reason"].as_str()), (&Value::Null, Some("spam")));
    let secret = secret.trim_start_matches("p-");
    assert!(!body.to_string().contains(secret) && !head.contains(secret), "{body}");

    // One that fails loses nothing, whether it says so or is not there.
    listener.answers(500, "");
    let (reported, list) =
        (urls::report("garden", ada.opens("garden").await.messages()[0].seq), urls::reports("garden"));
    assert_eq!(grace.post(&reported, &report).await.status, 200);
    server.log().prints("report_not_posted").await;
    assert_eq!(ada.visits(&list).await.texts(".reported").len(), 2);
    told(&listener, 3).await;
    drop(listener);
    let brian = Visitor::joins(&server, "Brian").await;
    let sent = brian.posts(&reported, &report).await;
    assert_eq!((sent.status, sent.document().text(".ok")), (200, ENGLISH.reports.sent.to_owned()));
    assert_eq!(ada.visits(&list).await.texts(".reported .note").len(), 3);
    assert!(!server.log().lines().iter().any(|line| line.contains("token=abc")), "its address is a secret");
}

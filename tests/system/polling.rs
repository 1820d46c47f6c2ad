//! A page that cannot have a socket: what it is told when it asks, and what it may send.

use futures_util::future::join_all;
use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Visitor};
use reqwest::Method;
use room::limits;
use templates::urls;
use templates::words::ENGLISH;

/// The number of the protocol, as `src/socket.rs` has it.
const PROTOCOL: &str = "2";

async fn polls(visitor: &Visitor, room: &str, since: &str, last: &str) -> Answer {
    visitor.post(&urls::updates(room), &[("v", PROTOCOL), ("since", since), ("last", last)]).await
}

async fn sends(visitor: &Visitor, room: &str, text: &str, cid: &str) -> Answer {
    let fields = [("v", PROTOCOL), ("since", "0"), ("text", text), ("cid", cid)];
    visitor.post(&urls::say(room), &fields).await
}

/// What a socket would have been closed with.
fn close(answer: &Answer) -> (u16, &str, &str) {
    (answer.status, answer.header("close-code"), &answer.text)
}

#[tokio::test]
async fn poll_brings_what_a_first_frame_would() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("polling-1").await;
    graces.says("one");
    graces.sees("one").await;
    let page = ada.opens("polling-1").await;
    let since = page.attribute("[data-version]", "data-version").expect("a version");

    let first = polls(&ada, "polling-1", &since, "").await;
    assert_eq!(first.status, 200, "{}", first.text);
    assert!(!first.text.contains("one"), "it has that already: {}", first.text);
    for part in [r##"hx-target="#members""##, ADA, GRACE, ENGLISH.live_updates.blocked] {
        assert!(first.text.contains(part), "{part}: {}", first.text);
    }
    graces.sees_people(&[GRACE, ADA]).await;
    let again = polls(&ada, "polling-1", &since, first.header("answer-tag")).await;
    assert_eq!((again.status, again.text.as_str()), (204, ""), "nothing is new");

    graces.says("two");
    graces.sees("two").await;
    let next = polls(&ada, "polling-1", &since, first.header("answer-tag")).await;
    assert!(next.text.contains("two") && next.text.contains(&format!(r#"data-version="{}""#, graces.version())));
    assert_eq!(graces.notices().concat().matches("Ada").count(), 1, "she joined once: {:?}", graces.notices());
}

#[tokio::test]
async fn message_of_a_page_without_a_socket_is_said_once() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("polling-2").await;
    let cid = "polling-cid-0001";
    for _ in 0..3 {
        let answer = sends(&ada, "polling-2", "Hello.", cid).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.text.contains("Hello."), "{}", answer.text);
        assert!(answer.text.contains(&format!("hx-target=\"#p-{cid}\" hx-swap=\"delete\"")), "{}", answer.text);
    }
    graces.sees("Hello.").await;
    assert_eq!(graces.texts(), ["Hello."]);

    let empty = sends(&ada, "polling-2", " ", "polling-cid-0002").await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains(ENGLISH.refusals.empty) && !empty.text.contains("data-retry"), "{}", empty.text);
    let cids: Vec<String> = (0..3 * limits::SEND_BURST).map(|n| format!("polling-fast-{n:04}")).collect();
    let answers = join_all(cids.iter().map(|cid| sends(&ada, "polling-2", "fast", cid))).await;
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.text.contains("data-retry=\"1\"")).collect();
    assert!(!refused.is_empty(), "thirty at once are too fast");
    for answer in refused {
        assert!(answer.text.contains(&(ENGLISH.refusals.too_fast_retrying)(1)), "{}", answer.text);
    }
}

#[tokio::test]
async fn poll_is_refused_as_a_socket_is() {
    let server = Server::shared().await;
    let [ada, grace, stranger] =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::stranger(server)];
    let answer = polls(&stranger, "polling-3", "1", "").await;
    assert_eq!(close(&answer), (403, "4003", ENGLISH.closes.session_over));
    let answer = ada.post(&urls::updates("polling-3"), &[("v", "0"), ("since", "1")]).await;
    assert_eq!(close(&answer), (403, "4001", ENGLISH.closes.outdated_page));
    let foreign = ada
        .request(Method::POST, &urls::updates("polling-3"))
        .header("Sec-Fetch-Site", "cross-site")
        .form(&[("v", PROTOCOL)]);
    assert_eq!(ada.asks(foreign).await.status, 403);

    let window = ada.enters("polling-3").await;
    let locked = [("topic", ""), ("welcome", ""), ("locked", "yes")];
    assert!(ada.post(&urls::settings("polling-3"), &locked).await.status < 400);
    let answer = polls(&grace, "polling-3", "1", "").await;
    assert_eq!(close(&answer), (403, "4006", ENGLISH.refusals.room_locked));

    ada.post(&urls::leave("polling-3"), &[]).await;
    assert_eq!(window.loses_connection().await.code, 4005);
    for answer in [polls(&ada, "polling-3", "1", "").await, sends(&ada, "polling-3", "Hi.", "polling-cid-0003").await] {
        assert_eq!(close(&answer), (403, "4005", ENGLISH.closes.left));
    }
    ada.opens("polling-3").await;
    ada.post(&urls::delete("polling-3"), &[("confirm", "polling-3")]).await;
    let answer = polls(&ada, "polling-3", "1", "").await;
    assert_eq!(close(&answer), (403, "4004", ENGLISH.refusals.room_deleted));
}

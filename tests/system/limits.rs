//! What is too much, and what is told to whoever sends it.

use std::time::Duration;

use futures_util::future::join_all;
use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor, Window, wait};
use room::limits;
use serde_json::json;
use templates::{ids, urls};

#[tokio::test]
async fn eleventh_message_at_once_has_to_wait() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (adas, graces) = (ada.enters("mill").await, grace.enters("mill").await);
    let texts: Vec<String> = (1..=11).map(|n| format!("Message {n}")).collect();
    let cids: Vec<String> = texts.iter().map(|text| adas.says(text)).collect();
    insta::assert_snapshot!(adas.sees_refusal(&cids[10]).await, @"Sending too fast. Trying again in 1\u{A0}s.");
    graces.says("I am not held up.");
    graces.sees("I am not held up.").await;
    assert_eq!(graces.texts()[..10], texts[..10]);
    assert_eq!(graces.texts()[10..], ["I am not held up."]);
    assert_eq!(adas.pending(), ["Message 11"], "the text is still there");
    assert_eq!(ada.opens("mill").await.messages().len(), 11, "nothing that was refused is stored");

    // Taken at last, under the id that was refused.
    let again = json!({ "text": texts[10], "cid": cids[10] }).to_string();
    wait::until("message 11 to be taken", wait::SOON, async || {
        let frames = adas.frames().len();
        // As its page does.
        wait::let_pass(Duration::from_secs(1)).await;
        adas.sends(&again);
        wait::until("an answer", wait::SOON, async || {
            if adas.frames().len() > frames { Ok(()) } else { Err("none".to_owned()) }
        })
        .await;
        if graces.texts().contains(&texts[10]) { Ok(()) } else { Err(format!("{:?}", adas.refusal(&cids[10]))) }
    })
    .await;
    assert_eq!(graces.texts().len(), 12);
}

#[tokio::test]
async fn rate_limited_form_keeps_its_text() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let texts: Vec<String> = (1..=30).map(|n| format!("Form {n}")).collect();
    let answers = join_all(texts.iter().map(|text| ada.says("press", text))).await;
    let page = ada.opens("press").await;
    let mut refused = 0;
    for (text, answer) in texts.iter().zip(&answers) {
        let stored = page.messages().iter().any(|said| said.text == *text);
        assert_eq!(answer.status, if stored { 303 } else { 429 }, "{text}");
        if !stored {
            refused += 1;
            let retry_after: u32 = answer.header("retry-after").parse().expect("a number of seconds");
            assert!((1..=10).contains(&retry_after), "{retry_after}");
            let page = answer.document();
            assert_eq!(page.text("textarea").trim_start(), text);
            assert!(page.text("#refusal .refusal").starts_with("You’re sending too fast. Wait "), "{text}");
        }
    }
    assert!((1..=20).contains(&refused), "{refused} of 30 forms at once were refused");
}

#[tokio::test]
async fn oversized_frame_closes_only_its_connection() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (mut adas, graces) = (ada.enters("barn").await, grace.enters("barn").await);
    adas.sends(&frame_of(limits::FRAME_MAX_BYTES));
    adas.shows("an answer to the frame", |page| page.texts(&format!("#{}", ids::REFUSAL)) != [""]).await;
    assert_eq!(adas.closed(), None, "a frame of 16,384 bytes is within the limit");

    adas.sends(&frame_of(limits::FRAME_MAX_BYTES + 1));
    let closed = adas.loses_connection().await;
    assert_eq!((closed.code, closed.reason.as_str()), (1009, "That frame is too large. The limit is 16,384 bytes."));
    goes_on(&graces).await;
    adas.reconnects().await;
    goes_on(&adas).await;
}

#[tokio::test]
async fn binary_frame_closes_only_its_connection() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (adas, graces) = (ada.enters("shed").await, grace.enters("shed").await);
    adas.sends_bytes(br#"{"text":"Hello","cid":"0123456789abcdef"}"#);
    assert_eq!(adas.loses_connection().await.code, 1003);
    goes_on(&graces).await;
    assert_eq!(graces.texts().len(), 1, "nothing of it was said");
}

#[tokio::test]
async fn tenth_malformed_frame_closes_the_connection() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (adas, graces) = (ada.enters("babel").await, grace.enters("babel").await);
    let senseless = [
        "",
        "PING",
        "null",
        "[]",
        "{}",
        r#"{"text":"x"}"#,
        r#"{"text":1,"cid":"0123456789abcdef"}"#,
        r#"{"text":"x","cid":"short"}"#,
        r#"{"text":"x","text":"y","cid":"0123456789abcdef"}"#,
        r##"{"text":"x","cid":"#history, body"}"##,
    ];
    let before = adas.frames().len();
    for (n, frame) in senseless[..9].iter().enumerate() {
        adas.sends(frame);
        wait::until(format!("an answer to {frame}"), wait::SOON, async || {
            let answers = malformed_frame_refusals(&adas, before);
            if answers == n + 1 { Ok(()) } else { Err(format!("{answers} answers, {:?}", adas.closed())) }
        })
        .await;
    }
    assert_eq!(adas.closed(), None);
    adas.sends(senseless[9]);
    assert_eq!(adas.loses_connection().await.code, 1008);
    goes_on(&graces).await;
    assert_eq!(graces.texts().len(), 1, "nothing of it was said");
}

#[tokio::test]
async fn heartbeat_is_answered() {
    let server = Server::shared().await;
    let adas = Visitor::joins(server, ADA).await.enters("pulse").await;
    let frames = adas.frames().len();
    adas.beats().await;
    adas.beats().await;
    assert_eq!(adas.frames().len(), frames, "and is no frame of the room’s");
}

#[tokio::test]
async fn eleventh_connection_of_a_member_is_refused() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let mut windows = Vec::new();
    for _ in 0..limits::CONNECTIONS_PER_MEMBER_MAX {
        windows.push(ada.enters("hydra").await);
    }
    let origin = server.origin();
    let answer = ada.requests_socket("/r/hydra/ws", &[("Origin", &origin)]).await.expect_err("no eleventh socket");
    assert_eq!(answer.status, 429);
    grace.enters("hydra").await.sees_people(&[ADA, GRACE]).await;

    windows.pop().expect("a tenth window").closes().await;
    wait::until("a socket in place of the one that was closed", wait::SOON, async || {
        let answer = ada.requests_socket("/r/hydra/ws", &[("Origin", &origin)]).await;
        answer.map(drop).map_err(|answer| answer.text)
    })
    .await;
}

#[tokio::test]
async fn oversized_form_is_refused() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let form_of = |bytes: usize| {
        let fields = "cid=0123456789abcdef&text=";
        format!("{fields}{}", "x".repeat(bytes - fields.len()))
    };
    for (bytes, status) in [(limits::FORM_MAX_BYTES, 422), (limits::FORM_MAX_BYTES + 1, 413), (1_000_000, 413)] {
        for path in ["/r/cellar/say", urls::LANDING] {
            // The landing page finds no name in either.
            let request = ada.request(reqwest::Method::POST, path).body(form_of(bytes));
            let answer = ada.asks(request.header("Content-Type", "application/x-www-form-urlencoded")).await;
            assert_eq!(answer.status, status, "{bytes} bytes to {path}");
            assert!(!answer.document().text("h1").is_empty());
        }
    }
    assert!(ada.opens("cellar").await.messages().is_empty());
}

#[tokio::test]
async fn post_that_is_no_form_is_refused() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    const FORM: &str = "text=Hello&cid=0123456789abcdef";
    for (kind, body, status) in [
        (Some("application/json"), r#"{"text":"Hello","cid":"0123456789abcdef"}"#, 415),
        (Some("text/plain"), FORM, 415),
        (Some("multipart/form-data; boundary=x"), FORM, 415),
        (Some("application/x-www-form-urlencodedx"), FORM, 415),
        (Some(""), FORM, 415),
        (None, FORM, 415),
        (Some("application/x-www-form-urlencoded"), "text=a&text=b&cid=0123456789abcdef", 400),
        (Some("application/x-www-form-urlencoded"), "text=Hello", 400),
        (Some("application/x-www-form-urlencoded"), "text=Hello&cid=%23history", 400),
        (Some("application/x-www-form-urlencoded"), "", 400),
        (Some("application/x-www-form-urlencoded"), "cid=0123456789abcdef", 422),
        (Some("Application/X-WWW-Form-URLEncoded ; charset=UTF-8"), FORM, 303),
    ] {
        let request = ada.request(reqwest::Method::POST, "/r/pigeonhole/say").body(body);
        let request = match kind {
            Some(kind) => request.header("Content-Type", kind),
            None => request,
        };
        assert_eq!(ada.asks(request).await.status, status, "{kind:?} {body}");
    }
    assert_eq!(ada.opens("pigeonhole").await.messages().len(), 1);
}

/// How often a window was told of frames that make no sense.
fn malformed_frame_refusals(window: &Window, since: usize) -> usize {
    window.frames()[since..].iter().filter(|frame| frame.contains("hx-target=\"#refusal\"")).count()
}

/// The room goes on as if nothing had happened.
async fn goes_on(window: &Window) {
    window.says("Where were we?");
    window.sees("Where were we?").await;
}

/// A frame of so many bytes that none of our pages sends.
fn frame_of(bytes: usize) -> String {
    let empty = json!({ "noise": "" }).to_string();
    json!({ "noise": "x".repeat(bytes - empty.len()) }).to_string()
}

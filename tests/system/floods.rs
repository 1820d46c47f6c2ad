//! Whoever floods a room is told so, then ignored, then shut out for a while; nobody else notices.

use std::time::Duration;

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor, Window, wait};
use room::limits;

/// How a page says a message, far too often. Returns how often it was told so, and how it ended.
async fn floods(window: &Window, frames: i64) -> (usize, u16, String) {
    for n in 0..frames {
        window.says(&format!("Flood {n}"));
    }
    let closed = window.loses_connection().await;
    let told = window.frames().iter().filter(|frame| frame.contains("Sending too fast")).count();
    (told, closed.code, closed.reason)
}

#[tokio::test]
async fn flood_of_messages_is_shut_out_for_a_while() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (mut adas, mut other) = (ada.enters("flooded").await, ada.enters("flooded").await);
    let graces = grace.enters("flooded").await;
    let (told, code, reason) = floods(&adas, limits::SEND_BURST + limits::REFUSALS_MAX + 20).await;
    assert_eq!((code, reason.as_str()), (1013, "You’re sending too fast. Wait 30 seconds, then try again."));
    let at_once = usize::try_from(limits::REFUSALS_TOLD_MAX).expect("a few");
    assert!((at_once..at_once + 10).contains(&told), "{told} answers");
    assert_eq!(other.loses_connection().await.code, 1013, "her other window floods no less");

    assert_eq!(other.reconnects_in_vain().await.code, 1013);
    let upgrade = [("Origin", ada.origin())];
    let refused = ada.requests_socket("/r/flooded/ws?v=2&since=0", &upgrade).await.expect_err("no socket any more");
    assert!(refused.status == 429 && !refused.header("retry-after").is_empty(), "{}", refused.status);
    let form = ada.says("flooded", "By a form.").await;
    let wait_s: i64 = form.header("retry-after").parse().expect("seconds");
    assert!(form.status == 429 && (1..=30).contains(&wait_s), "{} {wait_s}", form.status);
    graces.says("I noticed nothing.");
    graces.sees("I noticed nothing.").await;
    let burst = usize::try_from(limits::SEND_BURST).expect("a few");
    assert!((burst..burst + 10).contains(&(graces.texts().len() - 1)), "{:?}", graces.texts());

    wait::let_pass(Duration::from_millis(limits::SHUT_OUT_MS.unsigned_abs())).await;
    // She has lost nothing: her page sends what was not answered.
    adas.reconnects().await;
    let unanswered = limits::SEND_BURST + limits::REFUSALS_TOLD_MAX;
    graces.sees(&format!("Flood {unanswered}")).await;
}

#[tokio::test]
async fn senseless_frames_are_shut_out_for_a_while() {
    let server = Server::shared().await;
    let (ada, grace) = (Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await);
    let (mut adas, graces) = (ada.enters("senseless").await, grace.enters("senseless").await);
    for _ in 0..limits::BAD_FRAMES_MAX {
        adas.sends("garbage");
    }
    assert_eq!(adas.loses_connection().await.code, 1008);
    assert_eq!(adas.reconnects_in_vain().await.code, 1013);
    graces.says("I noticed nothing.");
    graces.sees("I noticed nothing.").await;
}

#[tokio::test]
async fn frames_that_are_not_read_count_too() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut adas = ada.enters("unread").await;
    let codes = [1003, 1003, 1003];
    for (n, code) in codes.into_iter().enumerate() {
        if n > 0 {
            adas.reconnects().await;
        }
        adas.sends_bytes(b"binary");
        assert_eq!(adas.loses_connection().await.code, code, "the {n}th");
    }
    // Not even a socket that is closed at once: what came on it would be read.
    let refused = ada.requests_socket("/r/unread/ws?v=2&since=0", &[("Origin", ada.origin())]).await;
    assert_eq!(refused.expect_err("no socket").status, 429);
}

#[tokio::test]
async fn frames_without_end_are_shut_out_whatever_they_say() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for frame in ["ack", "typing", "away"] {
        let room = format!("endless-{frame}");
        let mut adas = ada.enters(&room).await;
        for _ in 0..limits::FRAME_BURST + limits::REFUSALS_MAX + 100 {
            adas.sends(frame);
        }
        assert_eq!(adas.loses_connection().await.code, 1013, "{frame}");
        assert_eq!(adas.reconnects_in_vain().await.code, 1013, "{frame}");
    }
}

//! One who does not read, and all the others.

use harness::{Server, Visitor};
use room::limits;

/// What is said here is six times as long as a frame: every quotation mark becomes `&quot;`.
fn long_text(n: usize) -> String {
    format!("{n} {}", "\"".repeat(1_900))
}

#[tokio::test]
async fn slow_consumer_is_closed_without_loss_to_others() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 45).await;
    let reader = crowd[0].enters("hall").await;
    let mut sleeper = crowd[1].enters("hall").await;
    reader.sees_people(&["Extra 1", "Extra 2"]).await;
    sleeper.falls_silent();
    let mut said = Vec::new();
    while server.log().events("slow_consumer_closed", "hall").is_empty() {
        assert!(said.len() < 440, "nobody was cut off after {} messages", said.len());
        let text = long_text(said.len());
        assert_eq!(crowd[said.len() % 44 + 1].says("hall", &text).await.status, 303);
        said.push(text);
    }
    let sent = said.len() * 6 * 1_900;
    assert!(sent > limits::SEND_WINDOW_INITIAL_UNITS / 2, "cut off after {sent} characters already");
    assert!(sent < limits::SEND_WINDOW_INITIAL_UNITS * 2, "cut off only after {sent} characters");
    reader.sees(&said[said.len() - 1]).await;
    assert_eq!(reader.texts(), said, "who reads has missed nothing");
    assert_eq!(reader.closed(), None);
    assert_eq!(server.log().events("slow_consumer_closed", "hall").len(), 1, "only who stopped reading");

    sleeper.reconnects().await;
    assert_eq!(sleeper.texts(), said[said.len() - limits::PAGE_MESSAGES..], "far behind: the log was replaced");
    let (last, next) = (&crowd[44], "Good morning.");
    last.says("hall", next).await;
    sleeper.sees(next).await;
    reader.sees(next).await;
}

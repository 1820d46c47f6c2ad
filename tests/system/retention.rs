//! Messages are kept for as long as the operator and the owners of a room want, and then are gone.

use std::time::{Duration, SystemTime};

use harness::cast::{ADA, GRACE};
use harness::{Start, Visitor};
use templates::urls;

/// Where the local server is told that the time of the daily run has come.
const DAILY_RUN: &str = "/cdn-cgi/handler/scheduled";

/// A time some days ago.
#[expect(clippy::disallowed_methods, reason = "the server goes by the time of day")]
fn days_ago(days: u32) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let then = now - Duration::from_secs(24 * 60 * 60) * days;
    templates::timestamp(i64::try_from(then.as_millis()).expect("a time"))
}

#[tokio::test]
async fn old_messages_go_from_rooms_that_nobody_wakes_too() {
    let mut server = Start::default().with("KEEP_DAYS", 90).server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    // She owns what she is the first to enter.
    for (room, text) in
        [("garden", "Old leaves."), ("garden", "New leaves."), ("tea", "Cold tea."), ("tea", "Hot tea.")]
    {
        assert_eq!(ada.says(room, text).await.status, 303);
    }
    let owner = ada.enters("garden").await;
    let page = ada.visits(&urls::settings("garden")).await;
    let offered = page.texts("#keep-days option");
    assert_eq!(offered, ["As long as this site keeps them: 90 days", "1 day", "7 days", "30 days"]);
    let saved = ada.post(&urls::settings("garden"), &[("keep_days", "7")]).await;
    assert_eq!(saved.document().attribute("#keep-days option[selected]", "value"), Some("7".to_owned()));
    let longer = ada.post(&urls::settings("garden"), &[("keep_days", "365")]).await;
    assert_eq!(longer.document().attribute("#keep-days option[selected]", "value"), Some("7".to_owned()));
    server.store().keeps("garden", 7).await;
    for room in ["garden", "tea"] {
        server.store().receives(room, 2).await;
    }
    drop(owner);
    server.stop().await;
    for (text, days) in [("Old leaves.", 8), ("New leaves.", 6), ("Cold tea.", 91), ("Hot tea.", 8)] {
        server.store().backdates(text, &days_ago(days));
    }
    server.start_again().await;

    // Whoever comes is shown nothing of it, long before it is erased.
    let texts =
        |page: harness::Document| page.messages().iter().map(|message| message.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(grace.opens("garden").await), ["New leaves."]);
    let history = grace.get("/api/rooms/garden/history?after=0").await.json();
    assert_eq!(history["messages"].as_array().map(Vec::len), Some(1), "{history}");

    let run = grace.get(DAILY_RUN).await;
    assert_eq!(run.status, 200, "{}", run.text);
    let bodies = async |room: &str| {
        let rows = server.store().rows(room).await.expect("tables");
        rows.into_iter().map(|row| row.body).collect::<Vec<_>>()
    };
    assert_eq!(bodies("garden").await, ["New leaves."]);
    assert_eq!(bodies("tea").await, ["Hot tea."]);
    server.logs_everything().await;
    assert_eq!(server.log().wakings("tea").len(), 1, "not since the server has started again");
    server.log().prints("retention_done").await;
}

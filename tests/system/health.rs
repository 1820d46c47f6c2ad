//! What whoever watches Natter is told, and that no room is woken for it.

use harness::{Answer, Server, Start, Visitor};
use reqwest::Method;
use serde_json::{Value, json};
use templates::urls;

/// What tells builds apart is of no other story.
fn told(answer: &Answer) -> (u16, Value) {
    let mut told = answer.json();
    for changing in ["version", "commit", "deployed_at", "protocol"] {
        assert!(!told[changing].is_null() || changing != "version" && changing != "protocol", "{changing}: {told}");
        told.as_object_mut().expect("an object").remove(changing);
    }
    if let Some(d1) = told["d1"].as_object_mut() {
        let sizes = ["size_mb", "max_mb", "full_percent"].map(|size| d1.remove(size));
        assert_eq!(sizes.iter().flatten().count(), if d1["status"] == "ok" { 3 } else { 0 }, "{sizes:?}");
    }
    (answer.status, told)
}

#[tokio::test]
async fn health_says_whether_d1_can_take_messages() {
    let server = Start::default().without_tables().server().await;
    let monitor = Visitor::stranger(&server);
    let failing = json!({ "status": "failing", "d1": { "status": "failing" },
        "archive": { "status": "failing", "rooms_behind": null, "behind_s": null } });
    assert_eq!(told(&monitor.get(urls::HEALTH).await), (503, failing));
    server.log().prints("npx wrangler d1 migrations apply DB").await;

    server.apply_migrations().await;
    let well = json!({ "status": "ok", "d1": { "status": "ok" },
        "archive": { "status": "ok", "rooms_behind": 0, "behind_s": 0 } });
    assert_eq!(told(&monitor.get(urls::HEALTH).await), (200, well));
    let head = monitor.asks(monitor.request(Method::HEAD, urls::HEALTH)).await;
    assert_eq!((head.status, head.text.as_str(), head.header("cache-control")), (200, "", "no-store"));
    assert_eq!(server.rooms_on_disk(), 0, "no room was woken");
}

#[tokio::test]
async fn every_answer_names_the_build_that_made_it() {
    let server = Server::shared().await;
    let visitor = Visitor::stranger(server);
    let health = visitor.get(urls::HEALTH).await.json();
    let commit = health["commit"].as_str().map_or_else(String::new, |commit| format!("+{commit}"));
    let build = format!("{}{commit}", health["version"].as_str().expect("a version"));
    for path in [urls::LANDING, "/nowhere", "/r/versions", "/api/rooms", "/r/Versions/"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.header("natter-version"), build, "{path}: {}", answer.status);
    }
    let joined = visitor.post(urls::LANDING, &[("name", "Ada"), ("room", "versions")]).await;
    assert_eq!((joined.status, joined.header("natter-version")), (303, build.as_str()));
}

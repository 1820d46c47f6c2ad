//! Reports of browsers about what the content security policy kept from a page.

use harness::cast::ADA;
use harness::{Answer, Server, Start, Visitor};
use reqwest::Method;
use templates::urls;

const ALONE: &str = "application/csp-report";
const TOGETHER: &str = "application/reports+json";

/// What a report may hold, and no log.
const SECRET: &str = "p-a-secret-room";

fn alone(directive: &str) -> String {
    format!(
        "{{\"csp-report\":{{\"document-uri\":\"https://a.example/r/{SECRET}\",\"effective-directive\":\"{directive}\",\
         \"blocked-uri\":\"inline\",\"script-sample\":\"{SECRET}\",\"line-number\":7}}}}"
    )
}

async fn reports(visitor: &Visitor, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = visitor.request(Method::POST, urls::VIOLATIONS);
    visitor.asks(request.header("Content-Type", kind).body(body)).await
}

#[tokio::test]
async fn violation_is_logged_once_by_words_of_ours() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    let rooms = server.rooms_on_disk();
    for _ in 0..5 {
        let answer = reports(&ada, ALONE, alone("script-src-elem")).await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    }
    let together = format!(
        "[{{\"type\":\"csp-violation\",\"url\":\"{SECRET}\",\"body\":{{\"effectiveDirective\":\"{SECRET}\",\
         \"blockedURL\":\"https://evil.example/{SECRET}\",\"sample\":\"{SECRET}\"}}}}]"
    );
    assert_eq!(reports(&ada, &format!("{TOGETHER}; charset=utf-8"), together).await.status, 204);
    server.log().prints("policy_violated").await;
    server.logs_everything().await;
    let lines = server.log().lines();
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("policy_violated")).collect();
    assert_eq!(told.len(), 2, "one for each kind: {told:?}");
    for parts in
        ["\"blocked\":\"inline\",\"directive\":\"script-src-elem\"", "\"blocked\":\"address\",\"directive\":\"other\""]
    {
        let parts: Vec<&str> = parts.split(',').collect();
        assert!(told.iter().any(|line| parts.iter().all(|part| line.contains(part))), "{parts:?}: {told:?}");
    }
    assert_eq!(server.traces_of(SECRET), [""; 0]);
    // The mark that says that the log is complete is a room.
    assert_eq!(server.rooms_on_disk(), rooms + 1, "a report wakes no room");
}

#[tokio::test]
async fn bad_report_is_refused_with_its_status() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    for (kind, body, status) in [
        ("application/json", alone("img-src"), 415),
        ("text/plain", alone("img-src"), 415),
        ("application/x-www-form-urlencoded", "a=b".to_owned(), 415),
        (ALONE, String::new(), 400),
        (ALONE, "[]".to_owned(), 400),
        (ALONE, "{\"csp-report\":7}".to_owned(), 400),
        (TOGETHER, alone("img-src"), 400),
        (TOGETHER, "[".repeat(10_000), 400),
        (TOGETHER, format!("[{}]", "1,".repeat(40_000)), 413),
        (ALONE, alone(&"x".repeat(40_000)), 413),
        (ALONE, alone(&"x".repeat(20_000)), 204),
    ] {
        let answer = reports(&stranger, kind, body).await;
        assert_eq!(answer.status, status, "{kind}: {}", answer.text);
        assert_eq!(status == 204, answer.text.is_empty(), "{kind}: a sentence says why");
        assert!(!answer.headers.contains_key("set-cookie"), "{kind}");
    }
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
        let answer = stranger.asks(stranger.request(method.clone(), urls::VIOLATIONS)).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{method}");
    }
}

#[tokio::test]
async fn reports_of_one_address_are_limited() {
    let server = Start::default().with("ADDRESS_LIMITS", "on").server().await;
    let [one, other] = ["192.0.2.7", "192.0.2.8"].map(|address| Visitor::stranger(&server).from_address(address));
    let mut taken = 0;
    for _ in 0..40 {
        taken += usize::from(reports(&one, ALONE, alone("img-src")).await.status == 204);
    }
    // A minute may end in between.
    assert!((30..40).contains(&taken), "{taken} of 40 were taken");
    if taken == 30 {
        let refused = reports(&one, ALONE, alone("img-src")).await;
        assert_eq!(refused.status, 429);
        assert!(!refused.header("retry-after").is_empty());
    }
    assert_eq!(reports(&other, ALONE, alone("img-src")).await.status, 204, "nobody else is");
}

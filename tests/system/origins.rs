//! Natter behind a proxy that rewrites the host: the origin that browsers see is another one.

use harness::cast::ADA;
use harness::{Server, Start, Visitor};
use reqwest::Method;
use templates::urls;
use templates::words::ENGLISH;

const OURS: &str = "https://chat.example";
const OTHER: &str = "https://chat.example:8443";

#[tokio::test]
async fn foreign_origin_is_told_to_page_and_operator() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    assert!(ada.requests_socket("/r/porch/ws?v=2&since=1", &[("Origin", OURS)]).await.is_err());
    // The page itself is let in, and told why it has no socket.
    let poll = ada
        .request(Method::POST, &urls::updates("porch"))
        .header("Origin", OURS)
        .header("Sec-Fetch-Site", "same-origin")
        .form(&[("v", "2"), ("since", "1")]);
    let answer = ada.asks(poll).await;
    assert!(answer.text.contains(ENGLISH.live_updates.foreign_origin), "{}: {}", answer.status, answer.text);
    server.log().prints("foreign_origin_refused").await;
    server.logs_everything().await;
    let lines = server.log().lines();
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("foreign_origin_refused")).collect();
    assert_eq!(told.len(), 1, "once in a while: {told:?}");
    for part in [&format!("\"expected\":\"{}\"", server.origin()), "\"got\":\"https://chat.example\"", "ORIGINS"] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
}

#[tokio::test]
async fn configured_origin_is_ours_too() {
    let server = Start::default().with("ORIGINS", format!("{OURS}/, chat.example {OTHER}")).server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let own = server.origin();
    for origin in [OURS, OTHER, &own] {
        assert!(ada.requests_socket("/r/porch/ws?v=2&since=1", &[("Origin", origin)]).await.is_ok(), "{origin}");
    }
    for origin in ["https://chat.example.evil.example", "http://chat.example", "https://evil.example"] {
        assert!(ada.requests_socket("/r/porch/ws?v=2&since=1", &[("Origin", origin)]).await.is_err(), "{origin}");
    }
    for (n, (origin, site, status)) in (0..).zip([
        (OURS, Some("same-origin"), 303),
        (OURS, Some("cross-site"), 303),
        (OURS, None, 303),
        ("https://evil.example", Some("cross-site"), 403),
        ("https://evil.example", None, 403),
    ]) {
        let say = ada.request(Method::POST, &urls::say("porch")).header("Origin", origin);
        let say = site.into_iter().fold(say, |say, site| say.header("Sec-Fetch-Site", site));
        let say = say.form(&[("text", "Hello."), ("cid", &format!("origin-cid-{n}"))]);
        assert_eq!(ada.asks(say).await.status, status, "{origin} {site:?}");
    }

    let page = ada.get(&urls::room("porch")).await;
    let policy = page.header("content-security-policy");
    let socket = own.replace("http", "ws");
    assert!(
        policy.contains(&format!("connect-src 'self' {socket} wss://chat.example wss://chat.example:8443;")),
        "{policy}"
    );
    let empty = ada.opens("porch-empty").await;
    assert_eq!(empty.text(".empty code"), "https://chat.example/r/porch-empty", "links are where people are");
    server.log().prints("config_value_ignored").await;
    let lines = server.log().lines();
    let bad: Vec<&String> = lines.iter().filter(|line| line.contains("config_value_ignored")).collect();
    assert!(bad.iter().all(|line| line.contains("\"value\":\"chat.example\"")) && bad.len() < 3, "{bad:?}");
}

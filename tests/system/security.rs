//! What strangers, other sites and broken clients get: a sentence, the right status, and nothing
//! else.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Start, Visitor};
use reqwest::Method;
use templates::assets;

/// What pages say over HTTPS, which no server here speaks.
const SECURE_FOR: &str = "max-age=63072000; includeSubDomains";

#[tokio::test]
async fn foreign_origin_is_refused_without_waking_a_room() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let ours = server.origin();
    let port = server.port();
    // Other spellings of our own host and port (another scheme, a user) are not among them:
    // `wrangler dev` makes those ours on their way in. `src/http/origin.rs` has a test of them.
    let foreign = [
        "null".to_owned(),
        "http://evil.example".to_owned(),
        "https://natter.example".to_owned(),
        format!("http://127.0.0.1:{}", port + 1),
        "http://127.0.0.1".to_owned(),
        format!("http://127.0.0.1.evil.example:{port}"),
        format!("http://evil127.0.0.1:{port}"),
        format!("http://127.0.0.1:{port}.evil.example"),
        format!("http://127.0.0.1:{port}@evil.example"),
        format!("{ours}."),
        format!("{ours} {ours}"),
        format!("http://localhost:{port}"),
        format!("http://[::1]:{port}"),
        format!("ws://127.0.0.1:{port}"),
        format!("127.0.0.1:{port}"),
        format!("{ours}/"),
        format!("{ours}, http://evil.example"),
        "file://".to_owned(),
        String::new(),
    ];
    for origin in &foreign {
        let refused = ada.requests_socket("/r/fortress/ws?since=1", &[("Origin", origin)]).await;
        assert_eq!(refused.err().map(|answer| answer.status), Some(403), "{origin:?}");
    }
    let refused = ada.requests_socket("/r/fortress/ws?since=1", &[]).await;
    assert_eq!(refused.err().map(|answer| answer.status), Some(403), "no origin at all");
    server.logs_everything().await;
    assert_eq!(server.log().wakings("fortress").len(), 0, "the room was woken");

    // The premise: the right one does wake it.
    assert!(ada.requests_socket("/r/fortress/ws?since=1", &[("Origin", &ours)]).await.is_ok());
    server.log().receives("room_woke", "fortress", 1).await;
}

#[tokio::test]
async fn socket_needs_a_session_and_an_upgrade() {
    let server = Server::shared().await;
    let (ada, stranger) = (Visitor::joins(server, ADA).await, Visitor::stranger(server));
    let ours = server.origin();
    let refused = stranger.requests_socket("/r/gate/ws?since=1", &[("Origin", &ours)]).await;
    assert_eq!(refused.err().map(|answer| answer.status), Some(401));
    let answer = ada.get("/r/gate/ws?since=1").await;
    assert_eq!(answer.status, 426);
    assert_eq!(stranger.says("gate", "hello").await.status, 401);
    server.logs_everything().await;
    assert_eq!(server.log().wakings("gate").len(), 0, "the room was woken");
}

#[tokio::test]
async fn cross_site_form_is_refused() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("letterbox").await;
    let ours = server.origin();
    for (header, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
    ] {
        for path in ["/r/letterbox/say", "/"] {
            let form = [("text", "forged"), ("cid", "0123456789abcdef"), ("name", "Mallory"), ("room", "letterbox")];
            let answer = ada.asks(ada.request(Method::POST, path).header(header, value).form(&form)).await;
            assert_eq!((answer.status, answer.header("set-cookie")), (403, ""), "{path} {header}: {value}");
        }
    }
    for (header, value) in [("Sec-Fetch-Site", "same-origin"), ("Origin", ours.as_str())] {
        let form = [("text", value), ("cid", &format!("cid-of-{header}"))];
        let answer = ada.asks(ada.request(Method::POST, "/r/letterbox/say").header(header, value).form(&form)).await;
        assert_eq!(answer.status, 303, "{header}: {value}");
        window.sees(value).await;
    }
    assert_eq!(window.texts(), ["same-origin", &ours]);
}

#[tokio::test]
async fn unknown_path_creates_no_room() {
    let server = Start::default().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let rooms = server.rooms_on_disk();
    for (method, path, status) in [
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/r/%2e%2e%2fadmin", 404),
        (Method::GET, "/r/---", 404),
        (Method::GET, "/r/lobby/admin", 404),
        (Method::GET, "/_headers", 404),
        (Method::DELETE, "/", 405),
        (Method::PUT, "/r/lobby", 405),
        (Method::POST, "/r/lobby/ws", 405),
        (Method::GET, "/r/lobby/leave", 405),
        (Method::GET, "/r/lobby?before=now", 400),
    ] {
        let answer = ada.asks(ada.request(method.clone(), path)).await;
        assert_eq!(answer.status, status, "{method} {path}");
        let page = answer.document();
        assert!(page.text(".lead").ends_with('.'), "{method} {path} says what to do: {}", answer.text);
        assert_eq!(status == 405, !answer.header("allow").is_empty(), "{method} {path}");
    }
    for i in 0..300 {
        assert_eq!(ada.get(&format!("/r/Bad%20Room%20{i}")).await.status, 301, "led to an address, and not made");
        assert_eq!(ada.get(&format!("/r/%F0%9F%92%AC{}", "x".repeat(40 + i))).await.status, 404);
        let malformed = ada.post("/r/some-room/say", &[("text", "x"), ("cid", "short")]).await;
        assert_eq!(malformed.status, 400);
    }
    assert_eq!(server.rooms_on_disk(), rooms, "no Durable Object was made");

    // The premise: going in does make one.
    ada.enters("lobby").await;
    assert_eq!(server.rooms_on_disk(), rooms + 1);
}

#[tokio::test]
async fn every_answer_carries_security_headers() {
    let server = Server::shared().await;
    let (ada, stranger) = (Visitor::joins(server, ADA).await, Visitor::stranger(server));
    ada.says("wardrobe", "hello").await;
    let page = ada.get("/r/wardrobe").await;
    let files: Vec<String> = ["link[rel=stylesheet]", "link[rel=icon]", "script"]
        .iter()
        .flat_map(|selector| page.document().all(selector).iter().map(|e| file_of(e.value())).collect::<Vec<_>>())
        .collect();
    assert_eq!(files.len(), 4, "{files:?}");

    let answers = [
        stranger.get("/").await,
        page,
        stranger.get("/r/wardrobe").await,
        ada.get("/r/wardrobe/ws").await,
        stranger.post("/", &[("name", "!")]).await,
        ada.says("wardrobe", "").await,
        ada.get("/nowhere").await,
        ada.get("/api/users").await,
        ada.get("/api/nothing").await,
    ];
    for Answer { headers, status, .. } in &answers {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let policy = header("content-security-policy");
        for directive in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(directive), "{status}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{status}");
        assert_eq!(header("referrer-policy"), "same-origin", "{status}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{status}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{status}");
        assert_eq!(header("cache-control"), "no-store", "{status}");
    }
    for file in files {
        let answer = stranger.get(&file).await;
        assert_eq!(answer.status, 200, "{file}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{file}");
        let pages = ["permissions-policy", "cross-origin-embedder-policy", "strict-transport-security"];
        for name in pages.into_iter().chain(["cross-origin-opener-policy", "cross-origin-resource-policy"]) {
            let of_page = if name.starts_with("strict") { SECURE_FOR } else { answers[0].header(name) };
            assert_eq!(answer.header(name), of_page, "{file}: {name}");
        }
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{file}");
        if file != assets::ROOM_SCRIPT {
            assert!(
                answer.header("cache-control").contains("immutable"),
                "{file}: its address changes with its content"
            );
            let plain = file.rsplit('/').next().expect("a name");
            let plain = stranger.get(&format!("/{plain}")).await;
            assert_eq!((plain.status, &plain.text), (200, &answer.text), "{file}: it is one file");
            assert!(
                plain.header("cache-control").ends_with("max-age=0, must-revalidate"),
                "{file}: another name of it"
            );
        }
    }
}

/// Scripts load each other by name, which says nothing of their content: a stale one would not fit
/// the others.
#[tokio::test]
async fn scripts_are_asked_for_again_each_time() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    for script in [assets::ROOM_SCRIPT, assets::INVITE_SCRIPT, "/scripts/on_demand/polling.js"] {
        let answer = stranger.get(script).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-cache"), "{script}");
        assert!(answer.header("content-type").starts_with("text/javascript"), "{script}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{script}");
        let tag = answer.header("etag");
        let again = stranger.request(Method::GET, script).header("If-None-Match", tag);
        let again = stranger.asks(again).await;
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{script}: {tag} has not changed");
        assert_eq!(again.header("cache-control"), "no-cache", "{script}");
    }
}

#[tokio::test]
async fn pages_hold_no_inline_or_foreign_resources() {
    let server = Server::shared().await;
    let (ada, stranger) = (Visitor::joins(server, ADA).await, Visitor::stranger(server));
    for (i, speaker) in Visitor::crowd(server, 60).await.iter().enumerate() {
        assert_eq!(speaker.says("gallery", &format!("message {i}")).await.status, 303);
    }
    let window = ada.enters("gallery").await;
    let now = window.document();
    let earlier = now.attribute("#earlier a", "href").expect("a way to the messages before these");
    let refused = ada.says("gallery", "").await;
    assert_eq!(refused.status, 422);
    for (what, page) in [
        ("the landing page", stranger.get("/").await.document()),
        ("the landing page with a refusal", stranger.post("/", &[("name", "!"), ("room", "?")]).await.document()),
        ("a room", now),
        ("a room with a refusal", refused.document()),
        ("earlier messages", ada.get(&earlier).await.document()),
        ("a problem", ada.get("/nowhere").await.document()),
    ] {
        assert!(page.all("*").len() >= 15, "{what} should be a page for this to mean anything");
        assert_eq!(
            page.all("style, base, iframe:not([name=log-frame]), object, embed, script:not([src])").len(),
            0,
            "{what}"
        );
        for element in page.all("*") {
            assert!(element.value().name() != "script" || element.text().all(str::is_empty), "{what}");
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on") && name != "style", "{what} has {name}={value:?}");
                let leads_somewhere = ["href", "src", "action", "srcset", "formaction"].contains(&name);
                // Or a place in the page.
                assert!(
                    !leads_somewhere || value.starts_with('#') || is_our_own_path(value),
                    "{what} has {name}={value:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn head_request_matches_get_without_its_body() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    ada.says("shadow", "Hello.").await;
    for path in ["/", "/r/shadow", "/api/rooms/shadow/users", "/api/rooms/shadow/history", "/nowhere"] {
        let (whole, head) = (ada.get(path).await, ada.asks(ada.request(Method::HEAD, path)).await);
        assert!(!whole.text.is_empty(), "{path}");
        assert_eq!((head.status, head.text.as_str()), (whole.status, ""), "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"), "{path}");
        assert_eq!(head.header("content-security-policy"), whole.header("content-security-policy"), "{path}");
    }
}

#[tokio::test]
async fn operator_log_holds_nothing_personal() {
    let server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, "Adaline Unforgettable").await, Visitor::joins(&server, GRACE).await];
    let window = ada.enters("lobby").await;
    window.says("a-secret-that-only-we-know\r\n{\"event\":\"forged\"}");
    window.shows("it", |page| page.messages().len() == 1).await;
    window.sends("{\"text\":\"a-broken-secret\"");
    grace.says("lobby", &"long-secret".repeat(400)).await;
    assert_eq!(grace.get("/r/lobby/ws").await.status, 426);
    let _ = grace.requests_socket("/r/lobby/ws", &[("Origin", "http://evil.example")]).await;
    server.log().prints("foreign_origin_refused").await;

    let lines = server.log().lines();
    for forbidden in ["Unforgettable", "secret-that", "broken-secret", "long-secret", "forged", "natter="] {
        assert!(!lines.iter().any(|line| line.contains(forbidden)), "{forbidden} is in the log:\n{}", lines.join("\n"));
    }
    assert!(!server.log().events("room_woke", "lobby").is_empty(), "need a log for this test to mean anything");
}

fn file_of(element: &scraper::node::Element) -> String {
    element.attr("href").or(element.attr("src")).unwrap_or_default().to_owned()
}

/// A path, and not the beginning of another host.
fn is_our_own_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
}

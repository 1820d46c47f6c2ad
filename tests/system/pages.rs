//! Natter behind a Pages project that passes every request on, in one process (`pages/`).

use harness::cast::{ADA, GRACE};
use harness::{Start, Visitor, smoke};
use reqwest::Method;
use templates::urls;

#[tokio::test]
async fn pages_project_passes_everything_on() {
    let server = Start::default().behind_pages().server().await;
    let smoke = smoke(&server, 30).await;
    assert!(smoke.works, "{}", smoke.told);

    let ada = Visitor::joins(&server, ADA).await;
    let page = ada.get(&urls::room("porch")).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("default-src 'none'"), "the headers are the Worker's");
    let at = page.text.find("/v/").expect("a page has a stylesheet");
    let stylesheet: String = page.text[at..].chars().take_while(|letter| *letter != '"').collect();
    let stylesheet = ada.get(&stylesheet).await;
    assert_eq!(stylesheet.status, 200);
    assert!(stylesheet.header("cache-control").contains("immutable"), "{}", stylesheet.header("cache-control"));
    assert_eq!(ada.get("/nowhere").await.status, 404);

    let grace = Visitor::joins(&server, GRACE).await;
    let window = grace.enters("porch").await;
    let say = [("text", "Hello through Pages."), ("cid", "through-pages-1")];
    assert_eq!(ada.post(&urls::say("porch"), &say).await.status, 303);
    window.sees("Hello through Pages.").await;

    let own = server.origin();
    let socket = "/r/porch/ws?since=1";
    assert!(ada.requests_socket(socket, &[("Origin", &own)]).await.is_ok(), "a page of ours is let in");
    for foreign in ["https://evil.example", "https://natter-pages.pages.dev"] {
        assert!(ada.requests_socket(socket, &[("Origin", foreign)]).await.is_err(), "{foreign}");
    }
    let form = ada.request(Method::POST, &urls::say("porch")).header("Origin", "https://evil.example");
    let form = form.header("Sec-Fetch-Site", "cross-site").form(&[("text", "Evil."), ("cid", "through-pages-2")]);
    assert_eq!(ada.asks(form).await.status, 403);
}

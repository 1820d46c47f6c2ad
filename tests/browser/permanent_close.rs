//! What does not come back, and how the page says so.

use harness::{Fault, Proxy, Server};
use serde_json::json;

use crate::instrumentation::STATUS;
use crate::person::Person;

/// Everything that makes a page look after its connection.
const WAKE: &str = "dispatchEvent(new Event('online'));\
                    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));\
                    document.dispatchEvent(new Event('visibilitychange'))";

#[tokio::test]
async fn permanent_close_stops_the_page_with_a_reason() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    for code in [4000, 4999] {
        let ada = Person::joins_over(&proxy, "Ada", &format!("browser-over-{code}")).await;
        ada.eval::<()>("window.dice = 0").await;
        ada.eval::<()>(&format!("sockets.at(-1).close({code})")).await;
        ada.is("gone").await;
        ada.finds("return closes", vec![code]).await;
        ada.finds(STATUS, "closed".to_owned()).await;
        assert!(!ada.is_shown("[data-do=reconnect]").await, "there is nothing to retry");

        // Nothing brings it back, and what is typed is kept and does not look as if it were sent.
        ada.says("anybody there?").await;
        ada.eval::<()>(WAKE).await;
        ada.finds("return document.querySelector('#pending .unsent').checkVisibility()", true).await;
        ada.clicks("#pending [data-do=retry]").await;
        assert_eq!(ada.eval::<usize>("return sockets.length").await, 1);
        ada.reloads().await;
        ada.is_live().await;
        ada.finds("return document.querySelectorAll('#pending .message').length", 0).await;
        ada.sees(&["anybody there?"]).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn outdated_page_keeps_its_text_for_the_reload() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    let old = ada
        .prepares(
            "window.WebSocket = class extends WebSocket { constructor(url) { super(url.replace('?v=1&', '?v=0&')) } }",
        )
        .await;
    ada.opens("/?room=browser-version").await;
    ada.enters("Ada").await;
    ada.is("gone").await;
    ada.finds(STATUS, "Natter was updated. Reload this page.".to_owned()).await;
    ada.says("said too late").await;
    ada.types("#text", "half a thou").await;

    ada.takes_back(old).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["said too late"]).await;
    ada.finds("return document.querySelector('#text').value", "half a thou".to_owned()).await;
    ada.goes().await;
}

#[tokio::test]
async fn ended_session_keeps_the_typed_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-session").await;
    ada.tunes("Network.clearBrowserCookies", json!({})).await;
    proxy.does_to_all(Fault::Cut);
    ada.is("gone").await;
    ada.finds(STATUS, "Your session has ended. Reload this page to enter your name again.".to_owned()).await;
    ada.says("Am I still here?").await;
    ada.has_pending(&["Am I still here?"]).await;

    // The name stays with who had it, for a while; the words do not depend on it.
    ada.reloads().await;
    ada.enters("Ada Lovelace").await;
    ada.is_live().await;
    ada.has_read(&["Am I still here?"]).await;
    ada.goes().await;
}

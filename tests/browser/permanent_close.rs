//! A connection that does not come back, and how the page says so.

use harness::{Fault, Proxy, Server};

use crate::person::Person;

#[tokio::test]
async fn permanent_close_stops_the_page_with_a_reason() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    for code in [4000, 4999] {
        let ada = Person::joins_over(&proxy, "Ada", &format!("browser-over-{code}")).await;
        ada.has_jitter(0.0).await;
        ada.is_closed_with(code, "").await;
        ada.is("gone").await;
        ada.sees_closes(&[code]).await;
        ada.sees_status("closed").await;
        assert!(!ada.can_reconnect().await, "there is nothing to retry");

        // Nothing brings it back, and what is typed is kept and does not look as if it were sent.
        ada.says("anybody there?").await;
        ada.is_woken(1).await;
        ada.sees_unsent_warning().await;
        ada.retries_message().await;
        assert_eq!(ada.connections().await, 1);
        ada.reloads().await;
        ada.is_live().await;
        ada.sees_pending(&[]).await;
        ada.sees(&["anybody there?"]).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn outdated_page_keeps_its_text_for_the_reload() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    let old = ada.speaks_another_protocol_version().await;
    ada.opens("/?room=browser-version").await;
    ada.enters("Ada").await;
    ada.is("gone").await;
    ada.sees_status("Natter was updated. Reload this page.").await;
    ada.says("said too late").await;
    ada.drafts("half a thou").await;

    ada.takes_back(old).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["said too late"]).await;
    ada.sees_draft("half a thou").await;
    ada.goes().await;
}

#[tokio::test]
async fn ended_session_keeps_the_typed_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-session").await;
    ada.loses_its_cookies().await;
    proxy.does_to_all(Fault::Cut);
    ada.is("gone").await;
    ada.sees_status("Your session has ended. Reload this page to enter your name again.").await;
    ada.says("Am I still here?").await;
    ada.sees_pending(&["Am I still here?"]).await;

    // The name stays with its last holder for a while; the words do not depend on it.
    ada.reloads().await;
    ada.enters("Ada Lovelace").await;
    ada.is_live().await;
    ada.has_read(&["Am I still here?"]).await;
    ada.goes().await;
}

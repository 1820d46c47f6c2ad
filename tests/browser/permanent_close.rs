//! A connection that does not come back: the page has ended, says so, and leads on.

use harness::{Fault, Proxy, Server};
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn permanent_close_stops_the_page_with_a_reason() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    for code in [4000, 4999] {
        let ada = Person::joins_over(&proxy, "Ada", &format!("browser-over-{code}")).await;
        ada.has_jitter(0.0).await;
        ada.drafts("half a thou").await;
        ada.is_closed_with(code, "").await;
        ada.is("gone").await;
        ada.sees_closes(&[code]).await;
        ada.sees_status(ENGLISH.scripts.closed).await;
        ada.sees_ending(ENGLISH.endings.closed).await;
        assert!(!ada.can_reconnect().await, "there is nothing to retry");
        assert!(!ada.can_type_at_once().await, "nothing can be typed that would never be sent");
        assert_eq!(ada.kept_draft().await, "half a thou");
        assert_eq!(ada.visible_people().await, [""; 0], "who is here is not known any more");

        // Nothing brings it back.
        ada.is_woken(1).await;
        assert_eq!(ada.connections().await, 1);
        ada.takes_the_way_on().await;
        ada.is_live().await;
        ada.sees_draft("half a thou").await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn pending_message_of_an_ended_page_cannot_be_retried() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-over-pending").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("on its way").await;
    ada.sees_pending(&["on its way"]).await;
    ada.loses_its_cookies().await;
    ada.reconnects().await;
    ada.sees_ending(ENGLISH.closes.session_over).await;
    ada.sees_unsent_warning().await;
    assert!(!ada.can_retry_message().await, "it cannot help");
    assert!(!ada.can_edit_message().await, "there is no field to edit it in");
    ada.sees_pending(&["on its way"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn outdated_page_keeps_its_text_for_the_reload() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-version").await;
    ada.drafts("half a thou").await;
    let old = ada.speaks_another_protocol_version().await;
    ada.reloads().await;
    ada.is("gone").await;
    ada.sees_ending(ENGLISH.closes.outdated_page).await;
    assert_eq!(ada.kept_draft().await, "half a thou");

    ada.takes_back(old).await;
    ada.takes_the_way_on().await;
    ada.is_live().await;
    ada.sees_draft("half a thou").await;
    ada.goes().await;
}

#[tokio::test]
async fn ended_session_keeps_the_typed_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-session").await;
    ada.drafts("Am I still here?").await;
    ada.loses_its_cookies().await;
    proxy.does_to_all(Fault::Cut);
    ada.is("gone").await;
    ada.sees_ending(ENGLISH.closes.session_over).await;
    assert_eq!(ada.kept_draft().await, "Am I still here?");

    // The name stays with its last holder for a while; the words do not depend on it.
    ada.takes_the_way_on().await;
    ada.enters("Ada Lovelace").await;
    ada.is_live().await;
    ada.sees_draft("Am I still here?").await;
    ada.goes().await;
}

//! What a reload does not take away, and what becomes of it.

use harness::{Fault, Proxy, Server, Visitor, wait};

use crate::person::Person;

#[tokio::test]
async fn pending_messages_survive_a_reload() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-reload").await;
    ada.is_left_waiting(&proxy).await;
    for text in ["one", "two\nlines", "<b>three</b>"] {
        ada.sends(text).await;
    }
    ada.drafts("half a thou").await;
    ada.sees_pending(&["one", "two\nlines", "<b>three</b>"]).await;
    let ids = ada.pending_ids().await;

    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["one", "two\nlines", "<b>three</b>"]).await;
    assert_eq!(ada.message_ids().await, ids);
    assert_eq!(ada.draft().await, "half a thou");

    // Once said they are forgotten.
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["one", "two\nlines", "<b>three</b>"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn unanswered_message_appears_once_after_a_reload() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-between").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.records_what_is_pending().await;
    proxy.does_to_all(Fault::StopReading);
    ada.says("Did you get this?").await;
    wait::until("the room to have it", wait::SOON, async || {
        let history = grace.get("/api/rooms/browser-between/history").await.text;
        if history.contains("Did you get this?") { Ok(()) } else { Err(history) }
    })
    .await;
    ada.sees_pending(&["Did you get this?"]).await;
    ada.has_jitter(1.0).await;
    proxy.does_to_all(Fault::Cut);

    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["Did you get this?"]).await;
    assert_eq!(ada.recorded_pending().await, [""; 0], "it was never on its way again");
    ada.goes().await;
}

#[tokio::test]
async fn refused_message_survives_a_reload_unsent() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-refusals").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.sends(&"x".repeat(2_001)).await;
    ada.sees_answered(1).await;
    let refused = ada.refusals().await;
    assert!(refused[0].1.contains("2,000"), "{refused:?}");

    ada.reloads().await;
    ada.is_live().await;
    grace.says("browser-refusals", "Slowly!").await;
    ada.sees(&["Slowly!"]).await;
    assert_eq!(ada.refusals().await, refused);
    ada.goes().await;
}

#[tokio::test]
async fn message_stuck_after_a_reload_says_so() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-stuck").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("Anybody there?").await;
    let refusing = ada.is_refused_everywhere().await;
    ada.reloads().await;
    ada.is("waiting").await;
    ada.sees_pending(&["Anybody there?"]).await;
    ada.sees_unsent_warning().await;

    ada.takes_back(refusing).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["Anybody there?"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn late_script_finds_the_saved_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-late").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("said before").await;
    ada.drafts("half a").await;
    ada.gets_none_of("*room.js*").await;
    ada.reloads().await;
    ada.drafts("thou").await;

    ada.gets_everything().await;
    ada.loads_the_scripts().await;
    ada.has_read(&["said before"]).await;
    ada.sees_draft("half a\nthou").await;
    ada.goes().await;
}

#[tokio::test]
async fn form_posts_without_the_socket_script() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-half").await;
    ada.gets_none_of("*connection.js*").await;
    ada.reloads().await;
    ada.drafts("By hand, then.").await;
    ada.presses_send().await;
    ada.has_read(&["By hand, then."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn broken_session_storage_stops_nobody_from_talking() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-storage").await;
    ada.watches_for_errors().await;
    for rubbish in [r#"{"draft":"#, "null", "7", r#"{"sends":[["sent-before-1","old"]]}"#] {
        ada.finds_in_storage(rubbish).await;
        ada.reloads().await;
        ada.is_live().await;
        assert_eq!(ada.errors().await, [""; 0], "{rubbish}");
    }
    ada.says("one").await;
    ada.has_read(&["old", "one"]).await;

    ada.fills_its_storage().await;
    ada.says("two, which is long enough not to fit any more").await;
    ada.has_read(&["old", "one", "two, which is long enough not to fit any more"]).await;

    ada.forbids_storage().await;
    ada.reloads().await;
    ada.is_live().await;
    ada.says("three").await;
    ada.has_read(&["old", "one", "two, which is long enough not to fit any more", "three"]).await;
    assert_eq!(ada.errors().await, [""; 0]);
    ada.goes().await;
}

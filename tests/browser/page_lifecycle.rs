//! Away and back: offline, hidden, frozen, in the history.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor, wait};
use templates::words::ENGLISH;
use tokio::time::Instant;

use crate::person::{Network, Person};

/// A page whose link dies now would not find out by waiting: it waits for 35 s since it last heard
/// something, which is 15 s ago at most.
const AT_ONCE: Duration = Duration::from_secs(19);

#[tokio::test]
async fn open_page_renews_its_session_every_day() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_short_days().await;
    ada.goes_to("browser-renews", "Ada").await;
    ada.renews_its_session().await;
    ada.goes().await;
}

#[tokio::test]
async fn offline_page_returns_with_the_network() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-offline").await;
    let grace = Visitor::joins(server, "Grace").await;
    let before = Instant::now();
    ada.has_network(Network::Off).await;
    ada.is("offline").await;
    ada.sees_status(ENGLISH.scripts.offline).await;
    assert!(before.elapsed() < Duration::from_secs(3), "at once, not when heartbeats stay away");
    assert!(ada.can_reconnect().await, "a browser may be wrong about its network");
    wait::let_pass(Duration::from_secs(7)).await;
    assert_eq!(ada.connections().await, 1, "nothing is tried without a network");
    grace.says("browser-offline", "one").await;
    ada.says("in a tunnel").await;
    ada.sees_pending(&["in a tunnel"]).await;

    ada.has_network(Network::On).await;
    ada.is_live().await;
    ada.has_read(&["one", "in a tunnel"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn hidden_tab_checks_its_connection_when_shown() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-hidden").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.has_jitter(0.0).await;
    ada.answers_by_itself_once_it_reads(&["one", "two", "three"]).await;
    let (room, _) = ada.opens_a_tab().await;
    for text in ["one", "two", "three"] {
        grace.says("browser-hidden", text).await;
    }
    wait::until("the hidden tab to answer", wait::SOON, async || {
        let history = grace.get("/api/rooms/browser-hidden/history").await.text;
        if history.contains("read in the dark") { Ok(()) } else { Err(history) }
    })
    .await;

    // While it is hidden its link dies without a word. It is shown, looks, and does not wait for
    // long.
    proxy.does_to_all(Fault::Stall);
    grace.says("browser-hidden", "four").await;
    let shown = Instant::now();
    ada.switches_to(&room).await;
    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    assert!(shown.elapsed() < AT_ONCE, "it took {:?}", shown.elapsed());
    ada.has_read(&["one", "two", "three", "read in the dark", "four"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn frozen_tab_continues_where_it_was() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-frozen").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.says("Good night.").await;
    ada.has_read(&["Good night."]).await;
    ada.drafts("half a thou").await;

    // Nothing runs in it any more, and its connection is taken away, by some versions of Chromium
    // at once; the page learns of that when it is thawed.
    ada.is_frozen().await;
    grace.says("browser-frozen", "Sleep well.").await;
    proxy.does_to_all(Fault::Cut);
    ada.is_thawed().await;
    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    assert_eq!(ada.knew_when_thawed().await, ["resumed"], "until then it had noticed nothing");
    ada.has_read(&["Good night.", "Sleep well."]).await;
    ada.sees_draft("half a thou").await;
    ada.goes().await;
}

#[tokio::test]
async fn returning_network_marks_nothing_read_in_a_hidden_tab() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-unseen").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-unseen", "one").await;
    ada.sees(&["one"]).await;
    ada.is_hidden_and_records_read_markers("browser-unseen").await;
    ada.has_set_read_markers(1).await;
    grace.says("browser-unseen", "two").await;
    ada.sees(&["one", "two"]).await;
    ada.regains_the_network().await;
    assert_eq!(ada.read_markers_set().await, 1);
    ada.goes().await;
}

#[tokio::test]
async fn page_from_the_history_cache_catches_up() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-cached").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-cached", "one").await;
    ada.has_read(&["one"]).await;
    // What a browser does to a page that it keeps: its connection goes, and nothing runs in it
    // until it is shown.
    ada.is_left_waiting(&proxy).await;
    for text in ["two", "three"] {
        grace.says("browser-cached", text).await;
    }
    ada.is_shown_from_the_cache().await;
    ada.is_live().await;
    ada.has_read(&["one", "two", "three"]).await;

    // Nor does it trust a connection that only looks alive.
    let kept = Instant::now();
    ada.clears_recorded_states().await;
    ada.has_jitter(0.0).await;
    proxy.does_to_all(Fault::Stall);
    grace.says("browser-cached", "four").await;
    ada.is_shown_from_the_cache().await;
    ada.has_been(&["waiting", "live"]).await;
    assert!(kept.elapsed() < AT_ONCE, "it took {:?}", kept.elapsed());
    ada.has_read(&["one", "two", "three", "four"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn going_back_in_the_history_keeps_the_typed_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-history").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-history", "one").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("two").await;
    ada.sees_pending(&["two"]).await;
    ada.drafts("half a thou").await;

    ada.opens("/").await;
    ada.goes_back_in_history().await;
    ada.is_live().await;
    ada.has_read(&["one", "two"]).await;
    ada.sees_draft("half a thou").await;

    ada.goes_back_in_history().await;
    ada.is_at("/").await;
    grace.says("browser-history", "three").await;
    ada.goes_forward_in_history().await;
    ada.is_live().await;
    ada.has_read(&["one", "two", "three"]).await;
    ada.sees_draft("half a thou").await;
    ada.goes().await;
}

//! Away and back: offline, hidden, frozen, in the history.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor, wait};
use serde_json::json;
use tokio::time::Instant;

use crate::instrumentation::STATUS;
use crate::person::Person;

/// A page whose link dies now would not find out by waiting: it waits for 35 s since it last heard something, which is 15 s
/// ago at most.
const AT_ONCE: Duration = Duration::from_secs(19);

#[tokio::test]
async fn offline_page_returns_with_the_network() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-offline").await;
    let grace = Visitor::joins(server, "Grace").await;
    let network =
        |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    ada.tunes("Network.emulateNetworkConditions", network(true)).await;
    ada.is_left_waiting(&proxy).await;
    ada.finds(STATUS, "offline".to_owned()).await;
    grace.says("browser-offline", "one").await;
    ada.says("in a tunnel").await;
    ada.has_pending(&["in a tunnel"]).await;

    ada.tunes("Network.emulateNetworkConditions", network(false)).await;
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
    // Nobody can look into a hidden tab, so it has to tell by itself.
    ada.eval::<()>(
        "window.dice = 0;\
         const observer = new MutationObserver(() => {\
             const texts = [...document.querySelectorAll('#log .body')].map(body => body.textContent).join();\
             if (texts != 'one,two,three') return;\
             observer.disconnect();\
             document.querySelector('#text').value = document.hidden ? 'read in the dark' : 'read in the light';\
             document.querySelector('#composer').requestSubmit();\
         });\
         observer.observe(document.querySelector('#log'), { childList: true })",
    )
    .await;
    let room = ada.driver.window().await.expect("a window");
    let other = ada.driver.new_tab().await.expect("another tab");
    ada.driver.switch_to_window(other).await.expect("it opens");
    for text in ["one", "two", "three"] {
        grace.says("browser-hidden", text).await;
    }
    wait::until("the hidden tab to answer", wait::SOON, async || {
        let history = grace.get("/api/rooms/browser-hidden/history").await.text;
        if history.contains("read in the dark") { Ok(()) } else { Err(history) }
    })
    .await;

    // While it is hidden its link dies without a word. It is shown, looks, and does not wait for long.
    proxy.does_to_all(Fault::Stall);
    grace.says("browser-hidden", "four").await;
    let shown = Instant::now();
    ada.driver.switch_to_window(room).await.expect("the room is still there");
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
    ada.types("#text", "half a thou").await;
    ada.eval::<()>("window.notes = []; document.addEventListener('resume', () => notes.push('resumed', ...closes))")
        .await;

    // Nothing runs in it any more, and Chromium takes its connection away; the page learns of that when it is thawed.
    ada.tunes("Page.setWebLifecycleState", json!({ "state": "frozen" })).await;
    grace.says("browser-frozen", "Sleep well.").await;
    wait::let_pass(Duration::from_secs(3)).await;
    ada.tunes("Page.setWebLifecycleState", json!({ "state": "active" })).await;
    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    assert_eq!(ada.eval::<Vec<String>>("return notes").await, ["resumed"], "until then it had noticed nothing");
    ada.has_read(&["Good night.", "Sleep well."]).await;
    ada.finds("return document.querySelector('#text').value", "half a thou".to_owned()).await;
    ada.goes().await;
}

#[tokio::test]
async fn returning_network_marks_nothing_read_in_a_hidden_tab() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-unseen").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-unseen", "one").await;
    ada.sees(&["one"]).await;
    // What the page remembers as seen, each time it does.
    ada.eval::<()>(
        "window.noted = [];\
         Object.defineProperty(document, 'cookie', { get: () => 'seen-browser-unseen=', set: cookie => noted.push(cookie) });\
         Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });\
         document.dispatchEvent(new Event('visibilitychange'))",
    )
    .await;
    ada.finds("return noted.length", 1).await;
    grace.says("browser-unseen", "two").await;
    ada.sees(&["one", "two"]).await;
    ada.eval::<()>("dispatchEvent(new Event('online')); dispatchEvent(new PageTransitionEvent('pageshow'))").await;
    assert_eq!(ada.eval::<usize>("return noted.length").await, 1);
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
    // What a browser does to a page that it keeps: its connection goes, and nothing runs in it until it is shown.
    ada.is_left_waiting(&proxy).await;
    for text in ["two", "three"] {
        grace.says("browser-cached", text).await;
    }
    ada.eval::<()>("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").await;
    ada.is_live().await;
    ada.has_read(&["one", "two", "three"]).await;

    // Nor does it trust a connection that only looks alive.
    let kept = Instant::now();
    ada.eval::<()>("states.length = 0; window.dice = 0").await;
    proxy.does_to_all(Fault::Stall);
    grace.says("browser-cached", "four").await;
    ada.eval::<()>("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").await;
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
    ada.has_pending(&["two"]).await;
    ada.types("#text", "half a thou").await;

    ada.opens("/").await;
    ada.driver.back().await.expect("it was somewhere before");
    ada.is_live().await;
    ada.has_read(&["one", "two"]).await;
    ada.finds("return document.querySelector('#text').value", "half a thou".to_owned()).await;

    ada.driver.back().await.expect("it was somewhere before");
    ada.finds("return location.pathname", "/".to_owned()).await;
    grace.says("browser-history", "three").await;
    ada.driver.forward().await.expect("it was somewhere after");
    ada.is_live().await;
    ada.has_read(&["one", "two", "three"]).await;
    ada.finds("return document.querySelector('#text').value", "half a thou".to_owned()).await;
    ada.goes().await;
}

//! Away and back: offline, hidden, asleep, in the history.

use std::time::{Duration, Instant};

use harness::{Fault, Proxy, Server, Visitor, wait};
use serde_json::json;

use crate::person::Person;
use crate::witness::STATUS;

#[tokio::test]
async fn who_was_offline_is_back_as_soon_as_the_network_is() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-offline").await;
    let grace = Visitor::joins(server, "Grace").await;
    let network = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
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
async fn a_hidden_tab_keeps_up_and_looks_after_its_connection_when_it_is_shown() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-hidden").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.eval::<()>("window.seen = []; document.addEventListener('visibilitychange', () => seen.push(document.hidden + ' ' + performance.now()));document.addEventListener('freeze', () => seen.push('f')); new MutationObserver(()=>seen.push('m'+document.hidden)).observe(document.querySelector('#log'),{childList:true})").await;
    let room = ada.driver.window().await.expect("a window");
    let other = ada.driver.new_tab().await.expect("another tab");
    ada.driver.switch_to_window(other).await.expect("it opens");
    for text in ["one", "two", "three"] {
        grace.says("browser-hidden", text).await;
    }
    ada.driver.switch_to_window(room.clone()).await.expect("the room is still there");
    println!("hidden: {}", ada.eval::<String>("return document.hidden+JSON.stringify(seen)").await);
    ada.goes().await;
    let _ = (Fault::Stall, Instant::now(), Duration::ZERO, wait::SOON);
}

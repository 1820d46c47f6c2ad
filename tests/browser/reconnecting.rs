//! A connection that is cut, and what the page makes of it.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor};
use templates::words::ENGLISH;
use tokio::time::Instant;

use crate::person::{Person, SHORT_JITTER};

#[tokio::test]
async fn page_catches_up_after_its_server_was_killed() {
    let mut server = Server::start().await;
    let ada = Person::joins(&server, "Ada", "lobby").await;
    let grace = Visitor::joins(&server, "Grace").await;
    grace.says("lobby", "before").await;
    ada.sees(&["before"]).await;

    server.kill().await;
    ada.is("waiting").await;
    ada.sees_status(ENGLISH.scripts.reconnecting).await;
    assert!(ada.can_reconnect().await);
    ada.says("said into the void").await;
    ada.sees_pending(&["said into the void"]).await;

    server.start_again().await;
    grace.says("lobby", "meanwhile").await;
    ada.is_live().await;
    ada.sees_pending(&[]).await;
    let texts = ada.messages().await;
    // Which of the two was faster is not for us to say.
    let either = [["before", "meanwhile", "said into the void"], ["before", "said into the void", "meanwhile"]];
    assert!(either.iter().any(|order| *order == texts.as_slice()), "{texts:?}");
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    ada.has_read(&texts).await;

    // A fresh page shows the same.
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&texts).await;
    ada.goes().await;
}

#[tokio::test]
async fn dead_link_is_found_within_forty_seconds() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-dead").await;
    let grace = Visitor::joins(server, "Grace").await;

    proxy.does_to_all(Fault::Stall);
    let died = Instant::now();
    grace.says("browser-dead", "Can you hear me?").await;
    ada.says("Hello?").await;
    ada.sees_pending(&["Hello?"]).await;
    assert!(!ada.has_unsent_warning().await, "it is on its way; nobody can know more yet");
    let sent_as = ada.pending_ids().await;

    // After ten seconds it says so, aloud, and can be sent again. It cannot be changed: it may have
    // been said.
    ada.sees_unsent_warning().await;
    assert!(died.elapsed() > Duration::from_secs(9), "not before: a slow room is not a dead one");
    assert!(!ada.can_edit_message().await);
    ada.retries_message().await;
    assert!(!ada.has_unsent_warning().await, "it is on its way again");

    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    let found = died.elapsed();
    assert!(found <= Duration::from_secs(40), "it took {found:?}");
    ada.has_read(&["Can you hear me?", "Hello?"]).await;
    assert_eq!(ada.message_ids().await[1..], sent_as, "sent three times, under one id");
    ada.goes().await;
}

#[tokio::test]
async fn temporary_close_brings_the_page_back() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-codes").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.has_jitter(0.0).await;
    let (mut closes, mut texts) = (Vec::new(), Vec::new());
    for code in [1000, 3000, 3999, 1003, 1009, 1006] {
        match code {
            // The room's own: bytes, a frame that is too long. After ten that make no sense it lets
            // nobody in for a while.
            1003 => ada.sends_bytes().await,
            1009 => ada.sends_frames(&"x".repeat(20_000), 1).await,
            1006 => {
                proxy.does_to_all(Fault::Cut);
            }
            // What the page says to the platform comes back as it was said.
            3999 => ada.is_closed_with(code, "Not yet four thousand.").await,
            _ => ada.is_closed_with(code, "").await,
        }
        closes.push(code);
        ada.sees_closes(&closes).await;
        ada.is_live().await;
        texts.push(format!("after {code}"));
        grace.says("browser-codes", &format!("after {code}")).await;
        ada.has_read(&texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }
    ada.goes().await;
}

#[tokio::test]
async fn refused_connection_is_tried_again() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-refusing").await;
    // As many connections as one may have.
    ada.opens_more_connections(9).await;

    let (first, second) = ada.opens_a_tab().await;
    ada.watches_its_pages().await;
    ada.opens("/r/browser-refusing").await;
    ada.is("waiting").await;
    ada.is_refused_again_and_again().await;
    ada.sees_status(&(ENGLISH.refusals.too_many_connections)(10)).await;
    ada.says("Is there a seat for me?").await;
    ada.sees_pending(&["Is there a seat for me?"]).await;

    ada.switches_to(&first).await;
    ada.closes_the_other_connections().await;
    ada.switches_to(&second).await;
    ada.is_live().await;
    ada.has_read(&["Is there a seat for me?"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn retry_delay_doubles_up_to_half_a_minute() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-waits").await;
    proxy.refuses(true);
    // Of 1 s, 2 s, 4 s… and 30 s in the end.
    ada.has_jitter_from_now_on(SHORT_JITTER).await;
    proxy.does_to_all(Fault::Cut);
    ada.has_doubled_its_delay(&[0, 1, 2, 3, 4, 5, 5, 5]).await;
    ada.goes().await;
}

#[tokio::test]
async fn repeated_disconnects_lengthen_the_retry_delay() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-thrown").await;
    ada.is_closed_again_and_again(3000).await;
    ada.has_doubled_its_delay(&[0, 1, 2, 3, 4]).await;
    ada.goes().await;
}

#[tokio::test]
async fn retry_button_reconnects_at_once() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-impatient").await;
    let grace = Visitor::joins(server, "Grace").await;
    assert!(!ada.can_reconnect().await, "there is nothing to retry");
    ada.is_left_waiting(&proxy).await;
    ada.sees_status(ENGLISH.scripts.reconnecting).await;
    grace.says("browser-impatient", "Where are you?").await;
    ada.says("Here.").await;
    ada.sees_pending(&["Here."]).await;

    ada.reconnects().await;
    ada.is_live().await;
    ada.sees_status(ENGLISH.scripts.live).await;
    ada.has_read(&["Where are you?", "Here."]).await;
    assert!(!ada.can_reconnect().await);
    ada.goes().await;
}

/// The network that swallowed the attempt may be another one by now.
#[tokio::test]
async fn retry_button_replaces_an_attempt_that_hangs() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-hanging").await;
    ada.has_jitter(0.0).await;
    proxy.swallows(true);
    proxy.does_to_all(Fault::Cut);
    ada.is("waiting").await;
    ada.is_connecting().await;
    proxy.swallows(false);
    let hung = ada.connections().await;
    ada.reconnects().await;
    assert_eq!(ada.connections().await, hung + 1, "a new attempt, and one only");
    ada.is_live().await;
    ada.goes().await;
}

#[tokio::test]
async fn repeated_wake_events_open_one_connection() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-woken").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.is_left_waiting(&proxy).await;
    let before = ada.connections().await;
    ada.is_woken(3).await;
    ada.is_live().await;
    ada.is_woken(3).await;
    grace.says("browser-woken", "Good morning.").await;
    ada.has_read(&["Good morning."]).await;
    assert_eq!(ada.connections().await, before + 1);
    assert_eq!(ada.open_connections().await, 1);
    ada.goes().await;
}

#[tokio::test]
async fn pending_message_is_said_before_a_later_one() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-first").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("one").await;
    ada.sees_pending(&["one"]).await;
    // The connection is there, and the room has said nothing yet.
    ada.holds_frames().await;
    ada.reconnects().await;
    ada.has_held_a_frame().await;
    ada.says("two").await;
    ada.sees_pending(&["one", "two"]).await;
    ada.receives_held_frames().await;
    ada.has_read(&["one", "two"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn frame_that_failed_to_swap_comes_again() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-failing").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-failing", "one").await;
    ada.has_read(&["one"]).await;
    ada.has_jitter(0.0).await;
    ada.fails_to_swap_once().await;
    grace.says("browser-failing", "two").await;
    grace.says("browser-failing", "three").await;
    ada.has_read(&["one", "two", "three"]).await;
    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    ada.goes().await;
}

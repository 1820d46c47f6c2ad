//! A connection that is cut, and what the page makes of it.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor};
use tokio::time::Instant;

use crate::instrumentation::{STATUS, WITNESS};
use crate::person::Person;

/// How often the wait before a retry has doubled since the first one, of 20 ms. Those from a second on are left out: they
/// are counted down.
const DOUBLED: &str = "return delays.filter(ms => ms > 9 && ms < 1000).map(ms => Math.round(Math.log2(ms / 20)))";

#[tokio::test]
async fn page_catches_up_after_its_server_was_killed() {
    let mut server = Server::start().await;
    let ada = Person::joins(&server, "Ada", "lobby").await;
    let grace = Visitor::joins(&server, "Grace").await;
    grace.says("lobby", "before").await;
    ada.sees(&["before"]).await;

    server.kill().await;
    ada.is("waiting").await;
    ada.finds(STATUS, "reconnecting".to_owned()).await;
    assert!(ada.eval::<bool>("return !document.querySelector('[data-do=reconnect]').hidden").await);
    ada.says("said into the void").await;
    ada.has_pending(&["said into the void"]).await;

    server.start_again().await;
    grace.says("lobby", "meanwhile").await;
    ada.is_live().await;
    ada.finds("return document.querySelectorAll('#pending .message').length", 0).await;
    let texts: Vec<String> =
        ada.eval("return [...document.querySelectorAll('#history .body')].map(b => b.textContent)").await;
    // Who was faster is not for us to say.
    let either = [["before", "meanwhile", "said into the void"], ["before", "said into the void", "meanwhile"]];
    assert!(either.iter().any(|order| *order == texts.as_slice()), "{texts:?}");
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    ada.has_read(&texts).await;

    // What the page shows is what a fresh page shows.
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
    ada.has_pending(&["Hello?"]).await;
    assert!(!ada.is_shown("#pending .unsent").await, "it is on its way; nobody can know more yet");
    let id: String = ada.eval("return document.querySelector('#pending .message').id").await;

    // After ten seconds it says so, aloud, and can be sent again. It cannot be changed: it may have been said.
    ada.finds("return document.querySelector('#pending .unsent[role=alert]').checkVisibility()", true).await;
    assert!(died.elapsed() > Duration::from_secs(9), "not before: a slow room is not a dead one");
    assert!(!ada.is_shown("#pending [data-do=edit]").await);
    ada.clicks("#pending [data-do=retry]").await;
    assert!(!ada.is_shown("#pending .unsent").await, "it is on its way again");

    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    let found = died.elapsed();
    assert!(found <= Duration::from_secs(40), "it took {found:?}");
    ada.has_read(&["Can you hear me?", "Hello?"]).await;
    let cid: String = ada.eval("return [...document.querySelectorAll('#log .message')].at(-1).dataset.cid").await;
    assert_eq!(id, format!("p-{cid}"), "sent three times, under one id");
    ada.goes().await;
}

#[tokio::test]
async fn temporary_close_brings_the_page_back() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-codes").await;
    let grace = Visitor::joins(server, "Grace").await;
    ada.eval::<()>("window.dice = 0").await;
    let mut texts = Vec::new();
    let causes = [
        // What the page says to the platform comes back as it was said…
        (1000, "sockets.at(-1).close(1000)"),
        (3000, "sockets.at(-1).close(3000)"),
        (3999, "sockets.at(-1).close(3999, 'Not yet four thousand.')"),
        // …and these are the room's own: bytes, a frame that is too long, ten that make no sense.
        (1003, "sockets.at(-1).send(new Uint8Array(1))"),
        (1009, "sockets.at(-1).send('x'.repeat(20000))"),
        (1008, "for (let i = 0; i < 10; i++) sockets.at(-1).send('nonsense')"),
        // A cut.
        (1006, ""),
    ];
    for (n, (code, cause)) in causes.into_iter().enumerate() {
        ada.eval::<()>(cause).await;
        if code == 1006 {
            proxy.does_to_all(Fault::Cut);
        }
        ada.finds("return closes", causes[..=n].iter().map(|(code, _)| *code).collect::<Vec<_>>()).await;
        ada.is_live().await;
        texts.push(format!("after {code}"));
        grace.says("browser-codes", &texts[n]).await;
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
    ada.eval::<()>("window.others = Array.from(Array(9), () => new WebSocket(sockets[0].url))").await;
    ada.finds("return others.every(other => other.readyState == 1)", true).await;
    let first = ada.driver.window().await.expect("a window");

    let second = ada.driver.new_tab().await.expect("another tab");
    ada.driver.switch_to_window(second.clone()).await.expect("it opens");
    ada.prepares(WITNESS).await;
    ada.opens("/r/browser-refusing").await;
    ada.is("waiting").await;
    ada.finds("return closes.length > 1 && closes.every(code => code == 1006)", true).await;
    ada.says("Is there a seat for me?").await;
    ada.has_pending(&["Is there a seat for me?"]).await;

    ada.driver.switch_to_window(first).await.expect("the first is still there");
    ada.eval::<()>("others.forEach(other => other.close())").await;
    ada.driver.switch_to_window(second).await.expect("the second is still there");
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
    // A share of .02: of 1 s, 2 s, 4 s… and 30 s in the end.
    ada.eval::<()>("delays.length = 0; window.dice = .02").await;
    proxy.does_to_all(Fault::Cut);
    ada.finds(&format!("{DOUBLED}.slice(0, 8)"), [0, 1, 2, 3, 4, 5, 5, 5].to_vec()).await;
    ada.goes().await;
}

#[tokio::test]
async fn repeated_disconnects_lengthen_the_retry_delay() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-thrown").await;
    ada.eval::<()>("document.addEventListener('natter:live', () => sockets.at(-1).close(3000))").await;
    ada.eval::<()>("delays.length = 0; window.dice = .02; sockets.at(-1).close(3000)").await;
    ada.finds(&format!("{DOUBLED}.slice(0, 5)"), [0, 1, 2, 3, 4].to_vec()).await;
    ada.goes().await;
}

#[tokio::test]
async fn retry_button_reconnects_at_once() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-impatient").await;
    let grace = Visitor::joins(server, "Grace").await;
    assert!(!ada.is_shown("[data-do=reconnect]").await, "there is nothing to retry");
    ada.is_left_waiting(&proxy).await;
    ada.finds(STATUS, "reconnecting".to_owned()).await;
    grace.says("browser-impatient", "Where are you?").await;
    ada.says("Here.").await;
    ada.has_pending(&["Here."]).await;

    ada.clicks("[data-do=reconnect]").await;
    ada.is_live().await;
    ada.finds(STATUS, "live".to_owned()).await;
    ada.has_read(&["Where are you?", "Here."]).await;
    assert!(!ada.is_shown("[data-do=reconnect]").await);

    // Neither does one wait for an attempt that hangs: the network that swallowed it may be another one by now.
    ada.eval::<()>("window.dice = 0").await;
    proxy.swallows(true);
    proxy.does_to_all(Fault::Cut);
    ada.is("waiting").await;
    ada.finds("return sockets.at(-1).readyState", 0).await;
    proxy.swallows(false);
    let hung: usize = ada.eval("return sockets.length").await;
    ada.clicks("[data-do=reconnect]").await;
    assert_eq!(ada.eval::<usize>("return sockets.length").await, hung + 1, "a new attempt, and one only");
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
    let before: usize = ada.eval("return sockets.length").await;
    let wake = "for (let i = 0; i < 3; i++) {\
                    dispatchEvent(new Event('online'));\
                    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));\
                    document.dispatchEvent(new Event('visibilitychange'));\
                }";
    ada.eval::<()>(wake).await;
    ada.is_live().await;
    ada.eval::<()>(wake).await;
    grace.says("browser-woken", "Good morning.").await;
    ada.has_read(&["Good morning."]).await;
    assert_eq!(ada.eval::<usize>("return sockets.length").await, before + 1);
    assert_eq!(ada.eval::<usize>("return sockets.filter(socket => socket.readyState < 2).length").await, 1);
    ada.goes().await;
}

#[tokio::test]
async fn pending_message_is_said_before_a_later_one() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-first").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("one").await;
    ada.has_pending(&["one"]).await;
    // The connection is there, and the room has said nothing yet.
    ada.eval::<()>("window.held = []").await;
    ada.clicks("[data-do=reconnect]").await;
    ada.finds("return held.length > 0", true).await;
    ada.says("two").await;
    ada.has_pending(&["one", "two"]).await;
    ada.eval::<()>("const heard = held; window.held = null; heard.forEach(hear => hear())").await;
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
    ada.eval::<()>(
        "window.dice = 0; const swap = htmx.swap;\
         htmx.swap = async function () { htmx.swap = swap; throw new Error('no swap') }",
    )
    .await;
    grace.says("browser-failing", "two").await;
    grace.says("browser-failing", "three").await;
    ada.has_read(&["one", "two", "three"]).await;
    ada.has_been(&["connecting", "live", "waiting", "live"]).await;
    ada.goes().await;
}

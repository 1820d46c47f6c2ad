//! What a screen reader reads aloud of a room: what others say, once, and nothing else.

use harness::{Proxy, Server, Visitor};
use templates::words::ENGLISH;

use crate::person::{Network, Person};

async fn listener(server: &Server, room: &str) -> Person {
    let ada = Person::new(server).await;
    ada.listens().await;
    ada.goes_to(room, "Ada").await;
    ada
}

#[tokio::test]
async fn message_of_somebody_else_is_read_aloud_once() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-aloud", "before you came").await;
    let ada = listener(server, "browser-aloud").await;
    ada.says("Is this thing on?").await;
    ada.has_read(&["before you came", "Is this thing on?"]).await;
    grace.says("browser-aloud", "Loud and clear.").await;
    grace.says("browser-aloud", &"so ".repeat(200)).await;
    let shortened = format!("Grace: {}…", "so ".repeat(100));
    ada.has_heard_of_the_log(&["Grace: Loud and clear.", &shortened]).await;
    ada.has_nothing_left_of_it().await;
    ada.has_heard_of_the_log(&["Grace: Loud and clear.", &shortened]).await;
    ada.goes().await;
}

#[tokio::test]
async fn own_message_of_another_tab_is_not_read_aloud() {
    let server = Server::shared().await;
    let ada = listener(server, "browser-aloud-tabs").await;
    let (listening, _) = ada.opens_a_tab().await;
    ada.opens("/r/browser-aloud-tabs").await;
    ada.says("It is me.").await;
    ada.has_read(&["It is me."]).await;
    ada.switches_to(&listening).await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-aloud-tabs", "I know.").await;
    ada.sees(&["It is me.", "I know."]).await;
    ada.has_heard_of_the_log(&["Grace: I know."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn twenty_quick_messages_are_read_aloud_in_order() {
    let server = Server::shared().await;
    let ada = listener(server, "browser-aloud-quick").await;
    let crowd = Visitor::crowd(server, 2).await;
    let texts: Vec<String> = (0..20).map(|i| format!("message {i}")).collect();
    for (i, text) in texts.iter().enumerate() {
        crowd[i / 10].says("browser-aloud-quick", text).await;
    }
    ada.sees_only(&texts).await;
    let names: Vec<String> = ada.names_of_authors().await;
    let lines: Vec<String> = names.iter().zip(&texts).map(|(name, text)| format!("{name}: {text}")).collect();
    ada.has_heard_of_the_log(&lines.iter().map(String::as_str).collect::<Vec<_>>()).await;
    ada.goes().await;
}

#[tokio::test]
async fn earlier_messages_are_not_read_aloud() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 6).await;
    let texts: Vec<String> = (0..60).map(|i| format!("message {i}")).collect();
    for (i, text) in texts.iter().enumerate() {
        crowd[i / 10].says("browser-aloud-earlier", text).await;
    }
    let ada = listener(server, "browser-aloud-earlier").await;
    ada.sees_only(&texts[10..]).await;
    ada.scrolls_to_the_top().await;
    ada.sees_only(&texts).await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-aloud-earlier", "now").await;
    ada.has_heard_of_the_log(&["Grace: now"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn return_says_how_much_was_missed() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::at(proxy.origin()).await;
    ada.listens().await;
    ada.goes_to("browser-aloud-return", "Ada").await;
    let grace = Visitor::joins(server, "Grace").await;
    for (missed, sentence) in [(1, "1 message while you were away"), (3, "3 messages while you were away")] {
        ada.has_network(Network::Off).await;
        ada.is("offline").await;
        ada.forgets_what_it_heard().await;
        for i in 0..missed {
            grace.says("browser-aloud-return", &format!("missed {i}")).await;
        }
        ada.has_network(Network::On).await;
        ada.is_live().await;
        ada.has_heard_of_the_log(&[sentence]).await;
        grace.says("browser-aloud-return", "Welcome back.").await;
        ada.has_heard_of_the_log(&[sentence, "Grace: Welcome back."]).await;
    }
    ada.goes().await;
}

#[tokio::test]
async fn return_after_too_long_says_so_and_reads_nothing() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::at(proxy.origin()).await;
    ada.listens().await;
    ada.goes_to("browser-aloud-reset", "Ada").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-aloud-reset", "before").await;
    ada.has_heard_of_the_log(&["Grace: before"]).await;
    ada.forgets_what_it_heard().await;
    ada.forgets_what_it_has_seen().await;
    ada.has_network(Network::Off).await;
    ada.is("offline").await;
    grace.says("browser-aloud-reset", "missed").await;
    ada.has_network(Network::On).await;
    ada.is_live().await;
    ada.sees_only(&["before", "missed"].map(str::to_owned)).await;
    ada.has_heard_of_the_log(&[ENGLISH.messages.missed_too_much]).await;
    grace.says("browser-aloud-reset", "Welcome back.").await;
    ada.has_heard_of_the_log(&[ENGLISH.messages.missed_too_much, "Grace: Welcome back."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn return_to_what_is_known_says_nothing_of_the_log() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::at(proxy.origin()).await;
    ada.listens().await;
    ada.goes_to("browser-aloud-nothing", "Ada").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-aloud-nothing", "Stay where you are.").await;
    ada.has_heard_of_the_log(&["Grace: Stay where you are."]).await;
    ada.forgets_what_it_heard().await;
    ada.has_network(Network::Off).await;
    ada.is("offline").await;
    ada.says("in a tunnel").await;
    ada.has_network(Network::On).await;
    ada.is_live().await;
    ada.has_read(&["Stay where you are.", "in a tunnel"]).await;
    let words = &ENGLISH.scripts;
    let states =
        [words.offline, words.reconnecting, words.connecting, words.live].map(|state| format!("status: {state}"));
    ada.has_heard(&states.each_ref().map(String::as_str)).await;
    ada.goes().await;
}

#[tokio::test]
async fn join_rename_and_leave_are_not_read_aloud() {
    let server = Server::shared().await;
    let ada = listener(server, "browser-aloud-quiet").await;
    ada.forgets_what_it_heard().await;
    let grace = Visitor::joins(server, "Grace").await;
    let window = grace.enters("browser-aloud-quiet").await;
    ada.sees_notice("Grace joined").await;
    grace.post("/r/browser-aloud-quiet/you", &[("name", "Hopper")]).await;
    ada.sees_notice("Hopper").await;
    grace.says("browser-aloud-quiet", "It is me.").await;
    ada.sees(&["It is me."]).await;
    drop(window);
    grace.post("/r/browser-aloud-quiet/leave", &[]).await;
    ada.sees_notice("Hopper left").await;
    ada.has_heard(&["log: Hopper: It is me."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn refusal_is_read_aloud_once() {
    let server = Server::shared().await;
    let ada = listener(server, "browser-aloud-refused").await;
    ada.forgets_what_it_heard().await;
    ada.sends(&"x".repeat(2_001)).await;
    ada.sees_refusals(1).await;
    ada.says("short").await;
    ada.sees(&["short"]).await;
    ada.sees_refusals(1).await;
    let refusal = format!("alert: {}", (ENGLISH.refusals.too_long)(2_001, 2_000));
    ada.has_heard(&[&refusal]).await;
    ada.goes().await;
}

#[tokio::test]
async fn message_that_waits_behind_a_refusal_says_nothing() {
    let server = Server::shared().await;
    let ada = listener(server, "browser-aloud-waits").await;
    ada.forgets_what_it_heard().await;
    let texts: Vec<String> = (0..11).map(|i| format!("message {i}")).collect();
    ada.sends_at_once(&texts).await;
    ada.sees_any_refusal().await;
    ada.says("behind it").await;
    ada.says("and behind that").await;
    ada.sees(&["message 10", "behind it", "and behind that"]).await;
    let refusal = format!("alert: {}", (ENGLISH.refusals.too_fast_retrying)(1));
    ada.has_heard(&[&refusal]).await;
    ada.goes().await;
}

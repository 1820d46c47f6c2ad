//! Pending messages: sent when there is a connection, again when there is another, until they are
//! answered.

use client::{Client, Event, PageHead, say_frame};
use templates::{Envelope, Swap, Target};

use crate::server::{ADA, GRACE, client, confirm, connected_client, one, refuse, replace, sent, upsert, view};

/// A client that is caught up.
fn live_client() -> Client {
    let mut client = connected_client();
    client.on_frame(&upsert(&[]), 0);
    client
}

fn reconnect(client: &mut Client, first_frame: &str) -> Vec<Event> {
    client.on_close(None, 1, 0.0, 0);
    client.connect(0);
    client.on_open();
    let events = client.on_frame(first_frame, 0);
    assert_eq!(client.next_frame().as_deref(), Some("ping"));
    events
}

#[test]
fn live_client_sends_at_once() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    assert_eq!(sent(&mut client), [say_frame("cid-0001", "one")]);
}

#[test]
fn message_waits_until_the_page_is_caught_up() {
    let mut client = client();
    client.say("cid-0001", "one");
    client.connect(0);
    client.on_open();
    client.say("cid-0002", "two");
    assert_eq!(sent(&mut client), ["ping"]);
    client.on_frame(&upsert(&[]), 0);
    assert_eq!(sent(&mut client), [say_frame("cid-0001", "one"), say_frame("cid-0002", "two")]);
}

#[test]
fn unanswered_message_is_sent_again_under_its_cid() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    client.say("cid-0002", "two");
    sent(&mut client);
    let events = reconnect(&mut client, &upsert(&[view(41, ADA, "cid-0001", "one")]));
    assert_eq!(events, [Event::Confirmed { cid: "cid-0001".into(), seq: Some(41) }, Event::Live]);
    assert_eq!(sent(&mut client), [say_frame("cid-0002", "two")]);
}

#[test]
fn own_message_in_the_log_confirms() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    assert_eq!(client.on_frame(&upsert(&[view(41, GRACE, "cid-0001", "hers")]), 0), [], "somebody else's cid");
    let confirmed = Event::Confirmed { cid: "cid-0001".into(), seq: Some(42) };
    assert_eq!(client.on_frame(&upsert(&[view(42, ADA, "cid-0001", "one")]), 0), [confirmed]);
    assert!(client.pending().is_empty());
    assert_eq!(client.on_frame(&upsert(&[view(42, ADA, "cid-0001", "one")]), 0), [], "it is confirmed once");
}

#[test]
fn replaced_log_confirms() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    let events = client.on_frame(&replace(vec![view(42, ADA, "cid-0001", "one")], 42), 0);
    assert_eq!(events, [Event::Confirmed { cid: "cid-0001".into(), seq: Some(42) }]);
}

#[test]
fn archived_message_is_confirmed_without_a_place() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    let events = client.on_frame(&confirm("cid-0001"), 0);
    assert_eq!(events, [Event::Confirmed { cid: "cid-0001".into(), seq: None }]);
}

#[test]
fn page_that_was_loaded_again_confirms_and_moves_the_cursor() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    client.say("cid-0002", "two");
    let head = PageHead { socket: "/r/lobby/ws", member: ADA, version: "42" };
    let events = client.on_reload(&head, &upsert(&[view(42, ADA, "cid-0001", "one")])).unwrap();
    assert_eq!(events, [Event::Confirmed { cid: "cid-0001".into(), seq: Some(42) }]);
    assert_eq!((client.cursor(), client.next_timer()), (Some("42"), None));
    assert_eq!(client.pending().len(), 1);
}

#[test]
fn refused_message_stays_until_it_is_retried() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    sent(&mut client);
    let events = client.on_frame(&refuse("cid-0001", "Too fast."), 0);
    assert_eq!(events, [Event::Refused { cid: "cid-0001".into(), refusal: "Too fast.".into() }]);
    reconnect(&mut client, &upsert(&[]));
    assert_eq!(sent(&mut client), [""; 0], "not by itself");
    client.say("cid-0001", "one");
    assert_eq!(sent(&mut client), [say_frame("cid-0001", "one")]);
}

#[test]
fn discarded_message_is_not_sent_again() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    sent(&mut client);
    client.discard("cid-0001");
    reconnect(&mut client, &upsert(&[]));
    assert_eq!(sent(&mut client), [""; 0]);
}

#[test]
fn refusal_of_something_else_changes_nothing() {
    let mut client = live_client();
    client.say("cid-0001", "one");
    assert_eq!(client.on_frame(&refuse("cid-0009", "Too fast."), 0), []);
    let envelope = Envelope { target: Target::Refusal, swap: Swap::Replace, version: None };
    assert_eq!(client.on_frame(&one(envelope, &templates::refusal("What is cid-0001?")), 0), []);
    assert_eq!(client.pending().unanswered().count(), 1);
}

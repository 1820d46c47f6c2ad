//! Connecting, heartbeats, timeouts, and what follows when a connection has ended.

use client::limits::{CONNECT_TIMEOUT_MS, FIRST_RETRY_MS, IDLE_TIMEOUT_MS};
use client::{AfterClose, ConnectionLost, Event};
use room::limits::{ACK_EVERY_UNITS, HEARTBEAT_INTERVAL_MS};

use crate::server::{ADA, client, connected_client, replace, sent, upsert, view};

#[test]
fn socket_is_asked_for_with_protocol_and_cursor() {
    let mut client = client();
    assert_eq!(client.connect(0), "/r/lobby/ws?v=2&pictures=1&since=40");
    client.set_cursor(None);
    assert_eq!(client.connect(0), "/r/lobby/ws?v=2&pictures=1");
}

#[test]
fn cursor_follows_the_frames() {
    let mut client = connected_client();
    client.on_frame(&upsert(&[view(41, ADA, "cid-0001", "one"), view(42, ADA, "cid-0002", "two")]), 0);
    assert_eq!(client.cursor(), Some("42"));
    client.on_frame("<hx-partial hx-target=\".count\" hx-swap=\"innerHTML\">2</hx-partial>", 0);
    assert_eq!(client.cursor(), Some("42"), "a frame without a version");
    client.on_frame(&replace(vec![], 7), 0);
    assert_eq!(client.cursor(), Some("7"), "the log of a room that has begun anew");
}

#[test]
fn last_version_of_a_frame_counts() {
    let mut client = connected_client();
    let frame = replace(vec![], 41) + &upsert(&[view(42, ADA, "cid-0001", "one")]);
    client.on_frame(&frame, 0);
    assert_eq!(client.cursor(), Some("42"));
}

#[test]
fn read_frames_are_acknowledged_at_the_very_unit() {
    let mut client = connected_client();
    client.on_frame(&"x".repeat(ACK_EVERY_UNITS - 1), 0);
    assert_eq!(sent(&mut client), [""; 0]);
    client.on_frame("x", 0);
    assert_eq!(sent(&mut client), ["ack"]);
    client.on_frame(&"x".repeat(2 * ACK_EVERY_UNITS), 0);
    assert_eq!(sent(&mut client), ["ack", "ack"]);
    // What is half read on one connection is read from the beginning on the next.
    client.on_frame(&"x".repeat(ACK_EVERY_UNITS - 1), 0);
    client.connect(0);
    client.on_frame("x", 0);
    assert_eq!(sent(&mut client), [""; 0]);
}

#[test]
fn first_frame_makes_the_page_live_once() {
    let mut client = connected_client();
    assert_eq!(client.on_frame("pong", 0), [Event::Pong]);
    assert!(!client.is_live());
    assert_eq!(client.on_frame(&upsert(&[]), 0), [Event::Live]);
    assert!(client.is_live());
    assert_eq!(client.on_frame(&upsert(&[]), 0), []);
}

#[test]
fn heartbeat_goes_at_once_and_after_each_answer() {
    let mut client = client();
    client.connect(0);
    client.on_open();
    assert_eq!(sent(&mut client), ["ping"]);
    client.on_frame("pong", 50);
    assert_eq!(client.next_timer(), Some(50 + HEARTBEAT_INTERVAL_MS));
    assert_eq!(client.on_timer(49 + HEARTBEAT_INTERVAL_MS), Ok(()));
    assert_eq!(sent(&mut client), [""; 0], "too early");
    assert_eq!(client.on_timer(50 + HEARTBEAT_INTERVAL_MS), Ok(()));
    assert_eq!(client.on_timer(60 + HEARTBEAT_INTERVAL_MS), Ok(()));
    assert_eq!(sent(&mut client), ["ping"], "one, until it is answered");
}

#[test]
fn silent_connection_is_given_up() {
    let mut client = connected_client();
    assert_eq!(client.next_timer(), Some(CONNECT_TIMEOUT_MS));
    client.on_frame(&upsert(&[]), 100);
    assert_eq!(client.next_timer(), Some(100 + IDLE_TIMEOUT_MS));
    client.on_activity(200);
    assert_eq!(client.on_timer(199 + IDLE_TIMEOUT_MS), Ok(()));
    assert_eq!(client.on_timer(200 + IDLE_TIMEOUT_MS), Err(ConnectionLost));
}

#[test]
fn handshake_without_an_answer_is_given_up() {
    let mut client = client();
    client.connect(1_000);
    assert_eq!(client.on_timer(999 + CONNECT_TIMEOUT_MS), Ok(()));
    assert_eq!(client.on_timer(1_000 + CONNECT_TIMEOUT_MS), Err(ConnectionLost));
}

#[test]
fn final_close_code_is_not_followed_by_a_reconnect() {
    let mut client = connected_client();
    assert_eq!(client.on_close(Some(4_004), 1, 1.0, 0), AfterClose::Gone);
    for code in [None, Some(1_001), Some(1_013), Some(3_999)] {
        let mut client = connected_client();
        assert_eq!(client.on_close(code, 1, 1.0, 500), AfterClose::Reconnect { at: 500 + FIRST_RETRY_MS }, "{code:?}");
        assert_eq!(client.next_timer(), None);
    }
}

#[test]
fn only_a_connection_that_holds_makes_the_delay_short_again() {
    let mut client = connected_client();
    client.on_close(None, 1, 1.0, 0);
    client.connect(0);
    client.on_open();
    client.on_frame("pong", 0);
    client.on_frame(&upsert(&[]), 0);
    assert_eq!(client.on_close(None, 1, 1.0, 0), AfterClose::Reconnect { at: 2 * FIRST_RETRY_MS });
    client.connect(0);
    client.on_open();
    client.on_frame("pong", 0);
    assert_eq!(client.on_timer(HEARTBEAT_INTERVAL_MS), Ok(()));
    assert_eq!(client.on_close(None, 1, 1.0, 0), AfterClose::Reconnect { at: FIRST_RETRY_MS });
}

#[test]
fn frame_after_the_end_of_a_connection_moves_nothing() {
    let mut client = connected_client();
    client.on_close(None, 1, 0.0, 0);
    assert_eq!(client.on_frame(&upsert(&[view(41, ADA, "cid-0001", "one")]), 0), []);
    assert_eq!(client.next_frame(), None);
    assert_eq!(client.cursor(), Some("40"));
}

//! Conversations, as scripts: who does what, and who receives what.

use super::lobby::{Lobby, member, refusal};
use insta::assert_snapshot;
use room::{Command, ConnectionId, DisconnectReason, Refusal, limits};

#[test]
fn two_people_meet_and_talk() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").waits(1_000).says("Ada", "Is this thing on?").says("Ada", "It has to be.");
    lobby.enters("Grace", "g1").waits(1_000).says("Grace", "Loud and clear.").says("Ada", "Good.");
    assert_snapshot!(lobby.story(), @r"
    all: joined [Ada], left [], 1 here
    all: #1 Ada: Is this thing on?
    all: #2 … It has to be.
    all: joined [Grace], left [], 2 here
    all: #3 Grace: Loud and clear.
    all: #4 Ada: Good.
    ");
}

#[test]
fn simultaneous_arrivals_are_one_announcement() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(1_000);
    assert_snapshot!(lobby.story(), @"all: joined [Ada, Grace, Linus], left [], 3 here");
}

#[test]
fn first_message_stands_below_the_arrival() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").says("Ada", "Is this thing on?").enters("Grace", "g1").enters("Linus", "l1");
    lobby.waits(limits::PRESENCE_DEBOUNCE_MS - 1).says("Linus", "Hello!").says("Linus", "Hello?").waits(60_000);
    assert_snapshot!(lobby.story(), @r"
    all: joined [Ada], left [], 1 here
    all: #1 Ada: Is this thing on?
    all: joined [Grace, Linus], left [], 3 here
    all: #2 Linus: Hello!
    all: #3 … Hello?
    ");
}

#[test]
fn refused_message_announces_nobody() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").says("Ada", " ");
    assert_snapshot!(lobby.story().contains("joined"), @"false");
}

#[test]
fn second_window_and_reload_say_nothing() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();

    lobby.enters("Ada", "a2").waits(1_000).leaves("a1").waits(60_000);
    lobby.leaves("a2").waits(limits::LEAVE_GRACE_MS - 1).enters("Ada", "a3").waits(60_000);

    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.online(), ["Ada", "Grace"]);
}

#[test]
fn last_window_closed_is_leaving_after_the_grace_period() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();

    lobby.leaves("a1").waits(limits::LEAVE_GRACE_MS - 1);
    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.online(), ["Ada", "Grace"]);

    lobby.waits(1);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
    assert_eq!(lobby.online(), ["Grace"]);
}

#[test]
fn leave_after_the_last_window_closed_counts_at_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();

    // A browser closes the page's socket when the form of another page is on its way.
    lobby.leaves("a1").sleeps().waits(400).turn(Command::Leave { member: member("Ada").id });
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
    assert_eq!(lobby.online(), ["Grace"]);
    assert!(lobby.reserves_name_of("Ada"), "her name stays hers for a while");

    lobby.turn(Command::Leave { member: member("Ada").id });
    lobby.waits(limits::LEAVE_GRACE_MS);
    assert_snapshot!(lobby.story(), @"");
}

#[test]
fn message_after_a_pause_gets_a_new_head() {
    let mut lobby = Lobby::open();
    lobby.says("Ada", "one").waits(limits::CONTINUES_WITHIN_MS - 1).says("Ada", "two");
    lobby.waits(limits::CONTINUES_WITHIN_MS).says("Ada", "three");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: one
    all: #2 … two
    all: #3 Ada: three
    ");
}

#[test]
fn duplicate_send_keeps_one_message() {
    let mut lobby = Lobby::open();
    lobby.sends("Ada", "same-cid", "once");
    lobby.sends("Ada", "same-cid", "once more");
    lobby.sends("Grace", "same-cid", "mine");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: once
    sender: #1 again
    all: #2 Grace: mine
    ");
}

#[test]
fn duplicate_of_an_archived_message_gets_its_place() {
    let mut lobby = Lobby::open();
    lobby.sends("Ada", "same-cid", "once");
    lobby.archives();
    lobby.sends("Ada", "same-cid", "once more");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: once
    sender: same-cid was #1, long ago
    ");
    assert_eq!(lobby.messages.len(), 1);
}

#[test]
fn duplicate_send_needs_no_allowance() {
    let mut lobby = Lobby::open();
    for i in 0..10 {
        lobby.sends("Ada", &format!("cid-{i:04}"), "fast");
    }
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0000", "fast")), None);
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0010", "fast")), Some(Refusal::TooFast { wait_ms: 1_000 }));
}

#[test]
fn refused_send_takes_no_number() {
    let mut lobby = Lobby::open();
    lobby.says("Ada", "one").says("Ada", " \u{200B} ").says("Ada", &"x".repeat(2_001)).says("Ada", "two");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: one
    sender: refused: Empty
    sender: refused: TooLong { chars: 2001 }
    all: #2 … two
    ");
}

#[test]
fn sleep_renews_no_allowance() {
    let mut lobby = Lobby::open();
    for i in 0..10 {
        assert_eq!(refusal(&lobby.sends("Ada", &format!("cid-{i:04}"), "fast")), None);
    }
    lobby.sleeps();
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0010", "fast")), Some(Refusal::TooFast { wait_ms: 1_000 }));
}

#[test]
fn clock_set_back_changes_no_order() {
    let mut lobby = Lobby::open();
    lobby.says("Ada", "one");
    lobby.now -= 3_600_000;
    lobby.says("Grace", "two").sleeps().says("Ada", "three");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: one
    all: #2 Grace: two
    all: #3 Ada: three
    ");
}

#[test]
fn member_has_a_limited_number_of_connections() {
    let mut lobby = Lobby::open();
    for i in 0..limits::CONNECTIONS_PER_MEMBER_MAX {
        lobby.enters("Ada", &format!("a{i}"));
    }
    assert_eq!(lobby.tries_to_enter("Ada", "one more"), Err(Refusal::TooManyConnections));
    assert_eq!(lobby.tries_to_enter("Grace", "g1"), Ok(()));
    lobby.leaves("a3");
    assert_eq!(lobby.tries_to_enter("Ada", "one more"), Ok(()));
}

#[test]
fn connection_closed_twice_closes_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Ada", "a2").waits(1_000).leaves("a1").story();
    let gone = Command::Disconnect {
        member: member("Ada").id,
        connection: ConnectionId("a1".to_owned()),
        reason: DisconnectReason::Closed,
    };
    lobby.turn(gone);
    lobby.waits(60_000);
    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.online(), ["Ada"]);
}

#[test]
fn idle_member_is_gone_at_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby.loses("a1", DisconnectReason::TimedOut).waits(0);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
}

#[test]
fn evicted_room_still_announces_arrivals_and_departures() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby.leaves("a1").enters("Linus", "l1").sleeps().waits(60_000);
    assert_snapshot!(lobby.story(), @r"
    all: joined [Linus], left [], 3 here
    all: joined [], left [Ada], 2 here
    ");
}

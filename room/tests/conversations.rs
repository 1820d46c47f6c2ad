//! Conversations, as scripts: who does what, and what is told to whom.

use crate::lobby::{Lobby, member, refusal};
use insta::assert_snapshot;
use room::{ConnectionId, Ending, Refusal, limits};

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
fn people_who_come_together_are_told_of_together() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(1_000);
    assert_snapshot!(lobby.story(), @"all: joined [Ada, Grace, Linus], left [], 3 here");
}

#[test]
fn two_windows_are_one_person_and_a_reload_says_nothing() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();

    lobby.enters("Ada", "a2").waits(1_000).leaves("a1").waits(60_000);
    lobby.leaves("a2").waits(limits::LEAVE_GRACE_MS - 1).enters("Ada", "a3").waits(60_000);

    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.here(), ["Ada", "Grace"]);
}

#[test]
fn closing_the_last_window_is_leaving_after_a_time_of_grace() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();

    lobby.leaves("a1").waits(limits::LEAVE_GRACE_MS - 1);
    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.here(), ["Ada", "Grace"]);

    lobby.waits(1);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
    assert_eq!(lobby.here(), ["Grace"]);
}

#[test]
fn the_head_is_shown_again_when_another_speaks_or_time_has_passed() {
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
fn a_repeat_is_answered_with_what_was_said_the_first_time() {
    let mut lobby = Lobby::open();
    lobby.sends("Ada", "same-cid", "once");
    lobby.sends("Ada", "same-cid", "once more");
    lobby.sends("Grace", "same-cid", "mine");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: once
    asker: #1 again
    all: #2 Grace: mine
    ");
}

#[test]
fn a_repeat_of_what_only_the_store_still_has_is_answered_with_its_place() {
    let mut lobby = Lobby::open();
    lobby.sends("Ada", "same-cid", "once");
    lobby.archived = lobby.log[0].seq;
    lobby.sends("Ada", "same-cid", "once more");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: once
    asker: same-cid was #1, long ago
    ");
    assert_eq!(lobby.log.len(), 1);
}

#[test]
fn a_repeat_is_answered_however_fast_it_comes() {
    let mut lobby = Lobby::open();
    for i in 0..10 {
        lobby.sends("Ada", &format!("cid-{i:04}"), "fast");
    }
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0000", "fast")), None);
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0010", "fast")), Some(Refusal::TooFast { wait_ms: 1_000 }));
}

#[test]
fn what_is_refused_is_told_to_its_author_alone_and_takes_no_number() {
    let mut lobby = Lobby::open();
    lobby.says("Ada", "one").says("Ada", " \u{200B} ").says("Ada", &"x".repeat(2_001)).says("Ada", "two");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: one
    asker: refused: Empty
    asker: refused: TooLong { chars: 2001 }
    all: #2 … two
    ");
}

#[test]
fn an_allowance_is_not_renewed_by_sleep() {
    let mut lobby = Lobby::open();
    for i in 0..10 {
        assert_eq!(refusal(&lobby.sends("Ada", &format!("cid-{i:04}"), "fast")), None);
    }
    lobby.sleeps();
    assert_eq!(refusal(&lobby.sends("Ada", "cid-0010", "fast")), Some(Refusal::TooFast { wait_ms: 1_000 }));
}

#[test]
fn a_clock_that_runs_backwards_changes_no_order() {
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
fn a_member_has_a_limited_number_of_connections() {
    let mut lobby = Lobby::open();
    for i in 0..limits::CONNECTIONS_PER_MEMBER_MAX {
        assert_eq!(lobby.room.admits(&member("Ada").id), Ok(()));
        lobby.enters("Ada", &format!("a{i}"));
    }
    assert_eq!(lobby.room.admits(&member("Ada").id), Err(Refusal::TooManyConnections));
    assert_eq!(lobby.room.admits(&member("Grace").id), Ok(()));
    lobby.leaves("a3");
    assert_eq!(lobby.room.admits(&member("Ada").id), Ok(()));
}

#[test]
fn a_connection_that_closes_twice_closes_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Ada", "a2").waits(1_000).leaves("a1").story();
    let gone = room::Command::Leave {
        member: member("Ada").id,
        connection: ConnectionId("a1".to_owned()),
        ending: Ending::Closed,
    };
    lobby.apply(gone);
    lobby.waits(60_000);
    assert_snapshot!(lobby.story(), @"");
    assert_eq!(lobby.here(), ["Ada"]);
}

#[test]
fn whoever_fell_silent_is_gone_at_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby.loses("a1", Ending::Silent).waits(0);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
}

#[test]
fn an_evicted_room_remembers_who_was_about_to_be_told_of() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby.leaves("a1").enters("Linus", "l1").sleeps().waits(60_000);
    assert_snapshot!(lobby.story(), @r"
    all: joined [Linus], left [], 3 here
    all: joined [], left [Ada], 2 here
    ");
}

//! Whose a name is, and who is let in: as scripts.

use insta::assert_snapshot;
use room::{Acquaintance, Door, Ending, Refusal, limits};

use crate::lobby::{Lobby, member};

#[test]
fn a_name_is_held_while_its_person_is_here_and_a_quarter_of_an_hour_longer() {
    let mut lobby = Lobby::open();
    assert!(!lobby.keeps_name_of("Ada"), "nobody has it");
    lobby.enters("Ada", "a1").waits(1_000);
    assert!(lobby.keeps_name_of("Ada"));
    lobby.leaves("a1").waits(limits::LEAVE_GRACE_MS - 1);
    assert!(lobby.keeps_name_of("Ada"), "she may be in a tunnel");
    lobby.waits(1).waits(limits::NAME_HELD_MS - 1);
    assert!(lobby.keeps_name_of("Ada"), "she left a quarter of an hour ago, almost");
    lobby.waits(1);
    assert!(!lobby.keeps_name_of("Ada"));
}

#[test]
fn nor_does_it_matter_how_they_went_or_that_the_room_slept() {
    for ending in [Ending::Closed, Ending::Silent, Ending::Left] {
        let mut lobby = Lobby::open();
        lobby.enters("Ada", "a1").waits(1_000).loses("a1", ending).sleeps().waits(limits::LEAVE_GRACE_MS).sleeps();
        assert!(lobby.keeps_name_of("Ada"), "{ending:?}");
        lobby.waits(limits::NAME_HELD_MS).sleeps();
        assert!(!lobby.keeps_name_of("Ada"), "{ending:?}");
    }
}

#[test]
fn whose_name_is_held_can_come_back_under_it() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").waits(1_000).leaves("a1").waits(20_000).enters("Ada", "a2").waits(1_000);
    lobby.leaves("a2").waits(limits::LEAVE_GRACE_MS).waits(limits::NAME_HELD_MS - 1);
    assert!(lobby.keeps_name_of("Ada"), "counted from when she left last");
}

#[test]
fn who_was_let_in_and_has_not_come_yet_has_the_name_already() {
    let mut lobby = Lobby::open();
    lobby.room.expects(&member("Ada").id, lobby.now);
    assert!(lobby.keeps_name_of("Ada"));
    lobby.waits(limits::NAME_HELD_MS);
    assert!(!lobby.keeps_name_of("Ada"), "she never came");
}

#[test]
fn a_change_of_name_is_told_to_everyone_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Ada", "a2").enters("Grace", "g").waits(1_000).renames("Ada", "Countess");
    lobby.renames("Ada", "Countess");
    assert_snapshot!(lobby.story(), @r"
    all: joined [Ada, Grace], left [], 2 here
    all: Ada is Countess now, 2 here
    ");
    assert_eq!(lobby.here(), ["Countess", "Grace"], "in the order in which they came");
}

#[test]
fn who_changes_their_name_before_anybody_was_told_that_they_came_comes_under_the_new_one() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").renames("Ada", "Countess").waits(1_000);
    assert_snapshot!(lobby.story(), @"all: joined [Countess], left [], 1 here");
}

#[test]
fn a_locked_room_lets_in_those_it_knows() {
    let lobby = Lobby::open();
    let known = Acquaintance { known_as: Some(member("Ada").name), holders: Vec::new() };
    assert_eq!(lobby.room.welcomes(&known, Door::Locked, lobby.now), Ok(()));
    assert_eq!(lobby.room.welcomes(&Acquaintance::default(), Door::Locked, lobby.now), Err(Refusal::RoomLocked));
    assert_eq!(lobby.room.welcomes(&Acquaintance::default(), Door::Open, lobby.now), Ok(()));
}

//! Whose a name is, and who is let in.

use insta::assert_snapshot;
use room::{
    Command, DisconnectReason, Event, Founding, JoinPolicy, Member, Name, Refusal, Role, Settings, SingleLineText,
    limits,
};

use super::lobby::{Lobby, member};

#[test]
fn name_is_reserved_a_quarter_of_an_hour_longer() {
    let mut lobby = Lobby::open();
    assert!(!lobby.reserves_name_of("Ada"), "nobody has it");
    lobby.enters("Ada", "a1").waits(1_000);
    assert!(lobby.reserves_name_of("Ada"));
    lobby.leaves("a1").waits(limits::LEAVE_GRACE_MS - 1);
    assert!(lobby.reserves_name_of("Ada"), "she may be in a tunnel");
    lobby.waits(1).waits(limits::NAME_RESERVED_MS - 1);
    assert!(lobby.reserves_name_of("Ada"), "she left a quarter of an hour ago, almost");
    lobby.waits(1);
    assert!(!lobby.reserves_name_of("Ada"));
}

#[test]
fn reservation_survives_sleep_however_they_left() {
    for ending in [DisconnectReason::Closed, DisconnectReason::TimedOut, DisconnectReason::Left] {
        let mut lobby = Lobby::open();
        lobby.enters("Ada", "a1").waits(1_000).loses("a1", ending).sleeps().waits(limits::LEAVE_GRACE_MS).sleeps();
        assert!(lobby.reserves_name_of("Ada"), "{ending:?}");
        lobby.waits(limits::NAME_RESERVED_MS).sleeps();
        assert!(!lobby.reserves_name_of("Ada"), "{ending:?}");
    }
}

#[test]
fn reservation_counts_from_the_last_departure() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").waits(1_000).leaves("a1").waits(20_000).enters("Ada", "a2").waits(1_000);
    lobby.leaves("a2").waits(limits::LEAVE_GRACE_MS).waits(limits::NAME_RESERVED_MS - 1);
    assert!(lobby.reserves_name_of("Ada"), "counted from when she left last");
}

#[test]
fn name_is_reserved_from_joining_on() {
    let mut lobby = Lobby::open();
    assert_eq!(lobby.joins("Ada"), Ok(()));
    assert!(lobby.reserves_name_of("Ada"));
    lobby.waits(limits::NAME_RESERVED_MS);
    assert!(!lobby.reserves_name_of("Ada"), "she never came");
}

#[test]
fn new_name_is_announced_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Ada", "a2").enters("Grace", "g").waits(1_000).renames("Ada", "Countess");
    lobby.renames("Ada", "Countess");
    assert_snapshot!(lobby.story(), @r"
    all: joined [Ada, Grace], left [], 2 here
    all: Ada is Countess now, 2 here
    ");
    assert_eq!(lobby.online(), ["Countess", "Grace"], "in the order in which they came");
}

#[test]
fn member_renamed_before_announcement_joins_renamed() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").renames("Ada", "Countess").waits(1_000);
    assert_snapshot!(lobby.story(), @"all: joined [Countess], left [], 1 here");
}

#[test]
fn taken_name_is_refused_with_a_free_one() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1");
    let free = |refused: Result<(), Refusal>| match refused {
        Err(Refusal::NameTaken { free: Some(free) }) => free.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    // Another session under the same name, or one that looks like it.
    let other = |name: &str| Command::Join {
        member: Member { id: member("Grace").id, name: Name::parse(name).unwrap() },
        founding: Founding::default(),
    };
    assert_eq!(free(lobby.turn(other("Ada")).reply), "Ada 2");
    assert_eq!(free(lobby.turn(other("АDА")).reply), "АDА 2");
    lobby.leaves("a1").waits(limits::LEAVE_GRACE_MS + limits::NAME_RESERVED_MS);
    assert_eq!(lobby.turn(other("Ada")).reply, Ok(()));
    assert_eq!(free(lobby.tries_to_enter("Ada", "a2")), "Ada 2", "it is Grace's now");
}

#[test]
fn founder_alone_says_what_the_room_is_called() {
    let mut lobby = Lobby::open();
    let joins = |name: &str, title: &str| Command::Join {
        member: member(name),
        founding: Founding { title: SingleLineText::title(title).unwrap(), ..Founding::default() },
    };
    assert_eq!(lobby.turn(joins("Ada", "Küche")).reply, Ok(()));
    assert_eq!(lobby.turn(joins("Grace", "Cellar")).reply, Ok(()));
    assert_eq!(lobby.room().settings().title.as_str(), "Küche", "a room that is there is joined, not renamed");
    lobby.sleeps();
    assert_eq!(lobby.room().settings().title.as_str(), "Küche");
}

#[test]
fn owners_are_marked_and_a_new_one_at_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(60_000);
    let owners = |lobby: &Lobby| {
        let listed = lobby.room().listed_members().into_iter().filter(|present| present.role == Role::Owner);
        listed.map(|present| present.member.name.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(owners(&lobby), ["Ada"]);
    let roster = lobby.room().roster_version();
    assert_eq!(
        lobby
            .turn(Command::SetRoleLink { member: member("Ada").id, role: Role::Owner, digest: "d".to_owned(), uses: 1 })
            .reply,
        Ok(())
    );
    let effects = lobby.turn(Command::FollowRoleLink { member: member("Grace"), digest: "d".to_owned() });
    let told = effects.deliveries.iter().filter_map(|delivery| match &delivery.event {
        Event::StatusChanged(present) => Some((present.member.name.as_str(), present.role == Role::Owner)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [("Grace", true)]);
    assert_ne!(lobby.room().roster_version(), roster, "no cached list shows her unmarked");
    assert_eq!(owners(&lobby), ["Ada", "Grace"]);
}

#[test]
fn locked_room_lets_in_only_known_members() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").leaves("g1").waits(60_000);
    let settings = Settings { join_policy: JoinPolicy::Locked, ..lobby.room().settings().clone() };
    let locks = Command::UpdateSettings { member: member("Ada").id, settings };
    assert_eq!(lobby.turn(locks).reply, Ok(()));
    assert_eq!(lobby.tries_to_enter("Linus", "l1"), Err(Refusal::RoomLocked));
    assert_eq!(lobby.tries_to_enter("Grace", "g2"), Ok(()));
    lobby.sleeps();
    assert_eq!(lobby.tries_to_enter("Linus", "l1"), Err(Refusal::RoomLocked), "it stays locked");
}

#[test]
fn founder_owns_the_room_and_others_do_not() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1");
    let deletes = |name: &str| Command::Delete { member: member(name).id };
    assert_eq!(lobby.turn(deletes("Grace")).reply, Err(Refusal::NotOwner));
    let deleted = lobby.turn(deletes("Ada"));
    assert_eq!((deleted.reply, deleted.closes.len()), (Ok(()), 2));
    assert_eq!(lobby.tries_to_enter("Linus", "l1"), Err(Refusal::RoomDeleted));
}

//! Somebody whose page cannot have a socket, and asks for what is new now and then.

use insta::assert_snapshot;
use room::{Command, JoinPolicy, Refusal, Settings, limits};

use super::lobby::{Lobby, member};

/// How often a page that is shown asks.
const INTERVAL_MS: i64 = 5_000;

fn polls(lobby: &mut Lobby, name: &str) -> Result<(), Refusal> {
    lobby.turn(Command::Poll { member: member(name) }).reply
}

#[test]
fn polling_member_is_here_until_they_stop() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1").waits(1_000).story();
    for _ in 0..20 {
        assert_eq!(polls(&mut lobby, "Ada"), Ok(()));
        lobby.waits(INTERVAL_MS).sleeps();
    }
    assert_snapshot!(lobby.story(), @"all: joined [Ada], left [], 2 here");
    assert_eq!(lobby.online(), ["Grace", "Ada"]);
    lobby.waits(limits::POLL_GRACE_MS - INTERVAL_MS - 1);
    assert_snapshot!(lobby.story(), @"");
    lobby.waits(1);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
}

#[test]
fn polling_member_who_gets_a_socket_causes_no_notice() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1").waits(1_000);
    assert_eq!(polls(&mut lobby, "Ada"), Ok(()));
    lobby.waits(1_000).story();
    lobby.enters("Ada", "a1").waits(60_000);
    // A second tab of hers has none.
    assert_eq!(polls(&mut lobby, "Ada"), Ok(()));
    lobby.waits(1_000).leaves("a1").waits(limits::LEAVE_GRACE_MS - 1);
    assert_snapshot!(lobby.story(), @"");
    lobby.waits(1);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
}

#[test]
fn polling_member_who_leaves_is_gone_at_once() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1").waits(1_000);
    assert_eq!(polls(&mut lobby, "Ada"), Ok(()));
    lobby.waits(1_000).sleeps().story();
    lobby.turn(Command::Leave { member: member("Ada").id });
    assert_snapshot!(lobby.story(), @"all: joined [], left [Ada], 1 here");
}

#[test]
fn poll_is_let_in_as_a_socket_is() {
    let mut lobby = Lobby::founded();
    let settings = Settings { join_policy: JoinPolicy::Locked, ..Settings::default() };
    lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    assert_eq!(polls(&mut lobby, "Grace"), Err(Refusal::RoomLocked));
    assert_eq!(polls(&mut lobby, "Ada"), Ok(()));
    lobby.turn(Command::Delete { member: member("Ada").id });
    assert_eq!(polls(&mut lobby, "Ada"), Err(Refusal::RoomDeleted));
}

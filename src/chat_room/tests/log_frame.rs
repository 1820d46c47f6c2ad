//! Somebody without scripts, whose frame with the log loads itself again and again.

use room::{Command, JoinPolicy, Listing, Refusal, Settings, SingleLineText, limits};

use super::lobby::{Lobby, member};
use crate::room_client::Snapshot;

/// How often a frame loads itself.
const INTERVAL_MS: i64 = 5_000;

fn texts(frame: &Snapshot) -> Vec<&str> {
    frame.messages.iter().map(|message| message.body.as_str()).collect()
}

#[test]
fn reader_of_a_frame_is_here_until_it_is_closed() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1").waits(1_000);
    for _ in 0..20 {
        lobby.frame("Ada", None, None);
        lobby.waits(INTERVAL_MS);
    }
    assert_eq!(lobby.online(), ["Grace", "Ada"]);
    lobby.waits(limits::POLL_GRACE_MS - INTERVAL_MS - 1);
    assert_eq!(lobby.online(), ["Grace", "Ada"]);
    lobby.waits(1);
    assert_eq!(lobby.online(), ["Grace"]);
}

#[test]
fn unchanged_room_answers_a_frame_without_messages() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1").says("Grace", "one");
    let first = lobby.frame("Ada", None, None);
    assert_eq!(texts(&first), ["one"]);
    for _ in 0..2 {
        let again = lobby.frame("Ada", None, Some(&first.state));
        assert!(again.messages.is_empty() && again.state == first.state);
        // Its counters begin anew.
        lobby.waits(INTERVAL_MS).sleeps();
    }
    assert_eq!(lobby.online(), ["Grace", "Ada"], "all the same she is here");
}

#[test]
fn change_of_any_kind_reaches_a_frame() {
    let mut lobby = Lobby::founded();
    lobby.enters("Grace", "g1");
    let mut known = lobby.frame("Ada", None, None).state;
    let mut reaches = |lobby: &mut Lobby, what: &str| {
        let next = lobby.frame("Ada", None, Some(&known));
        assert!(next.online_count > 0 && next.state != known, "{what}");
        known = next.state;
    };
    lobby.says("Grace", "one");
    reaches(&mut lobby, "a message");
    lobby.enters("Linus", "l1");
    reaches(&mut lobby, "somebody who came");
    lobby.renames("Linus", "Lin");
    reaches(&mut lobby, "another name");
    lobby.sets_status("g1", room::Status::Away);
    reaches(&mut lobby, "somebody who is away");
    lobby.leaves("l1").waits(limits::LEAVE_GRACE_MS);
    reaches(&mut lobby, "somebody who left");
    let settings = Settings { title: SingleLineText::title("Tea").unwrap(), ..Settings::default() };
    lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    reaches(&mut lobby, "another name of the room");
}

#[test]
fn frame_reads_forwards_from_a_place() {
    let mut lobby = Lobby::open();
    lobby.enters("Grace", "g1");
    for text in ["one", "two", "three", "four"] {
        lobby.says("Grace", text);
    }
    assert_eq!(texts(&lobby.frame("Ada", None, None)), ["three", "four"]);
    let first = lobby.messages[0].seq;
    assert_eq!(texts(&lobby.frame("Ada", Some(first), None)), ["two", "three", "four"], "one more, so there is more");
    assert_eq!(texts(&lobby.frame("Ada", Some(first + 1), None)), ["three", "four"]);
}

#[test]
fn frame_is_refused_as_a_socket_is() {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a1").says("Ada", "secret");
    let settings = Settings { join_policy: JoinPolicy::Locked, listing: Listing::Unlisted, ..Settings::default() };
    lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    let frame = lobby.frame("Grace", None, None);
    assert_eq!((frame.access_denied, frame.messages.len(), frame.not_counted), (Some(Refusal::RoomLocked), 0, None));
    assert_eq!(texts(&lobby.frame("Grace", Some(0), None)), Vec::<&str>::new(), "nor by another way");
}

#[test]
fn full_room_can_be_read_in_a_frame() {
    let mut lobby = Lobby::founded();
    for tab in 0..limits::CONNECTIONS_PER_MEMBER_MAX {
        lobby.enters("Ada", &format!("a{tab}"));
    }
    lobby.says("Ada", "one");
    let frame = lobby.frame("Ada", None, None);
    assert_eq!((texts(&frame), &frame.not_counted), (vec!["one"], &Some(Refusal::TooManyConnections)));
}

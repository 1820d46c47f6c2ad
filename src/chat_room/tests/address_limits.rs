//! Limits by address: what all sessions of one address may do in a room together.

use std::cell::Cell;

use room::{Caller, Command, Fingerprint, Fingerprints, Member, Millis, Refusal, Reply, Strictness, limits};

use super::lobby::{Lobby, member, refusal};
use super::members_page::name;

/// Somebody who comes from the machine with this number.
fn at(machine: u64) -> Caller {
    let (current, previous) = (Fingerprint(machine), Fingerprint(machine + 1_000_000));
    Caller { from: Some(Fingerprints { current, previous }), strictness: Strictness::Normal, ..Caller::default() }
}

/// The room, and everybody who does something in it comes from one machine until it is said
/// otherwise.
fn lobby() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.caller = at(1);
    lobby
}

/// New sessions do something one after another at once. How many were let through, and how long the
/// next one has to wait.
fn let_through(lobby: &mut Lobby, act: impl Fn(&mut Lobby, &str) -> Reply) -> (usize, Millis) {
    for n in 0..1_000 {
        match act(lobby, &name(n)) {
            Ok(()) => {}
            Err(Refusal::AddressBusy { wait_ms }) => return (n, wait_ms),
            Err(other) => panic!("refused for another reason: {other:?}"),
        }
    }
    panic!("a thousand were let through");
}

fn says(lobby: &mut Lobby, who: &str, text: &str) -> Reply {
    let cid = format!("cid-{who}-{}", lobby.messages.len());
    lobby.sends(who, &cid, text).reply
}

#[test]
fn thirty_people_of_one_school_chat_undisturbed() {
    let mut lobby = lobby();
    for n in 0..30 {
        assert_eq!(lobby.joins(&name(n)), Ok(()));
        lobby.enters(&name(n), &format!("c{n}"));
    }
    // Everybody writes every five seconds, for ten minutes.
    for _ in 0..120 {
        for n in 0..30 {
            assert_eq!(says(&mut lobby, &name(n), "What did you get for the second exercise?"), Ok(()));
        }
        lobby.waits(5_000);
    }
    assert_eq!(lobby.messages.len(), 3_600);
}

#[test]
fn new_sessions_of_one_address_share_its_rate() {
    let mut lobby = lobby();
    let (messages, wait_ms) = let_through(&mut lobby, |lobby, who| says(lobby, who, "Buy now!"));
    assert_eq!((messages as i64, wait_ms), (limits::ADDRESS_SEND_BURST, limits::ADDRESS_SEND_INTERVAL_MS));
    lobby.caller = at(2);
    assert_eq!(says(&mut lobby, "Ada", "Quiet, please."), Ok(()), "somebody elsewhere does not wait");
}

#[test]
fn long_texts_of_one_address_are_held_by_their_bytes() {
    let mut lobby = lobby();
    let longest = "😀".repeat(limits::BODY_MAX_CHARS);
    let (messages, _) = let_through(&mut lobby, |lobby, who| says(lobby, who, &longest));
    assert!(messages * longest.len() <= usize::try_from(limits::ADDRESS_BYTES_BURST).unwrap(), "{messages}");
    assert!(messages > 10, "{messages}");
}

#[test]
fn address_opens_as_many_connections_as_it_may() {
    let mut lobby = lobby();
    // They have been here before, so their names cost nothing.
    for n in 0..=limits::ADDRESS_CONNECTIONS_MAX {
        lobby.caller = Caller::default();
        assert_eq!(lobby.joins(&name(n)), Ok(()));
    }
    lobby.caller = at(1);
    let (connections, _) = let_through(&mut lobby, |lobby, who| lobby.tries_to_enter(who, who));
    assert_eq!(connections, limits::ADDRESS_CONNECTIONS_MAX);
    lobby.now += 60_000;
    let full = Err(Refusal::AddressBusy { wait_ms: limits::ADDRESS_FULL_WAIT_MS });
    assert_eq!(lobby.tries_to_enter("Ada", "a1"), full, "it is not for their number in a minute");
    lobby.sleeps();
    assert_eq!(lobby.tries_to_enter("Ada", "a1"), full, "sockets that stayed open count after sleep");
    lobby.leaves(&name(7));
    assert_eq!(lobby.tries_to_enter("Ada", "a1"), Ok(()), "somebody has left");
    lobby.caller = at(2);
    assert_eq!(lobby.tries_to_enter("Grace", "g1"), Ok(()), "somebody elsewhere has places of their own");
}

#[test]
fn address_takes_as_many_new_names_as_it_may() {
    let mut lobby = lobby();
    let (names, wait_ms) = let_through(&mut lobby, Lobby::joins);
    assert_eq!((names as i64, wait_ms), (limits::ADDRESS_NAME_BURST, limits::ADDRESS_NAME_INTERVAL_MS));
    assert!(!lobby.reserves_name_of(&name(names)), "whoever was refused holds no name");
    assert_eq!(lobby.joins(&name(0)), Ok(()), "who has been here before is let in");
    lobby.now += wait_ms;
    assert_eq!(lobby.joins(&name(names)), Ok(()), "and one more when the time has come");
}

#[test]
fn address_is_renamed_as_often_as_it_may() {
    let mut lobby = lobby();
    // More of them than one alone may.
    let people = ["Ada", "Grace", "Linus"];
    people.iter().for_each(|name| lobby.joins(name).unwrap());
    let turn = Cell::new(0);
    let (renames, wait_ms) = let_through(&mut lobby, |lobby, other| {
        let id = member(people[turn.replace((turn.get() + 1) % people.len())]).id;
        lobby.turn(Command::Rename { member: Member { id, name: member(other).name } }).reply
    });
    assert_eq!((renames as i64, wait_ms), (limits::ADDRESS_RENAME_BURST, limits::ADDRESS_RENAME_INTERVAL_MS));
}

#[test]
fn flood_of_one_member_uses_up_nothing_of_their_address() {
    let mut lobby = lobby();
    for n in 0..1_000 {
        lobby.sends("Mallory", &format!("cid-{n:04}"), "Buy now!");
    }
    assert_eq!(says(&mut lobby, "Ada", "At the next desk."), Ok(()));
}

#[test]
fn message_on_a_socket_counts_for_the_address_of_the_socket() {
    let mut lobby = lobby();
    lobby.joins("Ada").unwrap();
    lobby.enters("Ada", "a1");
    lobby.sleeps().frames_of("a1");
    let_through(&mut lobby, |lobby, who| says(lobby, who, "Buy now!"));
    lobby.caller = at(2);
    lobby.receives_frame("a1", r#"{"text":"Am I heard?","cid":"cid-heard"}"#);
    let frames = lobby.flushes().frames_of("a1").concat();
    assert!(frames.contains("Your network is busy. Trying again in 1"), "{frames}");
    assert!(!lobby.messages.iter().any(|message| message.body.as_str() == "Am I heard?"));
    lobby.now += limits::ADDRESS_SEND_INTERVAL_MS;
    lobby.receives_frame("a1", r#"{"text":"Am I heard?","cid":"cid-heard"}"#);
    assert!(lobby.messages.iter().any(|message| message.body.as_str() == "Am I heard?"));
}

#[test]
fn attack_makes_the_limits_stricter_at_once() {
    let mut lobby = lobby();
    lobby.caller.strictness = Strictness::UnderAttack;
    let (messages, _) = let_through(&mut lobby, |lobby, who| says(lobby, who, "Buy now!"));
    assert_eq!(messages, usize::try_from(limits::ADDRESS_SEND_BURST).unwrap() / limits::UNDER_ATTACK_ONE_IN);
    let (connections, _) = let_through(&mut lobby, |lobby, who| lobby.tries_to_enter(who, who));
    assert!(connections <= limits::ADDRESS_CONNECTIONS_MAX / limits::UNDER_ATTACK_ONE_IN, "{connections}");
}

#[test]
fn operator_lifts_the_limits_for_a_test() {
    let mut lobby = lobby();
    lobby.caller.strictness = Strictness::Off;
    for n in 0..1_000 {
        assert_eq!(says(&mut lobby, &name(n), "Is it on?"), Ok(()));
    }
}

#[test]
fn refusal_says_how_long_to_wait() {
    let mut lobby = lobby();
    let_through(&mut lobby, |lobby, who| says(lobby, who, "Buy now!"));
    let busy = refusal(&lobby.sends("Ada", "cid-busy", "Hello?")).expect("it is refused");
    assert_eq!(busy.retry(), room::Retry::After(limits::ADDRESS_SEND_INTERVAL_MS), "the page sends it again by then");
}

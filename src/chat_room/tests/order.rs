//! What holds in every room, whatever happens there.

use std::collections::{BTreeMap, BTreeSet};

use super::lobby::{FOUNDED, Lobby, joins_and_leaves, member};
use proptest::prelude::*;
use room::{Cid, Command, ConnectionId, Delivery, DisconnectReason, Event, Millis, Status, Write, limits};

/// What people may do to a room. Few people and few ids, so that they get in each other's way.
#[derive(Clone, Debug)]
enum Step {
    Enter(usize, usize),
    Leave(usize),
    Say(usize, usize),
    SetStatus(usize, Status),
    Wait(Millis),
    Sleep,
    Archive,
}

const CAST: [&str; 3] = ["Ada", "Grace", "Linus"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let status = prop_oneof![Just(Status::Active), Just(Status::Away)];
    let step = prop_oneof![
        2 => (0..CAST.len(), 0..6_usize).prop_map(|(who, connection)| Step::Enter(who, connection)),
        2 => (0..6_usize).prop_map(Step::Leave),
        6 => (0..CAST.len(), 0..20_usize).prop_map(|(who, cid)| Step::Say(who, cid)),
        2 => (0..6_usize, status).prop_map(|(connection, status)| Step::SetStatus(connection, status)),
        3 => (0..12_000_i64).prop_map(Step::Wait),
        1 => Just(Step::Sleep),
        1 => Just(Step::Archive),
    ];
    prop::collection::vec(step, 0..80)
}

fn say(who: usize, cid: usize) -> Command {
    let cid = Cid::parse(&format!("cid-{cid:04}")).unwrap();
    Command::Say { member: member(CAST[who]), cid, text: "something".to_owned(), reply_to: None, files: vec![] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn every_message_takes_the_next_number(steps in steps()) {
        let mut lobby = Lobby::open();
        for step in steps {
            match step {
                Step::Say(who, cid) => { lobby.turn(say(who, cid)); }
                Step::Wait(wait) => { lobby.waits(wait); }
                Step::Sleep => { lobby.sleeps(); }
                Step::Archive => { lobby.archives(); }
                Step::Enter(..) | Step::Leave(_) | Step::SetStatus(..) => {}
            }
        }
        let seqs: Vec<_> = lobby.messages.iter().map(|said| said.seq).collect();
        // A room that slept before anything was said is founded again, later.
        let first = seqs.first().copied().unwrap_or(FOUNDED + 1);
        prop_assert!(first > FOUNDED);
        prop_assert_eq!(&seqs, &(first..first + seqs.len() as Millis).collect::<Vec<_>>());
        let sends: BTreeSet<_> = lobby.messages.iter().map(|said| (&said.member, &said.cid)).collect();
        prop_assert_eq!(sends.len(), lobby.messages.len());
    }

    #[test]
    fn every_send_is_answered_once_and_stored_first(steps in steps()) {
        let mut lobby = Lobby::open();
        for step in steps {
            match step {
                Step::Say(who, cid) => {
                    let known = lobby.messages.clone();
                    let effects = lobby.turn(say(who, cid));
                    prop_assert_eq!(effects.deliveries.len(), 1);
                    match &effects.deliveries[0] {
                        Delivery { event: Event::Said(said), .. } => {
                            prop_assert_eq!(&effects.writes, &[Write::InsertMessage(said.clone())]);
                        }
                        Delivery { event: Event::DuplicateSend(said), .. } => prop_assert!(known.contains(said)),
                        Delivery { event: Event::ArchivedDuplicateSend { cid, seq }, .. } => {
                            prop_assert!(known.iter().any(|said| said.seq == *seq && said.cid == *cid));
                        }
                        Delivery { event: Event::SendRefused { .. }, .. } => prop_assert!(effects.writes.is_empty()),
                        Delivery { event, .. } => prop_assert!(false, "{event:?} is not an answer"),
                    }
                }
                Step::Wait(wait) => { lobby.waits(wait); }
                Step::Archive => { lobby.archives(); }
                _ => {}
            }
        }
    }

    #[test]
    fn eviction_between_any_steps_changes_no_event(steps in steps()) {
        let (mut awake, mut sleepy) = (Lobby::founded(), Lobby::founded());
        let mut open = BTreeSet::new();
        for step in steps {
            sleepy.sleeps();
            for lobby in [&mut awake, &mut sleepy] {
                match step {
                    Step::Enter(who, connection) if !open.contains(&connection) => {
                        lobby.enters(CAST[who], &format!("c{connection}"));
                    }
                    Step::Leave(connection) if open.contains(&connection) => {
                        lobby.leaves(&format!("c{connection}"));
                    }
                    Step::Say(who, cid) => { lobby.turn(say(who, cid)); }
                    Step::SetStatus(connection, status) if open.contains(&connection) => {
                        lobby.sets_status(&format!("c{connection}"), status);
                    }
                    Step::Wait(wait) => { lobby.waits(wait); }
                    _ => {}
                }
            }
            match step {
                Step::Enter(_, connection) => { open.insert(connection); }
                Step::Leave(connection) => { open.remove(&connection); }
                _ => {}
            }
            prop_assert_eq!(awake.story(), sleepy.story());
            prop_assert_eq!(awake.online(), sleepy.online());
            prop_assert_eq!(awake.away(), sleepy.away());
            prop_assert_eq!(awake.room().wake_at(), sleepy.room().wake_at());
        }
        prop_assert_eq!(awake.messages, sleepy.messages);
    }

    #[test]
    fn clock_that_jumps_moves_nobody(steps in steps(), jumps in prop::collection::vec(-7_200_000_i64..7_200_000, 80)) {
        let mut lobby = Lobby::open();
        let mut open: BTreeMap<usize, usize> = BTreeMap::new();
        for (step, jump) in steps.into_iter().zip(jumps) {
            match step {
                Step::Enter(who, connection) if !open.contains_key(&connection) => {
                    open.insert(connection, who);
                    lobby.enters(CAST[who], &format!("c{connection}"));
                }
                Step::Leave(connection) if open.contains_key(&connection) => {
                    open.remove(&connection);
                    lobby.leaves(&format!("c{connection}"));
                }
                Step::Say(who, cid) => { lobby.turn(say(who, cid)); }
                Step::Sleep => { lobby.now += jump; lobby.sleeps(); }
                Step::Wait(_) => lobby.now += jump,
                _ => {}
            }
            // Whatever the clock says: within a grace of real time the list is right again.
            lobby.turn(Command::Tick);
            let due = lobby.room().wake_at();
            prop_assert!(due.is_none_or(|due| due <= lobby.now + limits::LEAVE_GRACE_MS), "{due:?} at {}", lobby.now);
        }
        lobby.waits(limits::LEAVE_GRACE_MS);
        let connected: BTreeSet<&str> = open.values().map(|who| CAST[*who]).collect();
        prop_assert_eq!(lobby.online().into_iter().collect::<BTreeSet<_>>(), connected);
        let seqs: Vec<_> = lobby.messages.iter().map(|said| said.seq).collect();
        prop_assert!(seqs.is_sorted_by(|a, b| a < b), "order is by number, never by time: {seqs:?}");
    }

    #[test]
    fn list_is_the_connected_and_those_in_grace(steps in steps()) {
        let mut lobby = Lobby::open();
        let mut last_seen: BTreeMap<usize, Millis> = BTreeMap::new();
        let mut open: BTreeMap<usize, usize> = BTreeMap::new();
        let mut moves = BTreeMap::new();
        for step in steps {
            match step {
                Step::Enter(who, connection) if !open.contains_key(&connection) => {
                    open.insert(connection, who);
                    lobby.enters(CAST[who], &format!("c{connection}"));
                }
                Step::Leave(connection) if open.contains_key(&connection) => {
                    last_seen.insert(open.remove(&connection).unwrap(), lobby.now);
                    lobby.leaves(&format!("c{connection}"));
                }
                Step::Wait(wait) => {
                    let until = lobby.now + wait;
                    while let Some(due) = lobby.room().wake_at().filter(|due| *due <= until) {
                        lobby.now = lobby.now.max(due);
                        let effects = lobby.turn(Command::Tick);
                        joins_and_leaves(&effects, &mut moves);
                    }
                    lobby.now = until;
                }
                _ => {}
            }
            let expected: BTreeSet<&str> = (0..CAST.len())
                .filter(|who| {
                    let connected = open.values().any(|open| open == who);
                    connected || last_seen.get(who).is_some_and(|at| lobby.now < at + limits::LEAVE_GRACE_MS)
                })
                .map(|who| CAST[who])
                .collect();
            prop_assert_eq!(lobby.online().into_iter().collect::<BTreeSet<_>>(), expected);
        }
        for moves in moves.values() {
            let in_turn = moves.chunks(2).all(|pair| pair[0] && pair.get(1).is_none_or(|left| !left));
            prop_assert!(in_turn, "joined, left, joined…: {moves:?}");
        }
    }

    #[test]
    fn unknown_connection_changes_nothing(who in 0..CAST.len()) {
        let mut lobby = Lobby::open();
        lobby.enters("Ada", "a1").waits(1_000);
        let before = lobby.online().join(" ");
        lobby.turn(Command::Disconnect {
            member: member(CAST[who]).id,
            connection: ConnectionId("never".to_owned()),
            reason: DisconnectReason::Closed,
        });
        lobby.waits(60_000);
        prop_assert_eq!(lobby.online().join(" "), before);
    }
}

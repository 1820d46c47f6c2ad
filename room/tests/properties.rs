//! What holds in every room, whatever happens there.

use std::collections::{BTreeMap, BTreeSet};

use crate::lobby::{FOUNDED, Lobby, comings_and_goings, member};
use proptest::prelude::*;
use room::{Attention, Body, Cid, Command, ConnectionId, Delivery, Ending, Event, Millis, limits};

/// What people may do to a room. Few people and few ids, so that they get in each other's way.
#[derive(Clone, Debug)]
enum Step {
    Enter(usize, usize),
    Leave(usize),
    Say(usize, usize),
    Turn(usize, Attention),
    Wait(Millis),
    Sleep,
    Archive,
}

const CAST: [&str; 3] = ["Ada", "Grace", "Linus"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => (0..CAST.len(), 0..6_usize).prop_map(|(who, connection)| Step::Enter(who, connection)),
        2 => (0..6_usize).prop_map(Step::Leave),
        6 => (0..CAST.len(), 0..20_usize).prop_map(|(who, cid)| Step::Say(who, cid)),
        2 => (0..6_usize, prop_oneof![Just(Attention::Here), Just(Attention::Away)]).prop_map(|(connection, attention)| Step::Turn(connection, attention)),
        3 => (0..12_000_i64).prop_map(Step::Wait),
        1 => Just(Step::Sleep),
        1 => Just(Step::Archive),
    ];
    prop::collection::vec(step, 0..80)
}

fn say(who: usize, cid: usize, lobby: &Lobby) -> Command {
    let member = member(CAST[who]);
    let cid = Cid::parse(&format!("cid-{cid:04}")).unwrap();
    let earlier = lobby.precedent(&member, &cid);
    Command::Say { member, cid, body: Body::parse("something"), earlier }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_message_takes_the_next_number_and_no_send_is_said_twice(steps in steps()) {
        let mut lobby = Lobby::open();
        for step in steps {
            match step {
                Step::Say(who, cid) => { lobby.apply(say(who, cid, &lobby)); }
                Step::Wait(wait) => { lobby.waits(wait); }
                Step::Sleep => { lobby.sleeps(); }
                Step::Archive => { lobby.archived = lobby.log.last().map_or(0, |said| said.seq - 1); }
                Step::Enter(..) | Step::Leave(_) | Step::Turn(..) => {}
            }
        }
        let seqs: Vec<_> = lobby.log.iter().map(|said| said.seq).collect();
        // A room that slept before anything was said is founded again, later.
        let first = seqs.first().copied().unwrap_or(FOUNDED + 1);
        prop_assert!(first > FOUNDED);
        prop_assert_eq!(&seqs, &(first..first + seqs.len() as Millis).collect::<Vec<_>>());
        let sends: BTreeSet<_> = lobby.log.iter().map(|said| (&said.member, &said.cid)).collect();
        prop_assert_eq!(sends.len(), lobby.log.len());
    }

    #[test]
    fn every_send_is_answered_once_and_saved_before_it_is_shown(steps in steps()) {
        let mut lobby = Lobby::open();
        for step in steps {
            match step {
                Step::Say(who, cid) => {
                    let known = lobby.log.len();
                    let outbox = lobby.apply(say(who, cid, &lobby));
                    prop_assert_eq!(outbox.deliveries.len(), 1);
                    match &outbox.deliveries[0] {
                        Delivery { event: Event::Said(said), .. } => prop_assert_eq!(outbox.save.as_ref(), Some(said)),
                        Delivery { event: Event::Repeated(said), .. } => prop_assert!(lobby.log[..known].contains(said)),
                        Delivery { event: Event::Archived { cid, seq }, .. } => {
                            prop_assert!(lobby.log[..known].iter().any(|said| said.seq == *seq && said.cid == *cid));
                        }
                        Delivery { event: Event::Refused { .. }, .. } => prop_assert_eq!(outbox.save, None),
                        Delivery { event, .. } => prop_assert!(false, "{event:?} is not an answer"),
                    }
                }
                Step::Wait(wait) => { lobby.waits(wait); }
                Step::Archive => { lobby.archived = lobby.log.last().map_or(0, |said| said.seq - 1); }
                _ => {}
            }
        }
    }

    #[test]
    fn a_loss_of_memory_between_any_two_steps_changes_nothing_that_anybody_is_told(steps in steps()) {
        let (mut awake, mut sleepy) = (Lobby::open(), Lobby::open());
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
                    Step::Say(who, cid) => { let say = say(who, cid, lobby); lobby.apply(say); }
                    Step::Turn(connection, attention) if open.contains(&connection) => {
                        lobby.attends(&format!("c{connection}"), attention);
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
            prop_assert_eq!(awake.here(), sleepy.here());
            prop_assert_eq!(awake.away(), sleepy.away());
            prop_assert_eq!(awake.room.due(), sleepy.room.due());
        }
        prop_assert_eq!(awake.log, sleepy.log);
    }

    #[test]
    fn a_clock_that_is_set_moves_nobody(steps in steps(), jumps in prop::collection::vec(-7_200_000_i64..7_200_000, 80)) {
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
                Step::Say(who, cid) => { let say = say(who, cid, &lobby); lobby.apply(say); }
                Step::Sleep => { lobby.now += jump; lobby.sleeps(); }
                Step::Wait(_) => lobby.now += jump,
                _ => {}
            }
            // Whatever the clock says: within a grace of real time the list is right again.
            lobby.apply(Command::Wait);
            let due = lobby.room.due();
            prop_assert!(due.is_none_or(|due| due <= lobby.now + limits::LEAVE_GRACE_MS), "{due:?} at {}", lobby.now);
        }
        lobby.waits(limits::LEAVE_GRACE_MS);
        let connected: BTreeSet<&str> = open.values().map(|who| CAST[*who]).collect();
        prop_assert_eq!(lobby.here().into_iter().collect::<BTreeSet<_>>(), connected);
        let seqs: Vec<_> = lobby.log.iter().map(|said| said.seq).collect();
        prop_assert!(seqs.is_sorted_by(|a, b| a < b), "order is by number, never by time: {seqs:?}");
    }

    #[test]
    fn the_list_is_whoever_is_connected_or_was_a_moment_ago(steps in steps()) {
        let mut lobby = Lobby::open();
        let mut last_seen: BTreeMap<usize, Millis> = BTreeMap::new();
        let mut open: BTreeMap<usize, usize> = BTreeMap::new();
        let mut told = BTreeMap::new();
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
                    while let Some(due) = lobby.room.due().filter(|due| *due <= until) {
                        lobby.now = lobby.now.max(due);
                        let outbox = lobby.apply(Command::Wait);
                        comings_and_goings(&outbox, &mut told);
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
            prop_assert_eq!(lobby.here().into_iter().collect::<BTreeSet<_>>(), expected);
        }
        for told in told.values() {
            prop_assert!(told.chunks(2).all(|pair| pair[0] && pair.get(1).is_none_or(|left| !left)), "joined, left, joined…: {told:?}");
        }
    }

    #[test]
    fn whatever_a_frame_holds_it_is_taken_or_refused(frame in ".{0,200}") {
        let _ = room::Frame::parse(&frame);
        let _ = room::Name::parse(&frame);
        let _ = room::Slug::typed(&frame);
        let _ = Body::parse(&frame);
    }

    #[test]
    fn a_body_that_was_taken_is_taken_again_unchanged(typed in "\\PC{0,100}") {
        if let Ok(body) = Body::parse(&typed) {
            prop_assert_eq!(Body::parse(body.as_str()), Ok(body));
        }
    }

    #[test]
    fn a_name_that_was_taken_is_taken_again_unchanged(typed in "\\PC{0,40}") {
        if let Ok(name) = room::Name::parse(&typed) {
            prop_assert_eq!(room::Name::parse(name.as_str()), Ok(name));
        }
    }

    #[test]
    fn a_connection_that_was_never_opened_changes_nothing(who in 0..CAST.len()) {
        let mut lobby = Lobby::open();
        lobby.enters("Ada", "a1").waits(1_000);
        let before = lobby.here().join(" ");
        lobby.apply(Command::Leave { member: member(CAST[who]).id, connection: ConnectionId("never".to_owned()), ending: Ending::Closed });
        lobby.waits(60_000);
        prop_assert_eq!(lobby.here().join(" "), before);
    }
}

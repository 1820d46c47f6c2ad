//! Who is away, and who is typing.

use std::collections::{BTreeMap, BTreeSet};

use super::lobby::{Lobby, member};
use insta::assert_snapshot;
use proptest::prelude::*;
use room::Status::{Active, Away};
use room::{Command, Delivery, Event, Millis, Typists, limits};

/// Ada, Grace and Linus by one connection each, and everyone knows.
fn together() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(60_000).story();
    lobby
}

/// A room in which the list no longer names everybody.
fn crowd() -> Lobby {
    let mut lobby = together();
    for n in 0..limits::LISTED_MEMBERS_MAX {
        let letters: String = [n / 26, n % 26].iter().map(|at| char::from(b'a' + u8::try_from(*at).unwrap())).collect();
        lobby.enters(&format!("x{letters}"), &format!("x{n}"));
    }
    lobby.waits(60_000).story();
    lobby
}

#[test]
fn member_is_away_when_all_their_windows_are() {
    let mut lobby = together();
    lobby.enters("Ada", "a2").sets_status("a1", Away);
    assert_snapshot!(lobby.story(), @"");
    lobby.sets_status("a2", Away).sets_status("a2", Away);
    assert_snapshot!(lobby.story(), @"all: Ada (away)");
    assert_eq!(lobby.away(), ["Ada"]);
    lobby.sets_status("a1", Active).sets_status("a2", Active);
    assert_snapshot!(lobby.story(), @"all: Ada");
    assert_eq!(lobby.away(), [""; 0]);
}

#[test]
fn new_window_makes_a_member_active() {
    let mut lobby = together();
    lobby.sets_status("a1", Away).enters("Ada", "a2").leaves("a2").waits(60_000);
    assert_snapshot!(lobby.story(), @r"
    all: Ada (away)
    all: Ada
    all: Ada (away)
    ");
}

#[test]
fn away_member_stays_away_in_the_grace_period() {
    let mut lobby = together();
    lobby.sets_status("a1", Away).leaves("a1").sleeps().waits(limits::LEAVE_GRACE_MS - 1);
    assert_eq!(lobby.away(), ["Ada"]);
    lobby.enters("Ada", "a2");
    assert_snapshot!(lobby.story(), @r"
    all: Ada (away)
    all: Ada
    ");
}

#[test]
fn arrival_is_announced_with_its_status() {
    let mut lobby = together();
    lobby.enters("Mary", "m1").sets_status("m1", Away).waits(1_000);
    assert_snapshot!(lobby.story(), @"all: joined [Mary (away)], left [], 4 here");
}

#[test]
fn renamed_member_stays_away() {
    let mut lobby = together();
    lobby.sets_status("a1", Away).renames("Ada", "Countess");
    assert_eq!(lobby.away(), ["Countess"]);
}

#[test]
fn status_changes_that_are_too_fast_are_ignored() {
    let mut lobby = together();
    for _ in 0..40 {
        lobby.sets_status("a1", Away).sets_status("a1", Active);
    }
    assert_eq!(lobby.story().lines().count(), 20, "ten times away, ten times back");
    lobby.waits(1_000).sets_status("a1", Away).sleeps();
    assert_eq!(lobby.away(), ["Ada"]);
}

#[test]
fn crowd_sees_no_status_change() {
    let mut lobby = crowd();
    lobby.sets_status("a1", Away).sets_status("a1", Active);
    assert_snapshot!(lobby.story(), @"");
}

#[test]
fn typing_names_up_to_three_members() {
    let mut lobby = together();
    lobby.types("Ada").types("Grace").types("Linus").enters("Mary", "m1").types("Mary");
    assert_snapshot!(lobby.story(), @r"
    all: typing: Ada
    all: typing: Ada, Grace
    all: typing: Ada, Grace, Linus
    all: typing: several
    ");
}

#[test]
fn typist_sees_only_the_other_typists() {
    let [ada, grace] = ["Ada", "Grace"].map(member);
    let both = Typists::Few(vec![ada.clone(), grace.clone()]);
    assert_eq!(both.without(&ada.id), Typists::Few(vec![grace.clone()]));
    assert_eq!(both.without(&member("Linus").id), both);
    assert_eq!(Typists::Few(vec![ada.clone()]).without(&ada.id), Typists::Nobody);
    assert_eq!(Typists::Several.without(&ada.id), Typists::Several);
}

#[test]
fn typing_signals_count_once_in_three_seconds() {
    let mut lobby = together();
    lobby.types("Ada").types("Ada").waits(limits::TYPING_INTERVAL_MS - 1).types("Ada");
    assert_snapshot!(lobby.story(), @"all: typing: Ada");
    lobby.waits(1).types("Ada");
    assert_snapshot!(lobby.story(), @"all: typing: Ada");
}

#[test]
fn typing_expires_without_waking_the_room() {
    let mut lobby = together();
    lobby.types("Ada");
    assert_eq!(lobby.room().wake_at(), None, "the line vanishes by itself");
    lobby.waits(limits::TYPING_SHOWN_MS).types("Grace");
    assert_snapshot!(lobby.story(), @r"
    all: typing: Ada
    all: typing: Grace
    ");
}

#[test]
fn message_ends_its_authors_typing() {
    let mut lobby = together();
    lobby
        .types("Ada")
        .types("Grace")
        .says("Ada", "one")
        .says("Ada", "two")
        .says("Linus", "three")
        .says("Grace", "four");
    assert_snapshot!(lobby.story(), @r"
    all: typing: Ada
    all: typing: Ada, Grace
    all: #1 Ada: one
    all: typing: Grace
    all: #2 … two
    all: #3 Linus: three
    all: #4 Grace: four
    all: typing: nobody
    ");
}

#[test]
fn several_typists_stay_several_when_one_has_finished() {
    let mut lobby = together();
    lobby.types("Ada").types("Grace").types("Linus").types("Mary").types("Edsger").story();
    lobby.says("Mary", "one").says("Ada", "two");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Mary: one
    all: #2 Ada: two
    all: typing: Grace, Linus, Edsger
    ");
}

#[test]
fn crowd_sees_only_several_typists() {
    let mut lobby = crowd();
    lobby.types("Ada").types("Grace").types("Linus").says("Grace", "one").says("Ada", "two").says("Linus", "three");
    assert_snapshot!(lobby.story(), @r"
    all: typing: several
    all: #1 Grace: one
    all: #2 Ada: two
    all: typing: nobody
    all: #3 Linus: three
    ");
}

#[test]
fn refused_text_is_still_being_typed() {
    let mut lobby = together();
    lobby.types("Ada").says("Ada", &"x".repeat(2_001)).types("Grace");
    assert_snapshot!(lobby.story(), @r"
    all: typing: Ada
    sender: refused: TooLong { chars: 2001 }
    all: typing: Ada, Grace
    ");
}

/// What people do in front of their pages. Few people, so that they get in each other's way.
#[derive(Clone, Debug)]
enum Step {
    Type(usize),
    Say(usize),
    Turn(usize),
    Open(usize),
    Close(usize),
    Wait(Millis),
}

const CAST: [&str; 5] = ["Ada", "Grace", "Linus", "Mary", "Edsger"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..CAST.len()).prop_map(Step::Type),
        1 => (0..CAST.len()).prop_map(Step::Say),
        2 => (0..10_usize).prop_map(Step::Turn),
        1 => (0..10_usize).prop_map(Step::Open),
        1 => (0..10_usize).prop_map(Step::Close),
        3 => (0..5_000_i64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..80)
}

/// Connections of the cast, two each, by whether somebody looks.
type Open = BTreeMap<usize, room::Status>;

/// Does what people do. Returns the events that follow.
fn act(lobby: &mut Lobby, step: &Step, open: &mut Open) -> Vec<Event> {
    let events = |effects: room::Effects| effects.deliveries.into_iter().map(|Delivery { event, .. }| event).collect();
    match *step {
        Step::Type(who) => return events(lobby.turn(Command::Type { member: member(CAST[who]) })),
        Step::Say(who) => {
            return events(lobby.sends(CAST[who], &format!("cid-{:04}", lobby.messages.len()), "something"));
        }
        Step::Turn(n) if open.contains_key(&n) => {
            let attention = if open[&n] == Active { Away } else { Active };
            open.insert(n, attention);
            lobby.sets_status(&format!("c{n}"), attention);
        }
        Step::Open(n) if !open.contains_key(&n) => {
            open.insert(n, Active);
            lobby.enters(CAST[n % CAST.len()], &format!("c{n}"));
        }
        Step::Close(n) if open.remove(&n).is_some() => drop(lobby.leaves(&format!("c{n}"))),
        Step::Wait(wait) => drop(lobby.waits(wait)),
        _ => {}
    }
    Vec::new()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn members_are_away_iff_all_their_windows_are(steps in steps()) {
        let (mut lobby, mut open) = (Lobby::open(), Open::new());
        for step in steps {
            act(&mut lobby, &step, &mut open);
            let away: BTreeSet<String> = lobby.away().into_iter().collect();
            for (who, name) in CAST.iter().enumerate() {
                let mut windows = open.iter().filter(|(n, _)| *n % CAST.len() == who).peekable();
                if windows.peek().is_some() {
                    prop_assert_eq!(away.contains(*name), windows.all(|(_, attention)| *attention == Away), "{}", name);
                }
            }
        }
    }

    #[test]
    fn page_that_follows_events_knows_who_is_away(steps in steps()) {
        let (mut lobby, mut open) = (Lobby::open(), Open::new());
        let mut page: BTreeSet<String> = BTreeSet::new();
        for step in steps {
            act(&mut lobby, &step, &mut open);
            lobby.waits(limits::PRESENCE_DEBOUNCE_MS);
            for line in lobby.story().lines().filter(|line| !line.contains("typing: ")) {
                let line = line.trim_start_matches("all: ");
                let (joined, left) = match line.strip_prefix("joined [").and_then(|line| line.split_once("], left [")) {
                    Some((joined, rest)) => (joined, rest.split("],").next().unwrap_or_default()),
                    None => (line, ""),
                };
                for person in joined.split(", ") {
                    match person.strip_suffix(" (away)") {
                        Some(name) => page.insert(name.to_owned()),
                        None => page.remove(person),
                    };
                }
                left.split(", ").for_each(|name| { page.remove(name); });
            }
            prop_assert_eq!(lobby.away().into_iter().collect::<BTreeSet<_>>(), page.clone());
        }
    }

    #[test]
    fn typing_events_are_fresh_and_rare(steps in steps()) {
        let (mut lobby, mut open) = (Lobby::open(), Open::new());
        let mut last_typed_at: BTreeMap<String, Millis> = BTreeMap::new();
        let mut last: Option<(Typists, Millis)> = None;
        for step in steps {
            if let Step::Type(who) = step {
                let name = CAST[who].to_owned();
                // The room ignores a signal within the interval, so its time does not count.
                let fresh = last_typed_at.get(&name).is_none_or(|at| lobby.now >= at + limits::TYPING_INTERVAL_MS);
                if fresh { last_typed_at.insert(name, lobby.now); }
            }
            let said = matches!(step, Step::Say(_));
            for event in act(&mut lobby, &step, &mut open) {
                let Event::TypingChanged { now, .. } = event else { continue };
                if let Some((before, at)) = &last {
                    let repeated = *before == now && !said;
                    prop_assert!(!repeated || lobby.now >= at + limits::TYPING_INTERVAL_MS, "{:?} again", now);
                }
                prop_assert!(now.named().len() <= limits::TYPISTS_NAMED_MAX);
                for typist in now.named() {
                    let at = last_typed_at.get(typist.name.as_str()).copied().unwrap_or(0);
                    prop_assert!(lobby.now < at + limits::TYPING_SHOWN_MS, "{} has stopped", typist.name);
                    prop_assert!(now.without(&typist.id).named().iter().all(|other| other.id != typist.id));
                }
                last = Some((now, lobby.now));
            }
            if let (Step::Say(who), Some((Typists::Few(few), at))) = (&step, &last) {
                let is_shown = few.iter().any(|typist| typist.name.as_str() == CAST[*who]);
                prop_assert!(!is_shown || lobby.now >= at + limits::TYPING_SHOWN_MS, "said it and still types");
            }
        }
    }

    #[test]
    fn sleep_forgets_no_typist_who_is_shown(steps in steps()) {
        let (mut awake, mut sleepy) = (Lobby::founded(), Lobby::founded());
        let (mut open, mut same) = (Open::new(), Open::new());
        for step in steps {
            act(&mut awake, &step, &mut open);
            act(&mut sleepy, &step, &mut same);
            if matches!(step, Step::Wait(wait) if wait > 4_000) {
                // Ten seconds of silence at the earliest.
                awake.waits(10_000);
                sleepy.waits(10_000).sleeps();
            }
            prop_assert_eq!(awake.story(), sleepy.story());
            prop_assert_eq!(awake.away(), sleepy.away());
        }
    }
}

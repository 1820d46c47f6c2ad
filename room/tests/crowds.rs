//! Rooms with more people than are listed by name.

use std::collections::BTreeSet;

use crate::lobby::Lobby;
use crate::roll::{crowd, name};
use proptest::prelude::*;
use room::{Attention, Delivery, Event, MemberId, Millis, Outbox, Person, limits};

/// A page that was loaded at some time and was told of everything since: whom it lists.
#[derive(Debug)]
struct Page(BTreeSet<MemberId>);

impl Page {
    fn loads(lobby: &Lobby) -> Self {
        Self(lobby.room.listed().into_iter().map(|person| person.member.id).collect())
    }

    /// As `views::presence_changed` does it.
    fn is_told(&mut self, outbox: &Outbox) {
        for Delivery { event, .. } in &outbox.deliveries {
            if let Event::PresenceChanged { joined, unlisted, here, .. } = event {
                unlisted.iter().for_each(|gone| {
                    self.0.remove(gone);
                });
                let listed = joined.iter().filter(|_| *here <= limits::PEOPLE_SHOWN_MAX);
                self.0.extend(listed.map(|person| person.member.id.clone()));
            }
        }
    }
}

#[test]
fn of_a_crowd_that_is_cut_off_a_page_is_told_by_name_only_of_those_whom_it_lists() {
    const PEOPLE: usize = 150;
    let mut lobby = crowd(PEOPLE);
    lobby.waits(10_000).story();
    let listed = lobby.room.listed();
    (0..PEOPLE).for_each(|n| {
        lobby.leaves(&format!("c{n}"));
    });
    lobby.now += limits::LEAVE_GRACE_MS;
    let told = lobby.apply(room::Command::Wait);
    let [Delivery { event: Event::PresenceChanged { left, unlisted, here: 0, .. }, .. }] = told.deliveries.as_slice()
    else {
        panic!("everyone was told of nothing but those who left: {told:?}");
    };
    assert_eq!(left.len(), PEOPLE, "all are counted");
    let by_name: BTreeSet<_> = unlisted.iter().collect();
    assert_eq!(by_name, listed.iter().map(|person| &person.member.id).collect());
}

/// What people do around the number that are listed.
#[derive(Clone, Debug)]
enum Step {
    Enter(usize),
    Leave(usize),
    Turn(usize, Attention),
    Rename(usize),
    Wait(Millis),
}

const ALL: usize = limits::PEOPLE_SHOWN_MAX + 8;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || prop_oneof![0..ALL, 0..12_usize, limits::PEOPLE_SHOWN_MAX - 6..ALL];
    let step = prop_oneof![
        4 => who().prop_map(Step::Enter),
        4 => who().prop_map(Step::Leave),
        1 => (who(), prop_oneof![Just(Attention::Here), Just(Attention::Away)]).prop_map(|(who, to)| Step::Turn(who, to)),
        1 => who().prop_map(Step::Rename),
        3 => (0..12_000_i64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..60)
}

fn act(lobby: &mut Lobby, step: &Step) {
    let is_open = |lobby: &Lobby, who: &usize| lobby.connections.iter().any(|(_, open)| open.0 == format!("c{who}"));
    match step {
        Step::Enter(who) if !is_open(lobby, who) => {
            lobby.enters(&name(*who), &format!("c{who}"));
        }
        Step::Leave(who) if is_open(lobby, who) => {
            lobby.leaves(&format!("c{who}"));
        }
        Step::Turn(who, to) if is_open(lobby, who) => {
            lobby.attends(&format!("c{who}"), *to);
        }
        Step::Rename(who) if is_open(lobby, who) => {
            lobby.renames(&name(*who), &format!("{}z", name(*who)));
        }
        Step::Wait(wait) => {
            lobby.now += wait;
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_page_lists_nobody_who_is_gone_whenever_it_was_loaded(steps in steps(), before in 80..ALL) {
        let mut lobby = crowd(before);
        lobby.waits(10_000);
        let mut pages = Vec::new();
        for step in steps {
            act(&mut lobby, &step);
            // Everyone is told of everybody who came before anybody of them is gone.
            if lobby.room.due().is_some_and(|due| due <= lobby.now) {
                let told = lobby.apply(room::Command::Wait);
                pages.iter_mut().for_each(|page: &mut Page| page.is_told(&told));
            }
            pages.push(Page::loads(&lobby));
            let here: BTreeSet<MemberId> = lobby.room.members().map(|member| member.id.clone()).collect();
            for page in &pages {
                prop_assert!(page.0.is_subset(&here), "{:?}", page.0.difference(&here).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_list_that_has_changed_has_been_counted_as_changed(steps in steps(), before in 80..ALL) {
        let mut lobby = crowd(before);
        let mut known: (u64, Vec<Person>) = (lobby.room.list_changes(), lobby.room.listed());
        for step in steps {
            act(&mut lobby, &step);
            lobby.apply(room::Command::Wait);
            let now = (lobby.room.list_changes(), lobby.room.listed());
            prop_assert!(now.1 == known.1 || now.0 > known.0, "{:?}", step);
            known = now;
        }
    }
}

//! Rooms with more people than are listed by name.

use std::collections::BTreeSet;

use super::lobby::Lobby;
use super::members_page::{crowd, name};
use proptest::prelude::*;
use room::{Delivery, Effects, Event, MemberId, Millis, PresentMember, Status, limits};

/// A page that was loaded at some time and received everything since: whom it lists.
#[derive(Debug)]
struct Page(BTreeSet<MemberId>);

impl Page {
    fn loads(lobby: &Lobby) -> Self {
        Self(lobby.room().listed_members().into_iter().map(|person| person.member.id).collect())
    }

    /// As `views::add_presence` does it.
    fn receives(&mut self, effects: &Effects) {
        for Delivery { event, .. } in &effects.deliveries {
            if let Event::PresenceChanged { joined, unlisted, online_count, .. } = event {
                unlisted.iter().for_each(|gone| {
                    self.0.remove(gone);
                });
                let listed = joined.iter().filter(|_| *online_count <= limits::LISTED_MEMBERS_MAX);
                self.0.extend(listed.map(|person| person.member.id.clone()));
            }
        }
    }
}

#[test]
fn cut_off_crowd_is_named_only_as_far_as_pages_list_it() {
    const PEOPLE: usize = 150;
    let mut lobby = crowd(PEOPLE);
    lobby.waits(10_000).story();
    let listed = lobby.room().listed_members();
    (0..PEOPLE).for_each(|n| {
        lobby.leaves(&format!("c{n}"));
    });
    lobby.now += limits::LEAVE_GRACE_MS;
    let effects = lobby.turn(room::Command::Tick);
    let [Delivery { event: Event::PresenceChanged { left, unlisted, online_count: 0, .. }, .. }] =
        effects.deliveries.as_slice()
    else {
        panic!("everyone received nothing but those who left: {effects:?}");
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
    Turn(usize, Status),
    Rename(usize),
    Wait(Millis),
}

const ALL: usize = limits::LISTED_MEMBERS_MAX + 8;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || prop_oneof![0..ALL, 0..12_usize, limits::LISTED_MEMBERS_MAX - 6..ALL];
    let step = prop_oneof![
        4 => who().prop_map(Step::Enter),
        4 => who().prop_map(Step::Leave),
        1 => (who(), prop_oneof![Just(Status::Active), Just(Status::Away)]).prop_map(|(who, to)| Step::Turn(who, to)),
        1 => who().prop_map(Step::Rename),
        3 => (0..12_000_i64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..60)
}

fn act(lobby: &mut Lobby, step: &Step) {
    let is_open = |lobby: &Lobby, who: &usize| lobby.connections.iter().any(|(_, open, _)| open.0 == format!("c{who}"));
    match step {
        Step::Enter(who) if !is_open(lobby, who) => {
            lobby.enters(&name(*who), &format!("c{who}"));
        }
        Step::Leave(who) if is_open(lobby, who) => {
            lobby.leaves(&format!("c{who}"));
        }
        Step::Turn(who, to) if is_open(lobby, who) => {
            lobby.sets_status(&format!("c{who}"), *to);
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
    fn page_lists_nobody_who_is_gone(steps in steps(), before in 80..ALL) {
        let mut lobby = crowd(before);
        lobby.waits(10_000);
        let mut pages = Vec::new();
        for step in steps {
            act(&mut lobby, &step);
            // Every arrival is announced before anybody of them is gone.
            if lobby.room().wake_at().is_some_and(|due| due <= lobby.now) {
                let effects = lobby.turn(room::Command::Tick);
                pages.iter_mut().for_each(|page: &mut Page| page.receives(&effects));
            }
            pages.push(Page::loads(&lobby));
            let here: BTreeSet<MemberId> = lobby.room().members().map(|member| member.id.clone()).collect();
            for page in &pages {
                prop_assert!(page.0.is_subset(&here), "{:?}", page.0.difference(&here).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn changed_roster_has_a_new_version(steps in steps(), before in 80..ALL) {
        let mut lobby = crowd(before);
        let mut known: (u64, Vec<PresentMember>) = (lobby.room().roster_version(), lobby.room().listed_members());
        for step in steps {
            act(&mut lobby, &step);
            lobby.turn(room::Command::Tick);
            let now = (lobby.room().roster_version(), lobby.room().listed_members());
            prop_assert!(now.1 == known.1 || now.0 > known.0, "{:?}", step);
            known = now;
        }
    }
}

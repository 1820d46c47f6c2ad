//! The members who are here, a page at a time.

use super::lobby::Lobby;
use proptest::prelude::*;
use room::{MembersPage, PageQuery};

const FIRST: PageQuery = PageQuery { after: None, before: None, limit: 2 };

/// Many people, who come one after the other in the same moment.
pub(super) fn crowd(people: usize) -> Lobby {
    let mut lobby = Lobby::open();
    (0..people).for_each(|n| {
        lobby.enters(&name(n), &format!("c{n}"));
    });
    lobby
}

/// Letters only, and no `a`: by them, filled up with `a`, members of the cast are known.
pub(super) fn name(n: usize) -> String {
    let digits = n.to_string();
    format!("N{}", digits.bytes().map(|digit| char::from(digit - b'0' + b'b')).collect::<String>())
}

fn names(page: &MembersPage) -> Vec<&str> {
    page.members.iter().map(|(_, person)| person.member.name.as_str()).collect()
}

#[test]
fn members_are_read_forwards_backwards_and_between() {
    let mut lobby = Lobby::open();
    for name in ["Ada", "Grace", "Linus", "Dennis", "Ken"] {
        lobby.enters(name, name);
    }
    let first = lobby.room().members_page(FIRST);
    assert_eq!((names(&first), first.online_count), (vec!["Ada", "Grace"], 5));
    let second = lobby.room().members_page(first.next.unwrap());
    assert_eq!(names(&second), ["Linus", "Dennis"]);
    let third = lobby.room().members_page(second.next.unwrap());
    assert_eq!((names(&third), third.next, third.online_count), (vec!["Ken"], None, 5));

    let ken = third.members[0].0;
    let back = lobby.room().members_page(FIRST.before(ken));
    assert_eq!(names(&back), ["Linus", "Dennis"], "still in the order in which they came");
    let further_back = lobby.room().members_page(back.next.unwrap());
    assert_eq!((names(&further_back), further_back.next), (vec!["Ada", "Grace"], None));

    let between = PageQuery { after: Some(first.members[0].0), before: Some(ken), limit: 2 };
    let between_first = lobby.room().members_page(between);
    assert_eq!(names(&between_first), ["Grace", "Linus"]);
    let between_then = lobby.room().members_page(between_first.next.unwrap());
    assert_eq!((names(&between_then), between_then.next), (vec!["Dennis"], None));
}

#[test]
fn cursors_that_nobody_has_are_accepted() {
    let lobby = crowd(3);
    for (after, before, here) in [
        (Some(i64::MIN), Some(i64::MAX), 3),
        (Some(i64::MAX), None, 0),
        (None, Some(i64::MIN), 0),
        (Some(i64::MAX), Some(i64::MIN), 0),
        (Some(lobby.now), Some(lobby.now), 0),
        (Some(lobby.now), Some(lobby.now + 1), 0),
        (Some(lobby.now - 1), Some(lobby.now + 1), 1),
    ] {
        let page = lobby.room().members_page(PageQuery { after, before, limit: 100 });
        assert_eq!((page.members.len(), page.next), (here, None), "{after:?} to {before:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whoever is here all the while is met exactly once; nobody is met twice who did not leave in
    /// between.
    #[test]
    fn member_who_stays_is_on_exactly_one_page(
        people in 1..40_usize,
        limit in 1..9_usize,
        forwards: bool,
        events in prop::collection::vec((prop::bool::ANY, 0..40_usize), 0..40),
    ) {
        let mut lobby = crowd(people);
        let stays = |n: usize| n.is_multiple_of(2);
        let mut met: Vec<(i64, String)> = Vec::new();
        let mut come = people;
        let mut events = events.into_iter();
        // Later than everybody who is here, and than nobody who comes.
        let end = lobby.now + i64::try_from(people).unwrap();
        let mut query = PageQuery { after: None, before: (!forwards).then_some(end), limit };
        loop {
            let page = lobby.room().members_page(query);
            prop_assert_eq!(page.online_count, lobby.online().len());
            prop_assert!(page.members.len() == limit || page.next.is_none());
            let part = page.members.iter().map(|(place, person)| (*place, person.member.name.as_str().to_owned()));
            if forwards { met.extend(part) } else { met.splice(0..0, part); }
            prop_assert!(met.len() <= people + come, "it comes to an end");
            match page.next {
                Some(next) => query = next,
                None => break,
            }
            for (comes, who) in events.by_ref().take(3) {
                let leaver = format!("c{}", 2 * who + 1);
                if comes {
                    lobby.enters(&name(2 * come + 101), &format!("c{}", 2 * come + 101));
                    come += 1;
                } else if lobby.connections.iter().any(|(_, open, _)| open.0 == leaver) {
                    lobby.loses(&leaver, room::DisconnectReason::Left).waits(0);
                }
            }
        }
        prop_assert!(met.is_sorted_by(|a, b| a.0 < b.0), "in the order in which they came, each once: {:?}", met);
        for n in (0..people).filter(|n| stays(*n)) {
            let name = name(n);
            prop_assert_eq!(met.iter().filter(|(_, met)| *met == name).count(), 1, "{}", name);
        }
    }
}

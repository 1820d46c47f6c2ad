//! Sessions that are over: what becomes of their connections, and whom D1 knows.

use std::collections::BTreeMap;

use room::{Caller, Millis, Person, SessionMark};

use super::d1::D1;
use super::lobby::{Lobby, member};
use crate::ended_sessions::{self, Ended};
use crate::limits::VISIT_REFRESH_MS;

const DAY: Millis = VISIT_REFRESH_MS;

/// The session of the person with a number, which began at a time.
fn session(number: u128, since: Millis) -> SessionMark {
    SessionMark { person: Person::of_bits(number), since }
}

impl Lobby {
    fn enters_with(&mut self, session: SessionMark, name: &str, connection: &str) -> &mut Self {
        self.caller = Caller { session: Some(session), ..Caller::default() };
        self.enters(name, connection)
    }

    fn hears_that_is_over(&mut self, person: u128, before: Millis) {
        ended_sessions::add(Ended { person: Person::of_bits(person), before, at: before });
        self.ends_sessions();
    }
}

#[test]
fn session_that_is_over_has_no_connections() {
    let mut lobby = Lobby::open();
    lobby.enters_with(session(1, 10), "Ada", "a1").enters_with(session(1, 10), "Ada", "a2");
    lobby.enters_with(session(2, 10), "Grace", "g1").waits(1_000);
    lobby.hears_that_is_over(1, 11);
    assert_eq!(lobby.closed_with("a1"), Some(1012));
    assert_eq!(lobby.closed_with("a2"), Some(1012));
    assert_eq!(lobby.closed_with("g1"), None);
}

#[test]
fn connection_with_the_new_name_stays() {
    let mut lobby = Lobby::open();
    lobby.enters_with(session(1, 10), "Ada", "a1").enters_with(session(1, 20), "Ada", "a2").waits(1_000);
    lobby.hears_that_is_over(1, 20);
    assert_eq!((lobby.closed_with("a1"), lobby.closed_with("a2")), (Some(1012), None));
    lobby.waits(1_000);
    assert_eq!(lobby.online(), ["Ada"]);
}

#[test]
fn sleeping_room_ends_sessions_when_it_wakes() {
    let mut lobby = Lobby::open();
    lobby.enters_with(session(1, 10), "Ada", "a1").enters_with(session(2, 10), "Grace", "g1").waits(1_000);
    lobby.sleeps();
    lobby.hears_that_is_over(1, 11);
    assert_eq!((lobby.closed_with("a1"), lobby.closed_with("g1")), (Some(1012), None));
}

#[test]
fn d1_knows_who_is_where_and_writes_it_once_a_day() {
    let d1 = D1::new();
    let ada = Person::of_bits(1);
    let visits = |room: &str, now| d1.visit(room, &[(ada, member("Ada").id)], now);
    assert_eq!((visits("garden", 0), visits("tea", DAY)), (1, 1));
    assert_eq!((visits("garden", DAY - 1), visits("garden", DAY)), (0, 1));
    assert_eq!(d1.visit("garden", &[(Person::of_bits(2), member("Grace").id)], DAY), 1);
    assert_eq!(d1.rooms_of(ada), ["garden", "tea"]);
    let everywhere = BTreeMap::from_iter(d1.everywhere(&member("Ada").id));
    assert_eq!(everywhere.keys().collect::<Vec<_>>(), ["garden", "tea"]);
}

#[test]
fn d1_keeps_the_latest_end_of_a_persons_sessions() {
    let d1 = D1::new();
    for (before, at) in [(500, 500), (400, 600)] {
        d1.end(Ended { person: Person::of_bits(1), before, at });
    }
    assert_eq!(d1.ended_since(600), [(Person::of_bits(1).to_string(), 500)]);
    assert_eq!(d1.ended_since(601), []);
}

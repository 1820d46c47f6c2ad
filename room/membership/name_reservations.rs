//! Names that stay reserved for members who left a moment ago.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, limits};

/// When members left whose names are still theirs, for
/// [`NAME_RESERVED_MS`](limits::NAME_RESERVED_MS).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameReservations {
    /// When everybody left at once and nobody could record who: the room crashed.
    everybody: Option<Millis>,
    #[serde(alias = "left")]
    left_at: BTreeMap<MemberId, Millis>,
    /// When the last of them left.
    latest: Option<Millis>,
}

impl NameReservations {
    /// Everybody who was here left at `now`, whoever they were.
    #[must_use]
    pub fn of_everybody(now: Millis) -> Self {
        Self { everybody: Some(now), ..Self::default() }
    }

    /// Reserves the name of somebody who left.
    pub(crate) fn reserve(&mut self, member: MemberId, now: Millis) {
        self.left_at.insert(member, now);
        self.latest = self.latest.max(Some(now));
    }

    /// Ends the reservation of somebody who is here again.
    pub(crate) fn release(&mut self, member: &MemberId) {
        self.left_at.remove(member);
    }

    /// Whether the name of somebody who is not here is still theirs.
    #[must_use]
    pub fn holds(&self, member: &MemberId, now: Millis) -> bool {
        self.left_at.get(member).copied().max(self.everybody).is_some_and(|left_at| is_recent(left_at, now))
    }

    /// Drops the reservations whose time is over.
    pub(crate) fn expire(&mut self, now: Millis) {
        self.left_at.retain(|_, left_at| is_recent(*left_at, now));
        self.everybody = self.everybody.filter(|left_at| is_recent(*left_at, now));
        self.latest = self.latest.filter(|left_at| is_recent(*left_at, now));
    }

    /// Merges two records. The later time wins.
    #[must_use]
    pub fn merged_with(mut self, other: Self) -> Self {
        for (member, left_at) in other.left_at {
            let known = self.left_at.entry(member).or_insert(left_at);
            *known = left_at.max(*known);
        }
        self.everybody = self.everybody.max(other.everybody);
        self.latest = self.latest.max(other.latest);
        self
    }

    /// What hibernates or is stored. Of more than
    /// [`HIBERNATED_RESERVATIONS_MAX`](limits::HIBERNATED_RESERVATIONS_MAX) only when the last one
    /// left: nobody's name is free until that is long enough ago.
    #[must_use]
    pub fn bounded(&self) -> Self {
        if self.left_at.len() <= limits::HIBERNATED_RESERVATIONS_MAX {
            return self.clone();
        }
        Self { everybody: self.everybody.max(self.latest), ..Self::default() }
    }

    /// Whether no name is reserved.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left_at.is_empty() && self.everybody.is_none()
    }
}

/// A wall clock that was set back makes nobody wait longer than one that was not.
fn is_recent(left_at: Millis, now: Millis) -> bool {
    (left_at - now).abs() < limits::NAME_RESERVED_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(letter: &str) -> MemberId {
        MemberId::parse(&letter.repeat(16)).unwrap()
    }

    #[test]
    fn reservation_lasts_a_quarter_of_an_hour() {
        let mut reservations = NameReservations::default();
        reservations.reserve(member("a"), 1_000);
        assert!(reservations.holds(&member("a"), 1_000 + limits::NAME_RESERVED_MS - 1));
        assert!(!reservations.holds(&member("a"), 1_000 + limits::NAME_RESERVED_MS));
        assert!(!reservations.holds(&member("b"), 1_000));
        reservations.expire(1_000 + limits::NAME_RESERVED_MS);
        assert!(reservations.is_empty());
    }

    #[test]
    fn crowd_that_left_hibernates_as_everybody() {
        let letters = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}").repeat(8)));
        let crowd: Vec<_> =
            letters.take(limits::HIBERNATED_RESERVATIONS_MAX + 1).map(|id| MemberId::parse(&id).unwrap()).collect();
        let mut reservations = NameReservations::default();
        for (n, id) in (0..).zip(&crowd) {
            let few = reservations.clone();
            assert_eq!(reservations.bounded(), few, "a few hibernate one by one");
            reservations.reserve(id.clone(), 1_000 + n);
        }
        let bounded = reservations.bounded();
        assert_eq!(bounded, NameReservations::of_everybody(1_050));
        assert!(crowd.iter().all(|id| bounded.holds(id, 1_049 + limits::NAME_RESERVED_MS)));
        assert!(!crowd.iter().any(|id| bounded.holds(id, 1_050 + limits::NAME_RESERVED_MS)));
    }

    #[test]
    fn crash_reserves_the_names_of_everybody() {
        let mut reservations = NameReservations::of_everybody(1_000);
        assert!(reservations.holds(&member("b"), 2_000));
        reservations.reserve(member("a"), 5_000);
        reservations.release(&member("b"));
        let both = reservations.merged_with(NameReservations::of_everybody(3_000));
        assert!(both.holds(&member("b"), 2_999 + limits::NAME_RESERVED_MS));
        assert!(both.holds(&member("a"), 4_999 + limits::NAME_RESERVED_MS));
        assert!(!both.holds(&member("b"), 3_000 + limits::NAME_RESERVED_MS));
    }
}

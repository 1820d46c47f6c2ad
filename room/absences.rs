//! Who was here a moment ago: their names are still theirs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, limits};

/// When those who are gone went, for [`limits::NAME_HELD_MS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absences {
    /// When everybody went at once, with nobody there to note who: the room crashed.
    everybody: Option<Millis>,
    left: BTreeMap<MemberId, Millis>,
    /// When the last of them went.
    #[serde(default)]
    latest: Option<Millis>,
}

impl Absences {
    /// Everybody who was here went at `now`, whoever they were.
    #[must_use]
    pub fn of_everybody(now: Millis) -> Self {
        Self { everybody: Some(now), ..Self::default() }
    }

    /// Notes that somebody went.
    pub(crate) fn note(&mut self, member: MemberId, now: Millis) {
        self.left.insert(member, now);
        self.latest = self.latest.max(Some(now));
    }

    /// Notes that somebody is here again.
    pub(crate) fn end(&mut self, member: &MemberId) {
        self.left.remove(member);
    }

    /// Whether somebody who is not here was here a moment ago.
    #[must_use]
    pub fn holds(&self, member: &MemberId, now: Millis) -> bool {
        self.left.get(member).copied().max(self.everybody).is_some_and(|left| is_recent(left, now))
    }

    /// Forgets those who have been away for too long.
    pub(crate) fn forget(&mut self, now: Millis) {
        self.left.retain(|_, left| is_recent(*left, now));
        self.everybody = self.everybody.filter(|left| is_recent(*left, now));
        self.latest = self.latest.filter(|left| is_recent(*left, now));
    }

    /// What two witnesses know.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (member, left) in other.left {
            let known = self.left.entry(member).or_insert(left);
            *known = left.max(*known);
        }
        self.everybody = self.everybody.max(other.everybody);
        self.latest = self.latest.max(other.latest);
        self
    }

    /// What is remembered of them through a loss of memory. Of more than [`limits::ABSENCES_KEPT_MAX`] only when the last went:
    /// nobody's name is free then until that is long enough ago.
    #[must_use]
    pub fn in_short(&self) -> Self {
        if self.left.len() <= limits::ABSENCES_KEPT_MAX {
            return self.clone();
        }
        Self { everybody: self.everybody.max(self.latest), ..Self::default() }
    }

    /// Whether there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.everybody.is_none()
    }
}

/// A clock that was set back makes nobody wait longer than one that was not.
fn is_recent(left: Millis, now: Millis) -> bool {
    (left - now).abs() < limits::NAME_HELD_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(letter: &str) -> MemberId {
        MemberId::parse(&letter.repeat(16)).unwrap()
    }

    #[test]
    fn who_went_is_remembered_for_a_quarter_of_an_hour() {
        let mut absences = Absences::default();
        absences.note(member("a"), 1_000);
        assert!(absences.holds(&member("a"), 1_000 + limits::NAME_HELD_MS - 1));
        assert!(!absences.holds(&member("a"), 1_000 + limits::NAME_HELD_MS));
        assert!(!absences.holds(&member("b"), 1_000));
        absences.forget(1_000 + limits::NAME_HELD_MS);
        assert!(absences.is_empty());
    }

    #[test]
    fn of_a_crowd_that_went_it_is_remembered_in_short_that_nobodys_name_is_free() {
        let letters = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}").repeat(8)));
        let crowd: Vec<_> =
            letters.take(limits::ABSENCES_KEPT_MAX + 1).map(|id| MemberId::parse(&id).unwrap()).collect();
        let mut absences = Absences::default();
        for (n, id) in (0..).zip(&crowd) {
            let few = absences.clone();
            assert_eq!(absences.in_short(), few, "of a few everything is remembered");
            absences.note(id.clone(), 1_000 + n);
        }
        let in_short = absences.in_short();
        assert_eq!(in_short, Absences::of_everybody(1_050));
        assert!(crowd.iter().all(|id| in_short.holds(id, 1_049 + limits::NAME_HELD_MS)));
        assert!(!crowd.iter().any(|id| in_short.holds(id, 1_050 + limits::NAME_HELD_MS)));
    }

    #[test]
    fn after_a_crash_that_is_everybody() {
        let mut absences = Absences::of_everybody(1_000);
        assert!(absences.holds(&member("b"), 2_000));
        absences.note(member("a"), 5_000);
        absences.end(&member("b"));
        let both = absences.and(Absences::of_everybody(3_000));
        assert!(both.holds(&member("b"), 2_999 + limits::NAME_HELD_MS));
        assert!(both.holds(&member("a"), 4_999 + limits::NAME_HELD_MS));
        assert!(!both.holds(&member("b"), 3_000 + limits::NAME_HELD_MS));
    }
}

//! The visits job: D1 knows which rooms a person is connected to, so that ending their session
//! reaches them all.
//!
//! Only memory has whom D1 was told of. A restored room tells it again of those who are connected,
//! with an alarm that comes anyway; D1 writes nothing for whom it knows.

use std::collections::{BTreeMap, BTreeSet};

use room::{MemberId, Millis, Person, SessionMark};
use worker::Error;

use super::copy::CopyJob;
use crate::limits::VISITS_BATCH;

/// Where the job is.
pub(crate) struct VisitsJob {
    copy: CopyJob,
    untold: BTreeMap<Person, MemberId>,
    told: BTreeSet<Person>,
    /// Whether somebody came whom D1 may not know. Else an alarm for it is not worth it.
    has_newcomers: bool,
}

impl VisitsJob {
    /// Restores the job, of a room with these connections.
    pub(crate) fn restore(log_label: &str, connected: impl IntoIterator<Item = (SessionMark, MemberId)>) -> Self {
        Self {
            copy: CopyJob::restore("visits_not_shipped", log_label),
            untold: connected.into_iter().map(|(session, member)| (session.person, member)).collect(),
            told: BTreeSet::new(),
            has_newcomers: false,
        }
    }

    /// Somebody connected.
    pub(crate) fn on_connected(&mut self, person: Person, member: &MemberId) {
        if !self.told.contains(&person) {
            self.has_newcomers = true;
            self.untold.insert(person, member.clone());
        }
    }

    /// When to tell D1.
    pub(crate) fn due(&self, now: Millis) -> Option<Millis> {
        self.copy.due(self.has_newcomers, now)
    }

    /// Whom to tell it of now, when an alarm has come; after a restore in any case.
    pub(crate) fn next_visits(&mut self, now: Millis) -> Option<Vec<(Person, MemberId)>> {
        self.copy.due(!self.untold.is_empty(), now)?;
        self.copy.on_shipping();
        Some(self.untold.iter().take(VISITS_BATCH).map(|(person, member)| (*person, member.clone())).collect())
    }

    /// D1 knows of these.
    pub(crate) fn on_told(&mut self, visits: Vec<(Person, MemberId)>) {
        self.copy.on_shipped();
        for (person, _) in visits {
            self.untold.remove(&person);
            self.told.insert(person);
        }
        self.has_newcomers = !self.untold.is_empty();
    }

    /// D1 failed, or did not answer in time. It may have them even so.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.copy.on_failure(error, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::INDEX_DELAY_MS;

    const NOW: Millis = 1_795_442_523_000;

    fn ada() -> (SessionMark, MemberId) {
        let mark = SessionMark { person: Person::of_bits(7), since: 0 };
        (mark, MemberId::from_trusted("adaaaaaaaaaaaaaa".to_owned()))
    }

    #[test]
    fn newcomer_is_told_of_once() {
        let (mark, ada) = ada();
        let mut job = VisitsJob::restore("garden", []);
        assert_eq!(job.due(NOW), None, "nobody came");
        job.on_connected(mark.person, &ada);
        assert_eq!(job.due(NOW), Some(NOW + INDEX_DELAY_MS));
        let visits = job.next_visits(NOW).unwrap();
        assert_eq!((job.due(NOW), visits.as_slice()), (None, &[(mark.person, ada.clone())][..]), "it is on its way");
        job.on_told(visits);
        job.on_connected(mark.person, &ada);
        assert_eq!((job.due(NOW), job.next_visits(NOW)), (None, None), "another tab");
    }

    #[test]
    fn restored_room_tells_with_an_alarm_that_comes_anyway() {
        let mut job = VisitsJob::restore("garden", [ada()]);
        assert_eq!(job.due(NOW), None);
        assert_eq!(job.next_visits(NOW).unwrap().len(), 1);
    }

    #[test]
    fn failed_write_is_tried_again() {
        let (mark, ada) = ada();
        let mut job = VisitsJob::restore("garden", []);
        job.on_connected(mark.person, &ada);
        job.next_visits(NOW).unwrap();
        job.on_failure(&Error::from("D1 is gone"), NOW);
        let due = job.due(NOW).unwrap();
        assert!(due > NOW && job.next_visits(due).is_some());
    }
}

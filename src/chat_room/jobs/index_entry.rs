//! The index entry job: keeps the room's row in the index of all rooms, from which the operator
//! learns that there is such a room.
//!
//! As with the directory, only memory has what the job wrote last, and a restored room writes its
//! entry again with an alarm that comes anyway.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::limits::{INDEX_DELAY_MS, INDEX_INTERVAL_MS};
use crate::log;
use crate::room_index::IndexEntry;

/// Where the job is.
pub(crate) struct IndexJob {
    log_label: String,
    /// What D1 has, and since when; none if that is not known.
    known: Option<(IndexEntry, Millis)>,
    /// The entry of the room when it was restored.
    restored: Option<IndexEntry>,
    /// What D1 is being told at this moment.
    in_flight: Option<IndexEntry>,
    backoff: Backoff,
}

impl IndexJob {
    /// Restores the job, of a room with this entry.
    pub(crate) fn restore(log_label: &str, restored: Option<IndexEntry>) -> Self {
        Self { log_label: log_label.to_owned(), known: None, restored, in_flight: None, backoff: Backoff::default() }
    }

    /// When to write the entry.
    pub(crate) fn due(&self, entry: Option<&IndexEntry>, now: Millis) -> Option<Millis> {
        let is_unchanged = self.known.is_none() && entry == self.restored.as_ref() && self.backoff.retry_at().is_none();
        if is_unchanged || self.in_flight.as_ref() == entry { None } else { self.due_for(entry?, now) }
    }

    /// The entry to write now, when an alarm has come; after a restore in any case.
    pub(crate) fn next_update(&mut self, entry: Option<IndexEntry>, now: Millis) -> Option<IndexEntry> {
        let entry = entry?;
        // An alarm may have come for something else, a little too early for this.
        self.due_for(&entry, now).filter(|due| *due <= now + INDEX_DELAY_MS)?;
        self.in_flight = Some(entry.clone());
        Some(entry)
    }

    fn due_for(&self, entry: &IndexEntry, now: Millis) -> Option<Millis> {
        let after = match &self.known {
            Some((known, _)) if known == entry => return None,
            Some((_, at)) => at + INDEX_INTERVAL_MS,
            None => now,
        };
        let soon = now + INDEX_DELAY_MS;
        let latest = [after, self.backoff.retry_at().unwrap_or(soon)].into_iter().max().unwrap_or(soon);
        // A clock that was set back must not put it off.
        Some(latest.clamp(soon, soon + INDEX_INTERVAL_MS))
    }

    /// Records what D1 has now.
    pub(crate) fn on_updated(&mut self, entry: IndexEntry, now: Millis) {
        self.backoff.on_success();
        self.in_flight = None;
        self.known = Some((entry, now));
    }

    /// Records that D1 failed, or did not answer in time. It may have the entry even so.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.in_flight = None;
        self.known = None;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn("index_update_failed", details);
        }
    }

    /// Whether D1 may show members in the room. Then an alarm has to come that knows better.
    pub(crate) fn shows_members(&self) -> bool {
        self.known.as_ref().is_some_and(|(known, _)| known.people > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room_index::Access;

    const NOW: Millis = 1_795_442_523_000;

    fn entry(people: usize) -> Option<IndexEntry> {
        Some(IndexEntry { title: String::new(), access: Access::Unlisted, people, bytes: 0 })
    }

    fn job() -> IndexJob {
        IndexJob::restore("garden", None)
    }

    #[test]
    fn new_room_is_written_within_a_second() {
        let mut job = job();
        assert_eq!(job.due(None, NOW), None, "nobody has started it");
        assert_eq!(job.due(entry(1).as_ref(), NOW), Some(NOW + INDEX_DELAY_MS));
        assert_eq!(job.next_update(entry(1), NOW + INDEX_DELAY_MS), entry(1));
        assert_eq!(job.due(entry(1).as_ref(), NOW + INDEX_DELAY_MS), None, "it is on its way");
    }

    #[test]
    fn changes_are_written_once_a_minute() {
        let mut job = job();
        job.on_updated(entry(1).unwrap(), NOW);
        assert_eq!(job.due(entry(1).as_ref(), NOW + 10), None);
        assert_eq!(job.due(entry(2).as_ref(), NOW + 10), Some(NOW + INDEX_INTERVAL_MS));
        assert_eq!(job.next_update(entry(2), NOW + 10), None, "an alarm for something else");
        assert_eq!(job.next_update(entry(2), NOW + INDEX_INTERVAL_MS), entry(2));
    }

    #[test]
    fn restored_room_writes_with_an_alarm_that_comes_anyway() {
        let mut job = IndexJob::restore("garden", entry(1));
        assert_eq!(job.due(entry(1).as_ref(), NOW), None);
        assert_eq!(job.next_update(entry(1), NOW), entry(1));
    }

    #[test]
    fn room_that_emptied_is_written_again() {
        let mut job = job();
        job.on_updated(entry(1).unwrap(), NOW);
        assert!(job.shows_members());
        job.on_updated(entry(0).unwrap(), NOW);
        assert!(!job.shows_members());
    }

    #[test]
    fn failed_write_is_tried_again() {
        let mut job = job();
        assert_eq!(job.next_update(entry(1), NOW), entry(1));
        job.on_failure(&Error::from("D1 is gone"), NOW);
        let due = job.due(entry(1).as_ref(), NOW).unwrap();
        assert!((NOW + 1..=NOW + INDEX_INTERVAL_MS + INDEX_DELAY_MS).contains(&due));
        assert_eq!(job.next_update(entry(1), due), entry(1));
    }
}

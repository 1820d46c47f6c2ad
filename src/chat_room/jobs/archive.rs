//! The archive job: ships to D1 what changed since the last shipment (log shipping), then prunes
//! what D1 has.
//!
//! The cursor `shipped` moves only after D1 has confirmed a batch. A crash between the two ships
//! the same batch again, which changes nothing in D1. An error means another try a little later,
//! for as long as it takes.

use room::{Millis, Version};
use serde_json::json;
use worker::{Env, Error};

use super::backoff::{Backoff, cause};
use crate::config::KEEP_MESSAGES;
use crate::limits::{ARCHIVE_BATCH, ARCHIVE_DELAY_MS, ARCHIVE_INTERVAL_MS, BACKOFF_MAX_MS, PRUNE_BATCH};
use crate::log;

/// How many messages a room keeps in its own storage, and how many a batch and a pruning have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArchiveConfig {
    pub(crate) keep_messages: usize,
    pub(crate) batch: usize,
    pub(crate) prune_batch: usize,
}

/// Where the archive job is.
pub(crate) struct Archive {
    config: ArchiveConfig,
    log_label: String,
    /// Up to this version nothing is left to ship.
    shipped: Version,
    /// Since when there is something to ship; none if that was not noticed yet.
    behind_since: Option<Millis>,
    /// The room's version when a batch was given to D1, which has not answered yet.
    in_flight: Option<Version>,
    leftover: Leftover,
    last_shipped_at: Option<Millis>,
    backoff: Backoff,
}

/// What is left to prune after one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leftover {
    /// Nothing.
    Nothing,
    /// More. It is due a little later.
    More,
}

impl ArchiveConfig {
    /// As the operator set it.
    pub(crate) fn of(env: &Env) -> Self {
        Self { keep_messages: KEEP_MESSAGES.of(env), batch: ARCHIVE_BATCH, prune_batch: PRUNE_BATCH }
    }
}

impl Archive {
    /// Restores the job of a room. `shipped` is the version up to which nothing is left to ship,
    /// `failures` how often in a row D1 had failed.
    pub(crate) fn restore(config: ArchiveConfig, log_label: &str, shipped: Version, failures: i64) -> Self {
        Self {
            config,
            log_label: log_label.to_owned(),
            shipped,
            behind_since: None,
            in_flight: None,
            leftover: Leftover::Nothing,
            last_shipped_at: None,
            backoff: Backoff::after(failures),
        }
    }

    /// When to ship, in a room that is at a version. While D1 fails, that is when it is tried
    /// again: a busy room does not press a database that is down.
    pub(crate) fn due(&mut self, version: Version, now: Millis) -> Option<Millis> {
        if version <= self.shipped && self.leftover == Leftover::Nothing {
            self.behind_since = None;
            return None;
        }
        // The alarm that waits for D1 goes on with the rest. Only what was said since needs
        // another one.
        if self.in_flight.is_some_and(|in_flight| version <= in_flight) {
            return None;
        }
        let soon = *self.behind_since.get_or_insert(now) + ARCHIVE_DELAY_MS;
        let rested = self.last_shipped_at.map(|at| at + ARCHIVE_INTERVAL_MS);
        // What is left over from an alarm goes on at once.
        let rested = rested.filter(|_| self.leftover == Leftover::Nothing);
        let later = [rested, self.backoff.retry_at()].into_iter().flatten();
        // A clock that was set back must not put it off.
        let later = later.filter(|due| (soon..=soon + BACKOFF_MAX_MS).contains(due));
        Some(later.max().unwrap_or(soon))
    }

    /// When to try again, if D1 failed.
    pub(crate) fn retry_at(&self) -> Option<Millis> {
        self.backoff.retry_at()
    }

    /// How many messages a batch may have.
    pub(crate) fn batch_max(&self) -> usize {
        self.config.batch
    }

    /// How many messages a room keeps, and how many may be pruned in one go.
    pub(crate) fn pruning(&self) -> (usize, usize) {
        (self.config.keep_messages, self.config.prune_batch)
    }

    /// Records that a batch is on its way, in a room that is at a version.
    pub(crate) fn on_batch(&mut self, version: Version) {
        self.behind_since = None;
        self.in_flight = Some(version);
    }

    /// Records that D1 has everything, in a room that is at a version.
    pub(crate) fn on_up_to_date(&mut self, version: Version) {
        self.in_flight = None;
        self.shipped = version;
    }

    /// Records that D1 has a batch that ends at a version. Messages that were said meanwhile have
    /// higher versions and are in the next one.
    pub(crate) fn on_shipped(&mut self, version: Version, now: Millis) {
        self.last_shipped_at = Some(now);
        self.shipped = version;
    }

    /// How often in a row D1 has failed.
    pub(crate) fn failures(&self) -> i64 {
        self.backoff.failures()
    }

    /// Whether D1 lacks something of a room that is at a version.
    pub(crate) fn is_behind(&self, version: Version) -> bool {
        version > self.shipped
    }

    /// Whether the last failure is one of those that are told.
    pub(crate) fn is_failure_worth_telling(&self) -> bool {
        self.backoff.failures() > 0 && self.backoff.is_worth_logging()
    }

    /// Records that D1 answers.
    pub(crate) fn on_success(&mut self) {
        if self.backoff.on_success() {
            log::info("archive_recovered", json!({ "room": self.log_label }));
        }
    }

    /// Records that D1 failed, or did not answer in time.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.in_flight = None;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let error = cause(error);
            let details = json!({
                "room": self.log_label, "times": self.backoff.failures(), "error": error, "do": advice(&error),
            });
            log::warn("archive_failed", details);
        }
    }

    /// Records what a pruning has left over.
    pub(crate) fn on_pruned(&mut self, leftover: Leftover) {
        self.in_flight = None;
        self.leftover = leftover;
    }
}

fn advice(error: &str) -> &'static str {
    if ["no such table", "no such column", "no column named"].iter().any(|lacking| error.contains(lacking)) {
        "The chat still works, and nothing is lost. Bring the tables up to date: \
         npx wrangler d1 migrations apply DB --local (in production: --remote --env production)."
    } else {
        "The chat still works, and nothing is lost. The room will keep retrying."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: ArchiveConfig = ArchiveConfig { keep_messages: 250, batch: 100, prune_batch: 1_000 };
    const NOW: Millis = 1_000_000;

    #[test]
    fn new_message_is_due_after_the_delay() {
        let mut archive = Archive::restore(CONFIG, "lobby", 5, 0);
        assert_eq!(archive.due(5, NOW), None, "D1 has everything");
        assert_eq!(archive.due(6, NOW), Some(NOW + ARCHIVE_DELAY_MS));
        assert_eq!(archive.due(7, NOW + 400), Some(NOW + ARCHIVE_DELAY_MS), "counted from the first one");
    }

    #[test]
    fn batch_in_flight_needs_no_other_alarm() {
        let mut archive = Archive::restore(CONFIG, "lobby", 5, 0);
        archive.on_batch(6);
        assert_eq!(archive.due(6, NOW), None);
        assert!(archive.due(7, NOW).is_some(), "this one was said since");
        archive.on_shipped(6, NOW);
        archive.on_up_to_date(6);
        assert_eq!(archive.due(6, NOW), None);
        assert_eq!(archive.due(7, NOW), Some(NOW + ARCHIVE_INTERVAL_MS), "not so soon after the last shipment");
    }

    #[test]
    fn failed_batch_waits_for_the_backoff() {
        let mut archive = Archive::restore(CONFIG, "lobby", 5, 2);
        archive.on_batch(6);
        archive.on_failure(&Error::from("D1 is down"), NOW);
        assert_eq!(archive.due(6, NOW), Some(NOW + 4_000), "the third failure in a row");
        assert_eq!(archive.due(9, NOW + 10), Some(NOW + 4_000), "new messages do not press D1");
    }

    #[test]
    fn leftover_of_pruning_is_due_again() {
        let mut archive = Archive::restore(CONFIG, "lobby", 5, 0);
        archive.on_pruned(Leftover::More);
        assert_eq!(archive.due(5, NOW), Some(NOW + ARCHIVE_DELAY_MS));
    }
}

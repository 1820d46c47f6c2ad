//! The fill job: a room from before the index of words takes what it had pruned from the archive,
//! from the newest backwards, so that it can be searched.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::limits::SEARCH_FILL_DELAY_MS;
use crate::log;

/// Where the job is.
pub(crate) struct SearchFill {
    log_label: String,
    backoff: Backoff,
    /// Whether the index lacks anything that it should have.
    is_behind: bool,
    /// Whether D1 is being asked at this moment.
    is_in_flight: bool,
}

impl SearchFill {
    /// Restores the job.
    pub(crate) fn restore(log_label: &str, is_behind: bool) -> Self {
        Self { log_label: log_label.to_owned(), backoff: Backoff::default(), is_behind, is_in_flight: false }
    }

    /// When to go on.
    pub(crate) fn due(&self, now: Millis) -> Option<Millis> {
        let is_due = self.is_behind && !self.is_in_flight;
        is_due.then(|| self.backoff.retry_at().unwrap_or(now + SEARCH_FILL_DELAY_MS))
    }

    /// D1 is asked.
    pub(crate) fn on_asked(&mut self) {
        self.is_in_flight = true;
    }

    /// The index has what D1 answered, or there was nothing to ask.
    pub(crate) fn on_filled(&mut self, is_behind: bool) {
        self.is_in_flight = false;
        self.is_behind = is_behind;
        self.backoff.on_success();
    }

    /// D1 failed, or did not answer in time.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.is_in_flight = false;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn("search_not_filled", details);
        }
    }
}

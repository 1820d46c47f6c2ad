//! A copy job: D1 has a copy of something that the room decides, for the operator's lists: who is
//! muted or banned, and what was reported.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::limits::INDEX_DELAY_MS;
use crate::log;

/// Where the job is.
pub(crate) struct CopyJob {
    /// What the log says if D1 does not take it.
    event: &'static str,
    log_label: String,
    backoff: Backoff,
    /// Whether D1 is being told at this moment.
    is_in_flight: bool,
}

impl CopyJob {
    /// Restores the job.
    pub(crate) fn restore(event: &'static str, log_label: &str) -> Self {
        Self { event, log_label: log_label.to_owned(), backoff: Backoff::default(), is_in_flight: false }
    }

    /// When to ship, if D1 is behind.
    pub(crate) fn due(&self, is_behind: bool, now: Millis) -> Option<Millis> {
        (is_behind && !self.is_in_flight).then(|| self.backoff.retry_at().unwrap_or(now + INDEX_DELAY_MS))
    }

    /// Something is on its way.
    pub(crate) fn on_shipping(&mut self) {
        self.is_in_flight = true;
    }

    /// D1 has it.
    pub(crate) fn on_shipped(&mut self) {
        self.is_in_flight = false;
        self.backoff.on_success();
    }

    /// D1 failed, or did not answer in time. It may have it even so.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.is_in_flight = false;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn(self.event, details);
        }
    }
}

//! The sanctions job: D1 has a copy of who is muted or banned in the room, for the operator's list.
//! Each change ships the whole list, which is short: so no order of writes can leave it wrong.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::limits::INDEX_DELAY_MS;
use crate::log;

/// Where the job is.
pub(crate) struct SanctionsJob {
    log_label: String,
    backoff: Backoff,
    /// Whether D1 is being told at this moment.
    is_in_flight: bool,
}

impl SanctionsJob {
    /// Restores the job.
    pub(crate) fn restore(log_label: &str) -> Self {
        Self { log_label: log_label.to_owned(), backoff: Backoff::default(), is_in_flight: false }
    }

    /// When to ship the list, if D1 is behind.
    pub(crate) fn due(&self, is_behind: bool, now: Millis) -> Option<Millis> {
        (is_behind && !self.is_in_flight).then(|| self.backoff.retry_at().unwrap_or(now + INDEX_DELAY_MS))
    }

    /// The list is on its way.
    pub(crate) fn on_shipping(&mut self) {
        self.is_in_flight = true;
    }

    /// D1 has it.
    pub(crate) fn on_shipped(&mut self) {
        self.is_in_flight = false;
        self.backoff.on_success();
    }

    /// D1 failed, or did not answer in time. It may have the list even so.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.is_in_flight = false;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn("sanctions_not_shipped", details);
        }
    }
}

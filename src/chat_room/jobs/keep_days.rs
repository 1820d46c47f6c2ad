//! The keep days job: D1 has to know of a room that keeps its messages for less than the site. A
//! room that nobody wakes is cleaned up by this.

use room::Millis;

use super::backoff::Backoff;
use crate::limits::DIRECTORY_DELAY_MS;

/// Where the job is.
pub(crate) struct KeepDays {
    /// What D1 has been told last; 0 if nothing.
    told: u16,
    backoff: Backoff,
}

impl KeepDays {
    /// Restores the job.
    pub(crate) fn restore(told: u16) -> Self {
        Self { told, backoff: Backoff::default() }
    }

    /// When to tell D1, if what the owners chose is not what it has.
    pub(crate) fn due(&self, chosen: u16, now: Millis) -> Option<Millis> {
        (chosen != self.told).then(|| self.backoff.retry_at().unwrap_or(now + DIRECTORY_DELAY_MS))
    }

    /// What to tell D1, when an alarm has come.
    pub(crate) fn update(&self, chosen: u16) -> Option<u16> {
        (chosen != self.told).then_some(chosen)
    }

    /// D1 was told.
    pub(crate) fn on_told(&mut self, days: u16) {
        self.backoff.on_success();
        self.told = days;
    }

    /// D1 failed, or did not answer in time. The archive's job has logged that.
    pub(crate) fn on_failure(&mut self, now: Millis) {
        self.backoff.on_failure(now);
    }
}

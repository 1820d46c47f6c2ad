//! The deletion job: erases what D1 has of a deleted room, however long that takes. Then the room's
//! name is free.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::limits::ERASE_AGAIN_MS;
use crate::log;

/// Where the job is.
pub(crate) struct Deletion {
    log_label: String,
    has_erased: bool,
    backoff: Backoff,
}

/// What comes after D1 has erased a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterErasing {
    /// Erase once more when that is due: a batch that timed out may still arrive.
    EraseAgain,
    /// Nothing is left in D1: the room's own storage goes too.
    Finish,
}

impl Deletion {
    /// Restores the job. `failures` is how often in a row D1 had failed.
    pub(crate) fn restore(log_label: &str, failures: i64) -> Self {
        Self { log_label: log_label.to_owned(), has_erased: false, backoff: Backoff::after(failures) }
    }

    /// When to erase, in a room that was deleted at a time.
    pub(crate) fn due(&self, deleted_at: Option<Millis>, now: Millis) -> Option<Millis> {
        let again = deleted_at? + ERASE_AGAIN_MS;
        Some(match self.backoff.retry_at() {
            Some(retry_at) => retry_at,
            // A clock that was set back must not keep the name for ever.
            None if self.has_erased => again.min(now + ERASE_AGAIN_MS),
            None => now,
        })
    }

    /// How often in a row D1 has failed.
    pub(crate) fn failures(&self) -> i64 {
        self.backoff.failures()
    }

    /// Records that D1 erased what it had when it was asked.
    pub(crate) fn on_erased(&mut self, deleted_at: Millis, requested_at: Millis) -> AfterErasing {
        self.has_erased = true;
        self.backoff.on_success();
        let too_early = deleted_at..deleted_at + ERASE_AGAIN_MS;
        if too_early.contains(&requested_at) { AfterErasing::EraseAgain } else { AfterErasing::Finish }
    }

    /// Records that D1 failed, or did not answer in time.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn("room_erase_failed", details);
        }
    }
}

//! The deletion of files: what no message has any more goes from R2, however long that takes.

use room::Millis;
use serde_json::json;
use worker::Error;

use super::backoff::Backoff;
use crate::log;

/// Where the job is.
pub(crate) struct FileDeletion {
    log_label: String,
    backoff: Backoff,
    /// Whether R2 has been asked and has not answered.
    is_asking: bool,
}

impl FileDeletion {
    /// Restores the job.
    pub(crate) fn restore(log_label: &str) -> Self {
        Self { log_label: log_label.to_owned(), backoff: Backoff::default(), is_asking: false }
    }

    /// When the alarm has to come, for files that are to be deleted now, and for the next one that
    /// no message takes in time.
    pub(crate) fn due(&self, has_doomed: bool, next_expiry: Option<Millis>, now: Millis) -> Option<Millis> {
        if self.is_asking {
            return None;
        }
        let deletion = has_doomed.then(|| self.backoff.retry_at().unwrap_or(now));
        [deletion, next_expiry].into_iter().flatten().min()
    }

    /// R2 is asked.
    pub(crate) fn on_asked(&mut self) {
        self.is_asking = true;
    }

    /// R2 has deleted them.
    pub(crate) fn on_deleted(&mut self) {
        self.is_asking = false;
        self.backoff.on_success();
    }

    /// R2 failed.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.is_asking = false;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details =
                json!({ "room": self.log_label, "times": self.backoff.failures(), "error": error.to_string() });
            log::warn("files_not_deleted", details);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_deletion_is_tried_again_later() {
        let mut job = FileDeletion::restore("lobby");
        assert_eq!(job.due(false, None, 5_000), None);
        assert_eq!(job.due(true, Some(9_000), 5_000), Some(5_000));
        job.on_asked();
        assert_eq!(job.due(true, Some(9_000), 5_000), None, "R2 is at it");
        job.on_failure(&Error::from("R2 is away"), 5_000);
        assert_eq!(job.due(true, Some(9_000), 5_000), Some(6_000));
        job.on_asked();
        job.on_deleted();
        assert_eq!(job.due(true, None, 7_000), Some(7_000), "there are more of them");
        assert_eq!(job.due(false, Some(9_000), 7_000), Some(9_000));
    }
}

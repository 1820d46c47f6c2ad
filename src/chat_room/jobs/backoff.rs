//! Exponential backoff: after each failure the next try waits longer.

use room::Millis;
use worker::Error;

use crate::limits::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS};

/// How often in a row something failed, and when to try again.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: i64,
    retry_at: Option<Millis>,
}

impl Backoff {
    /// With failures that were counted before the room was restored. The next try is due at once.
    pub(crate) fn after(failures: i64) -> Self {
        Self { failures, retry_at: None }
    }

    /// How often in a row it failed.
    pub(crate) fn failures(&self) -> i64 {
        self.failures
    }

    /// When to try again, if the last try failed.
    pub(crate) fn retry_at(&self) -> Option<Millis> {
        self.retry_at
    }

    /// Counts a failure.
    pub(crate) fn on_failure(&mut self, now: Millis) {
        self.failures += 1;
        self.retry_at = Some(now + delay_ms(self.failures));
    }

    /// Returns whether it had failed before.
    pub(crate) fn on_success(&mut self) -> bool {
        self.retry_at = None;
        std::mem::take(&mut self.failures) > 0
    }

    /// Whether the last failure belongs into the log: the first one, then ever more rarely. An
    /// outage of a day is 20 lines a room, not thousands.
    pub(crate) fn is_worth_logging(&self) -> bool {
        self.failures.count_ones() == 1
    }
}

/// One second, two, four…
fn delay_ms(failures: i64) -> Millis {
    (BACKOFF_FIRST_MS << (failures - 1).clamp(0, 10)).min(BACKOFF_MAX_MS)
}

/// What D1 says, without the stack that it comes with.
pub(crate) fn cause(error: &Error) -> String {
    match error {
        Error::D1(error) => error.cause(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_doubles_up_to_half_a_minute() {
        let delays: Vec<_> = (1..=8).map(delay_ms).collect();
        assert_eq!(delays, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(delay_ms(i64::MAX), 30_000);
    }

    #[test]
    fn success_ends_the_backoff() {
        let mut backoff = Backoff::default();
        backoff.on_failure(1_000);
        backoff.on_failure(2_000);
        assert_eq!((backoff.failures(), backoff.retry_at()), (2, Some(4_000)));
        assert!(backoff.on_success());
        assert_eq!((backoff.failures(), backoff.retry_at()), (0, None));
        assert!(!backoff.on_success());
    }

    #[test]
    fn long_outage_is_logged_ever_more_rarely() {
        let mut backoff = Backoff::default();
        let logged = (0..3_000).filter(|now| {
            backoff.on_failure(*now);
            backoff.is_worth_logging()
        });
        assert_eq!(logged.count(), 12);
    }
}

//! Reconnect delays: exponential backoff with full jitter, and longer in a large room.

use room::Millis;

use crate::limits;

/// How often a client has failed to get a connection that holds.
#[derive(Clone, Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait before the next attempt, and counts it. `jitter` is drawn evenly from 0 to
    /// 1; `members` is how many the page says are here, because all of them may have been cut off
    /// at the same moment.
    pub fn next_delay(&mut self, members: u32, jitter: f64) -> Millis {
        let doubled = limits::FIRST_RETRY_MS.saturating_mul(1_i64.checked_shl(self.failures).unwrap_or(Millis::MAX));
        self.failures = (self.failures + 1).min(limits::LONGEST_RETRY_MS.ilog2());
        let longest = doubled.min(limits::LONGEST_RETRY_MS).max(limits::RETRY_PER_MEMBER_MS * Millis::from(members));
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "minutes in milliseconds")]
        let delay = (longest as f64 * jitter.clamp(0.0, 1.0)) as Millis;
        delay
    }

    /// A connection has held: the next delay is a short one again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest_delays(members: u32) -> Vec<Millis> {
        let mut backoff = Backoff::default();
        (0..7).map(|_| backoff.next_delay(members, 1.0)).collect()
    }

    #[test]
    fn delays_double_up_to_a_cap() {
        assert_eq!(longest_delays(1), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    }

    #[test]
    fn large_room_comes_back_slowly() {
        assert_eq!(longest_delays(10_000), [40_000; 7]);
    }

    #[test]
    fn jitter_takes_a_share_of_the_delay() {
        let delay = |jitter| Backoff::default().next_delay(1, jitter);
        assert_eq!([delay(0.0), delay(0.25), delay(1.0)], [0, 250, 1_000]);
    }

    #[test]
    fn reset_makes_the_delay_short_again() {
        let mut backoff = Backoff::default();
        for _ in 0..100 {
            backoff.next_delay(1, 1.0);
        }
        assert_eq!(backoff.next_delay(1, 1.0), limits::LONGEST_RETRY_MS);
        backoff.reset();
        assert_eq!(backoff.next_delay(1, 1.0), limits::FIRST_RETRY_MS);
    }
}

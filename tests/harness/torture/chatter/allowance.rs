//! How much a client may say: the room's token bucket, kept on the client's side.

use std::time::Duration;

use room::limits;
use tokio::time::Instant;

/// What a member may send at once, a little less than the room allows: bytes do not travel evenly.
const BURST: f64 = limits::SEND_BURST as f64 - 1.5;

/// The time in which one more message is allowed.
const INTERVAL: Duration = Duration::from_millis(limits::SEND_INTERVAL_MS.unsigned_abs());

/// How long to wait while more is allowed.
const PAUSE: Duration = Duration::from_millis(50);

/// What a member may still send.
#[derive(Debug)]
pub(super) struct Allowance {
    left: f64,
    counted_at: Instant,
    /// When to look again.
    pub(super) next_at: Instant,
}

impl Allowance {
    /// A full one, to be used from a moment on.
    pub(super) fn full(now: Instant, next_at: Instant) -> Self {
        Self { left: BURST, counted_at: now, next_at }
    }

    /// Takes one if there is one, and decides when to look again.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let regained = (now - self.counted_at).as_secs_f64() / INTERVAL.as_secs_f64();
        let left = (self.left + regained).min(BURST);
        let may = left >= 1.0;
        (self.left, self.counted_at) = (if may { left - 1.0 } else { left }, now);
        self.next_at = now + if self.left >= 1.0 { PAUSE } else { INTERVAL.mul_f64(1.0 - self.left) };
        may
    }

    /// Takes one, whether there is one or not.
    pub(super) fn overdraw(&mut self) {
        self.left -= 1.0;
    }
}

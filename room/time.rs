//! Time: milliseconds, and a clock that never goes back.

/// Milliseconds: a length of time, or since 1970-01-01 UTC.
pub type Millis = i64;

/// A monotonic clock. It turns the wall clock, which may be set back, into a time that only goes
/// forward: when the wall clock goes back, this one stands still for that moment and then runs on.
/// What is due in 8 seconds stays due in 8 seconds.
#[derive(Debug, Default)]
pub(crate) struct MonotonicClock {
    latest: Option<Millis>,
    /// How far this is ahead of the wall clock.
    ahead: Millis,
}

impl MonotonicClock {
    /// A clock that will not show less than `latest`.
    pub(crate) fn starting_at(latest: Option<Millis>) -> Self {
        Self { latest, ahead: 0 }
    }

    /// The time at a moment when the wall clock says `now`.
    pub(crate) fn read(&mut self, now: Millis) -> Millis {
        let time = self.peek(now);
        self.ahead = time - now;
        self.latest = Some(time);
        time
    }

    /// The same for whoever only looks.
    pub(crate) fn peek(&self, now: Millis) -> Millis {
        let time = now + self.ahead;
        self.latest.map_or(time, |latest| latest.max(time))
    }

    /// What the wall clock will say at a time.
    pub(crate) fn to_wall(&self, time: Millis) -> Millis {
        time - self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_set_back_leaves_durations_as_they_were() {
        let mut clock = MonotonicClock::default();
        assert_eq!([clock.read(1_000), clock.read(1_500)], [1_000, 1_500]);
        assert_eq!([clock.read(200), clock.read(300)], [1_500, 1_600]);
        assert_eq!(clock.to_wall(2_000), 700);
        assert_eq!(clock.read(700), 2_000);
    }
}

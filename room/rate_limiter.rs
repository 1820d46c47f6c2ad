//! Rate limits: how fast a member may do what costs everybody something.

use std::collections::BTreeMap;

use crate::{MemberId, Millis, limits};

/// A rate limiter with a bucket for each member: a burst at once, then one every interval.
///
/// It keeps one time for each member, the theoretical arrival time of the generic cell rate
/// algorithm (ITU-T I.371): when the bucket will be full again. Ten seconds of silence fill it, and
/// no room sleeps before ten seconds of silence, so sleep forgets nothing that mattered.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    burst: i64,
    interval: Millis,
    theoretical_arrival: BTreeMap<MemberId, Millis>,
}

impl RateLimiter {
    /// For everything that costs as much as a message: [`limits::SEND_BURST`] at once, then one
    /// every [`limits::SEND_INTERVAL_MS`].
    pub(crate) fn of_sends() -> Self {
        Self { burst: limits::SEND_BURST, interval: limits::SEND_INTERVAL_MS, theoretical_arrival: BTreeMap::new() }
    }

    /// For frames of any kind: [`limits::FRAME_BURST`] at once, then one every
    /// [`limits::FRAME_INTERVAL_MS`].
    pub(crate) fn of_frames() -> Self {
        Self { burst: limits::FRAME_BURST, interval: limits::FRAME_INTERVAL_MS, theoretical_arrival: BTreeMap::new() }
    }

    /// One every [`limits::TYPING_INTERVAL_MS`].
    pub(crate) fn of_typing() -> Self {
        Self { burst: 1, interval: limits::TYPING_INTERVAL_MS, theoretical_arrival: BTreeMap::new() }
    }

    /// One every so many milliseconds; as many as they like if that is none.
    pub(crate) fn of_slow_mode(interval: Millis) -> Self {
        Self { burst: 1, interval, theoretical_arrival: BTreeMap::new() }
    }

    /// From now on it is one every so many milliseconds. Who waits longer than that does not wait
    /// any more.
    pub(crate) fn set_interval(&mut self, interval: Millis) {
        self.interval = interval;
    }

    /// Takes one from the member's bucket.
    ///
    /// # Errors
    /// How long to wait, in milliseconds, when it is empty. Asking costs nothing.
    pub(crate) fn take(&mut self, member: &MemberId, now: Millis) -> Result<(), Millis> {
        self.check(member, now)?;
        let theoretical_arrival = self.theoretical_arrival_of(member, now);
        self.theoretical_arrival.retain(|_, theoretical_arrival| *theoretical_arrival > now);
        self.theoretical_arrival.insert(member.clone(), theoretical_arrival + self.interval);
        Ok(())
    }

    /// Whether one could be taken, without taking it.
    ///
    /// # Errors
    /// How long to wait, in milliseconds, when the bucket is empty.
    pub(crate) fn check(&self, member: &MemberId, now: Millis) -> Result<(), Millis> {
        let wait = self.theoretical_arrival_of(member, now) - now - (self.burst - 1) * self.interval;
        if wait > 0 { Err(wait) } else { Ok(()) }
    }

    fn theoretical_arrival_of(&self, member: &MemberId, now: Millis) -> Millis {
        // A time further off than an empty bucket needs is from before the clock jumped back. It
        // counts for nothing: one burst too many is better than an hour of silence for somebody.
        let possible = now..=now + self.burst * self.interval;
        self.theoretical_arrival.get(member).copied().filter(|at| possible.contains(at)).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ada() -> MemberId {
        MemberId::parse("adaadaadaadaada2").unwrap()
    }

    #[test]
    fn ten_sends_pass_at_once_then_one_a_second() {
        let mut limiter = RateLimiter::of_sends();
        for _ in 0..10 {
            assert_eq!(limiter.take(&ada(), 0), Ok(()));
        }
        assert_eq!(limiter.take(&ada(), 0), Err(1_000));
        assert_eq!(limiter.take(&ada(), 400), Err(600));
        assert_eq!(limiter.take(&ada(), 1_000), Ok(()));
        assert_eq!(limiter.take(&ada(), 1_000), Err(1_000));
    }

    #[test]
    fn members_never_wait_for_each_other() {
        let mut limiter = RateLimiter::of_sends();
        let grace = MemberId::parse("gracegracegrace2").unwrap();
        while limiter.take(&ada(), 0).is_ok() {}
        assert_eq!(limiter.take(&grace, 0), Ok(()));
    }

    #[test]
    fn clock_set_back_an_hour_silences_nobody() {
        let mut limiter = RateLimiter::of_sends();
        while limiter.take(&ada(), 3_600_000).is_ok() {}
        assert_eq!(limiter.take(&ada(), 0), Ok(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn no_interval_passes_more_than_burst_and_rate(
            pauses in prop::collection::vec(0_i64..3_000, 1..200)
        ) {
            let mut limiter = RateLimiter::of_sends();
            let mut now = 0;
            let mut passed: Vec<Millis> = Vec::new();
            for pause in pauses {
                now += pause;
                if limiter.take(&ada(), now).is_ok() {
                    passed.push(now);
                }
            }
            for (i, from) in passed.iter().enumerate() {
                for (j, to) in passed.iter().enumerate().skip(i) {
                    prop_assert!((j - i) as Millis <= limits::SEND_BURST - 1 + (to - from) / limits::SEND_INTERVAL_MS);
                }
            }
        }

        #[test]
        fn send_after_the_reported_wait_passes(pauses in prop::collection::vec(0_i64..500, 1..100)) {
            let mut limiter = RateLimiter::of_sends();
            let mut now = 0;
            for pause in pauses {
                now += pause;
                if let Err(wait) = limiter.take(&ada(), now) {
                    now += wait;
                    prop_assert_eq!(limiter.take(&ada(), now), Ok(()));
                }
            }
        }
    }
}

//! How fast a member may speak.

use std::collections::BTreeMap;

use crate::{MemberId, Millis, limits};

/// A bucket for each member: a burst at once, then one every interval.
///
/// Kept as one time for each member (the generic cell rate algorithm, ITU-T I.371): the moment at which the
/// bucket will be whole again. Ten seconds of silence fill it, and a room is put to sleep after ten seconds of
/// silence at the earliest, so sleeping forgets nothing that mattered.
#[derive(Debug)]
pub(crate) struct Limiter {
    burst: i64,
    interval: Millis,
    whole_at: BTreeMap<MemberId, Millis>,
}

impl Limiter {
    /// For whatever costs as much as a message: [`limits::SEND_BURST`] at once, then one every
    /// [`limits::SEND_INTERVAL_MS`].
    pub(crate) fn of_sends() -> Self {
        Self { burst: limits::SEND_BURST, interval: limits::SEND_INTERVAL_MS, whole_at: BTreeMap::new() }
    }

    /// One every [`limits::TYPING_INTERVAL_MS`].
    pub(crate) fn of_typing() -> Self {
        Self { burst: 1, interval: limits::TYPING_INTERVAL_MS, whole_at: BTreeMap::new() }
    }

    /// Takes one from the member's bucket.
    ///
    /// # Errors
    /// How long to wait, in milliseconds, when it is empty. Asking costs nothing.
    pub(crate) fn take(&mut self, member: &MemberId, now: Millis) -> Result<(), Millis> {
        // A time further off than an empty bucket would need is from before the clock jumped back. It counts for
        // nothing: better a burst too many than somebody silenced for an hour.
        let possible = now..=now + self.burst * self.interval;
        let whole_at = self.whole_at.get(member).copied().filter(|at| possible.contains(at)).unwrap_or(now);
        let wait = whole_at - now - (self.burst - 1) * self.interval;
        if wait > 0 {
            return Err(wait);
        }
        self.whole_at.retain(|_, whole_at| *whole_at > now);
        self.whole_at.insert(member.clone(), whole_at + self.interval);
        Ok(())
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
    fn ten_at_once_then_one_a_second() {
        let mut limiter = Limiter::of_sends();
        for _ in 0..10 {
            assert_eq!(limiter.take(&ada(), 0), Ok(()));
        }
        assert_eq!(limiter.take(&ada(), 0), Err(1_000));
        assert_eq!(limiter.take(&ada(), 400), Err(600));
        assert_eq!(limiter.take(&ada(), 1_000), Ok(()));
        assert_eq!(limiter.take(&ada(), 1_000), Err(1_000));
    }

    #[test]
    fn one_member_never_waits_for_another() {
        let mut limiter = Limiter::of_sends();
        let grace = MemberId::parse("gracegracegrace2").unwrap();
        while limiter.take(&ada(), 0).is_ok() {}
        assert_eq!(limiter.take(&grace, 0), Ok(()));
    }

    #[test]
    fn a_clock_that_jumps_back_an_hour_silences_nobody_for_an_hour() {
        let mut limiter = Limiter::of_sends();
        while limiter.take(&ada(), 3_600_000).is_ok() {}
        assert_eq!(limiter.take(&ada(), 0), Ok(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn in_any_stretch_of_time_no_more_passes_than_the_burst_and_one_a_second(
            pauses in prop::collection::vec(0_i64..3_000, 1..200)
        ) {
            let mut limiter = Limiter::of_sends();
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
        fn who_waits_as_told_is_let_through(pauses in prop::collection::vec(0_i64..500, 1..100)) {
            let mut limiter = Limiter::of_sends();
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

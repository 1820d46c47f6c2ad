//! Limits by address: what all sessions of one address may do in a room together. A new session
//! costs nothing, so limits of members alone stop nobody who makes a thousand of them.
//!
//! Only memory has the buckets. No room sleeps before ten seconds of silence, in which those of
//! messages and bytes are full again. Those of names take longer, and beyond that the Worker's
//! fence around all rooms holds.

use std::collections::BTreeMap;

use crate::{Caller, Fingerprint, Millis, Refusal, Strictness, limits};

/// What an address is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charge {
    /// A message, or a change of one, which costs everybody as much.
    Send {
        /// How many bytes of text it has.
        bytes: usize,
    },
    /// A name that was not this member's before: somebody new, or somebody renamed.
    Name,
    /// Another name for somebody who has one.
    Rename,
    /// A connection that opens.
    Connection,
}

/// What addresses may do in a room.
#[derive(Debug, Default)]
pub(crate) struct AddressLimiter {
    sends: Buckets,
    bytes: Buckets,
    names: Buckets,
    renames: Buckets,
    connections: Buckets,
    /// How many messages each address has sent that is sending.
    sent: BTreeMap<Fingerprint, u32>,
    /// Whom the fence around all rooms is still to be told of.
    untold: Vec<Fingerprint>,
    /// Whom that fence keeps out, and until when.
    held: BTreeMap<Fingerprint, Millis>,
}

/// So much at once, and then one in each interval.
#[derive(Clone, Copy, Debug)]
struct Rate {
    burst: i64,
    interval: Millis,
}

impl AddressLimiter {
    /// Charges the address of whoever acts. What comes from nowhere is the room's own doing.
    ///
    /// # Errors
    /// [`Refusal::AddressBusy`]: the address has used up what it may do, and nothing is charged.
    pub(crate) fn take(&mut self, caller: Caller, charge: Charge, now: Millis) -> Result<(), Refusal> {
        self.check(caller, charge, now)?;
        self.take_checked(caller, charge, now);
        Ok(())
    }

    /// Whether the address of whoever acts may be charged.
    ///
    /// # Errors
    /// [`Refusal::AddressBusy`].
    pub(crate) fn check(&self, caller: Caller, charge: Charge, now: Millis) -> Result<(), Refusal> {
        let Some(address) = limited(caller) else { return Ok(()) };
        if let (Charge::Send { .. }, Some(until)) = (charge, self.held.get(&address)) {
            let wait_ms = until - now;
            // A clock that was set back holds nobody for longer than it was meant.
            if (1..=limits::ADDRESS_HELD_MAX_MS).contains(&wait_ms) {
                return Err(Refusal::AddressBusy { wait_ms });
            }
        }
        let waits = self.charged(charge, caller.strictness);
        let wait_ms = waits.into_iter().flatten().map(|(buckets, rate, cost)| buckets.wait(address, rate, cost, now));
        match wait_ms.max() {
            Some(wait_ms) if wait_ms > 0 => Err(Refusal::AddressBusy { wait_ms }),
            _ => Ok(()),
        }
    }

    /// Charges for what was [checked](Self::check).
    pub(crate) fn take_checked(&mut self, caller: Caller, charge: Charge, now: Millis) {
        let Some(address) = limited(caller) else { return };
        let rate = |rate: Rate| rate.when(caller.strictness);
        match charge {
            Charge::Send { bytes } => {
                self.sends.add(address, rate(SENDS), 1, now);
                self.bytes.add(address, rate(BYTES), units(bytes), now);
                self.count_sent(address, now);
            }
            Charge::Name => self.names.add(address, rate(NAMES), 1, now),
            Charge::Rename => self.renames.add(address, rate(RENAMES), 1, now),
            Charge::Connection => self.connections.add(address, rate(CONNECTIONS), 1, now),
        }
    }

    /// Keeps back what an address sends, until a time.
    pub(crate) fn hold(&mut self, address: Fingerprint, until: Millis, now: Millis) {
        self.held.retain(|_, until| *until > now);
        self.held.insert(address, until);
    }

    /// Whom the fence around all rooms is to be told of: each stands for
    /// [`limits::ADDRESS_MESSAGES_COUNTED_BY`] messages.
    pub(crate) fn take_untold(&mut self) -> Vec<Fingerprint> {
        std::mem::take(&mut self.untold)
    }

    fn count_sent(&mut self, address: Fingerprint, now: Millis) {
        if self.sent.len() >= limits::ADDRESSES_SWEPT_AT {
            let sending = &self.sends.full_at;
            self.sent.retain(|address, _| sending.get(address).is_some_and(|full_at| *full_at > now));
        }
        let sent = self.sent.entry(address).or_default();
        if sent.is_multiple_of(limits::ADDRESS_MESSAGES_COUNTED_BY) {
            self.untold.push(address);
        }
        *sent = sent.wrapping_add(1);
    }

    fn charged(&self, charge: Charge, strictness: Strictness) -> [Option<(&Buckets, Rate, i64)>; 2] {
        let of = |buckets, rate: Rate, cost| Some((buckets, rate.when(strictness), cost));
        match charge {
            Charge::Send { bytes } => [of(&self.sends, SENDS, 1), of(&self.bytes, BYTES, units(bytes))],
            Charge::Name => [of(&self.names, NAMES, 1), None],
            Charge::Rename => [of(&self.renames, RENAMES, 1), None],
            Charge::Connection => [of(&self.connections, CONNECTIONS, 1), None],
        }
    }
}

/// How many connections an address may have open in a room; none if that is not limited.
pub(crate) fn connections_max(caller: Caller) -> Option<(Fingerprint, usize)> {
    let share = if caller.strictness == Strictness::UnderAttack { limits::UNDER_ATTACK_ONE_IN } else { 1 };
    limited(caller).map(|address| (address, limits::ADDRESS_CONNECTIONS_MAX / share))
}

const SENDS: Rate = Rate { burst: limits::ADDRESS_SEND_BURST, interval: limits::ADDRESS_SEND_INTERVAL_MS };
/// In units of [`limits::ADDRESS_BYTES_PER_MS`]: one in each millisecond.
const BYTES: Rate = Rate { burst: limits::ADDRESS_BYTES_BURST / limits::ADDRESS_BYTES_PER_MS, interval: 1 };
const NAMES: Rate = Rate { burst: limits::ADDRESS_NAME_BURST, interval: limits::ADDRESS_NAME_INTERVAL_MS };
const RENAMES: Rate = Rate { burst: limits::ADDRESS_RENAME_BURST, interval: limits::ADDRESS_RENAME_INTERVAL_MS };
const CONNECTIONS: Rate = Rate { burst: limits::ADDRESS_CONNECT_BURST, interval: limits::ADDRESS_CONNECT_INTERVAL_MS };

fn units(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX).div_euclid(limits::ADDRESS_BYTES_PER_MS)
}

/// Whose limits apply, if any do.
pub(crate) fn limited(caller: Caller) -> Option<Fingerprint> {
    caller.from.filter(|_| caller.strictness != Strictness::Off).map(|from| from.current)
}

impl Rate {
    /// The rate while the site is this strict. A bucket takes as long to fill as before, so it is
    /// right for both.
    fn when(self, strictness: Strictness) -> Self {
        let Self { burst, interval } = self;
        let share = i64::try_from(limits::UNDER_ATTACK_ONE_IN).unwrap_or(1);
        match strictness {
            Strictness::UnderAttack => Self { burst: (burst / share).max(1), interval: interval * share },
            Strictness::Normal | Strictness::Off => self,
        }
    }
}

/// A bucket for each address, as in [`RateLimiter`](crate::rate_limiter::RateLimiter): the time at
/// which it will be full again.
#[derive(Debug, Default)]
struct Buckets {
    full_at: BTreeMap<Fingerprint, Millis>,
    /// How many there may be before those that are full are dropped.
    sweep_at: usize,
}

impl Buckets {
    /// How long to wait until something of this cost is let through; 0 if it is now.
    fn wait(&self, address: Fingerprint, rate: Rate, cost: i64, now: Millis) -> Millis {
        (self.full_at(address, rate, now) + cost * rate.interval - now - rate.burst * rate.interval).max(0)
    }

    fn add(&mut self, address: Fingerprint, rate: Rate, cost: i64, now: Millis) {
        if self.full_at.len() >= self.sweep_at {
            self.full_at.retain(|_, full_at| *full_at > now);
            self.sweep_at = limits::ADDRESSES_SWEPT_AT.max(2 * self.full_at.len());
        }
        let full_at = self.full_at(address, rate, now) + cost * rate.interval;
        self.full_at.insert(address, full_at);
    }

    /// Further off than an empty bucket needs is from before the clock jumped back, and counts for
    /// nothing.
    fn full_at(&self, address: Fingerprint, rate: Rate, now: Millis) -> Millis {
        let possible = now..=now + rate.burst * rate.interval;
        self.full_at.get(&address).copied().filter(|at| possible.contains(at)).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Fingerprints;

    fn from(address: u64) -> Caller {
        let from = Fingerprints { current: Fingerprint(address), previous: Fingerprint(address) };
        Caller { from: Some(from), strictness: Strictness::Normal, ..Caller::default() }
    }

    fn passed(limiter: &mut AddressLimiter, caller: Caller, charge: Charge, now: Millis) -> i64 {
        (0..10_000).take_while(|_| limiter.take(caller, charge, now).is_ok()).count() as i64
    }

    const SHORT: Charge = Charge::Send { bytes: 20 };

    #[test]
    fn address_sends_a_burst_and_then_at_its_rate() {
        let mut limiter = AddressLimiter::default();
        assert_eq!(passed(&mut limiter, from(1), SHORT, 0), limits::ADDRESS_SEND_BURST);
        let refused = limiter.take(from(1), SHORT, 0);
        assert_eq!(refused, Err(Refusal::AddressBusy { wait_ms: limits::ADDRESS_SEND_INTERVAL_MS }));
        assert_eq!(passed(&mut limiter, from(2), SHORT, 0), limits::ADDRESS_SEND_BURST, "another one does not wait");
        assert_eq!(passed(&mut limiter, from(1), SHORT, 1_000), 1_000 / limits::ADDRESS_SEND_INTERVAL_MS);
    }

    #[test]
    fn bytes_of_an_address_are_counted_too() {
        let mut limiter = AddressLimiter::default();
        let longest = Charge::Send { bytes: 4 * limits::BODY_MAX_CHARS };
        let bytes = passed(&mut limiter, from(1), longest, 0) * 4 * limits::BODY_MAX_CHARS as i64;
        assert!((1..=limits::ADDRESS_BYTES_BURST).contains(&bytes), "{bytes}");
        assert_eq!(limiter.take(from(1), SHORT, 0), Ok(()), "something short still fits");
    }

    #[test]
    fn attack_leaves_an_address_a_share() {
        let caller = Caller { strictness: Strictness::UnderAttack, ..from(1) };
        let mut limiter = AddressLimiter::default();
        let share = i64::try_from(limits::UNDER_ATTACK_ONE_IN).unwrap();
        assert_eq!(passed(&mut limiter, caller, SHORT, 0), limits::ADDRESS_SEND_BURST / share);
        let in_a_second = 1_000 / (limits::ADDRESS_SEND_INTERVAL_MS * share);
        assert_eq!(passed(&mut limiter, caller, SHORT, 1_000), in_a_second);
    }

    #[test]
    fn room_itself_and_tests_are_not_limited() {
        let mut limiter = AddressLimiter::default();
        for caller in [Caller::default(), Caller { strictness: Strictness::Off, ..from(1) }] {
            assert_eq!(passed(&mut limiter, caller, Charge::Name, 0), 10_000);
        }
    }

    #[test]
    fn fence_is_told_of_the_first_message_and_each_fifth() {
        let mut limiter = AddressLimiter::default();
        let told: Vec<usize> = (0..11)
            .map(|_| {
                limiter.take(from(1), SHORT, 0).unwrap();
                limiter.take_untold().len()
            })
            .collect();
        assert_eq!(told, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn address_that_the_fence_holds_sends_nothing_until_then() {
        let mut limiter = AddressLimiter::default();
        limiter.hold(Fingerprint(1), 10_000, 0);
        assert_eq!(limiter.take(from(1), SHORT, 2_000), Err(Refusal::AddressBusy { wait_ms: 8_000 }));
        assert_eq!(limiter.take(from(1), Charge::Name, 2_000), Ok(()), "but is let in");
        assert_eq!(limiter.take(from(2), SHORT, 2_000), Ok(()));
        assert_eq!(limiter.take(from(1), SHORT, 10_000), Ok(()));
    }

    #[test]
    fn addresses_that_are_silent_again_are_forgotten() {
        let mut limiter = AddressLimiter::default();
        for address in 0..10_000 {
            limiter.take(from(address), SHORT, Millis::try_from(address).unwrap() * 1_000).unwrap();
        }
        assert!(limiter.sends.full_at.len() <= limits::ADDRESSES_SWEPT_AT, "{}", limiter.sends.full_at.len());
    }

    proptest! {
        #[test]
        fn send_after_the_reported_wait_passes(
            sends in prop::collection::vec((0_i64..500, 0_usize..8_000), 1..300)
        ) {
            let (mut limiter, mut now) = (AddressLimiter::default(), 0);
            for (pause, bytes) in sends {
                now += pause;
                if let Err(Refusal::AddressBusy { wait_ms }) = limiter.take(from(1), Charge::Send { bytes }, now) {
                    now += wait_ms;
                    prop_assert_eq!(limiter.take(from(1), Charge::Send { bytes }, now), Ok(()));
                }
            }
        }
    }
}

//! Wrong keys, counted in one isolate by the address that they come from. A household of IPv6 is
//! one address: its devices choose the rest as they like. The addresses stay in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;

use room::Millis;
use worker::Headers;

use crate::clock;
use crate::http::address::Address;
use crate::http::error::Problem;
use crate::limits::{OPERATOR_TRIES_ADDRESSES_MAX, OPERATOR_TRIES_INTERVAL_MS, OPERATOR_TRIES_MAX};

thread_local! {
    static WRONG: RefCell<Wrong> = RefCell::default();
}

/// The times of the last wrong keys from each address.
#[derive(Default)]
struct Wrong(BTreeMap<Option<Address>, Vec<Millis>>);

/// Tries a key, unless too many from the same address were wrong lately.
///
/// # Errors
/// [`Problem::TooManyTries`]: a right key is refused too, or an answer would tell that it is right.
pub(crate) fn check(headers: &Headers, is_right: impl FnOnce() -> Result<bool, Problem>) -> Result<bool, Problem> {
    let (address, now) = (Address::of(headers)?, clock::now());
    WRONG.with_borrow_mut(|wrong| {
        if let Some(wait_ms) = wrong.wait_ms(address, now) {
            return Err(Problem::TooManyTries { wait_ms });
        }
        let is_right = is_right()?;
        if !is_right {
            wrong.record(address, now);
        }
        Ok(is_right)
    })
}

impl Wrong {
    /// How long to wait; none if another may be tried.
    fn wait_ms(&mut self, address: Option<Address>, now: Millis) -> Option<Millis> {
        let times = self.0.get_mut(&address)?;
        // By a clock that was set back, nobody waits longer.
        times.retain(|at| (now - at).abs() < OPERATOR_TRIES_INTERVAL_MS);
        let oldest = times.first().filter(|_| times.len() >= OPERATOR_TRIES_MAX)?;
        Some(OPERATOR_TRIES_INTERVAL_MS - (now - oldest).abs())
    }

    fn record(&mut self, address: Option<Address>, now: Millis) {
        if self.0.len() >= OPERATOR_TRIES_ADDRESSES_MAX {
            self.0.retain(|_, times| times.last().is_some_and(|at| (now - at).abs() < OPERATOR_TRIES_INTERVAL_MS));
        }
        if self.0.len() < OPERATOR_TRIES_ADDRESSES_MAX || self.0.contains_key(&address) {
            self.0.entry(address).or_default().push(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Option<Address> {
        Some(Address::parse(text).unwrap_or_else(|| panic!("{text} is an address")))
    }

    #[test]
    fn sixth_wrong_key_in_a_minute_waits() {
        let mut wrong = Wrong::default();
        for at in 0..5 {
            assert_eq!(wrong.wait_ms(from("192.0.2.1"), at), None);
            wrong.record(from("192.0.2.1"), at);
        }
        assert_eq!(wrong.wait_ms(from("192.0.2.1"), 10_000), Some(50_000));
        assert_eq!(wrong.wait_ms(from("192.0.2.2"), 10_000), None, "another address");
        assert_eq!(wrong.wait_ms(from("192.0.2.1"), 60_000), None, "the first is forgotten");
    }

    #[test]
    fn household_of_ipv6_has_one_count() {
        let mut wrong = Wrong::default();
        for device in 0..5 {
            wrong.record(from(&format!("2001:db8:1:2::{device}")), 0);
        }
        assert_eq!(wrong.wait_ms(from("2001:db8:1:2:ffff::"), 0), Some(60_000));
        assert_eq!(wrong.wait_ms(from("2001:db8:1:3::"), 0), None);
    }

    #[test]
    fn addresses_of_an_attack_are_forgotten() {
        let mut wrong = Wrong::default();
        for address in 0..2 * OPERATOR_TRIES_ADDRESSES_MAX {
            wrong.record(from(&format!("2001:db8:0:{address:x}::1")), 0);
        }
        assert_eq!(wrong.0.len(), OPERATOR_TRIES_ADDRESSES_MAX);
        wrong.record(from("192.0.2.1"), OPERATOR_TRIES_INTERVAL_MS);
        assert_eq!(wrong.0.len(), 1);
    }
}

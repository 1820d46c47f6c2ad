//! Where a request comes from: the address that Cloudflare vouches for, as a keyed hash.
//!
//! The address itself is neither stored, nor logged, nor given to a room. Its hash is of a key that
//! changes with each period ([`ADDRESS_PERIOD_MS`]) and is derived from the secret of sessions, so
//! nobody without that secret can tell an address from it, or find one person in two periods apart.
//! A caller is limited by the fingerprint of this period, and banned by it and the one before.

use std::net::{IpAddr, Ipv6Addr};

use room::{Caller, Fingerprint, Fingerprints, Millis};
use worker::{Env, Headers};

use crate::clock;
use crate::http::error::Problem;
use crate::http::session::Keys;
use crate::limits::{ADDRESS_DEVICE_BITS, ADDRESS_PERIOD_MS};
use crate::strictness;

/// The header with the address that connected to Cloudflare. Cloudflare writes it over whatever a
/// browser sends. `X-Forwarded-For` is anybody's to write, so it is never read.
const VOUCHED_FOR: &str = "CF-Connecting-IP";

/// Whom an address stands for: all of IPv4, and the network of IPv6 that one household has, whose
/// devices choose the rest as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address(u128);

/// How often the key has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period(Millis);

/// Who makes a request, for the room that it is about. Without a secret there is no key to hash
/// with, and nobody gets in anyway.
pub(crate) fn caller(headers: &Headers, env: &Env) -> Result<Caller, Problem> {
    let from = match (Address::of(headers)?, Keys::of(env)) {
        (Some(address), Ok(keys)) => Some(address.fingerprints(&keys, Period::at(clock::now()))?),
        _ => None,
    };
    Ok(Caller { from, strictness: strictness::of(env), ..Caller::default() })
}

impl Period {
    /// The period of a moment.
    pub(crate) fn at(now: Millis) -> Self {
        Self(now.div_euclid(ADDRESS_PERIOD_MS))
    }

    fn before(self) -> Self {
        Self(self.0 - 1)
    }
}

impl Address {
    /// The address that Cloudflare vouches for. None if it names none: whoever calls is not limited
    /// by address then, and it is so in tests alone.
    pub(crate) fn of(headers: &Headers) -> Result<Option<Self>, Problem> {
        Ok(headers.get(VOUCHED_FOR)?.and_then(|address| Self::parse(&address)))
    }

    /// The network of an address. IPv4 written as IPv6 is IPv4.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let network = |address: Ipv6Addr| address.to_bits() >> ADDRESS_DEVICE_BITS << ADDRESS_DEVICE_BITS;
        Some(Self(match text.trim().parse::<IpAddr>().ok()?.to_canonical() {
            IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
            IpAddr::V6(address) => network(address),
        }))
    }

    /// What stands for the address in a period, wherever somebody is limited or banned. It can be
    /// stored: without the secret it says nothing, and two periods later it is nobody's any more.
    pub(crate) fn fingerprint(self, keys: &Keys, period: Period) -> Result<Fingerprint, Problem> {
        let hash = keys.hash(&format!("natter address {}", period.0), &self.0.to_be_bytes())?;
        Ok(Fingerprint(hash.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))))
    }

    /// Those by which the address is known now.
    pub(crate) fn fingerprints(self, keys: &Keys, period: Period) -> Result<Fingerprints, Problem> {
        let of = |period| self.fingerprint(keys, period);
        Ok(Fingerprints { current: of(period)?, previous: of(period.before())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Address {
        Address::parse(text).unwrap_or_else(|| panic!("{text} is an address"))
    }

    fn keys() -> Keys {
        Keys::signing_with("0123456789abcdef0123456789abcdef")
    }

    #[test]
    fn household_of_ipv6_is_one_address() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:DB8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn address_of_ipv4_is_whole_however_it_is_written() {
        assert_eq!(network("192.0.2.7"), network(" ::ffff:192.0.2.7 "));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
    }

    #[test]
    fn text_that_is_no_address_stands_for_nobody() {
        for text in ["", "unknown", "192.0.2", "192.0.2.7, 192.0.2.8", "[2001:db8::1]", "192.0.2.7:80"] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }

    #[test]
    fn fingerprint_changes_with_key_and_period() {
        let (ada, period) = (network("192.0.2.7"), Period::at(ADDRESS_PERIOD_MS));
        let of = |keys: &Keys, period| ada.fingerprint(keys, period).unwrap();
        assert_eq!(of(&keys(), period), of(&keys(), Period::at(2 * ADDRESS_PERIOD_MS - 1)));
        assert_ne!(of(&keys(), period), of(&keys(), Period::at(2 * ADDRESS_PERIOD_MS)));
        assert_ne!(of(&keys(), period), of(&Keys::signing_with(&"f".repeat(32)), period));
        assert_ne!(of(&keys(), period), network("192.0.2.8").fingerprint(&keys(), period).unwrap());
        let next = ada.fingerprints(&keys(), Period::at(2 * ADDRESS_PERIOD_MS)).unwrap();
        assert_eq!(next.previous, of(&keys(), period));
    }
}

//! Where somebody comes from: a keyed hash of their network address. The address itself never comes
//! here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::SessionMark;

/// A keyed hash of the address that somebody comes from. Its key changes with each period, so
/// nobody is known by it for long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(pub u64);

/// The fingerprints of one address in this period and in the one before. Limits count by the
/// first. A ban of the period before still finds whom it is about by the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprints {
    /// By the key of this period.
    pub current: Fingerprint,
    /// By the key of the period before.
    pub previous: Fingerprint,
}

/// How strictly limits by address are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strictness {
    /// Not at all: everybody in a test comes from one address.
    Off,
    /// The site is being flooded, and the operator has said so.
    UnderAttack,
    /// As always. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Normal,
}

/// Whoever gives a command, as far as limits and bans by address go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// Where they come from. None for what the room does by itself, and if Cloudflare does not say.
    pub from: Option<Fingerprints>,
    /// How strictly they are limited.
    pub strictness: Strictness,
    /// Whether the Worker vouches that it is whoever runs the site, under a name of their own.
    pub is_operator: bool,
    /// The session that they speak with. None for what the room does by itself, and for programs
    /// that only read.
    pub session: Option<SessionMark>,
}

impl Fingerprints {
    /// Whether this is the address that had a fingerprint, in this period or in the one before.
    #[must_use]
    pub fn had(&self, fingerprint: Fingerprint) -> bool {
        self.current == fingerprint || self.previous == fingerprint
    }

    /// Whether both are of one address, as far as two periods tell.
    #[must_use]
    pub fn meet(&self, other: &Self) -> bool {
        self.had(other.current) || self.current == other.previous
    }
}

/// Sixteen hexadecimal digits: SQLite and JavaScript would round the number.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// In the log of a test that fails, too, it is shown to nobody.
impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fingerprint")
    }
}

impl FromStr for Fingerprint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u64::from_str_radix(text, 16).map(Self).map_err(drop)
    }
}

impl fmt::Display for Fingerprints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.current, self.previous)
    }
}

impl FromStr for Fingerprints {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (current, previous) = text.split_once('.').ok_or(())?;
        Ok(Self { current: current.parse()?, previous: previous.parse()? })
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|()| "no fingerprint")
    }
}

impl From<Fingerprints> for String {
    fn from(fingerprints: Fingerprints) -> Self {
        fingerprints.to_string()
    }
}

impl TryFrom<String> for Fingerprints {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|()| "no fingerprints")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(current: u64, previous: u64) -> Fingerprints {
        Fingerprints { current: Fingerprint(current), previous: Fingerprint(previous) }
    }

    #[test]
    fn fingerprints_are_written_and_read_back() {
        let fingerprints = of(7, u64::MAX);
        assert_eq!(fingerprints.to_string(), "0000000000000007.ffffffffffffffff");
        assert_eq!(fingerprints.to_string().parse(), Ok(fingerprints));
        assert!("".parse::<Fingerprints>().is_err() && "7".parse::<Fingerprints>().is_err());
    }

    #[test]
    fn address_is_known_for_two_periods_and_no_longer() {
        let (first, second, third) = (of(1, 0), of(2, 1), of(3, 2));
        assert!(first.meet(&second) && second.meet(&first) && second.meet(&third));
        assert!(!first.meet(&third) && !third.meet(&first));
        assert!(second.had(first.current) && !third.had(first.current));
    }
}

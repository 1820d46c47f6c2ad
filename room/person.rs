//! Who somebody is in all rooms together, and with which session. Only the server knows: no page,
//! no frame and no export has it, or people could be followed from room to room.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Millis, Refusal, base32, limits};

/// Whoever has a session, in all rooms: 80 bits of a digest of it. Written as 16 characters of
/// `a-z 2-7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Person(u128);

/// The session that somebody speaks with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionMark {
    /// Whose it is.
    pub person: Person,
    /// When it began under the name that it has: one with another name is over.
    pub since: Millis,
}

impl Person {
    /// Of the lowest 80 of these bits.
    #[must_use]
    pub fn of_bits(bits: u128) -> Self {
        Self(bits & ((1 << (5 * limits::MEMBER_ID_CHARS)) - 1))
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(self.0, limits::MEMBER_ID_CHARS))
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({self})")
    }
}

impl From<Person> for String {
    fn from(person: Person) -> Self {
        person.to_string()
    }
}

impl TryFrom<String> for Person {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|_| "16 characters of a-z 2-7")
    }
}

/// # Errors
/// [`Refusal::Malformed`].
impl FromStr for Person {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let digit = |byte: u8| match byte {
            b'a'..=b'z' => Some(byte - b'a'),
            b'2'..=b'7' => Some(byte - b'2' + (b'z' - b'a' + 1)),
            _ => None,
        };
        let digits: Option<Vec<u8>> = text.bytes().map(digit).collect();
        match digits {
            Some(digits) if digits.len() == limits::MEMBER_ID_CHARS => {
                Ok(Self(digits.into_iter().fold(0, |bits, digit| bits << 5 | u128::from(digit))))
            }
            _ => Err(Refusal::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_is_written_and_read_back() {
        for bits in [0, 1, u128::from(u64::MAX), u128::MAX] {
            let person = Person::of_bits(bits);
            assert_eq!(person.to_string().parse(), Ok(person));
        }
        assert_eq!(Person::of_bits(27).to_string(), "aaaaaaaaaaaaaaa3");
    }

    #[test]
    fn text_that_names_nobody_is_malformed() {
        for text in ["", "aaaa", "AAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaaaa"] {
            assert_eq!(text.parse::<Person>(), Err(Refusal::Malformed), "{text}");
        }
    }
}

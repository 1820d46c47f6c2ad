//! The client's id for a send (idempotency key).

use serde::{Deserialize, Serialize};

use crate::text::checked_text;
use crate::{Refusal, limits};

/// The client's own id for one send, an idempotency key: 8 to 64 of `A-Z a-z 0-9 - _`, a UUID as a
/// rule. Together with the member it makes a duplicate send recognisable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cid(String);

impl Cid {
    /// Takes an id as it came.
    ///
    /// # Errors
    /// [`Refusal::Malformed`]: no person types these, so a bad one is a broken client. It stands in
    /// attributes and selectors, hence the narrow alphabet.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let fits = limits::CID_CHARS.contains(&text.len());
        if fits && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::Malformed)
        }
    }
}

checked_text!(Cid);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuid_is_an_id_and_markup_is_not() {
        assert!(Cid::parse("0b7e8c1a-5a55-4c8e-9d0c-0f6f9f1f2a3b").is_ok());
        for bad in ["", "seven77", "\"><script>", "with space", &"x".repeat(65)] {
            assert_eq!(Cid::parse(bad), Err(Refusal::Malformed), "{bad:?}");
        }
    }
}

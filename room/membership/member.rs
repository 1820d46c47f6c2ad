//! A person in a room, and one socket of theirs.

use serde::{Deserialize, Serialize};

use crate::text::checked_text;
use crate::{Name, Refusal, limits};

/// Who somebody is: 16 characters of `a-z 2-7` (80 bits), derived from the session and the room.
/// It stands in pages, so it tells nothing of the session itself, and nothing of who somebody is in
/// other rooms ([`Person`](crate::Person) does).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(String);

/// Shorter than an id that is parsed, so no session and no frame can have it.
const OPERATOR: &str = "operator";

impl MemberId {
    /// Whoever runs the site, in every room. The Worker vouches for them.
    #[must_use]
    pub fn operator() -> Self {
        Self(OPERATOR.to_owned())
    }

    /// Whether this is whoever runs the site.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.0 == OPERATOR
    }

    /// Takes an id as it came from a session, an attachment or a row.
    ///
    /// # Errors
    /// [`Refusal::Malformed`]. It stands in attributes and selectors, hence the narrow alphabet.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() == limits::MEMBER_ID_CHARS && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7')) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::Malformed)
        }
    }
}

checked_text!(MemberId);

/// A person in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// What they are called now.
    pub name: Name,
}

impl Member {
    /// Whoever runs the site. Nobody else can be called so.
    #[must_use]
    pub fn operator() -> Self {
        Self { id: MemberId::operator(), name: Name::from_trusted("Operator".to_owned()) }
    }
}

/// One socket; a member may have several. Random, so that it stays unique when the room forgets
/// everything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_else_is_the_operator() {
        let Member { id, name } = Member::operator();
        assert!(id.is_operator());
        assert_eq!(MemberId::parse(id.as_str()), Err(Refusal::Malformed));
        assert_eq!(Name::parse(name.as_str()), Err(Refusal::NameReserved));
    }
}

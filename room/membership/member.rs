//! A person in a room, and one socket of theirs.

use serde::{Deserialize, Serialize};

use crate::text::checked_text;
use crate::{Name, Refusal, limits};

/// Who somebody is: 16 characters of `a-z 2-7` (80 bits), derived from the session and the same in
/// every room. It stands in pages, so it tells nothing of the session itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(String);

impl MemberId {
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

/// One socket; a member may have several. Random, so that it stays unique when the room forgets
/// everything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub String);

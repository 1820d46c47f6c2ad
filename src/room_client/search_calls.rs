//! What the Worker asks a room to find, and what the room answers.
//!
//! Worker and room may be of different builds, so a field that is new has a default.

use room::{Member, MemberId, Message, Millis, Name, Seq};
use serde::{Deserialize, Serialize};

use super::calls::Snapshot;

/// A search.
pub(crate) const SEARCH: &str = "/search";

/// What somebody, or a program, searches for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SearchRequest {
    /// The reader's id; none for a program.
    pub id: Option<String>,
    /// The reader's name.
    pub name: Option<String>,
    /// What was typed.
    pub text: String,
    /// Only messages before this place.
    pub before: Option<Seq>,
    /// Only messages that were said then or later.
    pub said_from: Option<Millis>,
    /// Only messages that were said earlier.
    pub said_until: Option<Millis>,
    /// How many at most: of those that the room has, and of those that the archive has.
    pub limit: usize,
}

/// What a room found, from one instant.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SearchAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// Those that the room has, newest first.
    pub here: Vec<Message>,
    /// The places of those that only the archive has, newest first.
    pub archived: Vec<Seq>,
    /// Whether everything that was ever said has been searched.
    pub is_complete: bool,
}

impl SearchRequest {
    /// Who reads, if that is somebody.
    pub(crate) fn reader(&self) -> Option<Member> {
        let (id, name) = (self.id.clone()?, self.name.clone()?);
        Some(Member { id: MemberId::from_trusted(id), name: Name::from_trusted(name) })
    }

    /// The same by somebody.
    pub(crate) fn by(self, reader: &Member) -> Self {
        let (id, name) = (reader.id.as_str().to_owned(), reader.name.as_str().to_owned());
        Self { id: Some(id), name: Some(name), ..self }
    }
}

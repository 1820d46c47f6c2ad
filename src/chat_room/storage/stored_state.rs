//! What is read when a room is restored.

use room::{Fingerprint, Message, Millis, Ownership, Person, PresenceMarker, Sanction, Seq, Settings, Version};
use worker::Result;

use super::meta::{self, MetaKey};
use super::sql::Sql;

/// What the storage knows of a room that is restored.
#[derive(Default)]
pub(crate) struct StoredState {
    pub version: Option<Version>,
    pub deleted_at: Option<Millis>,
    pub settings: Settings,
    pub ownership: Ownership,
    pub founded_from: Option<Fingerprint>,
    pub founder: Option<Person>,
    pub sanctions: Vec<Sanction>,
    pub recent: Vec<Message>,
    pub undoable: Vec<(Seq, Millis)>,
    pub presence_marker: PresenceMarker,
}

/// Who owns the room.
pub(super) fn ownership(sql: &impl Sql) -> Result<Ownership> {
    Ok(Ownership {
        owners: meta::load_value(sql, MetaKey::Owners)?.unwrap_or_default(),
        link: meta::load_value(sql, MetaKey::OwnerLink)?.flatten(),
        reminded: meta::load_value(sql, MetaKey::Reminded)?.unwrap_or_default(),
        moderators: meta::load_value(sql, MetaKey::Moderators)?.unwrap_or_default(),
        moderator_link: meta::load_value(sql, MetaKey::ModeratorLink)?.flatten(),
    })
}

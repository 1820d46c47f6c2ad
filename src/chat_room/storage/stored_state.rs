//! What is read when a room is restored.

use room::{Fingerprint, Message, Millis, Ownership, Person, PresenceMarker, Sanction, Seq, Settings, Version};
use worker::Result;

use super::meta::{self, MetaKey};
use super::sql::Sql;
use super::{messages, presence_marker, removed_texts, sanctions};

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

impl StoredState {
    /// Reads it.
    pub(super) fn load(sql: &impl Sql, now: Millis) -> Result<Self> {
        let settings: Settings = meta::load_value(sql, MetaKey::Settings)?.unwrap_or_default();
        let since = now - settings.remembered_ms();
        Ok(Self {
            version: messages::version(sql)?,
            deleted_at: meta::load_number(sql, MetaKey::Deleted)?,
            settings,
            ownership: ownership(sql)?,
            sanctions: sanctions::all(sql)?,
            founded_from: meta::load_value(sql, MetaKey::FoundedFrom)?,
            founder: meta::load_value(sql, MetaKey::Founder)?,
            recent: messages::recent(sql, since)?,
            undoable: removed_texts::all(sql)?,
            presence_marker: presence_marker::load(sql)?,
        })
    }
}

/// Who owns the room.
fn ownership(sql: &impl Sql) -> Result<Ownership> {
    Ok(Ownership {
        owners: meta::load_value(sql, MetaKey::Owners)?.unwrap_or_default(),
        link: meta::load_value(sql, MetaKey::OwnerLink)?.flatten(),
        reminded: meta::load_value(sql, MetaKey::Reminded)?.unwrap_or_default(),
        moderators: meta::load_value(sql, MetaKey::Moderators)?.unwrap_or_default(),
        moderator_link: meta::load_value(sql, MetaKey::ModeratorLink)?.flatten(),
    })
}

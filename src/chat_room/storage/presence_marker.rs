//! The presence marker in the room's own SQLite: who was here when it was stored last.

use room::PresenceMarker;
use worker::Result;

use super::meta::{self, MetaKey};
use super::sql::Sql;
use crate::log;

/// The presence marker that was stored last; none if that is not known.
pub(super) struct StoredPresenceMarker(Option<PresenceMarker>);

impl Default for StoredPresenceMarker {
    /// That of a room that has stored none.
    fn default() -> Self {
        Self(Some(PresenceMarker::default()))
    }
}

impl StoredPresenceMarker {
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        Ok(Self(Some(load(sql)?)))
    }

    /// Stores a marker, unless it is stored already. One that cannot be stored is only logged.
    pub(super) fn save(&mut self, sql: &impl Sql, marker: &PresenceMarker, log_label: &str) {
        if self.0.as_ref() == Some(marker) {
            return;
        }
        match meta::save_value(sql, MetaKey::PresenceMarker, marker) {
            Ok(()) => self.0 = Some(marker.clone()),
            Err(error) => {
                self.0 = None;
                log::room_error("presence_marker_not_stored", log_label, &error);
            }
        }
    }
}

/// What is stored.
pub(super) fn load(sql: &impl Sql) -> Result<PresenceMarker> {
    Ok(meta::load_value(sql, MetaKey::PresenceMarker)?.unwrap_or_default())
}

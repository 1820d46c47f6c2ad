//! Restoring a room from its storage and its open connections, after sleep, eviction, a crash or a
//! deploy.

use room::{Command, DisconnectReason, Millis, Room, SavedState, Slug, limits};
use serde_json::json;
use worker::Result;

use super::rendering;
use crate::chat_room::jobs::archive::ArchiveConfig;
use crate::chat_room::storage::{Sql, Storage, StorageQuota};
use crate::connections::{Connections, QueuedEvent, Socket};
use crate::log;

/// What a room is given when it is restored.
#[derive(Clone, Copy)]
pub(crate) struct Config {
    pub(crate) quota: StorageQuota,
    pub(crate) archive: ArchiveConfig,
}

/// Restores the room itself.
pub(super) fn restore_room<Q: Sql, S: Socket>(
    slug: &Slug,
    storage: &Storage<Q>,
    connections: &Connections<S>,
    now: Millis,
) -> Result<Room> {
    let stored = storage.load(now)?;
    let saved = SavedState {
        slug: slug.clone(),
        version: stored.version.or_else(|| connections.version()),
        deleted_at: stored.deleted_at,
        settings: stored.settings,
        ownership: stored.ownership,
        recent: stored.recent,
        connections: connections.saved(),
        hibernated: connections.hibernated_presence().clone(),
        presence_marker: stored.presence_marker,
    };
    Ok(Room::restore(saved, now))
}

/// Closes the connections whose page this build cannot serve. It is done before anything is sent,
/// which they would misread. Returns what the room has to hear of it.
pub(super) fn close_unserved<S: Socket>(slug: &Slug, connections: &mut Connections<S>) -> Vec<Command> {
    let unserved = connections.close_unserved();
    if !unserved.is_empty() {
        let details = json!({ "room": slug.log_label(), "connections": unserved.len() });
        log::info("unserved_pages_closed", details);
    }
    let reason = DisconnectReason::Closed;
    unserved.into_iter().map(|(member, connection)| Command::Disconnect { member, connection, reason }).collect()
}

/// What waited to be broadcast when the room was evicted.
pub(super) fn unsent_events<Q: Sql, S: Socket>(
    storage: &Storage<Q>,
    connections: &Connections<S>,
) -> Result<Vec<QueuedEvent>> {
    let Some(cursor) = connections.broadcast_cursor() else { return Ok(Vec::new()) };
    let unsent = storage.changes(cursor, limits::CATCH_UP_CHANGES_MAX)?;
    Ok(unsent.iter().map(rendering::queued_message).collect())
}

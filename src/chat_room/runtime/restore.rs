//! Restoring a room from its storage and its open connections, after sleep, eviction, a crash or a
//! deploy.

use room::{Millis, Room, SavedState, Slug};
use templates::words::Words;
use worker::Result;

use crate::chat_room::jobs::archive::ArchiveConfig;
use crate::chat_room::storage::{Sql, Storage, StorageQuota};
use crate::connections::{Connections, Socket};

/// What a room is given when it is restored.
#[derive(Clone, Copy)]
pub(crate) struct Config {
    pub(crate) quota: StorageQuota,
    pub(crate) archive: ArchiveConfig,
    /// The only language so far. With a second one, each event with words is rendered once for each
    /// language in use.
    pub(crate) words: &'static Words,
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

//! Restoring a room from its storage and its open connections, after sleep, eviction, a crash or a
//! deploy.

use room::{Command, DisconnectReason, Event, Millis, Room, SavedState, Slug, Strictness, UploadLimits, limits};
use serde_json::json;
use worker::{Env, Result};

use super::rendering;
use crate::chat_room::jobs::archive::ArchiveConfig;
use crate::chat_room::storage::{Sql, Storage, StorageQuota};
use crate::config::EDIT_HOURS;
use crate::connections::{Connections, QueuedEvent, Socket};
use crate::log;
use crate::retention::SiteRetention;
use crate::views::Log;

/// What a room is given when it is restored.
#[derive(Clone, Copy)]
pub(crate) struct Config {
    pub(crate) quota: StorageQuota,
    pub(crate) archive: ArchiveConfig,
    pub(crate) edits: EditWindow,
    pub(crate) uploads: UploadLimits,
    pub(crate) retention: SiteRetention,
    pub(crate) strictness: Strictness,
}

/// How long after it was said a message may be edited.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EditWindow {
    pub(crate) ms: Millis,
}

impl EditWindow {
    /// As the operator set it. With 0 nobody edits.
    pub(crate) fn of(env: &Env) -> Self {
        let hours = Millis::try_from(EDIT_HOURS.of(env)).unwrap_or_default();
        Self { ms: hours * limits::HOUR_MS }
    }
}

/// Restores the room itself.
pub(super) fn restore_room<Q: Sql, S: Socket>(
    slug: &Slug,
    config: Config,
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
        edit_window_ms: config.edits.ms,
        upload_limits: config.uploads,
        ownership: stored.ownership,
        sanctions: stored.sanctions,
        founded_from: stored.founded_from,
        founder: stored.founder,
        recent: stored.recent,
        undoable: stored.undoable,
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

/// What waited to be broadcast when the room was evicted: messages, and reactions.
pub(super) fn unsent_events<Q: Sql, S: Socket>(
    room: &Room,
    storage: &Storage<Q>,
    connections: &Connections<S>,
) -> Result<Vec<QueuedEvent>> {
    let Some(cursor) = connections.broadcast_cursor() else { return Ok(Vec::new()) };
    let unsent = storage.changes(cursor, limits::CATCH_UP_CHANGES_MAX)?;
    let reacted = storage.reactions().changed_seqs(cursor, limits::CATCH_UP_CHANGES_MAX)?;
    let quotes = storage.quotes(unsent.iter().filter_map(|message| message.reply_to))?;
    let reactions = storage.reactions().of(unsent.iter().map(|it| it.seq).chain(reacted.iter().copied()), None)?;
    let log = Log { room: room.slug().as_str(), quotes: &quotes, reactions: &reactions };
    let (version, languages) = (room.version(), connections.languages());
    let mut events = Vec::new();
    if !unsent.is_empty() {
        events.push(rendering::queued_changes(&unsent, log, (cursor, version), &languages));
    }
    if !reacted.is_empty() {
        events.push(rendering::queued(&Event::ReactionsChanged(reacted), log, version, &languages));
    }
    Ok(events)
}

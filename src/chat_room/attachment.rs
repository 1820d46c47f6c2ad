//! What a socket remembers of itself, and of the room, while the room sleeps.

use room::{Attention, Connected, ConnectionId, Member, Millis, Told, Version};
use serde::{Deserialize, Serialize};
use worker::{Result, WebSocket};

use super::testimony::Testimony;

/// Whose a socket is. Kept as one string of JSON, at most 16 KiB: of all values, a string crosses into the platform
/// and back most quickly.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Attachment {
    pub(super) member: Member,
    pub(super) connection: ConnectionId,
    /// When the socket was opened.
    pub(super) opened_at: Millis,
    /// When the member came, and whether everyone was told of it.
    pub(super) arrival: Millis,
    pub(super) told: Told,
    /// Whether somebody looks at its page.
    #[serde(default)]
    pub(super) attention: Attention,
    /// The room's version then. In a room where nothing was said since, it still is; nothing else keeps it.
    pub(super) version: Version,
    /// On one of the sockets, while a message waits to be told: the version up to which everyone was told everything.
    #[serde(default)]
    pub(super) told_up_to: Option<Version>,
    /// Frames on it that nobody could have typed.
    pub(super) bad_frames: u32,
    /// What it remembers of others: their own sockets are gone.
    #[serde(default)]
    pub(super) testimony: Testimony,
}

impl Attachment {
    /// What was attached to a socket. None on a socket that we have hung up, or from a version that we no longer
    /// know: its page will notice that it is not answered, and come back.
    pub(super) fn of(socket: &WebSocket) -> Option<Self> {
        let written: String = socket.deserialize_attachment().ok().flatten()?;
        serde_json::from_str(&written).ok()
    }

    /// Attaches this to a socket.
    pub(super) fn put(&self, socket: &WebSocket) -> Result<()> {
        socket.serialize_attachment(serde_json::to_string(self)?)
    }

    /// Makes a socket nobody's. It may stay among the open ones for as long as its other side does not answer our close.
    pub(super) fn clear(socket: &WebSocket) {
        let _ = socket.serialize_attachment("");
    }

    /// What the room needs to know of it.
    pub(super) fn connected(&self) -> Connected {
        let Self { member, connection, arrival, told, attention, .. } = self.clone();
        Connected { member, connection, arrival, told, attention }
    }
}

//! Socket attachments: what a socket keeps while the room hibernates. Knows no storage.

use room::{HibernatedPresence, Millis, SavedConnection, SessionMark, Version};
use serde::{Deserialize, Serialize};

use super::socket::Socket;
use crate::protocol::Page;
use crate::room_counts::RoomCounts;

/// The attachment of a socket, as one string of JSON of at most 16 KiB. Of all values, a string
/// crosses into the platform and back most quickly. A field has a default unless nothing is known
/// without it, so every build reads what another one attached (the tests keep older forms).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attachment {
    /// Whose it is, and what the room has to know of it.
    pub saved: SavedConnection,
    /// The session that it was opened with; none on a socket from before that was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionMark>,
    /// When the socket was opened.
    #[serde(default)]
    pub opened_at: Millis,
    /// The page behind it.
    #[serde(flatten)]
    pub page: Page,
    /// The room's version at that time. In a room where nothing was said since, nothing else keeps
    /// it.
    #[serde(default)]
    pub version: Version,
    /// On one socket, while messages wait to be broadcast: the version up to which everyone has
    /// everything.
    #[serde(default)]
    pub broadcast_cursor: Option<Version>,
    /// Frames on it that no page of ours sends.
    #[serde(default)]
    pub bad_frames: u32,
    /// On one socket: presence of members without a connection.
    #[serde(default)]
    pub hibernated: HibernatedPresence,
    /// On one socket: what has happened in the room, for the log.
    #[serde(default)]
    pub counts: RoomCounts,
}

impl Attachment {
    /// The attachment of a connection that was just opened, in a room that is at a version.
    pub(crate) fn new(
        (saved, session): (SavedConnection, Option<SessionMark>),
        page: Page,
        version: Version,
        now: Millis,
    ) -> Self {
        let (hibernated, counts) = (HibernatedPresence::default(), RoomCounts::default());
        Self {
            saved,
            session,
            opened_at: now,
            page,
            version,
            broadcast_cursor: None,
            bad_frames: 0,
            hibernated,
            counts,
        }
    }

    /// Reads a socket's attachment. None on a socket that we have closed.
    pub(super) fn of(socket: &impl Socket) -> Option<Self> {
        serde_json::from_str(&socket.attached()?).ok()
    }

    /// Attaches this to a socket.
    pub(super) fn put(&self, socket: &impl Socket) -> worker::Result<()> {
        socket.attach(&serde_json::to_string(self)?)
    }

    /// Makes a socket nobody's. It may stay among the open ones until its other side answers our
    /// close.
    pub(super) fn clear(socket: &impl Socket) {
        let _ = socket.attach("");
    }
}

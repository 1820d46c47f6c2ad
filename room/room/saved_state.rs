//! What survives of a room while it is not in memory, and restoring it from that.

use serde::{Deserialize, Serialize};

use crate::{
    ConnectionId, Fingerprint, Fingerprints, JoinLeaveNotice, Leaving, Member, Message, Millis, NameReservations,
    Ownership, Person, Sanction, Seq, Settings, Slug, Status, UploadLimits, Version, limits,
};

/// What the storage and the open connections know of a room.
#[derive(Clone, Debug)]
pub struct SavedState {
    /// Which room.
    pub slug: Slug,
    /// The highest version in the storage; none if the room was never founded.
    pub version: Option<Version>,
    /// When an owner deleted the room, while the archive may still hold something of it.
    pub deleted_at: Option<Millis>,
    /// What the owners decided.
    pub settings: Settings,
    /// How long after it was said a message may be edited: the operator's setting.
    pub edit_window_ms: Millis,
    /// How much may be uploaded: the operator's settings.
    pub upload_limits: UploadLimits,
    /// Who owns the room.
    pub ownership: Ownership,
    /// Who is muted or banned.
    pub sanctions: Vec<Sanction>,
    /// The address that founded the room.
    pub founded_from: Option<Fingerprint>,
    /// Who founded it, in all rooms.
    pub founder: Option<Person>,
    /// The newest messages, oldest first: at least those of the last
    /// [`SEND_BURST`](limits::SEND_BURST) × [`SEND_INTERVAL_MS`](limits::SEND_INTERVAL_MS), and of
    /// what slow mode asks for ([`Settings::remembered_ms`]), so that no crash renews anybody's
    /// allowance.
    pub recent: Vec<Message>,
    /// The removed messages whose text is still stored, and when they were removed.
    pub undoable: Vec<(Seq, Millis)>,
    /// The open connections, in any order.
    pub connections: Vec<SavedConnection>,
    /// What hibernated with one of the connections.
    pub hibernated: HibernatedPresence,
    /// What was last stored about the room's being in use.
    pub presence_marker: PresenceMarker,
}

/// An open connection, as its socket's attachment keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedConnection {
    /// Whose it is.
    pub member: Member,
    /// Which.
    pub connection: ConnectionId,
    /// When its member joined, as [`Room::arrival`] gave it.
    #[serde(default)]
    pub arrival: Millis,
    /// Whether the arrival of its member was announced.
    #[serde(default)]
    pub announced: bool,
    /// Whether somebody looks at its page.
    #[serde(default)]
    pub status: Status,
    /// Where it comes from, if the Worker said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Fingerprints>,
}

/// Presence of members who have no connection themselves. It hibernates in another member's socket
/// attachment, so it is bounded: together its lists fit one attachment (16 KiB).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HibernatedPresence {
    /// Members in their grace period, at most
    /// [`HIBERNATED_LEAVING_MAX`](limits::HIBERNATED_LEAVING_MAX).
    pub leaving: Vec<Leaving>,
    /// Names that are still reserved.
    pub reservations: NameReservations,
    /// Who joined and left since something was last said.
    pub notice: JoinLeaveNotice,
}

impl HibernatedPresence {
    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.leaving.is_empty() && self.reservations.is_empty() && self.notice.is_empty()
    }
}

/// Whether the room is in use, as the storage keeps it. A room that wakes without sockets although
/// it was in use has crashed; without this marker it could not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PresenceMarker {
    /// Nobody was ever here.
    #[default]
    #[serde(alias = "Nobody")]
    NeverUsed,
    /// Members were here.
    #[serde(alias = "Somebody")]
    InUse,
    /// The last member left; these names were still reserved.
    #[serde(alias = "Gone")]
    Empty(NameReservations),
}

impl SavedState {
    /// A room of which nothing is known.
    #[must_use]
    pub fn empty(slug: Slug) -> Self {
        Self {
            slug,
            version: None,
            deleted_at: None,
            settings: Settings::default(),
            edit_window_ms: limits::EDIT_WINDOW_MS,
            upload_limits: UploadLimits::default(),
            ownership: Ownership::default(),
            sanctions: Vec::new(),
            founded_from: None,
            founder: None,
            recent: Vec::new(),
            undoable: Vec::new(),
            connections: Vec::new(),
            hibernated: HibernatedPresence::default(),
            presence_marker: PresenceMarker::default(),
        }
    }
}

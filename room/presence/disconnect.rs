//! How a connection ends, and the members who are in their grace period after it.

use serde::{Deserialize, Serialize};

use crate::{Member, Millis, Status, limits};

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisconnectReason {
    /// It was closed, or it broke: its member may be reloading, or in a tunnel.
    Closed,
    /// It was none: its member's page can have no connection, and asks for what is new.
    Polled,
    /// It sent nothing for so long that the grace period is over already.
    TimedOut,
    /// Its member left on purpose, and nobody waits for them.
    Left,
}

impl DisconnectReason {
    /// How long the member may still come back unnoticed, in milliseconds.
    pub(crate) fn grace_ms(self) -> Millis {
        match self {
            Self::Closed => limits::LEAVE_GRACE_MS,
            Self::Polled => limits::POLL_GRACE_MS,
            Self::TimedOut | Self::Left => 0,
        }
    }
}

/// A member whose last connection is gone and who may still come back unnoticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Who.
    pub member: Member,
    /// When they joined, as [`Room::arrival`](crate::Room::arrival) gave it.
    #[serde(default)]
    pub arrival: Millis,
    /// Whether their arrival was announced.
    #[serde(default)]
    pub announced: bool,
    /// Whether they were away before they disconnected.
    #[serde(default)]
    pub status: Status,
    /// When they will be gone, by the room's monotonic clock.
    #[serde(default)]
    pub gone_at: Millis,
    /// How long their grace period is in all.
    #[serde(default = "usual_grace_ms", skip_serializing_if = "is_usual_grace")]
    pub grace_ms: Millis,
}

/// What is meant where nothing is said: attachments are short.
fn usual_grace_ms() -> Millis {
    limits::LEAVE_GRACE_MS
}

fn is_usual_grace(grace_ms: &Millis) -> bool {
    *grace_ms == limits::LEAVE_GRACE_MS
}

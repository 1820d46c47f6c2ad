//! Whether a member is active or away.

use serde::{Deserialize, Serialize};

use crate::{Member, Role};

/// Presence status of a page, or of a member with all their pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Nobody has looked at it for [`AWAY_AFTER_MS`](crate::limits::AWAY_AFTER_MS).
    Away,
    /// Somebody looks at it, or did a moment ago. A new connection begins so; its page says
    /// otherwise if it has to. A value of a later build is read as this.
    #[default]
    #[serde(other)]
    Active,
}

/// A member who is here, as the list of members shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentMember {
    /// Who.
    pub member: Member,
    /// Away only if all their pages are.
    #[serde(default)]
    pub status: Status,
    /// What they may do in the room.
    #[serde(default)]
    pub role: Role,
}

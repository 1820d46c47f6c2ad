//! The audit log of a room: who decided what about it. It holds no message and no name; names are
//! looked up when it is read.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, Role, Seq, SingleLineText};

/// One decision about a room or about somebody in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// When.
    pub at: Millis,
    /// Who decided it.
    pub by: MemberId,
    /// What.
    pub action: AuditAction,
    /// Whom it concerns, if it is somebody.
    #[serde(default)]
    pub subject: Option<MemberId>,
    /// Why, as it was told to them; empty if nobody said.
    #[serde(default)]
    pub reason: SingleLineText,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditAction {
    /// The settings are others.
    SettingsChanged,
    /// A link was made that gives a role.
    RoleLinkMade(Role),
    /// Somebody has a role by such a link.
    RoleGiven(Role),
    /// Somebody has the role no more.
    RoleRemoved(Role),
    /// Somebody may say nothing, until then; none: for good.
    Muted(Option<Millis>),
    /// Somebody may not come in, until then; none: for good.
    Banned(Option<Millis>),
    /// Somebody may speak again.
    Unmuted,
    /// Somebody may come in again.
    Unbanned,
    /// A message of somebody else was removed.
    MessageRemoved(Seq),
    /// A message that was removed is back.
    MessageRestored(Seq),
    /// All messages of somebody were removed.
    MessagesRemoved,
    /// All those are back.
    MessagesRestored,
    /// The operator closed the room.
    Closed,
    /// The operator opened it again.
    Reopened,
    /// What only a later build knows.
    #[serde(other)]
    Other,
}

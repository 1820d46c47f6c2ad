//! What somebody may do with a message, for whoever shows it.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Message, Millis};

/// What a member may do with a message now. The room decides again when they do it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowedChanges {
    /// Give it another text.
    pub edit: bool,
    /// Take it back.
    pub remove: bool,
    /// Bring it back.
    pub undo_removal: bool,
}

impl AllowedChanges {
    /// What a member may do with a message that nobody has just removed: its author changes it, and
    /// gives it another text for so long after it was said.
    #[must_use]
    pub fn of(member: &MemberId, message: &Message, edit_window_ms: Millis, now: Millis) -> Self {
        let is_own = message.member == *member && message.removal.is_none();
        Self { edit: is_own && is_editable(message, edit_window_ms, now), remove: is_own, undo_removal: false }
    }
}

/// Whether a message is young enough for another text.
pub(crate) fn is_editable(message: &Message, edit_window_ms: Millis, now: Millis) -> bool {
    now - message.said_at <= edit_window_ms
}

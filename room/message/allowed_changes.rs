//! What somebody may do with a message, for whoever shows it.

use serde::{Deserialize, Serialize};

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

//! What is read when a room is restored.

use room::{Fingerprint, Message, Millis, Ownership, PresenceMarker, Sanction, Seq, Settings, Version};

/// What the storage knows of a room that is restored.
#[derive(Default)]
pub(crate) struct StoredState {
    pub version: Option<Version>,
    pub deleted_at: Option<Millis>,
    pub settings: Settings,
    pub ownership: Ownership,
    pub founded_from: Option<Fingerprint>,
    pub sanctions: Vec<Sanction>,
    pub recent: Vec<Message>,
    pub undoable: Vec<(Seq, Millis)>,
    pub presence_marker: PresenceMarker,
}

//! Recognising a send that comes again (idempotency): the record of what it made the first time.

use crate::{Message, Seq};

/// What a member already said under the id of a send.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_family = "wasm"), expect(clippy::large_enum_variant, reason = "one at a time, answered at once"))]
pub enum Duplicate {
    /// This message.
    Recent(Message),
    /// The message at this place. The room has pruned its text; the archive has it.
    Archived(Seq),
}

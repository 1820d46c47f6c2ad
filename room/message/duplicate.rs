//! Recognising a send that comes again (idempotency): the record of what it made the first time.

use crate::{Message, Seq};

/// What a member already said under the id of a send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duplicate {
    /// This message.
    Recent(Message),
    /// The message at this place. The room has pruned its text; the archive has it.
    Archived(Seq),
}

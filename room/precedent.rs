//! A send that came before.

use crate::{Message, Seq};

/// What a member said earlier under the id of a send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precedent {
    /// This message.
    Here(Message),
    /// The message at this place. The room has handed its text over to the store and knows no more of it.
    Archived(Seq),
}

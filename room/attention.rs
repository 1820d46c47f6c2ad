//! Whether anybody looks.

use serde::{Deserialize, Serialize};

use crate::Member;

/// Whether somebody looks at a page, or at any of a member's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// Somebody does, or did a moment ago. So a new connection begins: its page says otherwise if it has to.
    #[default]
    Here,
    /// Nobody has for [`AWAY_AFTER_MS`](crate::limits::AWAY_AFTER_MS).
    Away,
}

/// A member, as the list of people shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub member: Member,
    /// Whether they look at any of their pages.
    pub attention: Attention,
}

//! What changed about a message.

use super::{MemberView, Millis};

/// What happened to a message since it was said.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// Nothing: it has no words of ours.
    None,
    /// It has another text.
    Edited(MomentView<'a>),
    /// Its reader ignores its author: nothing of it is in their page.
    LeftOut,
    /// It was removed, and has no text any more.
    Removed {
        /// Who removed it.
        by: MemberView<'a>,
        /// When.
        at: MomentView<'a>,
    },
}

/// When a message changed.
#[derive(Clone, Copy, Debug)]
pub struct MomentView<'a> {
    /// When.
    pub at: Millis,
    /// The same as the reader's clock shows it, with the day unless it is the message's. None in
    /// what several are sent.
    pub local: Option<&'a str>,
}

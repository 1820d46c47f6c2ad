//! What the field for a message is made from.

use super::{Millis, PostingView, ReplyView, UploadsView};

/// The field for a message.
#[derive(Clone, Copy, Debug)]
pub struct ComposerView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// A fresh id for the next send, for browsers that send it as a form.
    pub cid: &'a str,
    /// What was typed before and refused; empty as a rule.
    pub text: &'a str,
    /// Why it was refused, as a sentence.
    pub refusal: Option<&'a str>,
    /// What the next message answers.
    pub reply: Option<ReplyView<'a>>,
    /// What owners decided about posting.
    pub posting: PostingView,
    /// The files that wait to be sent with it. None where the site takes no files.
    pub uploads: Option<UploadsView<'a>>,
}

/// Whether trying again can help somebody whose message was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It cannot.
    Never,
    /// It can, when they want to.
    ByHand,
    /// It can after so many seconds, and the page does it.
    After {
        /// At least one.
        seconds: Millis,
    },
}

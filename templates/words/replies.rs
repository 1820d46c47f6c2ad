//! The words of replies.

use maud::Markup;

/// What stands above a reply, and what is said of one that cannot be sent.
#[derive(Clone, Debug)]
pub struct Replies {
    /// Whom it answers, and what they said.
    pub to: fn(who: &Markup, what: &Markup) -> Markup,
    pub to_removed: fn(who: &Markup) -> Markup,
    pub to_earlier: &'static str,
    pub nothing_to_answer: &'static str,
    /// Above the field, before it is sent.
    pub answering: fn(who: &Markup, what: &Markup) -> Markup,
    pub answering_removed: fn(who: &Markup) -> Markup,
    pub answering_earlier: &'static str,
    pub cancel: &'static str,
    /// The label of its field.
    pub your_reply: &'static str,
    pub reply: &'static str,
}

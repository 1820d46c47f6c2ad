//! What somebody typed into the composer of a form.

use room::Seq;

/// A message that was typed.
#[derive(Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    /// The place of the message that it answers, as the form has it.
    pub(super) reply: &'a str,
}

impl Typed<'_> {
    /// The place of the message that it answers. There is none at a place that is no number: that
    /// is refused in words.
    pub(super) fn reply_to(&self) -> Option<Seq> {
        (!self.reply.is_empty()).then(|| self.reply.parse().unwrap_or_default())
    }
}

//! What a reply shows of the message that it answers.

use super::MemberView;

/// That a message answers another one.
#[derive(Clone, Copy, Debug)]
pub struct ReplyView<'a> {
    /// The place of the message that it answers.
    pub seq: i64,
    /// What is shown of that.
    pub quote: QuoteView<'a>,
}

/// A message that is answered, as it is now.
#[derive(Clone, Copy, Debug)]
pub enum QuoteView<'a> {
    /// It was said.
    Said {
        /// By whom.
        author: MemberView<'a>,
        /// On one line.
        excerpt: &'a str,
    },
    /// It was removed.
    Removed {
        /// Who had said it.
        author: MemberView<'a>,
    },
    /// It is so old that whoever draws the reply does not have it. The way there knows it.
    Unknown,
}

impl<'a> QuoteView<'a> {
    /// Who said it, if that is known.
    #[must_use]
    pub fn author(&self) -> Option<MemberView<'a>> {
        match self {
            Self::Said { author, .. } | Self::Removed { author } => Some(*author),
            Self::Unknown => None,
        }
    }
}

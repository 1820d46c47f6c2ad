//! Formatting: what people type, as a small tree of blocks and inlines.
//!
//! The rules are those of chat, and no dialect of Markdown: whatever is not meant as a mark stays
//! as it was typed. `formatting/tests/table.rs` shows them all; decision 34 says why they are
//! ours. The tree borrows from the source, which alone is stored. Leaves out how any of it looks.
//!
//! Reading never fails, and it looks at each character a few times at most, whatever comes in.

use crate::{MemberId, Mention, limits};

mod blocks;
mod code_spans;
mod emphasis;
mod excerpt;
mod inlines;
mod link_search;
mod links;
mod lists;
mod text_ranges;
mod url;

#[cfg(test)]
mod tests;

pub use excerpt::excerpt;
pub(crate) use link_search::{has_link, may_have_link};
pub(crate) use text_ranges::text_ranges;
pub use url::Url;

/// A part of a message that begins on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines of text, up to an empty one.
    Paragraph(Vec<Inline<'a>>),
    /// What somebody else said; at most [`limits::QUOTE_DEPTH_MAX`] in one another.
    Quote(Vec<Block<'a>>),
    /// Lines of code, as they were typed.
    Code(Vec<&'a str>),
    /// A list of items. None holds another list.
    Bullets(Vec<Vec<Inline<'a>>>),
    /// A list whose items are counted.
    Numbers {
        /// The first number, as it was typed.
        start: u32,
        /// The items.
        items: Vec<Vec<Inline<'a>>>,
    },
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text that is nothing else.
    Text(&'a str),
    /// The end of a line.
    Break,
    /// Code, as it was typed.
    Code(&'a str),
    /// Strong emphasis (bold).
    Strong(Vec<Inline<'a>>),
    /// Emphasis (italic).
    Em(Vec<Inline<'a>>),
    /// What is said no more (struck through).
    Strike(Vec<Inline<'a>>),
    /// Somebody who was named.
    Mention {
        /// Who.
        member: &'a MemberId,
        /// As it was typed, with the `@`.
        text: &'a str,
    },
    /// An address that shows itself.
    Link(Url<'a>),
    /// An address behind a text: readers have to be shown where it leads.
    MaskedLink {
        /// Where it leads.
        url: Url<'a>,
        /// What is shown; it holds no link.
        text: Vec<Inline<'a>>,
    },
}

/// What is known of a message while its lines are read.
struct Reading<'a> {
    /// How many links may still be made of it.
    links_left: usize,
    /// All of it, for the places of those who are mentioned.
    source: &'a str,
    mentions: &'a [Mention],
}

impl<'a> Reading<'a> {
    /// The one with which a part of the source begins.
    fn mention_at(&self, part: &str) -> Option<&'a Mention> {
        let start = part.as_ptr().addr().checked_sub(self.source.as_ptr().addr())?;
        // They are in the order of the text.
        let found = self.mentions.binary_search_by_key(&start, |mention| mention.start).ok()?;
        self.mentions.get(found)
    }

    /// The same for what may hold no link.
    fn without_links(&self) -> Self {
        Self { links_left: 0, ..*self }
    }
}

/// Reads a message that mentions nobody. Nothing of it is lost but its marks.
#[must_use]
pub fn parse(text: &str) -> Vec<Block<'_>> {
    parse_part(text, text, &[])
}

/// Reads a message, or a part of it: what is mentioned has its place in the whole source.
#[must_use]
pub fn parse_part<'a>(part: &'a str, source: &'a str, mentions: &'a [Mention]) -> Vec<Block<'a>> {
    // Most of what is said in a chat.
    if mentions.is_empty() && !part.bytes().any(may_be_a_mark) {
        return vec![Block::Paragraph(vec![Inline::Text(part)])];
    }
    let lines: Vec<&str> = part.split('\n').collect();
    let mut reading = Reading { links_left: limits::LINKS_MAX, source, mentions };
    blocks::parse(&lines, limits::QUOTE_DEPTH_MAX, &mut reading)
}

/// Whether a text with this byte may be more than one line of plain text. A colon is part of every
/// address. A list has two lines.
fn may_be_a_mark(byte: u8) -> bool {
    matches!(byte, b'\n' | b'>' | b'*' | b'_' | b'~' | b'`' | b'[' | b'\\' | b':')
}

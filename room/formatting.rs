//! Formatting: what people type, as a small tree of blocks and inlines.
//!
//! The rules are those of chat, and no dialect of Markdown: whatever is not meant as a mark stays
//! as it was typed. `formatting/tests/table.rs` shows them all; decision 34 says why they are
//! ours. The tree borrows from the source, which alone is stored. Leaves out how any of it looks.
//!
//! Reading never fails, and it looks at each character a few times at most, whatever comes in.

use crate::limits;

mod blocks;
mod code_spans;
mod emphasis;
mod excerpt;
mod inlines;
mod links;
mod lists;
mod url;

#[cfg(test)]
mod tests;

pub use excerpt::excerpt;
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

/// A part of a line. People who are mentioned will be another one.
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

/// Reads a message. Nothing of it is lost but its marks.
#[must_use]
pub fn parse(text: &str) -> Vec<Block<'_>> {
    // Most of what is said in a chat.
    if !text.bytes().any(may_be_a_mark) {
        return vec![Block::Paragraph(vec![Inline::Text(text)])];
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut links_left = limits::LINKS_MAX;
    blocks::parse(&lines, limits::QUOTE_DEPTH_MAX, &mut links_left)
}

/// Whether a text with this byte may be more than one line of plain text. A colon is part of every
/// address. A list has two lines.
fn may_be_a_mark(byte: u8) -> bool {
    matches!(byte, b'\n' | b'>' | b'*' | b'_' | b'~' | b'`' | b'[' | b'\\' | b':')
}

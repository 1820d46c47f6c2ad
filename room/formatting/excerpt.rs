//! Excerpts: a message as plain text on one line, for titles, previews and notifications.

use super::{Block, Inline, parse};
use crate::limits;
use crate::name::graphemes;

/// What stands in place of the rest.
const ELLIPSIS: &str = "…";

/// A message without its marks, on one line, cut to [`limits::EXCERPT_MAX_GRAPHEMES`].
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut plain = String::new();
    add_blocks(&parse(text), &mut plain);
    shortened(&plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Cut between characters as a reader counts them, so that no emoji falls apart.
fn shortened(line: &str) -> String {
    if graphemes(line).nth(limits::EXCERPT_MAX_GRAPHEMES).is_none() {
        return line.to_owned();
    }
    let kept: String = graphemes(line).take(limits::EXCERPT_MAX_GRAPHEMES - 1).collect();
    [kept.trim_end(), ELLIPSIS].concat()
}

fn add_blocks(blocks: &[Block], plain: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => add_inlines(inlines, plain),
            Block::Quote(blocks) => add_blocks(blocks, plain),
            Block::Code(lines) => plain.push_str(&lines.join(" ")),
            Block::Bullets(items) | Block::Numbers { items, .. } => {
                for item in items {
                    add_inlines(item, plain);
                    plain.push(' ');
                }
            }
        }
        plain.push(' ');
    }
}

fn add_inlines(inlines: &[Inline], plain: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Mention { member: _, text } => plain.push_str(text),
            Inline::Break => plain.push(' '),
            Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => add_inlines(inside, plain),
            Inline::Link(url) => plain.push_str(url.as_str()),
            Inline::MaskedLink { url: _, text } => add_inlines(text, plain),
        }
    }
}

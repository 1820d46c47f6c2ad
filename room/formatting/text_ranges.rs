//! Where a message is text: neither code nor part of a link.

use std::ops::Range;

use super::{Block, Inline, Reading, blocks};
use crate::limits;

/// The places of all text in a message, in order. What stands behind a backslash begins a place.
pub(crate) fn text_ranges(source: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = source.split('\n').collect();
    // An address is none less for being one of too many.
    let mut reading = Reading { links_left: usize::MAX, source, mentions: &[] };
    let mut ranges = Vec::new();
    add_blocks(&blocks::parse(&lines, limits::QUOTE_DEPTH_MAX, &mut reading), source, &mut ranges);
    ranges
}

fn add_blocks(blocks: &[Block], source: &str, ranges: &mut Vec<Range<usize>>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => add_inlines(inlines, source, ranges),
            Block::Quote(blocks) => add_blocks(blocks, source, ranges),
            Block::Code(_) => {}
            Block::Bullets(items) | Block::Numbers { items, .. } => {
                items.iter().for_each(|item| add_inlines(item, source, ranges));
            }
        }
    }
}

fn add_inlines(inlines: &[Inline], source: &str, ranges: &mut Vec<Range<usize>>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => match range_in(source, text) {
                Some(range) => ranges.push(range),
                // The space that we put between an address and the one that it may not mask.
                None => {
                    ranges.pop();
                }
            },
            Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => {
                add_inlines(inside, source, ranges);
            }
            Inline::Break | Inline::Code(_) | Inline::Mention { .. } | Inline::Link(_) | Inline::MaskedLink { .. } => {}
        }
    }
}

/// Where a part of the source stands in it; none if it is no part of it.
fn range_in(source: &str, part: &str) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
    let range = start..start + part.len();
    source.get(range.clone()).map(|_| range)
}

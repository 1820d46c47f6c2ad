//! From what somebody said to the view of its text: formatting, for a template.

use room::formatting::{self, Block, Inline, Url};
use room::{Mention, SlashCommand, emoji};
use templates::views::{BlockView, Format, Href, InlineView};

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
#[cfg(test)]
mod tests;

/// How a text is shown that somebody of this name has said, for a template.
pub(crate) fn format<'a>(text: &'a str, mentions: &'a [Mention], name: &'a str) -> Format<'a> {
    if let Some(action) = SlashCommand::action(text) {
        return Format::Action { name, blocks: blocks(formatting::parse_part(action, text, mentions)) };
    }
    if emoji::is_emoji_alone(text) {
        return Format::EmojiAlone;
    }
    let read = formatting::parse_part(text, text, mentions);
    if let [Block::Paragraph(inlines)] = &read[..]
        && inlines[..] == [Inline::Text(text)]
    {
        return Format::AsTyped;
    }
    Format::Blocks(blocks(read))
}

fn blocks(of: Vec<Block<'_>>) -> Vec<BlockView<'_>> {
    of.into_iter().map(block).collect()
}

fn block(of: Block<'_>) -> BlockView<'_> {
    match of {
        Block::Paragraph(text) => BlockView::Paragraph(inlines(text)),
        Block::Quote(inside) => BlockView::Quote(blocks(inside)),
        Block::Code(lines) => BlockView::Code(lines),
        Block::Bullets(of) => BlockView::Bullets(items(of)),
        Block::Numbers { start, items: of } => BlockView::Numbers { start, items: items(of) },
    }
}

fn items(of: Vec<Vec<Inline<'_>>>) -> Vec<Vec<InlineView<'_>>> {
    of.into_iter().map(inlines).collect()
}

fn inlines(of: Vec<Inline<'_>>) -> Vec<InlineView<'_>> {
    of.into_iter().map(inline).collect()
}

fn inline(of: Inline<'_>) -> InlineView<'_> {
    match of {
        Inline::Text(text) => InlineView::Text(text),
        Inline::Break => InlineView::Break,
        Inline::Code(code) => InlineView::Code(code),
        Inline::Strong(inside) => InlineView::Strong(inlines(inside)),
        Inline::Em(inside) => InlineView::Em(inlines(inside)),
        Inline::Strike(inside) => InlineView::Strike(inlines(inside)),
        Inline::Mention { member, text } => InlineView::Mention { member: member.as_str(), text },
        Inline::Link(url) => linked(url, InlineView::Link),
        Inline::MaskedLink { url, text } => {
            let (domain, text) = (url.domain(), inlines(text));
            linked(url, |href| InlineView::MaskedLink { href, domain, text })
        }
    }
}

/// What no page may lead to is shown as text.
fn linked<'a>(url: Url<'a>, link: impl FnOnce(Href<'a>) -> InlineView<'a>) -> InlineView<'a> {
    Href::new(url.as_str()).map_or(InlineView::Text(url.as_str()), link)
}

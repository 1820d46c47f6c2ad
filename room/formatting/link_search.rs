//! Whether a message has a link.

use super::{Block, Inline, parse};

/// Whether a text has anything that is shown as a link.
pub(crate) fn has_link(text: &str) -> bool {
    may_have_link(text) && parse(text).iter().any(block_has_link)
}

/// Whether it may, by a look that costs next to nothing: every address has a colon.
pub(crate) fn may_have_link(text: &str) -> bool {
    text.contains(':')
}

fn block_has_link(block: &Block) -> bool {
    match block {
        Block::Paragraph(inlines) => any_link(inlines),
        Block::Quote(blocks) => blocks.iter().any(block_has_link),
        Block::Code(_) => false,
        Block::Bullets(items) | Block::Numbers { items, .. } => items.iter().any(|item| any_link(item)),
    }
}

fn any_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link(_) | Inline::MaskedLink { .. } => true,
        Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => any_link(inside),
        Inline::Text(_) | Inline::Break | Inline::Code(_) | Inline::Mention { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_is_what_is_shown_as_one() {
        for text in [
            "https://a.example",
            "see HTTP://a.example/b.",
            "[here](https://a.example)",
            "> **~~https://a.example~~**",
            "- one\n- mailto:ada@a.example",
            "1. https://a.example\n2. b",
        ] {
            assert!(has_link(text), "{text}");
        }
        for text in
            ["", "a.example", "`https://a.example`", "```\nhttps://a.example\n```", "at 10:30", "ftp://a.example"]
        {
            assert!(!has_link(text), "{text}");
        }
    }
}

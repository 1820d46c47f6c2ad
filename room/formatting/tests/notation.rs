//! A tree as one line, for tables: `{b strong} {i emphasis} {s struck} {c code} {a https://…}`.
//! `{a text → https://…}` is a masked link, `⏎` the end of a line, `¶` stands between two blocks and
//! `•` between two items.

use crate::formatting::{Block, Inline, parse};

/// What a text becomes.
pub(super) fn parsed(text: &str) -> String {
    blocks(&parse(text))
}

pub(super) fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("¶")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(line) => inlines(line),
        Block::Quote(inside) => format!("{{quote {}}}", blocks(inside)),
        Block::Code(lines) => format!("{{pre {}}}", lines.join("⏎")),
        Block::Bullets(of) => format!("{{ul {}}}", items(of)),
        Block::Numbers { start, items: of } => format!("{{ol {start}: {}}}", items(of)),
    }
}

fn items(of: &[Vec<Inline>]) -> String {
    of.iter().map(|item| inlines(item)).collect::<Vec<_>>().join("•")
}

fn inlines(of: &[Inline]) -> String {
    of.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => (*text).to_owned(),
        Inline::Break => "⏎".to_owned(),
        Inline::Code(code) => format!("{{c {code}}}"),
        Inline::Strong(inside) => format!("{{b {}}}", inlines(inside)),
        Inline::Em(inside) => format!("{{i {}}}", inlines(inside)),
        Inline::Strike(inside) => format!("{{s {}}}", inlines(inside)),
        Inline::Mention { member: _, text } => format!("{{at {text}}}"),
        Inline::Link(url) => format!("{{a {}}}", url.as_str()),
        Inline::MaskedLink { url, text } => format!("{{a {} → {}}}", inlines(text), url.as_str()),
    }
}

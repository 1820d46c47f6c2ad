//! The text of a message: its blocks as markup, of our own elements only. What was typed is text in
//! them, or the address of a link.
//!
//! And how much of a text a message shows: runs of empty lines are shortened, and what is taller
//! than a screen is folded. Decided from the text alone, so that everybody is sent the same bytes.
//! The text itself stays as it was said, in the room, in the archive and for programs.
//!
//! `static/js/on_demand/message_text.js` decides the same of a message on its way, so that it is as
//! tall as it will be.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::views::{BlockView, Format, Href, InlineView};

/// Empty lines that are shown in a row. More would push what others said off the screen.
pub const BLANK_LINES_MAX: usize = 2;

/// Rows of a text that are shown whole: about a screen.
pub const FOLD_AFTER_ROWS: usize = 24;

/// Letters in a row where the log has its full width.
pub const WIDE_ROW_COLUMNS: usize = 72;

/// Letters in a row on a phone.
pub const NARROW_ROW_COLUMNS: usize = 36;

/// From here on letters count twice, as nearly all of them are as wide as two of ours (CJK, emoji).
const FIRST_WIDE: char = '\u{1100}';

/// The page that is opened neither reaches ours nor learns its address, and search engines learn
/// nothing from what people link to (user generated content).
pub(crate) const REL: &str = "noopener noreferrer nofollow ugc";

/// Where a text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// Nowhere: it fits a screen.
    Never,
    /// Where lines are short.
    Narrow,
    /// Everywhere.
    Always,
}

/// What was said. Each block has the direction of its own text. One paragraph needs no element
/// around it.
///
/// As text alone it still has its lines: that is what is read aloud and copied. Between blocks the
/// stylesheet shows none of the line ends.
#[must_use]
pub fn message_text(typed: &str, format: &Format) -> Markup {
    html! {
        @match format {
            Format::AsTyped => p.body dir="auto" { (shortened(typed)) },
            Format::EmojiAlone => p.body.emoji-alone dir="auto" { (typed) },
            Format::Blocks(of) => @if let [BlockView::Paragraph(text)] = &of[..] {
                p.body dir="auto" { (paragraph(text)) }
            } @else {
                div.body { (blocks(of, Some("auto"))) }
            },
            Format::Action { name, blocks: of } => (action(name, of)),
        }
    }
}

/// What somebody does, behind who does it.
fn action(name: &str, of: &[BlockView]) -> Markup {
    let actor = html! { "* " bdi { (name) } " " };
    html! {
        @match of {
            [BlockView::Paragraph(text)] => p.body.action dir="auto" { (actor) (paragraph(text)) },
            [BlockView::Paragraph(text), after @ ..] => div.body.action {
                p dir="auto" { (actor) (paragraph(text)) }
                @if let Some(next) = after.first() { (gap(of.first(), next)) } (blocks(after, Some("auto")))
            },
            _ => div.body.action { p dir="auto" { (actor) } "\n" (blocks(of, Some("auto"))) },
        }
    }
}

/// A quote has one direction, which is told by all that is in it: what had a `dir` of its own would
/// not count.
fn blocks(of: &[BlockView], dir: Option<&str>) -> Markup {
    html! {
        @for (n, block) in of.iter().enumerate() {
            (gap(n.checked_sub(1).and_then(|before| of.get(before)), block))
            @match block {
                BlockView::Paragraph(text) => p dir=[dir] { (paragraph(text)) },
                BlockView::Quote(inside) => blockquote dir=[dir] { (blocks(inside, None)) },
                BlockView::Code(lines) => (code_block(lines)),
                BlockView::Bullets(of) => ul { (items(of, dir)) },
                BlockView::Numbers { start, items: of } => ol start=(start) { (items(of, dir)) },
            }
        }
    }
}

/// What was typed between two blocks: paragraphs have an empty line between them.
fn gap(before: Option<&BlockView>, block: &BlockView) -> &'static str {
    match (before, block) {
        (None, _) => "",
        (Some(BlockView::Paragraph(_)), BlockView::Paragraph(_)) => "\n\n",
        (Some(_), _) => "\n",
    }
}

/// Without the surplus of empty lines before it.
fn paragraph(text: &[InlineView]) -> Markup {
    let blank_lines = text.iter().take_while(|inline| matches!(inline, InlineView::Break)).count();
    inlines(text.get(blank_lines.saturating_sub(BLANK_LINES_MAX - 1)..).unwrap_or_default())
}

fn items(of: &[Vec<InlineView>], dir: Option<&str>) -> Markup {
    html! { @for (n, item) in of.iter().enumerate() { @if n > 0 { "\n" } li dir=[dir] { (inlines(item)) } } }
}

/// Around it is the place for its button (`static/js/on_demand/code_block.js`).
fn code_block(lines: &[&str]) -> Markup {
    html! {
        div.code-block dir="ltr" {
            pre { code { @for (n, line) in lines.iter().enumerate() { @if n > 0 { "\n" } (line) } } }
        }
    }
}

fn inlines(of: &[InlineView]) -> Markup {
    html! {
        @for inline in of {
            @match inline {
                InlineView::Text(text) => (text),
                InlineView::Break => "\n",
                InlineView::Code(code) => code dir="ltr" { (code) },
                InlineView::Strong(inside) => strong { (inlines(inside)) },
                InlineView::Em(inside) => em { (inlines(inside)) },
                InlineView::Strike(inside) => s { (inlines(inside)) },
                // The same for everybody: a page marks those that mean its reader.
                InlineView::Mention { member, text } => bdi.at data-member=(member) { (text) },
                InlineView::Link(href) => (link(href)),
                InlineView::MaskedLink { href, domain, text } => (masked_link(href, domain, text)),
            }
        }
    }
}

/// An address reads from the left in any text.
fn link(href: &Href) -> Markup {
    html! { a href=(href.as_str()) target="_blank" rel=(REL) dir="ltr" { (href.as_str()) } }
}

/// A link says where it leads before somebody follows it. No mark of direction in its text reaches
/// into the domain. It has no `dir` of its own: its text counts for the direction of its block.
fn masked_link(href: &Href, domain: &str, text: &[InlineView]) -> Markup {
    html! {
        a href=(href.as_str()) target="_blank" rel=(REL) { (inlines(text)) }
        small.domain { " (" bdi { (domain) } ")" }
    }
}

/// The text without the surplus of empty lines.
fn shortened(text: &str) -> Cow<'_, str> {
    // Nearly every text: a run needs at least as many line ends.
    if text.bytes().filter(|byte| *byte == b'\n').count() <= BLANK_LINES_MAX + 1 {
        return Cow::Borrowed(text);
    }
    let mut blank_lines = 0;
    let is_kept = |line: &&str| {
        blank_lines = if line.chars().all(is_blank) { blank_lines + 1 } else { 0 };
        blank_lines <= BLANK_LINES_MAX
    };
    Cow::Owned(text.split('\n').filter(is_kept).collect::<Vec<_>>().join("\n"))
}

/// Where a text is folded.
pub(crate) fn fold(text: &str) -> Fold {
    let text = &*shortened(text);
    // Nearly every text: no letter is wider than it has bytes.
    let most_rows = text.len() / NARROW_ROW_COLUMNS + text.split('\n').count();
    if most_rows <= FOLD_AFTER_ROWS {
        Fold::Never
    } else if rows(text, WIDE_ROW_COLUMNS) > FOLD_AFTER_ROWS {
        Fold::Always
    } else if rows(text, NARROW_ROW_COLUMNS) > FOLD_AFTER_ROWS {
        Fold::Narrow
    } else {
        Fold::Never
    }
}

fn rows(text: &str, columns: usize) -> usize {
    let width = |line: &str| line.chars().map(|c| if c < FIRST_WIDE { 1 } else { 2 }).sum::<usize>();
    text.split('\n').map(|line| width(line).div_ceil(columns).max(1)).sum()
}

/// Whether nothing of a letter is seen: white space, control characters, and what Unicode calls
/// default ignorable, with the empty Braille pattern.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_of_empty_lines_is_shortened_to_two() {
        for (said, shown) in [
            ("one\n\n\ntwo", "one\n\n\ntwo"),
            ("one\n\n\n\ntwo", "one\n\n\ntwo"),
            ("one\n \n\t\n\u{200B}\n\u{3164}\u{2800}\n\ntwo\n\n\n\n\nthree", "one\n \n\t\ntwo\n\n\nthree"),
            ("a\nb\nc\nd\ne", "a\nb\nc\nd\ne"),
        ] {
            assert_eq!(shortened(said), shown, "{said:?}");
        }
    }

    #[test]
    fn text_of_more_than_a_screen_is_folded() {
        let lines = |count: usize| vec!["line"; count].join("\n");
        for (text, folded) in [
            (String::new(), Fold::Never),
            (lines(FOLD_AFTER_ROWS), Fold::Never),
            (lines(FOLD_AFTER_ROWS + 1), Fold::Always),
            ("x".repeat(FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS), Fold::Never),
            ("x".repeat(FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS + 1), Fold::Narrow),
            ("語".repeat(FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS / 2 + 1), Fold::Narrow),
            ("x".repeat(FOLD_AFTER_ROWS * WIDE_ROW_COLUMNS + 1), Fold::Always),
        ] {
            assert_eq!(fold(&text), folded, "{} bytes", text.len());
        }
    }
}

//! What holds of the markup of any text, as a browser reads it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use room::formatting::{Block, Inline, parse_part};
use room::{Body, MemberId, Mention, SlashCommand, limits};
use scraper::node::Element;
use scraper::{Html, Node};
use templates::views::Format;

use super::format;

/// All of our own elements, each with the attributes that it may have.
const ELEMENTS: [(&str, &[&str]); 14] = [
    ("a", &["dir", "href", "rel", "target"]),
    ("bdi", &["class", "data-member"]),
    ("blockquote", &["dir"]),
    ("code", &["dir"]),
    ("div", &["class", "dir"]),
    ("em", &[]),
    ("li", &["dir"]),
    ("ol", &["start"]),
    ("p", &["class", "dir"]),
    ("pre", &[]),
    ("s", &[]),
    ("small", &["class"]),
    ("strong", &[]),
    ("ul", &[]),
];

/// What stands for formatting, and is not shown itself.
const MARKS: &str = "*_~`\\[]()<>-.:/#0123456789";

/// Nothing can be seen of these: what Unicode calls default ignorable, and the empty pattern of
/// Braille.
const INVISIBLE: [RangeInclusive<char>; 16] = [
    '\u{AD}'..='\u{AD}',
    '\u{34F}'..='\u{34F}',
    '\u{61C}'..='\u{61C}',
    '\u{115F}'..='\u{1160}',
    '\u{17B4}'..='\u{17B5}',
    '\u{180B}'..='\u{180F}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FFA0}'..='\u{FFF8}',
    '\u{1BCA0}'..='\u{1D17A}',
    '\u{E0000}'..='\u{E0FFF}',
];

/// Who is mentioned by whatever follows an `@`.
const MENTIONED: &str = "adaadaadaadaada2";

/// A text that is accepted is shown whole, by our own elements only: nothing of what was typed
/// becomes an element, an attribute or an address that a page may not lead to.
///
/// # Panics
/// If it is not so.
pub fn markup(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    let Ok(body) = Body::parse(&typed) else { return };
    let text = body.as_str();
    assert_eq!(Body::parse(text).as_ref(), Ok(&body), "an accepted text is accepted again");
    assert!((1..=limits::BODY_MAX_CHARS).contains(&text.chars().count()));
    assert!(!text.contains(['\r', '\0']), "{text:?}");
    for mentions in [Vec::new(), mentions(text)] {
        assert_is_shown_whole(text, &mentions);
    }
}

/// What has to hold of a text, whoever it mentions.
pub(crate) fn assert_is_shown_whole(typed: &str, mentions: &[Mention]) {
    let view = format(typed, mentions, "Ada");
    let page = Html::parse_fragment(&templates::message_text(typed, &view).0);
    assert_only_our_elements(&page, typed);
    assert_safe_links(&page, typed);
    let shown_text = text(&page);
    match &view {
        Format::AsTyped | Format::EmojiAlone => assert_eq!(lines(&shown_text), lines(typed)),
        Format::Blocks(_) => {
            assert_eq!(lines(&shown_text), lines(&shown(&parse_part(typed, typed, mentions))), "{typed:?}");
            assert_nothing_is_added_or_lost(&page, &shown_text, typed);
        }
        Format::Action { .. } => {
            let action = SlashCommand::action(typed).unwrap_or_default();
            let said = shown(&parse_part(action, typed, mentions));
            let without_space = |text: &str| text.split_whitespace().collect::<String>();
            assert!(without_space(&shown_text).ends_with(&without_space(&said)), "{shown_text:?}: {typed:?}");
        }
    }
}

/// Each character that is shown was typed, in this order, and what is not shown is a mark, the
/// address behind a masked link, or the language of a block of code.
fn assert_nothing_is_added_or_lost(page: &Html, shown: &str, typed: &str) {
    let visible = |text: &str| text.chars().filter(|c| is_visible(*c)).collect::<Vec<_>>();
    let mut rest = visible(typed).into_iter();
    for c in visible(shown) {
        assert!(rest.any(|typed| typed == c), "{c:?} was not typed there: {shown:?}, {typed:?}");
    }
    let mut missing: BTreeMap<char, isize> = BTreeMap::new();
    visible(typed).into_iter().for_each(|c| *missing.entry(c).or_default() += 1);
    let hidden =
        elements(page).into_iter().filter_map(|element| element.attr("href")).chain([shown]).collect::<String>();
    visible(&hidden).into_iter().for_each(|c| *missing.entry(c).or_default() -= 1);
    let of_fences = typed.lines().filter(|line| line.contains("```") || line.contains("~~~"));
    of_fences.flat_map(visible).for_each(|c| *missing.entry(c).or_default() -= 1);
    let lost = missing.into_iter().find(|(c, count)| *count > 0 && !MARKS.contains(*c));
    assert_eq!(lost, None, "{shown:?} of {typed:?}");
}

/// Whether a line with only this counts as one. Lines without are shortened.
fn is_visible(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || INVISIBLE.iter().any(|range| range.contains(&c)))
}

/// Fails if anything in a page is not ours.
pub(super) fn assert_only_our_elements(page: &Html, typed: &str) {
    for element in elements(page) {
        let known = ELEMENTS.iter().find(|(name, _)| *name == element.name()).map(|(_, attributes)| *attributes);
        let unknown = element.attrs().find(|(name, _)| !known.unwrap_or_default().contains(name));
        assert!(known.is_some() && unknown.is_none(), "{}, {unknown:?}: {typed:?}", element.name());
    }
    let strange =
        page.tree.nodes().find(|node| matches!(node.value(), Node::Comment(_) | Node::ProcessingInstruction(_)));
    assert!(strange.is_none(), "{strange:?}: {typed:?}");
}

/// Links lead to the web or a mailbox, and tell nobody where they were.
fn assert_safe_links(page: &Html, typed: &str) {
    for element in elements(page) {
        let Some(href) = element.attr("href") else { continue };
        let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        assert!(matches!(scheme.as_deref(), Some("https" | "http" | "mailto")), "{href}: {typed:?}");
        assert!(typed.contains(href), "{href}: {typed:?}");
        assert_eq!(element.attr("rel"), Some("noopener noreferrer nofollow ugc"));
    }
}

/// Mentions of the few characters behind each `@`, up to the end of a line.
pub(super) fn mentions(typed: &str) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let Ok(member) = MemberId::parse(MENTIONED) else { return mentions };
    for (start, after) in typed.match_indices('@').map(|(start, _)| (start, typed.get(start..).unwrap_or_default())) {
        let len = after.chars().take(4).take_while(|c| *c != '\n').map(char::len_utf8).sum();
        if mentions.last().is_none_or(|last| last.range().end <= start) {
            mentions.push(Mention { start, len, member: member.clone() });
        }
    }
    mentions
}

/// The elements of a page, without those around everything.
pub(super) fn elements(page: &Html) -> Vec<&Element> {
    let elements = page.tree.nodes().filter_map(|node| node.value().as_element());
    elements.filter(|of| !matches!(of.name(), "html" | "body")).collect()
}

/// The text of a page, without the domains that we add.
pub(super) fn text(page: &Html) -> String {
    let is_domain = |node: &Node| node.as_element().is_some_and(|of| of.attr("class") == Some("domain"));
    let typed = page.tree.nodes().filter(|node| !node.ancestors().any(|above| is_domain(above.value())));
    typed.filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect()
}

/// The lines of a text in which something stands.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split('\n').filter(|line| !line.trim().is_empty()).collect()
}

/// What a tree shows, on its lines.
pub(super) fn shown(blocks: &[Block]) -> String {
    let items = |items: &[Vec<Inline>]| items.iter().map(|item| shown_inlines(item) + "\n").collect::<String>();
    let shown = |block: &Block| match block {
        Block::Paragraph(inlines) => shown_inlines(inlines),
        Block::Quote(inside) => shown(inside),
        Block::Code(lines) => lines.join("\n"),
        Block::Bullets(of) | Block::Numbers { items: of, .. } => items(of),
    };
    blocks.iter().map(|block| shown(block) + "\n").collect()
}

fn shown_inlines(inlines: &[Inline]) -> String {
    let shown = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Mention { member: _, text } => (*text).to_owned(),
        Inline::Break => "\n".to_owned(),
        Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => shown_inlines(inside),
        Inline::Link(url) => url.as_str().to_owned(),
        Inline::MaskedLink { url: _, text } => shown_inlines(text),
    };
    inlines.iter().map(shown).collect()
}

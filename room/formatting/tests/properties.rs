//! What holds whatever somebody types.

use proptest::prelude::*;

use super::notation;
use crate::formatting::blocks::is_blank;
use crate::formatting::{Block, Inline, excerpt, parse};
use crate::{limits, name};

/// Marks, and what marks stand beside.
const WORDS: &str = "* ** *** _ __ ~~ ~ ` `` ``` \\ \\* [ ]( ] ( ) > 1 a bc ö 「 שלום 👍 ¯\\_(ツ)_/¯ <b> &amp; . , 。 :// www. \
    https://a.example http://b.example/c_(d) mailto:a@b.example https://u:p@a.example [a](https://a.example/b)";
const BETWEEN: [&str; 16] = [
    " ",
    "\t",
    "\n",
    "\n\n",
    "\n> ",
    "> > ",
    "\n- ",
    "- ",
    "* ",
    "• ",
    "1. ",
    "\n2. ",
    "\n```\n",
    "```rust\n",
    "\u{200B}",
    "\u{202E}",
];

/// Runs of marks that open after one another, and close in the other order.
fn nested() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&["*", "**", "***", "_", "__", "~~"]), 2..7).prop_map(|runs| {
        let opened: String = runs.iter().map(|run| format!("{run}a ")).collect();
        let closed: String = runs.iter().rev().map(|run| format!(" z{run}")).collect();
        opened + &closed
    })
}

fn typed() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let piece = prop_oneof![
        6 => prop::sample::select(words).prop_map(str::to_owned),
        3 => prop::sample::select(&BETWEEN).prop_map(str::to_owned),
        1 => nested(),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

/// All that a tree shows, in order.
fn shown<'a>(blocks: &[Block<'a>]) -> Vec<&'a str> {
    let mut shown = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => add(inlines, &mut shown),
            Block::Quote(inside) => shown.extend(self::shown(inside)),
            Block::Code(lines) => shown.extend(lines),
            Block::Bullets(items) | Block::Numbers { items, .. } => items.iter().for_each(|item| add(item, &mut shown)),
        }
    }
    shown.retain(|text| !text.is_empty());
    shown
}

fn add<'a>(inlines: &[Inline<'a>], shown: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Mention { member: _, text } => shown.push(text),
            Inline::Break => {}
            Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => add(inside, shown),
            Inline::Link(url) => shown.push(url.as_str()),
            Inline::MaskedLink { url, text } => {
                add(text, shown);
                shown.push(url.as_str());
            }
        }
    }
}

/// Whether nothing is between two texts that are shown but marks, and lines that show nothing. An
/// address that is masked by itself is shown once, and a fence without its language.
fn are_marks(between: &str, next: &str) -> bool {
    let between = between.replace(&format!("[{next}]("), "");
    let mut lines: Vec<&str> = between.split('\n').collect();
    let end_of_line = lines.remove(0);
    // Behind the last line feed, the line of the next text begins.
    let start_of_line = if next.is_empty() { None } else { lines.pop() };
    let shows_nothing = |line: &str| is_blank(line) || are_marks_within_a_line(line);
    are_marks_within_a_line(end_of_line)
        && lines.into_iter().map(without_marks_of_blocks).all(shows_nothing)
        && start_of_line.map(without_marks_of_blocks).is_none_or(are_marks_within_a_line)
}

fn are_marks_within_a_line(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "*_~`\\[]()".contains(c))
}

fn without_marks_of_blocks(line: &str) -> &str {
    let line = line.trim_start_matches("> ");
    let line = if line == ">" || line.starts_with("```") { "" } else { line };
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = after_digits != line && after_digits.starts_with([')', '.']);
    let marks: &[char] = if is_number { &[')', '.'] } else { &['-', '•'] };
    if is_number { after_digits } else { line }.strip_prefix(marks).unwrap_or(line)
}

/// What is between the texts that are shown, each with the text behind it.
fn hidden<'a>(typed: &'a str, shown: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut hidden = Vec::new();
    let mut end = 0;
    // The space between a text and the address that it may not mask is ours.
    let is_typed = |text: &&&str| typed.as_bytes().as_ptr_range().contains(&text.as_ptr());
    for text in shown.iter().filter(is_typed) {
        let start = text.as_ptr() as usize - typed.as_ptr() as usize;
        assert!(start >= end, "{text:?} is shown twice or too late: {shown:?}");
        hidden.push((&typed[end..start], *text));
        end = start + text.len();
    }
    hidden.push((&typed[end..], ""));
    hidden
}

fn quotes(blocks: &[Block]) -> usize {
    let depth = |block: &Block| if let Block::Quote(inside) = block { 1 + quotes(inside) } else { 0 };
    blocks.iter().map(depth).max().unwrap_or(0)
}

fn emphasis(inlines: &[Inline]) -> usize {
    let depth = |inline: &Inline| match inline {
        Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => 1 + emphasis(inside),
        Inline::MaskedLink { text, .. } => emphasis(text),
        Inline::Text(_) | Inline::Break | Inline::Code(_) | Inline::Mention { .. } | Inline::Link(_) => 0,
    };
    inlines.iter().map(depth).max().unwrap_or(0)
}

fn deepest_emphasis(blocks: &[Block]) -> usize {
    let depth = |block: &Block| match block {
        Block::Paragraph(inlines) => emphasis(inlines),
        Block::Quote(inside) => deepest_emphasis(inside),
        Block::Code(_) => 0,
        Block::Bullets(items) | Block::Numbers { items, .. } => {
            items.iter().map(|item| emphasis(item)).max().unwrap_or(0)
        }
    };
    blocks.iter().map(depth).max().unwrap_or(0)
}

/// A line as somebody means it: how it is typed, and the notation of what it becomes. Words are
/// around every mark, so that each is where it may stand.
fn meant(levels: u32) -> BoxedStrategy<(String, String)> {
    let same = |text: String| (text.clone(), text);
    let leaf = prop_oneof![
        4 => "[a-z]{1,8}( [a-zäöü]{1,5}){0,2}".prop_map(same),
        1 => "[a-z*_~\\[\\]\\\\ ]{0,4}[a-z*_]".prop_map(|code| (format!("`{code}`"), format!("{{c {code}}}"))),
        1 => "[a-z]{1,3}(_[a-z]{1,3}){0,2}".prop_map(|path| {
            let url = format!("https://a.example/{path}");
            (url.clone(), format!("{{a {url}}}"))
        }),
        1 => "[a-z]{1,5}".prop_map(|word| (format!("[{word}](https://a.example/{word})"), format!("{{a {word} → https://a.example/{word}}}"))),
        1 => "[*_~`\\[\\]@:>]".prop_map(|mark| (format!("\\{mark}"), mark)),
    ];
    let mut line = leaf.boxed();
    for (mark, name) in [("~~", 's'), ("_", 'i'), ("**", 'b')].into_iter().take(levels as usize) {
        let emphasised = line.clone().prop_map(move |(typed, becomes)| {
            (format!("{mark}a {typed} z{mark}"), format!("{{{name} a {becomes} z}}"))
        });
        line = prop_oneof![line, emphasised].boxed();
    }
    prop::collection::vec(line, 1..5)
        .prop_map(|parts| {
            let (typed, becomes): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            (format!("x {} x", typed.join(" ")), format!("x {} x", becomes.join(" ")))
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_but_marks_is_lost(typed in typed()) {
        // Marks of blocks follow a line feed: an empty line changes nothing.
        let typed = format!("\n{typed}");
        let blocks = parse(&typed);
        for (hidden, next) in hidden(&typed, &shown(&blocks)) {
            prop_assert!(are_marks(hidden, next), "{:?} of {:?} is lost: {}", hidden, typed, notation::blocks(&blocks));
        }
    }

    #[test]
    fn trees_are_never_deeper_than_their_limits(typed in typed()) {
        let blocks = parse(&typed);
        prop_assert!(quotes(&blocks) <= limits::QUOTE_DEPTH_MAX, "{:?}", typed);
        prop_assert!(deepest_emphasis(&blocks) <= limits::EMPHASIS_DEPTH_MAX, "{:?}", typed);
    }

    #[test]
    fn line_becomes_what_was_meant((typed, becomes) in meant(3)) {
        prop_assert_eq!(notation::parsed(&typed), becomes, "{:?}", typed);
    }

    #[test]
    fn text_without_marks_is_one_line_of_text(typed in "[^\n>*_~`\\[\\\\:]{1,40}") {
        prop_assert_eq!(parse(&typed), [Block::Paragraph(vec![Inline::Text(&typed)])]);
    }

    #[test]
    fn excerpt_is_short_and_on_one_line(typed in typed()) {
        let excerpt = excerpt(&typed);
        prop_assert!(name::graphemes(&excerpt).count() <= limits::EXCERPT_MAX_GRAPHEMES);
        prop_assert!(!excerpt.chars().any(|c| c.is_whitespace() && c != ' '), "{:?}", excerpt);
    }
}

/// The first property can fail.
#[test]
fn lost_letter_is_found() {
    for (typed, kept, lost) in [("**a** bc", "b", "c"), ("- a", "a", "- "), ("a\n1. 2. b", "b", "a\n1. 2. ")] {
        let start = typed.find(kept).unwrap();
        let hidden = hidden(typed, &[&typed[start..start + kept.len()]]);
        let found: Vec<_> = hidden.into_iter().filter(|(hidden, next)| !are_marks(hidden, next)).collect();
        assert!(found.iter().any(|(hidden, _)| hidden.ends_with(lost)), "{typed:?}: {found:?}");
    }
}

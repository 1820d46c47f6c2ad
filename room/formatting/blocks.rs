//! Blocks: paragraphs, quotes and fenced code, line by line. There are no headings, rules, tables,
//! definitions, indented code or HTML.

use super::{Block, Inline, Reading, inlines, lists};
use crate::message::body::is_visible;

/// The pattern without a dot is a letter to Unicode, and a space to whoever looks at it.
const EMPTY_BRAILLE: char = '\u{2800}';

/// What fences code, if not more of the same.
const FENCE: &str = "```";

/// Reads lines, in which quotes may stand in one another as deep as `quotes_left`.
pub(super) fn parse<'a>(lines: &[&'a str], quotes_left: usize, reading: &mut Reading<'a>) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut paragraph = Vec::new();
    let mut after_blank_line = false;
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        if let Some((block, after)) = parse_block(rest, quotes_left, reading) {
            end_paragraph(&mut paragraph, &mut blocks);
            blocks.push(block);
            after_blank_line = false;
            rest = after;
            continue;
        }
        if !is_blank(line) {
            add_line(line, &mut paragraph, reading);
            after_blank_line = false;
        } else if !after_blank_line {
            end_paragraph(&mut paragraph, &mut blocks);
            after_blank_line = true;
        } else if !blocks.is_empty() {
            // A wider gap was typed, so it is shown: empty lines before what follows.
            paragraph.push(Inline::Break);
        }
        rest = after;
    }
    end_paragraph(&mut paragraph, &mut blocks);
    blocks
}

fn add_line<'a>(line: &'a str, paragraph: &mut Vec<Inline<'a>>, reading: &mut Reading<'a>) {
    if !matches!(paragraph.last(), None | Some(Inline::Break)) {
        paragraph.push(Inline::Break);
    }
    inlines::parse(line, reading, paragraph);
}

/// A gap that no text follows is none.
fn end_paragraph<'a>(paragraph: &mut Vec<Inline<'a>>, blocks: &mut Vec<Block<'a>>) {
    let inlines = std::mem::take(paragraph);
    if inlines.iter().any(|inline| *inline != Inline::Break) {
        blocks.push(Block::Paragraph(inlines));
    }
}

/// The block that these lines begin with, if it is no paragraph, and the lines after it.
fn parse_block<'a, 'l>(
    lines: &'l [&'a str],
    quotes_left: usize,
    reading: &mut Reading<'a>,
) -> Option<(Block<'a>, &'l [&'a str])> {
    fenced_code(lines).or_else(|| quote(lines, quotes_left, reading)).or_else(|| lists::parse(lines, reading))
}

/// Code between fences; without the second one, to the end. The language that may be named behind
/// the first one is a mark. Fences around nothing are text.
fn fenced_code<'a, 'l>(lines: &'l [&'a str]) -> Option<(Block<'a>, &'l [&'a str])> {
    let (first, rest) = lines.split_first()?;
    let ticks = opening_fence(first)?;
    let end = rest.iter().position(|line| is_closing_fence(line, ticks)).unwrap_or(rest.len());
    let (code, after) = rest.split_at_checked(end).filter(|(code, _)| !code.is_empty())?;
    Some((Block::Code(code.to_vec()), after.get(1..).unwrap_or_default()))
}

fn opening_fence(line: &str) -> Option<usize> {
    let ticks = count_ticks(line);
    let language = line.get(ticks..)?.trim();
    let is_word = !language.contains(|c: char| c == '`' || c.is_whitespace());
    (line.starts_with(FENCE) && is_word).then_some(ticks)
}

fn is_closing_fence(line: &str, opening_ticks: usize) -> bool {
    let ticks = count_ticks(line);
    ticks >= opening_ticks && line.get(ticks..).is_some_and(is_blank)
}

fn count_ticks(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

/// Lines that all have the mark of a quote: one that has none ends it.
fn quote<'a, 'l>(
    lines: &'l [&'a str],
    quotes_left: usize,
    reading: &mut Reading<'a>,
) -> Option<(Block<'a>, &'l [&'a str])> {
    let quotes_left = quotes_left.checked_sub(1)?;
    let quoted: Vec<&str> = lines.iter().map_while(|line| quoted_text(line)).collect();
    let (typed, after) = lines.split_at_checked(quoted.len()).filter(|(typed, _)| !typed.is_empty())?;
    let blocks = parse(&quoted, quotes_left, reading);
    // If it were tried again at each of its lines, a long quote of nothing would take for ever.
    Some((if blocks.is_empty() { as_typed(typed) } else { Block::Quote(blocks) }, after))
}

/// What is quoted on this line. `>_<` is a face.
fn quoted_text(line: &str) -> Option<&str> {
    line.strip_prefix("> ").or_else(|| (line == ">").then_some(""))
}

fn as_typed<'a>(lines: &[&'a str]) -> Block<'a> {
    let mut inlines = Vec::new();
    for line in lines {
        if !inlines.is_empty() {
            inlines.push(Inline::Break);
        }
        inlines.push(Inline::Text(line));
    }
    Block::Paragraph(inlines)
}

/// Whether a line shows nothing.
pub(super) fn is_blank(line: &str) -> bool {
    !line.chars().any(|c| is_visible(c) && c != EMPTY_BRAILLE)
}

//! Lists: at least two lines that begin alike. A line alone that begins with a dash or a number is
//! no list ("1. April").

use super::blocks::is_blank;
use super::{Block, Inline, Reading, inlines};
use crate::limits;

/// What a bullet is typed as.
const BULLETS: [&str; 3] = ["- ", "* ", "• "];

/// The list that these lines begin with, and the lines after it.
pub(super) fn parse<'a, 'l>(lines: &'l [&'a str], reading: &mut Reading<'a>) -> Option<(Block<'a>, &'l [&'a str])> {
    bullets(lines, reading).or_else(|| numbers(lines, reading))
}

fn bullets<'a, 'l>(lines: &'l [&'a str], reading: &mut Reading<'a>) -> Option<(Block<'a>, &'l [&'a str])> {
    let items: Vec<&str> = lines.iter().map_while(|line| bullet(line)).collect();
    let after = lines.get(items.len()..).filter(|_| items.len() > 1)?;
    Some((Block::Bullets(parse_items(&items, reading)), after))
}

/// Lines of which each counts one more than the line before it. Whoever typed other numbers meant
/// those.
fn numbers<'a, 'l>(lines: &'l [&'a str], reading: &mut Reading<'a>) -> Option<(Block<'a>, &'l [&'a str])> {
    let (start, _) = number(lines.first()?)?;
    let counted = (start..).zip(lines);
    let is_next = |(expected, line): (u32, &&'a str)| number(line).filter(|(n, _)| *n == expected);
    let items: Vec<&str> = counted.map_while(is_next).map(|(_, item)| item).collect();
    let after = lines.get(items.len()..).filter(|_| items.len() > 1)?;
    Some((Block::Numbers { start, items: parse_items(&items, reading) }, after))
}

fn parse_items<'a>(items: &[&'a str], reading: &mut Reading<'a>) -> Vec<Vec<Inline<'a>>> {
    let mut parse_item = |item: &&'a str| {
        let mut inlines = Vec::new();
        inlines::parse(item, reading, &mut inlines);
        inlines
    };
    items.iter().map(&mut parse_item).collect()
}

/// What stands behind the bullet of this line.
fn bullet(line: &str) -> Option<&str> {
    BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet)).filter(|item| !is_blank(item))
}

/// The number of this line (`7. ` or `7) `), and what stands behind it. No list shows the zero of
/// `07`.
fn number(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits).filter(|_| digits <= limits::LIST_NUMBER_MAX_DIGITS)?;
    let item = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    let is_shown_as_typed = number == "0" || !number.starts_with('0');
    let number = number.parse().ok().filter(|_| is_shown_as_typed)?;
    (!is_blank(item)).then_some((number, item))
}

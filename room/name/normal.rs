//! Unicode normalization (UAX #15).
//!
//! Ours, because the tables of the crates for it weigh as much as a fifth of the Worker; the tests hold it against them.

use std::sync::LazyLock;

use super::tables::{DECOMPOSITIONS, combining_class};

/// Normalization form KC, but for a few characters that it would spoil ([`is_kept`]).
pub(super) fn nfkc(text: &str) -> String {
    composed(&decomposed(text, is_kept))
}

/// Normalization form KD, of everything.
pub(super) fn nfkd(text: &str) -> String {
    decomposed(text, |_| false).into_iter().collect()
}

/// Those that form KC takes apart so that they look broken: the Thai and Lao vowel AM (the tone mark over it would
/// slip under its circle), and the letters that Koreans write alone, as in ㅋㅋ.
fn is_kept(c: char) -> bool {
    matches!(c, '\u{0E33}' | '\u{0EB3}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318E}')
}

fn decomposed(text: &str, is_kept: fn(char) -> bool) -> Vec<char> {
    let mut chars = Vec::with_capacity(text.len());
    for c in text.chars() {
        if let Some(jamo) = hangul::decomposed(c) {
            chars.extend(jamo);
        } else if let Some(parts) = DECOMPOSITIONS.get(c).filter(|_| !is_kept(c)) {
            chars.extend(parts);
        } else {
            chars.push(c);
        }
    }
    in_canonical_order(&mut chars);
    chars
}

/// Marks by their classes; those of one class, and what starts a character, stay where they are. There are two or three
/// in a row as a rule, and a sort from the library would weigh more than its tables.
fn in_canonical_order(chars: &mut [char]) {
    for end in 1..chars.len() {
        for at in (1..=end).rev() {
            let Some([before, mark]) = chars.get_mut(at - 1..=at) else { break };
            let class = combining_class(*mark);
            if class == 0 || combining_class(*before) <= class {
                break;
            }
            std::mem::swap(before, mark);
        }
    }
}

fn composed(decomposed: &[char]) -> String {
    let mut chars: Vec<char> = Vec::with_capacity(decomposed.len());
    let mut starter = None;
    let mut class_before = 0;
    for &c in decomposed {
        let class = combining_class(c);
        // Nothing may stand between the two but marks of lower classes.
        let is_free = |starter: &usize| starter + 1 == chars.len() || class_before < class;
        let pair = starter.filter(is_free).and_then(|at: usize| Some((at, composition(*chars.get(at)?, c)?)));
        if let Some((at, whole)) = pair {
            if let Some(starter) = chars.get_mut(at) {
                *starter = whole;
            }
            continue;
        }
        if class == 0 {
            starter = Some(chars.len());
        }
        class_before = class;
        chars.push(c);
    }
    chars.into_iter().collect()
}

fn composition(first: char, second: char) -> Option<char> {
    // No letter before the marks is ever the second of two.
    if second < '\u{300}' {
        return None;
    }
    hangul::composition(first, second).or_else(|| {
        let pair = |(one, other, _): &&(char, char, char)| (*one, *other) == (first, second);
        COMPOSITIONS.iter().find(pair).map(|(.., whole)| *whole)
    })
}

/// Pairs and what they make, a thousand. Form KD takes a character apart as far as it goes; its last part goes with
/// what the parts before it make together, which has fewer parts and is in the list before it.
static COMPOSITIONS: LazyLock<Vec<(char, char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char, char)> = Vec::new();
    for count in 2..=4 {
        for (whole, parts) in DECOMPOSITIONS.flagged().filter(|(_, parts)| parts.len() == count) {
            let Some((last, before)) = parts.split_last() else { continue };
            let first = before.iter().copied().reduce(|first, next| {
                pairs.iter().find(|(one, other, _)| (*one, *other) == (first, next)).map_or(first, |(.., whole)| *whole)
            });
            pairs.extend(first.map(|first| (first, *last, whole)));
        }
    }
    pairs
});

/// The syllables of Korean (Unicode, section 3.12).
mod hangul {
    const SYLLABLES: u32 = 0xAC00;
    const LEADING: u32 = 0x1100;
    const VOWELS: u32 = 0x1161;
    const TRAILING: u32 = 0x11A7;
    const LEADING_COUNT: u32 = 19;
    const VOWEL_COUNT: u32 = 21;
    const TRAILING_COUNT: u32 = 28;
    const SYLLABLE_COUNT: u32 = LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT;

    pub(super) fn decomposed(c: char) -> Option<impl Iterator<Item = char>> {
        let syllable = index(c, SYLLABLES, SYLLABLE_COUNT)?;
        let trailing = syllable % TRAILING_COUNT;
        let jamo = [
            Some(LEADING + syllable / (VOWEL_COUNT * TRAILING_COUNT)),
            Some(VOWELS + syllable / TRAILING_COUNT % VOWEL_COUNT),
            (trailing != 0).then_some(TRAILING + trailing),
        ];
        Some(jamo.into_iter().flatten().filter_map(char::from_u32))
    }

    pub(super) fn composition(first: char, second: char) -> Option<char> {
        if let (Some(leading), Some(vowel)) = (index(first, LEADING, LEADING_COUNT), index(second, VOWELS, VOWEL_COUNT))
        {
            return char::from_u32(SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT);
        }
        let syllable = index(first, SYLLABLES, SYLLABLE_COUNT).filter(|syllable| syllable % TRAILING_COUNT == 0)?;
        let trailing = index(second, TRAILING, TRAILING_COUNT).filter(|trailing| *trailing != 0)?;
        char::from_u32(SYLLABLES + syllable + trailing)
    }

    fn index(c: char, first: u32, count: u32) -> Option<u32> {
        u32::from(c).checked_sub(first).filter(|index| *index < count)
    }
}

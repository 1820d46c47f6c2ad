//! All emoji of Unicode, as patterns, which `build.rs` writes: the `emojis` crate, which has them
//! too, weighs fifty times as much.

use std::sync::LazyLock;

use super::sequence::{IN_COLOUR, bare, is_tone};

/// The pattern of the emoji that this may be. It is fully qualified, and has the first tones that
/// it may have.
pub(super) fn pattern(typed: &str) -> Option<&'static str> {
    if bare(typed).nth(1).is_none() { find(&CHARACTERS, typed) } else { find(&SEQUENCES, typed) }
}

fn find(patterns: &'static [impl AsRef<str>], typed: &str) -> Option<&'static str> {
    let row = patterns.binary_search_by(|pattern| bare(pattern.as_ref()).cmp(bare(typed))).ok()?;
    patterns.get(row).map(AsRef::as_ref)
}

/// Patterns of one character and its marks, in order.
static CHARACTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut patterns: Vec<String> = Vec::new();
    let mut character = 0;
    for c in include_str!(concat!(env!("OUT_DIR"), "/emoji_characters")).chars() {
        let is_mark = c == IN_COLOUR || is_tone(c);
        if let Some(pattern) = patterns.last_mut().filter(|_| is_mark) {
            pattern.push(c);
        } else {
            character += u32::from(c);
            patterns.extend(char::from_u32(character).map(String::from));
        }
    }
    patterns
});

/// Patterns of several characters, in order: keycaps, flags, and what is joined.
static SEQUENCES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/emoji_sequences")).lines().collect());

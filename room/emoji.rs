//! Emoji: what is exactly one, which messages are nothing else, and what they are called.
//!
//! The table is that of today's Unicode (RGI, UTS #51) and small; decision 36 says how. Leaves out
//! how emoji look, and who reacts with which.

mod sequence;
mod shortcodes;
mod table;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::name::graphemes;
use crate::text::checked_text;
pub(crate) use sequence::is_tone;
use sequence::{IN_COLOUR, bare};
pub use shortcodes::{Shortcode, replace_shortcodes, shortcodes_from};

/// The first character that is a picture even where it is drawn as text. Below are signs, arrows
/// and punctuation (©, ™, ↗, ‼) that people write as such.
const FIRST_PICTURE: char = '\u{2300}';

/// Exactly one emoji that is recommended for general interchange (RGI), fully qualified: each
/// character has its U+FE0F where it needs one, so ❤ and ❤️ are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Emoji(String);

impl Emoji {
    /// Takes an emoji as it was typed, with or without U+FE0F. There is none if it is anything else
    /// or more than that.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > limits::EMOJI_MAX_BYTES || is_sign(typed) {
            return None;
        }
        let emoji = with_tones_of(typed, table::pattern(typed)?)?;
        // Tones may stand where the pattern has none.
        without_selectors(typed).eq(without_selectors(&emoji)).then_some(Self(emoji))
    }
}

checked_text!(Emoji);

/// Whether a message is nothing but emoji, 1 to [`limits::EMOJI_ALONE_MAX`] of them. It is shown
/// larger.
#[must_use]
pub fn is_emoji_alone(text: &str) -> bool {
    // Most of what is said in a chat.
    if text.is_ascii() {
        return false;
    }
    let mut emoji = 0;
    for grapheme in graphemes(text).filter(|grapheme| !grapheme.trim().is_empty()) {
        if emoji == limits::EMOJI_ALONE_MAX || Emoji::parse(grapheme).is_none() {
            return false;
        }
        emoji += 1;
    }
    emoji > 0
}

/// Whether this is a sign that is no emoji, unless its U+FE0F says so.
fn is_sign(typed: &str) -> bool {
    let mut characters = bare(typed);
    characters.next().is_some_and(|c| c < FIRST_PICTURE) && characters.next().is_none() && !typed.contains(IN_COLOUR)
}

/// The emoji of this pattern with the tones that were typed; none if it may not have them.
fn with_tones_of(typed: &str, pattern: &str) -> Option<String> {
    let tones: Vec<char> = typed.chars().filter(|c| is_tone(*c)).collect();
    let places: Vec<char> = pattern.chars().filter(|c| is_tone(*c)).collect();
    let may_be_alike = places.first() == places.last();
    let is_allowed = if tones.is_empty() {
        may_be_alike
    } else {
        tones.len() == places.len() && (may_be_alike || tones.first() != tones.last())
    };
    is_allowed.then(|| fill(pattern, &tones))
}

/// A pattern with these tones, or without any.
fn fill(pattern: &str, tones: &[char]) -> String {
    let mut tones = tones.iter();
    let mut emoji = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if !is_tone(c) {
            emoji.push(c);
        } else if let Some(tone) = tones.next() {
            // A tone asks for colour too.
            if emoji.ends_with(IN_COLOUR) {
                emoji.pop();
            }
            emoji.push(*tone);
        }
    }
    emoji
}

fn without_selectors(sequence: &str) -> impl Iterator<Item = char> {
    sequence.chars().filter(|c| *c != IN_COLOUR)
}

//! What checked texts share: taking one back from storage, reading it, random bits as letters, and
//! where words end.

/// Adds `from_trusted` and `as_str` to a type that wraps one `String`.
macro_rules! checked_text {
    ($text:ty) => {
        impl $text {
            /// Takes a value back from where we stored it. It was checked when it first came in,
            /// and rules that changed since then do not undo it.
            #[must_use]
            pub fn from_trusted(text: String) -> Self {
                Self(text)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

pub(crate) use checked_text;

/// Bits as characters of `a-z 2-7`, five bits to a character (the alphabet of base 32, RFC 4648).
#[must_use]
pub fn base32(bits: u128, chars: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let letter = |index: usize| LETTERS.get((bits >> (5 * index)) as usize & 0x1f).copied().map(char::from);
    (0..chars).rev().filter_map(letter).collect()
}

/// Whether a letter is of a script that has no spaces between its words: Han, kana, hangul, Thai,
/// Lao, Khmer, Myanmar; by range, as the table of scripts is large.
pub(crate) fn is_of_script_without_spaces(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{30FF}'
        | '\u{3105}'..='\u{318F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FFDC}' | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}')
}

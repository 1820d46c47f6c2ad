//! Unicode normalization (UAX #15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Normalization form KC, but for a few characters that it would spoil ([`is_kept`]).
pub(super) fn nfkc(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, kept)) = rest.char_indices().find(|(_, c)| is_kept(*c)) {
        let (before, after) = rest.split_at(at);
        normal.extend(before.nfkc());
        normal.push(kept);
        rest = after.get(kept.len_utf8()..).unwrap_or_default();
    }
    normal.extend(rest.nfkc());
    normal
}

/// Normalization form KD, of everything.
pub(super) fn nfkd(text: &str) -> String {
    text.nfkd().collect()
}

/// The canonical combining class: 0 for what starts a character.
pub(super) fn combining_class(c: char) -> u8 {
    canonical_combining_class(c)
}

/// Those that form KC takes apart so that they look broken: the Thai and Lao vowel AM (the tone mark over it would
/// slip under its circle), and the letters that Koreans write alone, as in ㅋㅋ.
fn is_kept(c: char) -> bool {
    matches!(c, '\u{0E33}' | '\u{0EB3}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318E}')
}

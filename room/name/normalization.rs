//! Unicode normalization (UAX #15), as names need it.

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::CanonicalCombiningClass;

/// Normalization form KC, except for a few characters that it would spoil ([`is_exempt`]).
pub(super) fn nfkc(text: &str) -> String {
    let normalizer = ComposingNormalizerBorrowed::new_nfkc();
    let mut normalized = String::with_capacity(text.len());
    // An exempt character ends each piece, except perhaps the last one. None of them composes with
    // its neighbours.
    for piece in text.split_inclusive(is_exempt) {
        let exempt = piece.chars().next_back().filter(|c| is_exempt(*c));
        normalized.push_str(&normalizer.normalize(piece.trim_end_matches(is_exempt)));
        normalized.extend(exempt);
    }
    normalized
}

/// Normalization form KD, of every character.
pub(crate) fn nfkd(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned()
}

/// Where a mark stands on its base. Marks of the same class pile up.
pub(crate) fn combining_class(c: char) -> CanonicalCombiningClass {
    CanonicalCombiningClassMapBorrowed::new().get(c)
}

/// Whether form KC takes the character apart so that it looks broken: the Thai and Lao vowel AM
/// (the tone mark over it would slip under its circle), and the letters that Koreans write alone,
/// as in ㅋㅋ.
fn is_exempt(c: char) -> bool {
    matches!(c, '\u{0E33}' | '\u{0EB3}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318E}')
}

//! What a text looks like (UTS #39).

use unicode_normalization::UnicodeNormalization;

/// The text with everything replaced that looks like something else, in lower case: `m` and `rn` become `rn`, `0` and
/// `O` become `o`. For comparing, not for reading.
pub(super) fn look(text: &str) -> String {
    let mut look = text.to_owned();
    // What looks like a capital has to look like the small letter too. It comes to rest in three rounds at most.
    for _ in 0..8 {
        let next: String = folded(&unicode_security::skeleton(&look).collect::<String>()).nfd().collect();
        if next == look {
            break;
        }
        look = next;
    }
    look
}

/// The text without the difference of capital and small letters (Unicode, section 3.13, default caseless matching).
pub(super) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect::<String>().replace('ς', "σ").replace('ß', "ss")
}

//! Case folding: capitals and small letters as one. `build.rs` folds the table of confusables with
//! it too.

/// The text in small letters, and letters that share a capital as one.
///
/// RFC 8266 compares names in lower case, which tells `ς` from `σ`. Unicode's default caseless
/// matching (section 3.13) does not. After normalization the two differ in the letters below.
pub(crate) fn fold_case(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ς' => folded.push('σ'),
            'ß' => folded.push_str("ss"),
            // The iota under a Greek vowel.
            '\u{345}' => folded.push('ι'),
            'ᲀ' => folded.push('в'),
            'ᲁ' => folded.push('д'),
            'ᲂ' => folded.push('о'),
            'ᲃ' => folded.push('с'),
            'ᲄ' | 'ᲅ' => folded.push('т'),
            'ᲆ' => folded.push('ъ'),
            'ᲇ' => folded.push('ѣ'),
            'ᲈ' => folded.push('ꙋ'),
            c => folded.push(c),
        }
    }
    folded
}

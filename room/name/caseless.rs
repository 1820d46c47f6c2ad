//! Capital and small letters as one. Built into the tables too (`build.rs`).

/// The text in small letters, and those that share a capital as one: RFC 8266 lowers, Unicode's default caseless
/// matching (section 3.13) folds, and after normalization the two differ in these.
pub(crate) fn folded(text: &str) -> String {
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

//! Names.

use room::{Name, limits};
use unicode_normalization::UnicodeNormalization as _;

use super::text_of;

/// What hides, reverses or joins what stands beside it.
const HIDDEN: [char; 20] = [
    '\u{AD}',
    '\u{61C}',
    '\u{180E}',
    '\u{200B}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202B}',
    '\u{202C}',
    '\u{202D}',
    '\u{202E}',
    '\u{2060}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206F}',
    '\u{FEFF}',
    '\u{FFF9}',
    '\u{E0041}',
];

/// The code points from `!` to `~`, and those of the same characters in the width of CJK.
const ASCII: std::ops::RangeInclusive<char> = '!'..='~';
const TO_FULL_WIDTH: u32 = 0xFEE0;

/// The vowel AM of Thai and Lao, and the letters that Koreans write alone.
const BROKEN_BY_KC: [std::ops::RangeInclusive<char>; 3] =
    ['\u{E33}'..='\u{E33}', '\u{EB3}'..='\u{EB3}', '\u{3131}'..='\u{318E}'];

/// A name that is accepted is accepted again unchanged; it fits, and hides nothing. Whoever is
/// called the same in other characters is the same to a reader.
pub fn name(data: &[u8]) {
    let typed = text_of(data);
    let Ok(name) = Name::parse(&typed) else { return };
    let text = name.as_str();
    assert_eq!(Name::parse(text).as_ref(), Ok(&name), "{text:?}");
    assert!((1..=limits::NAME_MAX_BYTES).contains(&text.len()), "{text:?}");
    assert!(!text.chars().any(|c| c.is_control() || HIDDEN.contains(&c)), "{text:?}");
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), text, "single spaces");
    assert!(text.chars().any(char::is_alphanumeric), "{text:?}");

    let keys = name.keys();
    assert!(!keys.is_empty() && keys.iter().all(|key| !key.as_str().is_empty()), "{text:?}: {keys:?}");
    assert!(name.is_like(&name));
    for same in normalised(&typed).into_iter().chain(normalised(text)) {
        assert_eq!(Name::parse(&same).as_ref(), Ok(&name), "{same:?} and {text:?} are one name");
    }
    let decorated = [text.to_lowercase(), format!(" {text}\t"), text.replace(' ', "\u{3000}"), format!("{text}.")];
    for alike in decorated.into_iter().filter_map(|alike| Name::parse(&alike).ok()) {
        assert!(alike.is_like(&name) && name.is_like(&alike), "{alike:?} and {name:?}");
    }
    for variant in name.variants() {
        assert_eq!(Name::parse(variant.as_str()).as_ref(), Ok(&variant), "{variant:?}");
    }
}

/// The same text in every form that Unicode has for it. Form KC breaks some letters, so names are
/// kept without it there, and it is another text.
fn normalised(text: &str) -> Vec<String> {
    let wide = |c: char| if ASCII.contains(&c) { char::from_u32(u32::from(c) + TO_FULL_WIDTH) } else { Some(c) };
    let mut same: Vec<String> =
        vec![text.nfc().collect(), text.nfd().collect(), text.chars().filter_map(wide).collect()];
    if !text.chars().any(|c| BROKEN_BY_KC.iter().any(|letters| letters.contains(&c))) {
        same.push(text.nfkc().collect());
    }
    same
}

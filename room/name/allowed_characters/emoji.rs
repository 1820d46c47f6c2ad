//! The invisible parts of emoji (UTS #51).

use icu_properties::CodePointSetData;
use icu_properties::props::EmojiModifier;

use crate::name::variation_selectors::{is_pictograph, is_selector};

const JOINER: char = '\u{200D}';
const BLACK_FLAG: char = '\u{1F3F4}';

/// The flags that are a black flag followed by tags: England, Scotland and Wales, as no others are
/// recommended for use. Each with the tag that ends it.
const FLAGS: [&str; 3] = [
    "\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Whether `c` is a part of an emoji here: a joiner between two pictographs, or a tag of a flag.
pub(super) fn allows(c: char, before: &[char], after: &[char]) -> bool {
    match c {
        JOINER => {
            let left = before.iter().rev().find(|c| !is_selector(**c) && !is_skin_tone(**c));
            left.is_some_and(|c| is_pictograph(*c)) && after.first().is_some_and(|c| is_pictograph(*c))
        }
        '\u{E0000}'..='\u{E007F}' => is_tag_of_a_flag(c, before, after),
        _ => false,
    }
}

fn is_tag_of_a_flag(c: char, before: &[char], after: &[char]) -> bool {
    let Some(flag) = before.iter().rposition(|c| *c == BLACK_FLAG) else { return false };
    let tags = before.iter().skip(flag + 1).chain([&c]).chain(after);
    let is_inside = |country: &&str| {
        before.len() - flag <= country.chars().count()
            && country.chars().eq(tags.clone().copied().take(country.chars().count()))
    };
    FLAGS.iter().any(is_inside)
}

fn is_skin_tone(c: char) -> bool {
    CodePointSetData::new::<EmojiModifier>().contains(c)
}

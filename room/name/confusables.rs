//! Characters that look alike (confusables, UTS #39).
//!
//! `build.rs` writes the table: `unicode-security`, which has it too, weighs nine times as much.

use std::sync::LazyLock;

use super::case_folding::fold_case;
use super::char_class::is_default_ignorable;
use super::letters::drawn_as;
use super::normalization::nfkd;

/// Replaces each character by the one that it looks like, in lower case: `m` and `rn` become `rn`,
/// `0` and `O` become `o`. The result is for comparing, not for reading.
///
/// This is the skeleton of UTS #39 in lower case, and the skeleton of that, until it no longer
/// changes. So a letter that looks like a capital also looks like its small letter.
pub(super) fn skeleton(text: &str) -> String {
    let mut skeleton = String::with_capacity(text.len());
    for c in nfkd(text).chars().filter(|c| !is_default_ignorable(*c)) {
        let c = drawn_as(c).unwrap_or(c);
        match prototype(c) {
            Some(prototype) => skeleton.push_str(prototype),
            None => skeleton.push_str(&fold_case(c.encode_utf8(&mut [0; 4]))),
        }
    }
    nfkd(&skeleton)
}

/// What the character looks like, if that is not itself in lower case.
fn prototype(c: char) -> Option<&'static str> {
    let row = PROTOTYPES.binary_search_by_key(&c, |(c, _)| *c).ok()?;
    PROTOTYPES.get(row).map(|(_, prototype)| *prototype)
}

/// Characters and their prototypes, in the order of the characters.
static PROTOTYPES: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let distances = include_str!(concat!(env!("OUT_DIR"), "/confusables_distances")).chars().map(u32::from);
    let characters = distances.scan(0, |character, distance| {
        *character += distance;
        char::from_u32(*character)
    });
    characters.zip(include_str!(concat!(env!("OUT_DIR"), "/confusables_prototypes")).lines()).collect()
});

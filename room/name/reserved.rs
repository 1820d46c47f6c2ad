//! Reserved names: readers would believe whoever has one.

use std::sync::LazyLock;

use icu_properties::props::CanonicalCombiningClass;

use super::case_folding::fold_case;
use super::confusables::skeleton;
use super::normalization::{combining_class, nfkd};

/// Words for the people who run a place, for the place itself, and for everybody.
const RESERVED: [&str; 24] = [
    "admin",
    "administrator",
    "admins",
    "everyone",
    "here",
    "host",
    "mod",
    "moderator",
    "moderators",
    "mods",
    "natter",
    "nobody",
    "official",
    "operator",
    "owner",
    "root",
    "security",
    "server",
    "staff",
    "support",
    "sysadmin",
    "sysop",
    "system",
    "team",
];

/// Whether the name has nothing but reserved words once its decoration is removed: spaces,
/// punctuation, emoji, accents, and digits around. `A d m i n`, `ádmin`, `admin1` and
/// `Natter Support` are reserved; `Mod Squad` and `Joe Root` are not.
pub(super) fn is_reserved(name: &str) -> bool {
    is_made_of(name, &RESERVED_SKELETONS)
}

/// The same of other words, of which these are the skeletons.
pub(crate) fn is_made_of(name: &str, reserved: &[String]) -> bool {
    let is_accent = |c: &char| combining_class(*c) != CanonicalCombiningClass::NotReordered;
    let plain: String = nfkd(name).chars().filter(|c| !is_accent(c)).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&&str| word.chars().all(char::is_numeric);
    let is_word = |word: &str| is_word(word, reserved);
    is_word(&words.concat())
        || (words.iter().any(|word| is_word(word))
            && words.iter().filter(|word| !is_number(word)).all(|word| is_word(word)))
}

/// Whether the word looks like a reserved one. Digits around it may be decoration or letters, as in
/// `r00t`.
fn is_word(word: &str, reserved: &[String]) -> bool {
    [word, word.trim_matches(char::is_numeric)]
        .iter()
        .any(|word| reserved.contains(&skeleton(word)) || reserved.contains(&skeleton(&fold_case(word))))
}

/// How reserved words look, without accents and spaces: in small letters and in capitals, as
/// `ADMlN` with a small L looks like ADMIN, and not like admin.
pub(crate) fn skeletons(words: &[&str]) -> Vec<String> {
    let is_accent = |c: &char| combining_class(*c) != CanonicalCombiningClass::NotReordered;
    let plain = |word: &str| nfkd(word).chars().filter(|c| !is_accent(c) && c.is_alphanumeric()).collect::<String>();
    let both = |word: &str| [skeleton(word), skeleton(&word.to_ascii_uppercase())];
    words.iter().flat_map(|word| both(&plain(word))).collect()
}

static RESERVED_SKELETONS: LazyLock<Vec<String>> = LazyLock::new(|| skeletons(&RESERVED));

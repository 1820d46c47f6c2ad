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
    let is_accent = |c: &char| combining_class(*c) != CanonicalCombiningClass::NotReordered;
    let plain: String = nfkd(name).chars().filter(|c| !is_accent(c)).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&&str| word.chars().all(char::is_numeric);
    is_word(&words.concat())
        || (words.iter().any(|word| is_word(word))
            && words.iter().filter(|word| !is_number(word)).all(|word| is_word(word)))
}

/// Whether the word looks like a reserved one. Digits around it may be decoration or letters, as in
/// `r00t`.
fn is_word(word: &str) -> bool {
    [word, word.trim_matches(char::is_numeric)].iter().any(|word| {
        RESERVED_SKELETONS.contains(&skeleton(word)) || RESERVED_SKELETONS.contains(&skeleton(&fold_case(word)))
    })
}

/// In small letters and in capitals: `ADMlN` with a small L looks like ADMIN, and not like admin.
static RESERVED_SKELETONS: LazyLock<Vec<String>> =
    LazyLock::new(|| RESERVED.iter().flat_map(|word| [skeleton(word), skeleton(&word.to_ascii_uppercase())]).collect());

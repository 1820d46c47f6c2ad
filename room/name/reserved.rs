//! Names that would be believed.

use std::sync::LazyLock;

use super::tables::combining_class;
use super::{looks, normal};

/// Those who run a place, the place itself, and everybody: said by the wrong person, these are believed.
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

/// Whether nothing is left of the name but reserved words, once decoration is taken off: spaces, punctuation, emoji,
/// accents, and digits around. `A d m i n`, `ádmin`, `admin1` and `Natter Support` are; `Mod Squad` and `Joe Root` are not.
pub(super) fn is_reserved(name: &str) -> bool {
    let plain: String = normal::nfkd(name).chars().filter(|c| combining_class(*c) == 0).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&&str| word.chars().all(char::is_numeric);
    is_word(&words.concat())
        || (words.iter().any(|word| is_word(word))
            && words.iter().filter(|word| !is_number(word)).all(|word| is_word(word)))
}

/// Whether the word looks like a reserved one. Digits around are tried both as decoration and as letters, as in `r00t`.
fn is_word(word: &str) -> bool {
    [word, word.trim_matches(char::is_numeric)].iter().any(|word| {
        RESERVED_LOOKS.contains(&looks::look(word)) || RESERVED_LOOKS.contains(&looks::look(&looks::folded(word)))
    })
}

/// In small letters and in capitals: `ADMlN` with a small L looks like ADMIN, and not like admin.
static RESERVED_LOOKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    RESERVED.iter().flat_map(|word| [looks::look(word), looks::look(&word.to_ascii_uppercase())]).collect()
});

//! Reserved names: readers would believe whoever has one.

use std::sync::LazyLock;

use icu_properties::props::CanonicalCombiningClass;

use super::case_folding::fold_case;
use super::combining_marks::is_line;
use super::confusables::skeleton;
use super::letters::drawn_as;
use super::normalization::{combining_class, nfkd};

/// Words for the people who run a place, for the place itself, and for everybody.
const RESERVED: [&str; 90] = [
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
    // German, French, Spanish, Italian, Portuguese, Dutch.
    "administratorin",
    "administratoren",
    "betreiber",
    "betreiberin",
    "kundendienst",
    "kundenservice",
    "moderation",
    "moderatorin",
    "moderatoren",
    "offiziell",
    "administrateur",
    "administratrice",
    "equipe",
    "moderateur",
    "moderatrice",
    "officiel",
    "administrador",
    "administradora",
    "equipo",
    "moderador",
    "moderadora",
    "oficial",
    "soporte",
    "amministratore",
    "assistenza",
    "moderatore",
    "ufficiale",
    "suporte",
    "beheerder",
    // Polish, Russian, Ukrainian, Turkish.
    "administracja",
    "wsparcie",
    "админ",
    "администратор",
    "администрация",
    "модератор",
    "поддержка",
    "система",
    "адміністратор",
    "підтримка",
    "destek",
    "moderatör",
    "yönetici",
    // Arabic, Persian, Hebrew.
    "إدارة",
    "الإدارة",
    "الدعم",
    "المدير",
    "المشرف",
    "النظام",
    "مشرف",
    "پشتیبانی",
    "מנהל",
    "תמיכה",
    // Chinese, Japanese, Korean.
    "官方",
    "客服",
    "版主",
    "管理员",
    "管理員",
    "系统",
    "公式",
    "管理人",
    "管理者",
    "運営",
    "サポート",
    "モデレーター",
    "관리자",
    "운영자",
];

/// Words that make nobody of a reserved one: `The Admin`, `Natter Help Desk`.
const FILLERS: [&str; 40] = [
    "a", "account", "an", "and", "bot", "center", "centre", "chat", "chief", "desk", "for", "head", "help", "helpdesk",
    "im", "live", "main", "my", "of", "online", "our", "real", "room", "senior", "service", "site", "super", "the",
    "this", "true", "us", "verified", "your", "der", "die", "das", "hilfe", "le", "la", "el",
];

/// Whether the name has nothing but reserved words and such as say nothing beside them, once its
/// decoration is removed: spaces, punctuation, emoji, accents, and digits around. `A d m i n`,
/// `ádmin`, `@dm1n`, `admin1`, `The Admin` and `Natter Support` are reserved; `Mod Squad` and
/// `Joe Root` are not.
pub(super) fn is_reserved(name: &str) -> bool {
    let disguised: String = name.chars().map(|c| stands_for(c).unwrap_or(c)).collect();
    is_made_of(name, &RESERVED_SKELETONS) || (disguised != name && is_made_of(&disguised, &RESERVED_SKELETONS))
}

/// The same of other words, of which these are the skeletons.
pub(crate) fn is_made_of(name: &str, reserved: &[String]) -> bool {
    let is_accent = |c: &char| combining_class(*c) != CanonicalCombiningClass::NotReordered;
    let letters = nfkd(name);
    let letters = letters.chars().map(|c| drawn_as(c).unwrap_or(c));
    let plain: String = letters.filter(|c| !is_accent(c) && !is_line(*c)).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let is_filler = |word: &str| FILLERS.contains(&fold_case(word).as_str());
    let is_word = |word: &str| is_word(word, reserved);
    is_word(&words.concat())
        || (words.iter().any(|word| is_word(word))
            && words.iter().all(|word| is_number(word) || is_filler(word) || is_word(word)))
}

/// Whether the word looks like a reserved one. Digits around it may be decoration or letters, as in
/// `r00t`; a line through a letter, as in `mød`, leaves it that letter.
fn is_word(word: &str, reserved: &[String]) -> bool {
    let looks = |word: &str| skeleton(word).chars().filter(|c| !is_line(*c)).collect::<String>();
    [word, word.trim_matches(char::is_numeric)]
        .iter()
        .any(|word| reserved.contains(&looks(word)) || reserved.contains(&looks(&fold_case(word))))
}

/// The letter that people write this for.
fn stands_for(c: char) -> Option<char> {
    Some(match c {
        '@' | '4' => 'a',
        '3' | '€' => 'e',
        '!' | '|' => 'i',
        '$' | '5' => 's',
        '7' | '+' => 't',
        _ => return None,
    })
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

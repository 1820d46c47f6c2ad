//! Folding: what is the same to somebody who searches becomes the same characters.
//!
//! Capitals, accents, ligatures and widths do not count, and people leave out what their keyboard
//! does not have: `é` is `e`, `ß` is `ss`, `đ` is `d`, `أ` is `ا`. Vowel signs of Indic scripts and
//! tones of Thai count: without them a word is another one, or none.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use icu_properties::CodePointMapData;
use icu_properties::props::{CanonicalCombiningClass, GeneralCategory, GeneralCategoryGroup};

use crate::emoji::is_tone;
use crate::limits;
use crate::name::{combining_class, fold_case, is_default_ignorable};

/// What a folded character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A letter or digit.
    Letter,
    /// A mark that counts: it belongs to the letter before it.
    Sign,
    /// A picture or symbol that people search for, such as an emoji.
    Symbol,
    /// Everything else: white space, punctuation, controls.
    Separator,
}

/// The nukta of Devanagari, a dot that people often leave out: फ़ is फ.
const NUKTA: char = '\u{93C}';

/// Calls back for each folded character of a grapheme cluster. What does not count is left out.
///
/// By clusters, so that the caller knows where in the text each character comes from: no character
/// composes with one of another cluster. Trade marks stay signs; as letters they would be part of
/// the word before them, which nobody would find any more.
pub(super) fn fold(cluster: &str, mut add: impl FnMut(char, Role)) {
    if let [byte] = cluster.as_bytes() {
        let c = char::from(byte.to_ascii_lowercase());
        return add(c, role_of_ascii(c));
    }
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return };
    if is_plain(first) && chars.next().is_none() {
        return add(first, Role::Letter);
    }
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(cluster);
    let may_be_spelled_out = cluster.chars().count() * limits::SEARCH_SPELLED_OUT_MAX_CHARS;
    if matches!(first, '™' | '℠') || composed.chars().count() > may_be_spelled_out {
        return add(first, Role::Symbol);
    }
    for c in fold_case(&composed).chars().map(without_accents) {
        let mut add_letter = |c| {
            if let Some(role) = role_of(c) {
                add(c, role);
            }
        };
        match spelled_out(c) {
            Some(letters) => letters.chars().for_each(add_letter),
            None => add_letter(c),
        }
    }
}

/// Whether the character is a letter that folding never changes: kana, the usual Han, and hangul.
/// Where these are written, nearly all characters are, and this makes folding them twice as fast.
fn is_plain(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '가'..='힣')
}

/// The letter below the accents of a composed character.
fn without_accents(mut c: char) -> char {
    while is_letter(category(c)) && !is_other_letter(c) {
        match CanonicalDecompositionBorrowed::new().decompose(c) {
            Decomposed::Expansion(base, mark) if is_accent(mark) => c = base,
            _ => break,
        }
    }
    c
}

/// Whether the mark makes another letter, which has a key of its own and is never written without
/// it: in Russian мой is mine, and мои are several of mine.
fn is_other_letter(c: char) -> bool {
    matches!(c, 'й' | 'ў' | 'ї')
}

/// Whether a mark does not count, by its combining class: lines through a letter (Overlay), Hebrew
/// points and Arabic vowel marks (10 to 36), and accents (from 200 on). The signs of Indic scripts
/// have lower classes, those of Thai, Lao and Tibetan are between.
fn is_accent(c: char) -> bool {
    match category(c) {
        GeneralCategory::EnclosingMark => true,
        GeneralCategory::NonspacingMark => {
            let class = combining_class(c);
            c == NUKTA
                || class == CanonicalCombiningClass::Overlay
                || (CanonicalCombiningClass::CCC10..=CanonicalCombiningClass::CCC36).contains(&class)
                || class >= CanonicalCombiningClass::AttachedBelowLeft
        }
        _ => false,
    }
}

/// The letters with which people write a letter that their keyboard does not have, or that looks
/// and sounds like another one of its script.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'ŧ' => "t",
        // Alef, yeh and kaf as Arabs and Persians type them; teh marbuta; no tatweel, which only
        // makes a word longer.
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        'ـ' => "",
        // Hindi has words with either sign over a vowel, and most people type the dot.
        'ँ' => "ं",
        '٠' | '۰' | '०' => "0",
        '١' | '۱' | '१' => "1",
        '٢' | '۲' | '२' => "2",
        '٣' | '۳' | '३' => "3",
        '٤' | '۴' | '४' => "4",
        '٥' | '۵' | '५' => "5",
        '٦' | '۶' | '६' => "6",
        '٧' | '۷' | '७' => "7",
        '٨' | '۸' | '८' => "8",
        '٩' | '۹' | '९' => "9",
        // Letters to Unicode, apostrophes to everybody.
        'ʻ' | 'ʼ' => "'",
        // ½ is 1/2.
        '\u{2044}' => "/",
        _ => return None,
    })
}

fn role_of_ascii(c: char) -> Role {
    if c.is_ascii_alphanumeric() { Role::Letter } else { Role::Separator }
}

/// None for what does not count, and does not end a word either: accents, joiners, selectors, marks
/// of direction, tones of skin.
fn role_of(c: char) -> Option<Role> {
    if c.is_ascii() {
        return Some(role_of_ascii(c));
    }
    if is_default_ignorable(c) || is_accent(c) || is_tone(c) {
        return None;
    }
    Some(match category(c) {
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark => Role::Sign,
        // Of what a later Unicode brings, most will be emoji.
        GeneralCategory::OtherSymbol
        | GeneralCategory::MathSymbol
        | GeneralCategory::CurrencySymbol
        | GeneralCategory::PrivateUse
        | GeneralCategory::Unassigned => Role::Symbol,
        category if is_letter(category) => Role::Letter,
        _ => Role::Separator,
    })
}

fn is_letter(category: GeneralCategory) -> bool {
    GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number).contains(category)
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

//! Normalization, case folding and skeletons, compared with other crates in every character.

use icu_casemap::CaseMapperBorrowed;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::*;

/// Form KC by the crate, around the characters that are exempt.
fn nfkc_around_the_exempt(text: &str) -> String {
    let is_exempt = |c: char| matches!(c, 'ำ' | 'ຳ') || ('\u{3131}'..='\u{318E}').contains(&c) && c != '\u{3164}';
    text.split_inclusive(is_exempt)
        .flat_map(|piece| {
            let exempt = piece.chars().next_back().filter(|c| is_exempt(*c));
            let rest = exempt.map_or(piece, |c| &piece[..piece.len() - c.len_utf8()]);
            rest.nfkc().chain(exempt).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_character_normalizes_as_by_the_crate() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        assert_eq!(normalization::nfkd(&text), text.nfkd().collect::<String>(), "{c:?}");
        assert_eq!(normalization::nfkc(&text), nfkc_around_the_exempt(&text), "{c:?}");
        assert_eq!(normalization::nfkc(&normalization::nfkd(&text)), text.nfkc().collect::<String>(), "{c:?}");
        assert_eq!(normalization::combining_class(c).0, canonical_combining_class(c), "{c:?}");
    }
}

#[test]
fn every_character_folds_as_the_library_lowers_it() {
    // Except for those that share a capital with others.
    let is_apart = |c: char| "ςß\u{345}ᲀᲁᲂᲃᲄᲅᲆᲇᲈẞ".contains(c);
    for c in ('\0'..=char::MAX).filter(|c| !is_apart(*c)) {
        assert_eq!(case_folding::fold_case(&c.to_string()), c.to_lowercase().collect::<String>(), "{c:?}");
    }
    assert_eq!(case_folding::fold_case("ςß\u{345}ᲀᲁᲂᲃᲄᲅᲆᲇᲈẞ"), "σssιвдосттъѣꙋss");
}

#[test]
fn every_skeleton_is_as_by_the_crate() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        let skeleton = confusables::skeleton(&text);
        assert_eq!(confusables::skeleton(&skeleton), skeleton, "{c:?} has a skeleton that is its own");
        // Both drop invisible characters; the crate also drops some that are not assigned yet.
        let theirs = text.nfkd().map(|c| letters::drawn_as(c).unwrap_or(c)).collect::<String>();
        let theirs: String = unicode_security::skeleton(&theirs).collect();
        assert_eq!(confusables::skeleton(&theirs), skeleton, "{c:?} and its prototype");
        assert!(!theirs.is_empty() || skeleton.is_empty(), "{c:?}");
        assert!(theirs.is_empty() || !skeleton.is_empty() || text.nfkd().all(is_default_ignorable), "{c:?}");
    }
}

#[test]
fn every_normalized_character_folds_as_unicode_folds_it() {
    let unicode = CaseMapperBorrowed::new();
    // ICU knows letters of a newer Unicode than the standard library does.
    for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic() && c.nfkd().eq([*c])) {
        let text = c.to_string();
        // Unicode folds Cherokee to capitals.
        let theirs: String = unicode.fold_string(&text).chars().map(|c| unicode.simple_lowercase(c)).collect();
        assert_eq!(case_folding::fold_case(&text), theirs, "{c:?}");
    }
}

/// Letters with marks, in any order, and what composes with what.
const TANGLED: &str = concat!(
    "[aAeoOuSsdΑαωιЁеıi가각ᄀ-다-ᅤᆨ-ᆪกำ่้ㅋㅏかバ゚ﾊﾞ",
    "\u{300}-\u{304}\u{307}\u{308}\u{31B}\u{323}\u{327}\u{345}\u{338}",
    "\u{5B0}\u{5C1}\u{64B}\u{651}\u{93C}क\u{DD9}\u{DCF}\u{DCA}ﬁ①℃ﷺ]{0,12}",
);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn every_text_normalizes_as_by_the_crate(text in prop_oneof![TANGLED, "\\PC{0,12}"]) {
        prop_assert_eq!(normalization::nfkd(&text), text.nfkd().collect::<String>());
        prop_assert_eq!(normalization::nfkc(&text), nfkc_around_the_exempt(&text));
    }
}

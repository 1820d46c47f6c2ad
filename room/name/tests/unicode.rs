//! Our normalization and our looks, against the crates that the tables are made from.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::*;
use crate::body;

/// Form KC by the crate, around the characters that are kept.
fn nfkc_but_for_the_kept(text: &str) -> String {
    let is_kept = |c: char| matches!(c, 'ำ' | 'ຳ') || ('\u{3131}'..='\u{318E}').contains(&c) && c != '\u{3164}';
    text.split_inclusive(is_kept)
        .flat_map(|piece| {
            let kept = piece.chars().next_back().filter(|c| is_kept(*c));
            let rest = kept.map_or(piece, |c| &piece[..piece.len() - c.len_utf8()]);
            rest.nfkc().chain(kept).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_character_is_normalized_as_by_the_crate() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        assert_eq!(normal::nfkd(&text), text.nfkd().collect::<String>(), "{c:?}");
        assert_eq!(normal::nfkc(&text), nfkc_but_for_the_kept(&text), "{c:?}");
        assert_eq!(normal::nfkc(&normal::nfkd(&text)), text.nfkc().collect::<String>(), "{c:?}");
        assert_eq!(tables::combining_class(c), canonical_combining_class(c), "{c:?}");
    }
}

#[test]
fn every_character_is_folded_as_the_library_lowers_it() {
    // But for those that share a capital with others.
    let is_apart = |c: char| "ςß\u{345}ᲀᲁᲂᲃᲄᲅᲆᲇᲈẞ".contains(c);
    for c in ('\0'..=char::MAX).filter(|c| !is_apart(*c)) {
        assert_eq!(looks::folded(&c.to_string()), c.to_lowercase().collect::<String>(), "{c:?}");
    }
    assert_eq!(looks::folded("ςß\u{345}ᲀᲁᲂᲃᲄᲅᲆᲇᲈẞ"), "σssιвдосттъѣꙋss");
}

#[test]
fn every_character_looks_as_by_the_crate() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        let look = looks::look(&text);
        assert_eq!(looks::look(&look), look, "{c:?} looks stable");
        // What is invisible is dropped by both; the crate drops places that are not assigned yet as well.
        let skeleton: String = unicode_security::skeleton(&text.nfkd().collect::<String>()).collect();
        assert_eq!(looks::look(&skeleton), look, "{c:?} and its prototype");
        assert!(!skeleton.is_empty() || look.is_empty(), "{c:?}");
        assert!(skeleton.is_empty() || !look.is_empty() || text.nfkd().all(body::is_invisible), "{c:?}");
    }
}

/// Letters with marks, in any order, and what composes with what.
const TANGLED: &str = "[aAeoOuSsdΑαωιЁеıi가각ᄀ-다-ᅤᆨ-ᆪกำ่้ㅋㅏかバ゚ﾊﾞ\u{300}-\u{304}\u{307}\u{308}\u{31B}\u{323}\u{327}\u{345}\u{338}\u{5B0}\u{5C1}\u{64B}\u{651}\u{93C}क\u{DD9}\u{DCF}\u{DCA}ﬁ①℃ﷺ]{0,12}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn every_text_is_normalized_as_by_the_crate(text in prop_oneof![TANGLED, "\\PC{0,12}"]) {
        prop_assert_eq!(normal::nfkd(&text), text.nfkd().collect::<String>());
        prop_assert_eq!(normal::nfkc(&text), nfkc_but_for_the_kept(&text));
    }
}

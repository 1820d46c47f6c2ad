//! Which characters may stand where, compared with the crate `precis-profiles`.
//!
//! The crate ends with Unicode 6.3 (2013): it knows neither foxes nor Adlam. We agree where it
//! knows a name.

use icu_properties::props::CanonicalCombiningClass;
use precis_profiles::Nickname;
use precis_profiles::precis_core::profile::PrecisFastInvocation;
use proptest::prelude::*;

use super::*;

/// Whether our rules and the crate's are meant to agree on the text. Ours accept more: white space
/// other than spaces, the selectors and joiners of emoji, and letters that our normalization leaves
/// alone.
fn is_prepared_as_by_precis(typed: &str) -> bool {
    !typed.chars().any(|c| {
        c.is_whitespace() && c != ' '
            || variation_selectors::is_selector(c)
            || c == '\u{200D}'
            || normalization::nfkc(c.encode_utf8(&mut [0; 4])) != nfkc_by_the_crate(c)
    })
}

fn nfkc_by_the_crate(c: char) -> String {
    use unicode_normalization::UnicodeNormalization;
    c.nfkc().collect()
}

fn has_combining_class(c: char) -> bool {
    normalization::combining_class(c) != CanonicalCombiningClass::NotReordered
}

#[test]
fn character_that_precis_allows_is_accepted() {
    let mut seen = 0;
    for c in '\0'..=char::MAX {
        let typed = format!("a{c}b");
        if let Ok(nickname) = Nickname::enforce(typed.as_str())
            && is_prepared_as_by_precis(&typed)
        {
            match Name::parse(&typed) {
                Ok(name) => assert_eq!(name.as_str(), nickname, "{c:?}"),
                // Empty, or in place of an unknown character: we refuse those.
                Err(Refusal::NameHidden) => assert!(matches!(c, '\u{2800}' | '\u{FFFC}'), "{c:?}"),
                Err(Refusal::NameUnknown) => assert_eq!(c, char::REPLACEMENT_CHARACTER),
                // A mark on a space, as in `¨`.
                Err(Refusal::NameOutOfPlace { character }) => assert!(has_combining_class(character), "{c:?}"),
                Err(other) => panic!("{c:?}: {other:?}"),
            }
            seen += 1;
        }
    }
    assert!(seen > 100_000, "{seen}");
}

#[test]
fn character_that_precis_forbids_is_refused_unless_newer() {
    for c in '\0'..=char::MAX {
        let typed = format!("a{c}b");
        if let Ok(name) = Name::parse(&typed)
            && is_prepared_as_by_precis(&typed)
            && let Err(error) = Nickname::enforce(typed.as_str())
        {
            let is_newer = error.to_string().contains("Unassigned") || format!("{error:?}").contains("Unassigned");
            assert!(is_newer, "{c:?} in {name}: {error:?}");
        }
    }
}

/// Characters with contextual rules, and what may or may not stand beside them.
const CONTEXTUAL: &str =
    concat!("[ab lL·אבגש׳״͵αβ・あ李٠١۰۱بد", "وراحيہک\u{94D}कख\u{200C}\u{301}\u{64E}\u{651}܀ܡ]{1,9}",);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn contextual_characters_stand_where_precis_allows(typed in CONTEXTUAL) {
        // We check the text after we prepare it, they check it as typed.
        let typed = normalization::nfkc(&format!("x{typed}x"));
        let ours = Name::parse(&typed);
        if matches!(ours, Err(Refusal::NameMarks)) || typed.contains(" \u{301}") {
            return Ok(());
        }
        // We refuse a mark that has no base; they do not.
        let theirs = Nickname::enforce(typed.as_str()).ok().map(|name| name.to_string());
        if let (Err(Refusal::NameOutOfPlace { character }), Some(_)) = (&ours, &theirs) {
            prop_assert!(has_combining_class(*character), "{typed:?}: {character:?}");
            return Ok(());
        }
        prop_assert_eq!(ours.ok().map(|name| name.to_string()), theirs, "{:?}", typed);
    }
}

#[test]
fn joiner_that_changes_nothing_is_refused() {
    assert_eq!(refused("Ad\u{200D}a"), Refusal::NameHidden);
    assert_eq!(refused("Ad\u{200C}a"), Refusal::NameHidden);
    assert_eq!(refused("\u{200C}نام"), Refusal::NameHidden);
    assert_eq!(refused("نام\u{200C}"), Refusal::NameHidden);
    assert_eq!(refused("Ada 🦊\u{200D}"), Refusal::NameHidden);
    assert_eq!(refused("Ada \u{200D}🦊"), Refusal::NameHidden);
    assert_eq!(refused("Ada 🏴\u{E0067}\u{E0062}"), Refusal::NameHidden, "half a flag");
    assert_eq!(refused("Ada 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}\u{E0041}"), Refusal::NameHidden);
    assert_eq!(name("A\u{FE0F}da").as_str(), "Ada", "a selector that selects nothing goes");
}

#[test]
fn misplaced_character_is_named_in_the_refusal() {
    for (typed, character) in [("J·K", '·'), ("a・b", '・'), ("a׳b", '׳'), ("١۱", '١'), ("ᄀ", 'ᄀ')] {
        assert_eq!(refused(typed), Refusal::NameOutOfPlace { character }, "{typed}");
    }
}

#[test]
fn graphemes_match_unicode_segmentation() {
    use unicode_segmentation::UnicodeSegmentation;
    for text in ["नि", "👩🏽‍🚀🇬🇧🇫🇷", "각ᄀ", "ក្ស", "क्षि", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "e\u{301}\u{302}", ""]
    {
        assert!(graphemes(text).eq(text.graphemes(true)), "{text}");
    }
    for string in naughty_strings::BLNS {
        assert!(graphemes(string).eq(string.graphemes(true)), "{string}");
    }
}

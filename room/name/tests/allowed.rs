//! What may stand where, held against PRECIS as its crate has it.
//!
//! The crate stops at Unicode 6.3 (2013): it knows neither foxes nor Adlam. Where it knows a name, ours agrees.

use precis_profiles::Nickname;
use precis_profiles::precis_core::profile::PrecisFastInvocation;
use proptest::prelude::*;

use super::*;

/// Ours are wider where the crate takes what is typed to the letter: white space other than spaces, the selector of an
/// emoji, and letters that are kept alone.
fn is_taken_as_by_precis(typed: &str) -> bool {
    !typed.chars().any(|c| {
        c.is_whitespace() && c != ' '
            || selectors::is_selector(c)
            || c == '\u{200D}'
            || normal::nfkc(c.encode_utf8(&mut [0; 4])) != precis(c)
    })
}

fn precis(c: char) -> String {
    use unicode_normalization::UnicodeNormalization;
    c.nfkc().collect()
}

#[test]
fn every_character_that_precis_takes_is_taken_as_it_is() {
    let mut seen = 0;
    for c in '\0'..=char::MAX {
        let typed = format!("a{c}b");
        if let Ok(nickname) = Nickname::enforce(typed.as_str())
            && is_taken_as_by_precis(&typed)
        {
            match Name::parse(&typed) {
                Ok(name) => assert_eq!(name.as_str(), nickname, "{c:?}"),
                // Empty, or for nobody to know: ours.
                Err(Refusal::NameHidden) => assert!(matches!(c, '\u{2800}' | '\u{FFFC}'), "{c:?}"),
                Err(Refusal::NameUnknown) => assert_eq!(c, char::REPLACEMENT_CHARACTER),
                // A mark on a space, as in `¨`.
                Err(Refusal::NameOutOfPlace { character }) => assert!(tables::combining_class(character) > 0, "{c:?}"),
                Err(other) => panic!("{c:?}: {other:?}"),
            }
            seen += 1;
        }
    }
    assert!(seen > 100_000, "{seen}");
}

#[test]
fn a_character_that_precis_forbids_is_forbidden_unless_it_is_newer() {
    for c in '\0'..=char::MAX {
        let typed = format!("a{c}b");
        if let Ok(name) = Name::parse(&typed)
            && is_taken_as_by_precis(&typed)
            && let Err(error) = Nickname::enforce(typed.as_str())
        {
            let is_newer = error.to_string().contains("Unassigned") || format!("{error:?}").contains("Unassigned");
            assert!(is_newer, "{c:?} in {name}: {error:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn joiners_and_their_like_stand_where_precis_has_them(typed in "[ab lL·אבגש׳״͵αβ・あ李٠١۰۱بدوراحيہک\u{94D}कख\u{200C}\u{301}\u{64E}\u{651}܀ܡ]{1,9}") {
        // Ours are looked at as they are kept, theirs as they are typed.
        let typed = normal::nfkc(&format!("x{typed}x"));
        let ours = Name::parse(&typed);
        if matches!(ours, Err(Refusal::NameMarks)) || typed.contains(" \u{301}") {
            return Ok(());
        }
        // A mark at the end of a word that starts with it is ours to refuse.
        let theirs = Nickname::enforce(typed.as_str()).ok().map(|name| name.to_string());
        if let (Err(Refusal::NameOutOfPlace { character }), Some(_)) = (&ours, &theirs) {
            prop_assert!(tables::combining_class(*character) > 0, "{typed:?}: {character:?}");
            return Ok(());
        }
        prop_assert_eq!(ours.ok().map(|name| name.to_string()), theirs, "{:?}", typed);
    }
}

#[test]
fn a_joiner_is_taken_where_it_is_seen() {
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
fn what_is_out_of_place_is_named() {
    for (typed, character) in [("J·K", '·'), ("a・b", '・'), ("a׳b", '׳'), ("١۱", '١'), ("ᄀ", 'ᄀ')] {
        assert_eq!(refused(typed), Refusal::NameOutOfPlace { character }, "{typed}");
    }
}

#[test]
fn graphemes_are_counted_as_unicode_segments_them() {
    use unicode_segmentation::UnicodeSegmentation;
    for text in ["नि", "👩🏽‍🚀🇬🇧🇫🇷", "각ᄀ", "ក្ស", "क्षि", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "e\u{301}\u{302}", ""]
    {
        assert!(graphemes(text).eq(text.graphemes(true)), "{text}");
    }
    for string in naughty_strings::BLNS {
        assert!(graphemes(string).eq(string.graphemes(true)), "{string}");
    }
}

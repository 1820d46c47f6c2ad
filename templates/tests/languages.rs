//! Which language a reader gets.

use proptest::prelude::*;
use templates::examples;
use templates::words::Language::{self, Arabic, English, German};

#[test]
fn preferred_language_has_the_highest_quality() {
    for (header, language) in [
        ("de", German),
        ("ar-EG", Arabic),
        ("DE-at", German),
        ("fr, de;q=0.8, en;q=0.5", German),
        ("en;q=0.5, de;q=0.8", German),
        ("de-CH,de;q=0.9,en;q=0.8", German),
        ("ar;q=0.001", Arabic),
        ("en;q=0.123, ar;q=0.124", Arabic),
        ("ar;q=0.9, de;q=1.000", German),
        ("\tde ; Q=0.7 ,, ar;q=0.6", German),
    ] {
        assert_eq!(Language::preferred(header), language, "{header}");
    }
}

#[test]
fn first_of_equal_languages_wins() {
    for (header, language) in
        [("de, en", German), ("en, de", English), ("fr, ar, de", Arabic), ("en;q=0.5, de;q=0.7, ar;q=0.7", German)]
    {
        assert_eq!(Language::preferred(header), language, "{header}");
    }
}

#[test]
fn unwanted_language_is_never_chosen() {
    for (header, language) in [
        ("de;q=0, ar;q=0.1", Arabic),
        ("de;q=0.000", English),
        ("*, en;q=0", German),
        ("*;q=0.1, en;q=0.0, de;q=0", Arabic),
        ("*;q=0", English),
        ("de-AT;q=0, en;q=0, *", German),
    ] {
        assert_eq!(Language::preferred(header), language, "{header}");
    }
}

#[test]
fn star_stands_for_languages_that_are_not_named() {
    for (header, language) in [
        ("*", English),
        ("fr, *;q=0.5", English),
        ("de, *;q=0.5", German),
        ("*;q=0.5, ar", Arabic),
        ("en;q=0.1, *;q=0.2", German),
        ("en;q=0.1, de;q=0.1, *;q=0.2", Arabic),
        ("en;q=0.1, de;q=0.1, ar;q=0.1, *", English),
    ] {
        assert_eq!(Language::preferred(header), language, "{header}");
    }
}

#[test]
fn malformed_part_is_ignored() {
    for part in [
        "de;q=2",
        "de;q=1.001",
        "de;q=0.1234",
        "de;q=-1",
        "de;q=",
        "de;q=.5",
        "de;q=0,5",
        "de;q=1e0",
        "de;x=1",
        "de;",
        "de;q=1;q=1",
        "de_AT",
        "de-",
        "de--AT",
        "-de",
        "d e",
        "deutsch",
        "de-österreich",
        "de-abcdefghi",
        "de\u{A0}",
        "**",
        "*-DE",
        "\"de\"",
    ] {
        assert_eq!(Language::preferred(part), English, "{part}");
        assert_eq!(Language::preferred(&format!("{part}, ar;q=0.5")), Arabic, "{part}");
    }
    assert_eq!(Language::preferred(""), English);
}

#[test]
fn every_language_has_a_tag_and_a_name_of_its_own() {
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
        assert_eq!(Language::preferred(language.tag()), language);
        assert_eq!(language.words().lang, language.tag());
        let same = Language::ALL.iter().filter(|other| other.words().own_name == language.words().own_name);
        assert_eq!(same.count(), 1, "{language:?}");
    }
    assert_eq!(Language::ALL.map(Language::tag), ["en", "de", "ar"]);
    assert_eq!(Language::ALL.map(|language| language.words().dir), ["ltr", "ltr", "rtl"]);
    for none in ["", "e", "eng", "*", "fr", " de", "de ", "ärger"] {
        assert_eq!(Language::from_tag(none), None, "{none:?}");
    }
}

#[test]
fn document_says_its_language_and_direction() {
    for language in Language::ALL {
        let begins = format!("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\">", language.tag(), language.words().dir);
        for example in examples::all() {
            let document = example.document(language.words()).0;
            assert!(document.starts_with(&begins), "{}: {begins}", example.path());
        }
    }
}

fn tag() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["en", "de", "ar", "fr", "*", "de-AT", "en-GB", "zh-Hant-TW", "x_y", ""])
}

fn part() -> impl Strategy<Value = String> {
    let weight = prop::option::of(prop_oneof![
        (0_u16..=1_000).prop_map(|quality| format!(";q={}.{:03}", quality / 1_000, quality % 1_000)),
        r";[qQ ]?=?[0-9.]{0,5}",
    ]);
    (tag(), weight).prop_map(|(tag, weight)| format!("{tag}{}", weight.unwrap_or_default()))
}

proptest! {
    #[test]
    fn any_text_prefers_one_of_the_languages(header in ".*") {
        prop_assert!(Language::ALL.contains(&Language::preferred(&header)));
        prop_assert!(Language::from_tag(&header).is_none_or(|language| Language::ALL.contains(&language)));
    }

    #[test]
    fn near_headers_prefer_one_of_the_languages(parts in prop::collection::vec(part(), 0..8)) {
        prop_assert!(Language::ALL.contains(&Language::preferred(&parts.join(","))));
    }

    #[test]
    fn chosen_language_is_never_beaten(
        qualities in prop::array::uniform3(0_u16..=1_000),
        order in Just([0, 1, 2]).prop_shuffle(),
    ) {
        let of = |language: Language| qualities[language as usize];
        let parts = order.map(|at| {
            let language = Language::ALL[at];
            format!("{};q={}.{:03}", language.tag(), of(language) / 1_000, of(language) % 1_000)
        });
        let chosen = Language::preferred(&parts.join(", "));
        prop_assert!(Language::ALL.iter().all(|other| of(*other) <= of(chosen)), "{:?}: {:?}", parts, chosen);
    }
}

#[test]
fn region_is_that_of_the_first_range_of_the_language() {
    for (header, language, variant) in [
        ("en-GB,en;q=0.9,de;q=0.8", English, "en-GB"),
        ("en,en-GB;q=0.9", English, "en"),
        ("de-AT, ar-EG;q=0.5", Arabic, "ar-EG"),
        ("es-419, en-001;q=0.1", English, "en-001"),
        ("fr-CH, fr;q=0.9", German, "de"),
        ("de-AT;q=0, de;q=0.5", German, "de"),
        // Nothing else about a language: the digits are those of the words.
        ("ar-EG-u-nu-arab, ar-SA", Arabic, "ar-SA"),
        ("de-Latn-DE", German, "de"),
        ("", Arabic, "ar"),
    ] {
        assert_eq!(language.variant(header), variant, "{header}");
    }
}

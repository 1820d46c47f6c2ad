//! Which names are the same to a reader.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn assert_alike(one: &str, other: &str) {
    assert!(name(one).is_like(&name(other)), "{one} and {other}: {:?} {:?}", name(one).keys(), name(other).keys());
}

#[track_caller]
fn assert_different(one: &str, other: &str) {
    assert!(!name(one).is_like(&name(other)), "{one} and {other}: {:?}", name(one).keys());
}

#[test]
fn names_that_look_the_same_are_the_same() {
    for (one, other) in [
        ("Ada", "ada"),
        ("Ada", "ADA"),
        ("Ada", "Аda"),
        ("Ada", "ＡＤＡ"),
        ("Ada", "𝓐𝓭𝓪"),
        ("Ada", "ⓐⓓⓐ"),
        ("Ada", "A d a"),
        ("Ada", "Ada."),
        ("Ada", "~Ada~"),
        ("Ada", "Ada’"),
        ("Ada", "Adaʼ"),
        ("Ada Lovelace", "adalovelace"),
        ("Alice", "AIice"),
        ("Alice", "A1ice"),
        ("ALICE", "ALlCE"),
        ("Ian", "lan"),
        ("Ian", "ian"),
        ("Max", "rnax"),
        ("MAX", "max"),
        ("Bob", "B0b"),
        ("Olga", "0lga"),
        ("paypal", "раураl"),
        ("Grace", "Ꮐrace"),
        ("Nick", "Νick"),
        ("vera", "νera"),
        ("Νίκος", "νίκος"),
        ("Νίκος", "ΝΊΚΟΣ"),
        ("Галина", "галина"),
        ("ГАЛИНА", "Галина"),
        ("Straße", "STRASSE"),
        ("İzmir", "i̇zmir"),
        ("Şükrü", "ŞÜKRÜ"),
        ("Արամ", "արամ"),
        ("𞤀𞤣", "𞤢𞤣"),
        ("Ꭰda", "ꭰda"),
        ("گل‌رخ", "گلرخ"),
        ("Ada ❤️", "ada ❤"),
    ] {
        assert_alike(one, other);
    }
}

#[test]
fn names_that_a_reader_can_tell_apart_are_different() {
    for (one, other) in [
        ("Ada", "Adam"),
        ("Nan", "Van"),
        ("Yael", "Rael"),
        ("Ali", "All"),
        ("Kai", "Kal"),
        ("Toni", "Tony"),
        ("Jose", "José"),
        ("Ada", "Ada 🦊"),
        ("Ada 🦊", "Ada 🐻"),
        ("Ada 2", "Ada 3"),
        ("אור", "אורי"),
        ("Jean-Luc", "Jean Luc"),
        ("李", "季"),
        ("Ada", "Ida"),
        ("Eve", "Yve"),
        ("Sam", "5am"),
        ("Fred", "Sred"),
        ("ปา", "ป่า"),
    ] {
        assert_different(one, other);
    }
}

#[test]
fn a_name_of_which_nothing_is_left_without_its_ends_is_all_ends() {
    assert_eq!(is_refused_or_decent("ˮ"), Ok(()));
    assert_different("ˮ", "ʻ");
}

#[test]
fn every_entry_of_the_table_of_confusables_makes_the_same_name() {
    let mut entries = 0;
    for source in '\0'..=char::MAX {
        let prototype: String = unicode_security::skeleton(source.encode_utf8(&mut [0; 4])).collect();
        if prototype.chars().eq([source]) {
            continue;
        }
        let typed = [format!("x{source}x"), format!("x{prototype}x")];
        let [Ok(one), Ok(other)] = typed.each_ref().map(|typed| Name::parse(typed)) else { continue };
        let looks = |name: &Name| unicode_security::skeleton(name.as_str()).collect::<String>();
        // A name is shown as it is prepared: `²` is shown as `2`, and no longer looks like its prototype.
        if looks(&one) == looks(&other) {
            assert!(one.is_like(&other), "{one} {:?} and {other} {:?}", one.keys(), other.keys());
            entries += 1;
        } else {
            assert_ne!([one.as_str(), other.as_str()], typed, "neither is shown as it was typed");
        }
    }
    assert!(entries > 5_000, "only {entries}");
}

#[test]
fn every_letter_is_its_capital() {
    let has_case = |c: &char| !(c.to_uppercase().eq([*c]) && c.to_lowercase().eq([*c]));
    for c in ('\0'..=char::MAX).filter(has_case) {
        let Ok(one) = Name::parse(&format!("x{c}x")) else { continue };
        for other in [format!("x{}x", c.to_uppercase()), format!("x{}x", c.to_lowercase())] {
            assert!(one.is_like(&name(&other)), "{one} and {other}: {:?} {:?}", one.keys(), name(&other).keys());
        }
    }
}

#[test]
fn every_naughty_string_is_refused_or_a_decent_name() {
    let mut names = 0;
    for typed in naughty_strings::BLNS {
        names += usize::from(is_refused_or_decent(typed).is_ok());
    }
    assert!(names > 150, "{names} of {}", naughty_strings::BLNS.len());
}

/// Whatever is typed: what holds of it.
#[track_caller]
fn is_refused_or_decent(typed: &str) -> Result<(), ()> {
    let name = Name::parse(typed).map_err(|_| ())?;
    assert_eq!(Name::parse(name.as_str()).as_ref(), Ok(&name));
    assert!(
        name.as_str().len() <= limits::NAME_MAX_BYTES && graphemes(name.as_str()).count() <= limits::NAME_MAX_GRAPHEMES
    );
    assert!(
        !name
            .as_str()
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
    );
    assert!(name.as_str().chars().any(char::is_alphanumeric));
    let keys = name.keys();
    assert!(matches!(keys.len(), 1 | 2), "{keys:?}");
    for key in &keys {
        assert!(!key.as_str().is_empty() && looks::look(key.as_str()) == key.as_str(), "{key:?} is stable");
    }
    let free = name.free_variant(|key| keys.contains(key)).expect("a number makes a difference");
    assert!(!free.is_like(&name), "{free:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn whatever_is_typed_is_refused_in_a_sentence_or_a_decent_name(typed in prop_oneof![
        "\\PC{0,40}", ".{0,40}", "[A-Za-z0-9 .]{0,140}", "[\\p{L}\\p{M}]{0,20}", "[\\p{Emoji}\u{200D}\u{FE0F} a]{0,12}",
        "[بتثیک\u{200C}\u{200D}\u{64E} ]{0,12}", "[कखग\u{94D}\u{93C}\u{200C}\u{200D}ािं]{0,12}",
    ]) {
        let _ = is_refused_or_decent(&typed);
    }

    #[test]
    fn case_width_and_space_make_no_other_name(typed in "[a-zA-Z]{1,10} [a-zA-Z]{1,10}") {
        let Ok(one) = Name::parse(&typed) else { return Ok(()) };
        let wide: String = typed.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c != ' ')).collect();
        for other in [typed.to_uppercase(), typed.to_lowercase(), typed.replace(' ', ""), wide, format!(" {typed}!")] {
            prop_assert!(one.is_like(&name(&other)), "{} and {}", one, other);
        }
    }
}

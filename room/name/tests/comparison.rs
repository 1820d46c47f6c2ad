//! Which names are the same to a reader.

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
fn lookalike_names_are_the_same() {
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
        ("Ada", "A̲d̲a̲"),
        ("Ada", "A̵d̵a̵"),
        ("Ada", "A⃝d⃝a⃝"),
        ("Ada", "ᴀᴅᴀ"),
        ("Grace", "ɢʀᴀᴄᴇ"),
        ("Ada", "🅐🅓🅐"),
        ("Ada", "🅰🅳🅰"),
        ("Ada", "Ad🇦"),
        ("Bjørn", "Bjo̷rn"),
        ("Bjorn", "Bjo̷rn"),
    ] {
        assert_alike(one, other);
    }
}

#[test]
fn distinguishable_names_are_different() {
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
        ("Bjørn", "Bjorn"),
        ("Łukasz", "Lukasz"),
        ("Анна", "Инна"),
        ("Нина", "Инна"),
    ] {
        assert_different(one, other);
    }
}

#[test]
fn name_of_only_decoration_keeps_it() {
    assert_different("ˮ", "ʻ");
}

#[test]
fn every_confusable_makes_the_same_name() {
    let mut entries = 0;
    for source in '\0'..=char::MAX {
        let prototype: String = unicode_security::skeleton(source.encode_utf8(&mut [0; 4])).collect();
        if prototype.chars().eq([source]) {
            continue;
        }
        let typed = [format!("x{source}x"), format!("x{prototype}x")];
        let [Ok(one), Ok(other)] = typed.each_ref().map(|typed| Name::parse(typed)) else { continue };
        let looks = |name: &Name| unicode_security::skeleton(name.as_str()).collect::<String>();
        // A name is shown as it is prepared: `²` is shown as `2`, and no longer looks like its
        // prototype.
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
fn every_letter_is_the_same_as_its_capital() {
    let has_case = |c: &char| !(c.to_uppercase().eq([*c]) && c.to_lowercase().eq([*c]));
    for c in ('\0'..=char::MAX).filter(has_case) {
        let Ok(one) = Name::parse(&format!("x{c}x")) else { continue };
        for other in [format!("x{}x", c.to_uppercase()), format!("x{}x", c.to_lowercase())] {
            assert!(one.is_like(&name(&other)), "{one} and {other}: {:?} {:?}", one.keys(), name(&other).keys());
        }
    }
}

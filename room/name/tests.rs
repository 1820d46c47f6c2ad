//! Names, as people type them.

use super::*;

#[test]
fn names_of_every_language_are_welcome() {
    for name in ["Ada", "Grace Hopper", "李小龍", "Владимир", "مريم", "O’Brien", "x", "<script>alert(1)</script>"]
    {
        assert_eq!(Name::parse(name).unwrap().as_str(), name);
    }
}

#[test]
fn white_space_is_tidied() {
    assert_eq!(Name::parse("  Ada \t Lovelace\u{00A0}").unwrap().as_str(), "Ada Lovelace");
}

#[test]
fn a_name_that_would_fool_a_reader_is_refused() {
    let refused = |typed: &str| Name::parse(typed).unwrap_err();
    assert_eq!(refused(" \n "), Refusal::NameMissing);
    assert_eq!(refused("Ada\u{202E}nimda"), Refusal::NameHidden);
    assert_eq!(refused("A\u{200B}da"), Refusal::NameHidden);
    assert_eq!(refused("Ada\u{7}"), Refusal::NameHidden);
    assert_eq!(refused("!!!"), Refusal::NameWithoutLetter);
}

#[test]
fn thirty_two_characters_fit_and_one_more_does_not() {
    assert!(Name::parse(&"é".repeat(32)).is_ok());
    assert_eq!(Name::parse(&"é".repeat(33)), Err(Refusal::NameTooLong));
    assert!(Name::parse(&"李".repeat(32)).is_ok(), "96 bytes");
    assert!(Name::parse(&"𝔸".repeat(32)).is_ok(), "128 bytes");
}

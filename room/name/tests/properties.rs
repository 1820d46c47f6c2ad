//! What holds for any text that somebody types.

use proptest::prelude::*;

use super::*;

/// Checks what holds for every text that somebody may type. An error means that the text was
/// refused.
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
    assert!((1..=4).contains(&keys.len()), "{keys:?}");
    for key in &keys {
        assert!(
            !key.as_str().is_empty() && confusables::skeleton(key.as_str()) == key.as_str(),
            "{key:?} is its own skeleton"
        );
    }
    let free = name.variants().find(|variant| !variant.is_like(&name));
    assert!(free.is_some(), "a number makes a difference");
    Ok(())
}

#[test]
fn name_of_only_decoration_is_decent() {
    assert_eq!(is_refused_or_decent("ˮ"), Ok(()));
}

#[test]
fn naughty_strings_are_refused_or_decent_names() {
    let mut names = 0;
    for typed in naughty_strings::BLNS {
        names += usize::from(is_refused_or_decent(typed).is_ok());
    }
    assert!(names > 150, "{names} of {}", naughty_strings::BLNS.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_text_is_refused_or_a_decent_name(typed in prop_oneof![
        "\\PC{0,40}", ".{0,40}", "[A-Za-z0-9 .]{0,140}", "[\\p{L}\\p{M}]{0,20}", "[\\p{Emoji}\u{200D}\u{FE0F} a]{0,12}",
        "[بتثیک\u{200C}\u{200D}\u{64E} ]{0,12}", "[कखग\u{94D}\u{93C}\u{200C}\u{200D}ािं]{0,12}",
    ]) {
        let _ = is_refused_or_decent(&typed);
    }

    #[test]
    fn case_width_and_spaces_keep_the_name(typed in "[a-zA-Z]{1,10} [a-zA-Z]{1,10}") {
        let Ok(one) = Name::parse(&typed) else { return Ok(()) };
        let letters = typed.chars().filter(|c| *c != ' ');
        let wide: String = letters.filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        for other in [typed.to_uppercase(), typed.to_lowercase(), typed.replace(' ', ""), wide, format!(" {typed}!")] {
            prop_assert!(one.is_like(&name(&other)), "{} and {}", one, other);
        }
    }
}

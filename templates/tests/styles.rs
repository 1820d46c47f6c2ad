//! The style sheets.

use std::collections::BTreeSet;
use std::fs;

fn name(text: &str) -> &str {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default()
}

/// A browser says nothing about one that is not there: text has the colour of what is around it.
#[test]
fn custom_property_that_is_used_is_defined() {
    let css: String = ["natter", "room"]
        .map(|sheet| fs::read_to_string(format!("../static/{sheet}.css")).expect("a style sheet"))
        .concat();
    let defined: BTreeSet<&str> = css
        .split(['{', ';', '\n'])
        .filter_map(|part| part.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    // One with a fallback may come from a script.
    let used = css
        .split("var(--")
        .skip(1)
        .map(|rest| (name(rest), rest))
        .filter(|(name, rest)| rest[name.len()..].starts_with(')'));
    let undefined: BTreeSet<&str> = used.map(|(name, _)| name).filter(|name| !defined.contains(name)).collect();
    assert_eq!(undefined, BTreeSet::new());
}

//! What the stylesheets and scripts ask of a browser, against `docs/browsers.md`.

use std::collections::BTreeSet;
use std::fs;

/// From here on a feature is too new to stand without a way around it.
const TOO_NEW: &str = "2024-12";

/// One feature of the table.
struct Feature {
    name: String,
    browsers: [String; 3],
    without: String,
}

fn page() -> String {
    fs::read_to_string("../docs/browsers.md").expect("the page")
}

fn table() -> Vec<Feature> {
    let page = page();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let features = cells.map(|cells| match &*cells {
        [name, chrome, firefox, safari, without] => Feature {
            name: name.trim_matches('`').to_owned(),
            browsers: [chrome.clone(), firefox.clone(), safari.clone()],
            without: without.clone(),
        },
        other => unreachable!("a row has five cells, and these are {other:?}"),
    });
    features.collect()
}

/// All files of a folder, not below it, that end in this.
fn files(folder: &str, end: &str) -> String {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let files = entries.filter(|path| path.to_string_lossy().ends_with(end));
    files.map(|path| fs::read_to_string(path).expect("text")).collect()
}

/// The stylesheets without comments.
fn css() -> String {
    let css = files("../static/css", ".css");
    css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code)).collect()
}

fn is_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The names that stand before a sign, as in `name(`.
fn names_before(text: &str, sign: char) -> impl Iterator<Item = &str> {
    text.match_indices(sign).map(|(at, _)| {
        let before = &text[..at];
        &before[before.trim_end_matches(is_name).len()..]
    })
}

/// What stands right after a number, but for the sign of a percentage.
fn units(value: &str) -> impl Iterator<Item = &str> {
    let words = value.split(|c: char| !(is_name(c) || matches!(c, '.' | '#' | '_' | '"'))).filter(|word| {
        // Neither a negative number nor a name with a digit in it.
        word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    words.map(|word| word.trim_start_matches(|c: char| !c.is_ascii_lowercase())).filter(|unit| !unit.is_empty())
}

/// Properties, pseudo-classes with their colons, functions, units, at-rules, and the names of
/// conditions.
fn names_in_css(css: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in css.split_inclusive(['{', ';', '}']) {
        let (text, end) = part.split_at(part.len() - part.ends_with(['{', ';', '}']) as usize);
        let text = text.trim();
        if let Some(rule) = text.strip_prefix('@') {
            names.insert(format!("@{}", rule.split(|c| !is_name(c)).next().unwrap_or_default()));
            names.extend(units(rule).map(str::to_owned));
        }
        if end == "{" && !text.starts_with('@') {
            for (at, _) in text.match_indices(':').filter(|(at, _)| !text[..*at].ends_with(':')) {
                let after = text[at..].trim_start_matches(':');
                let length = after.find(|c| !is_name(c)).unwrap_or(after.len());
                let colons = text.len() - at - after.len();
                names.insert(format!("{}{}", ":".repeat(colons), &after[..length]));
            }
        } else if end == "{" {
            let conditions = text.split('(').skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
            names.extend(conditions.filter(|name| !name.is_empty() && *name != "not").map(str::to_owned));
        } else if let Some((property, value)) = text.split_once(':') {
            names.extend(names_before(value, '(').filter(|name| !name.is_empty()).map(str::to_owned));
            names.extend(units(value).map(str::to_owned));
            if property.chars().all(is_name) && !property.starts_with("--") {
                names.insert(property.to_owned());
            }
        }
    }
    names
}

#[test]
fn names_in_css_are_found() {
    let css = "a:hover::after, b:not(.c) { color: var(--ink); margin: calc(1px + max(2px, 3px)) }\
               @media (width < 40rem) and (not (pointer: coarse)) { d { --own: 1dvh; inset: 0 -.5lh } }";
    let names = "::after :hover :not @media calc color dvh inset lh margin max pointer px rem var width";
    assert_eq!(names_in_css(css), names.split(' ').map(str::to_owned).collect());
}

#[test]
fn feature_of_the_table_is_used() {
    let sources = [
        css(),
        files("../static/js", ".js"),
        files("../static/js/on_demand", ".js"),
        files("../static/js/pages", ".js"),
        files(".", ".rs"),
    ]
    .concat();
    for Feature { name, .. } in table() {
        assert!(sources.contains(&name), "nothing uses {name}");
    }
}

#[test]
fn css_that_is_used_is_in_the_table_or_known_for_long() {
    let page = page();
    let (_, known) = page.split_once("## CSS that is older").expect("the list");
    let known: BTreeSet<String> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let listed: BTreeSet<String> = table().into_iter().map(|feature| feature.name).chain(known).collect();
    let used = names_in_css(&css());
    let unknown: Vec<&String> = used.difference(&listed).collect();
    assert!(unknown.is_empty(), "docs/browsers.md does not know {unknown:?}");
}

#[test]
fn newest_features_have_a_way_without_them() {
    let features = table();
    assert!(features.iter().any(|feature| !feature.without.is_empty()), "need some for this test to mean anything");
    for Feature { name, browsers, without } in features {
        let is_missing = |browser: &String| {
            let since = browser.split_once('(').and_then(|(_, rest)| rest.get(.."2024-12".len()));
            browser.starts_with("no") || since.is_none_or(|since| since >= TOO_NEW)
        };
        assert!(!browsers.iter().any(is_missing) || !without.is_empty(), "{name}: {browsers:?}");
    }
}

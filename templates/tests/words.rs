//! Sentences stand in `words/` and nowhere else, so that a new language is one new file.

use std::fs;
use std::path::Path;

use templates::words::ENGLISH;

/// Attributes whose values people see or hear.
const SEEN: [&str; 5] = ["aria-label", "title", "placeholder", "alt", "content"];

/// Text that maud would write into a page by itself: a literal that holds letters and is neither an
/// argument nor the value of an attribute that nobody sees.
fn text_literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().filter(|code| code.contains("html! {")).unwrap_or_default();
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let mut rest = line;
        let mut before = String::new();
        while let Some((head, tail)) = rest.split_once('"') {
            before.push_str(head);
            let (literal, tail) = tail.split_once('"').unwrap_or((tail, ""));
            let context = before.trim_end();
            let value_of = context.strip_suffix('{').unwrap_or(context).strip_suffix('=');
            let is_seen = value_of.is_some_and(|name| SEEN.iter().any(|seen| name.ends_with(seen)));
            let is_text = context.is_empty() || context.ends_with(['{', '}', ';', ']']) || before.ends_with(") ");
            let is_text = is_text && value_of.is_none();
            if literal.replace("\\n", "").chars().any(char::is_alphabetic) && (is_text || is_seen) {
                found.push(literal.to_owned());
            }
            before.push('"');
            rest = tail;
        }
    }
    found
}

#[test]
fn components_hold_no_sentences() {
    assert_eq!(text_literals(r#"html! { h1 { "Hello" } p class="x" aria-label="Close" { (f("no")) " or " }"#).len(), 3);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(folder).expect("the crate's folder") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("build.rs") {
            continue;
        }
        // For browsers and htmx, not for people.
        let technical =
            ["width=device-width, initial-scale=1, interactive-widget=resizes-content", "light dark", ", .log"];
        let found: Vec<_> = text_literals(&fs::read_to_string(&path).expect("text"))
            .into_iter()
            .filter(|literal| !technical.contains(&literal.as_str()))
            .collect();
        assert_eq!(found, Vec::<String>::new(), "{}: move them to words/", path.display());
    }
}

#[test]
fn plurals_of_english_are_right() {
    assert_eq!((ENGLISH.times.minutes_ago)(1), "1 minute ago");
    assert_eq!((ENGLISH.times.minutes_ago)(2), "2 minutes ago");
    assert_eq!((ENGLISH.refusals.too_fast)(1), "You’re sending too fast. Wait 1 second, then try again.");
    assert_eq!((ENGLISH.refusals.too_fast)(2), "You’re sending too fast. Wait 2 seconds, then try again.");
}

//! The examples: that every component has some, and what each looks like as markup.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use maud::Markup;
use scraper::{Html, Selector};
use similar::TextDiff;
use templates::examples::{self, Example, Surroundings};
use templates::words::ENGLISH;

use crate::sources::{self, Function, makers, rows};

/// Not seen by itself: the frame of every page, and words that scripts show elsewhere.
const UNSEEN: [&str; 2] = ["layout", "script_words"];

/// One tag a line, so that a change can be read. Addresses of static files as they are called, not
/// as they are today.
fn lines(markup: &Markup) -> String {
    let mut lines = markup.0.replace("><", ">\n<").replace("> <", ">\n<");
    while let Some(at) = lines.find("/v/") {
        lines.replace_range(at..at + "/v/".len() + 16, "");
    }
    lines
}

/// The templates that make markup.
fn components() -> BTreeSet<String> {
    makers().into_iter().map(|maker| maker.module).collect()
}

#[test]
fn component_has_an_example() {
    let shown: BTreeSet<String> = examples::all().iter().map(|example| example.component.to_owned()).collect();
    let mut lacking = components();
    lacking.retain(|component| !shown.contains(component) && !UNSEEN.contains(&component.as_str()));
    assert_eq!(lacking, BTreeSet::new(), "show them in templates/examples/");
    let unknown: Vec<_> = shown.difference(&components()).cloned().collect();
    assert_eq!(unknown, Vec::<String>::new(), "these are no components");
}

#[test]
fn example_renders_the_component_it_is_named_for() {
    let rows = rows();
    assert_eq!(rows.len(), examples::all().len(), "rows that were found in templates/examples/");
    for (row, calls) in rows.iter().map(|row| (row, &row.calls)) {
        let is_shown = calls.iter().any(|called| called.module == row.component);
        assert!(is_shown, "{}: {:?} calls only {calls:?}", row.component, row.begins);
    }
}

#[test]
fn function_that_makes_markup_is_in_an_example() {
    let shown: BTreeSet<Function> = rows().into_iter().flat_map(|row| row.calls).collect();
    for maker in makers().into_iter().filter(|maker| maker.is_public) {
        let function = Function { module: maker.module, name: maker.name };
        assert!(shown.contains(&function), "no example shows {}, {}()", function.module, function.name);
    }
}

/// What only an example shows is seen by nobody who uses Natter.
#[test]
fn function_that_makes_markup_is_in_use() {
    let mut texts = sources::components();
    let mut folders = vec![Path::new("../src").to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                texts.push((String::new(), fs::read_to_string(&path).expect("text")));
            }
        }
    }
    for maker in makers().into_iter().filter(|maker| maker.is_public) {
        let is_called = |text: &str| {
            let calls = text.match_indices(&maker.name).map(|(at, name)| (&text[..at], &text[at + name.len()..]));
            let mut calls = calls.filter(|(before, _)| !before.ends_with("fn "));
            calls.any(|(before, after)| {
                let is_whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
                let is_path = before.ends_with("templates::") && after.starts_with([')', ',', ';']);
                is_whole && (after.starts_with('(') || is_path)
            })
        };
        assert!(texts.iter().any(|(_, text)| is_called(text)), "nothing calls {}, {}()", maker.module, maker.name);
    }
}

#[test]
fn example_has_a_path_of_its_own() {
    let paths: Vec<String> = examples::all().iter().map(Example::path).collect();
    assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), paths.len(), "{paths:#?}");
    for path in paths {
        assert!(path.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-/".contains(c)), "{path}");
    }
}

/// A component's examples as text: each whole, but of a page only the first, and of the others what
/// differs from it.
fn as_text(examples: &[Example]) -> String {
    let shown: Vec<String> = examples.iter().map(|example| lines(&example.markup(&ENGLISH))).collect();
    let Some(first) = shown.first() else { return String::new() };
    let mut text = String::new();
    for (n, (example, markup)) in examples.iter().zip(&shown).enumerate() {
        text.push_str(&format!("== {}\n", example.state));
        if example.surroundings == Surroundings::Page && n > 0 {
            let diff = TextDiff::from_lines(first, markup);
            text.push_str(&diff.unified_diff().context_radius(1).missing_newline_hint(false).to_string());
        } else {
            text.push_str(markup);
        }
        text.push_str("\n\n");
    }
    text
}

#[test]
fn markup_of_every_example_is_as_it_was() {
    for component in components() {
        let examples = examples::all().into_iter().filter(|example| example.component == component);
        let text = as_text(&examples.collect::<Vec<_>>());
        if !text.is_empty() {
            assert_snapshot!(format!("example_{component}"), text);
        }
    }
}

#[test]
fn snapshot_belongs_to_a_component() {
    let components = components();
    for file in fs::read_dir("tests/snapshots").expect("the snapshots") {
        let name = file.expect("a file").file_name().into_string().expect("UTF-8");
        let component = name.strip_prefix("templates__examples__example_").and_then(|name| name.strip_suffix(".snap"));
        if let Some(component) = component {
            assert!(components.contains(component), "nothing renders {name}");
        }
    }
}

#[test]
fn example_shows_something_and_has_unique_ids() {
    let every = |selector: &str| Selector::parse(selector).expect("a selector");
    for example in examples::all() {
        let path = example.path();
        let page = Html::parse_document(&example.document(&ENGLISH).0);
        assert!(page.select(&every("body *")).count() > 1, "{path}");
        let ids: Vec<&str> = page.select(&every("[id]")).filter_map(|element| element.attr("id")).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{path}: {id}");
        }
        for attribute in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
            for element in page.select(&every(&format!("[{attribute}]"))) {
                for id in element.attr(attribute).unwrap_or_default().split(' ') {
                    // What a part is described by may be in another part of the page.
                    let is_whole = example.surroundings == Surroundings::Page;
                    assert!(!is_whole || ids.contains(&id), "{path}: {attribute}={id}");
                }
            }
        }
    }
}

#[test]
fn example_runs_no_script_and_loads_nothing_foreign() {
    for example in examples::all() {
        let path = example.path();
        let page = Html::parse_document(&example.document(&ENGLISH).0);
        for element in page.select(&Selector::parse("*").expect("a selector")) {
            let name = element.value().name();
            // A file on somebody's disk has its style with it.
            let is_own_style = name == "style" && example.component == "export";
            // The one page that asks another site something, under attack.
            if name == "script" && example.component == "person_check" {
                continue;
            }
            assert!(is_own_style || !matches!(name, "style" | "script"), "{path}: {name}");
            for (attribute, value) in element.value().attrs() {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{path}: {name} {attribute}");
                assert!(!attribute.starts_with("hx-on"), "{path}: {name} {attribute}");
                let leads_elsewhere =
                    matches!(attribute, "src" | "href" | "action") && !value.starts_with(['/', '#', '.']);
                // What people link to, they go to: nothing of it is loaded.
                let was_typed = name == "a" && element.attr("rel").is_some_and(|rel| rel.contains("ugc"));
                assert!(!leads_elsewhere || was_typed, "{path}: {name} {attribute}={value}");
            }
        }
    }
}

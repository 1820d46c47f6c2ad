//! `docs/accessibility.md`: it names every criterion, and tests that there are.

use std::fs;
use std::path::Path;

/// WCAG 2.2, levels A and AA. The five for recordings are one row: there are no recordings.
const CRITERIA: [&str; 51] = [
    "1.1.1", "1.2.1", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5",
    "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2",
    "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8",
    "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7",
    "3.3.8", "4.1.2", "4.1.3",
];

/// The rows of the table: a criterion, and what shows it.
fn rows() -> Vec<(String, String)> {
    let page = fs::read_to_string("../docs/accessibility.md").expect("the page");
    let (_, table) = page.split_once("## WCAG 2.2").expect("the table");
    let rows =
        table.lines().filter_map(|line| line.strip_prefix("| ")).filter(|line| line.starts_with(char::is_numeric));
    let cells = rows.map(|row| {
        let criterion = row.split(' ').next().unwrap_or_default();
        let shown_by = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        (criterion.to_owned(), shown_by.to_owned())
    });
    cells.collect()
}

/// The sources of the tests of pages.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let texts = entries.map(|path| match path.extension() {
        Some(extension) if extension == "rs" => fs::read_to_string(path).expect("text"),
        _ => String::new(),
    });
    texts.collect()
}

#[test]
fn every_criterion_is_answered() {
    let answered: Vec<String> = rows().into_iter().map(|(criterion, _)| criterion).collect();
    assert_eq!(answered, CRITERIA);
}

#[test]
fn tests_that_criteria_name_are_there() {
    let sources = ["../tests/browser", "tests"].map(|folder| sources(Path::new(folder))).concat();
    for (criterion, shown_by) in rows() {
        assert!(!shown_by.is_empty(), "{criterion}: nothing shows it");
        for name in shown_by.split('`').skip(1).step_by(2) {
            let component = name.strip_prefix("example_").unwrap_or(name);
            let places = [
                format!("../tests/browser/{name}.rs"),
                format!("tests/{name}.rs"),
                format!("tests/snapshots/templates__examples__example_{component}.snap"),
                format!("../{name}"),
            ];
            let is_there =
                sources.contains(&format!("fn {name}(")) || places.iter().any(|place| Path::new(place).exists());
            assert!(is_there || name == "example_*", "{criterion}: there is no {name}");
        }
    }
}

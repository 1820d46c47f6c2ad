//! What the walls of form look for: long files, long lines, wide comments, names of tests. None of
//! this knows our tree.

use crate::source::{House, Source, find_word, is_word};
use crate::walls::{Violation, violation};

/// Files that are too long to be read at once.
pub(crate) fn long_files(house: &House, most: usize, vendored: &[&str]) -> Vec<Violation> {
    let ours =
        house.sources.iter().filter(|source| source.is_rust() || source.is_script() || source.path.ends_with(".css"));
    let mut found = Vec::new();
    for source in ours.filter(|source| !vendored.iter().any(|path| source.path.starts_with(path))) {
        // What follows the last end of a line is no line.
        let lines = source.lines.len() - usize::from(source.lines.last().is_some_and(|line| line.text.is_empty()));
        if lines > most {
            let what = format!("the file has {lines} lines, at most {most} are meant; split it by what it owns");
            found.push(violation(&source.path, most, what));
        }
    }
    found
}

/// Lines that are too long to be read beside another file.
pub(crate) fn long_lines(house: &House, most: usize, vendored: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|source| !vendored.iter().any(|path| source.path.starts_with(path))) {
        for (at, line) in source.lines.iter().enumerate() {
            let columns = line.text.chars().count();
            if columns > most && !cannot_be_broken(source, &line.text) {
                found.push(violation(
                    &source.path,
                    at,
                    format!("the line has {columns} columns; break it before {most}"),
                ));
            }
        }
    }
    found
}

/// Lines of comments that are too long to be read as prose.
pub(crate) fn wide_comments(house: &House, most: usize, vendored: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|source| !vendored.iter().any(|path| source.path.starts_with(path))) {
        let mark = match source.path.rsplit('.').next() {
            Some("rs" | "js" | "mjs") => "//",
            Some("css") => "/*",
            Some("md") => continue,
            _ => "#",
        };
        for (at, line) in source.lines.iter().enumerate() {
            let columns = line.text.chars().count();
            let is_comment = line.text.trim_start().starts_with(mark);
            if is_comment && columns > most && !cannot_be_broken(source, &line.text) {
                let what = format!("the comment has {columns} columns; break it before {most}");
                found.push(violation(&source.path, at, what));
            }
        }
    }
    found
}

/// Rows of tables, addresses, and what a snapshot shows.
fn cannot_be_broken(source: &Source, text: &str) -> bool {
    let trimmed = text.trim_start();
    if source.path.ends_with(".md") {
        return trimmed.starts_with('|') || trimmed.contains("](") || trimmed.contains("://");
    }
    trimmed.contains("://") || text.contains(", @\"") || text.contains(", @r")
}

/// Names of tests: long ones, and riddles.
pub(crate) fn test_names(house: &House, most: usize, riddles: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|source| source.is_rust()) {
        let mut is_next = false;
        for (at, line) in source.lines.iter().enumerate() {
            let code = line.code.trim();
            is_next |= ["#[test]", "#[tokio::test"].iter().any(|attribute| code.starts_with(attribute));
            let Some(name) = function(code).filter(|_| is_next) else { continue };
            is_next = false;
            let length = name.chars().count();
            if length > most {
                let what = format!("{name} has {length} characters; say subject, event, result in {most}");
                found.push(violation(&source.path, at, what));
            }
            if riddles.contains(&name.split('_').next().unwrap_or_default()) {
                let what = format!("{name} begins like a riddle; begin with the subject");
                found.push(violation(&source.path, at, what));
            }
        }
    }
    found
}

fn function(code: &str) -> Option<&str> {
    let at = find_word(code, "fn ")?;
    code.get(at + "fn ".len()..)?.split(|letter| !is_word(letter)).next()
}

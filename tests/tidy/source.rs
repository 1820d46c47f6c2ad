//! Source files as the walls read them: code without comments, string literals apart, tests marked.
//!
//! This is no parser: [`Reader`] knows comments and literals, and tests are found by their braces.

use std::fs;
use std::path::Path;

use crate::reader::{Language, Literal, Reader};

/// Folders that hold nothing of ours, or nothing that anybody writes by hand.
const SKIPPED: [&str; 5] = ["target", "node_modules", "snapshots", "migrations", "proptest-regressions"];

/// Hidden folders that are ours all the same.
const HIDDEN: [&str; 3] = [".ci", ".github", ".devcontainer"];

/// Kinds of files that are read, by the end of their name. Programs in `bin/` and `.ci/` have none.
const READ: [&str; 7] = [".rs", ".js", ".mjs", ".css", ".md", ".toml", ".sh"];

/// The whole tree, or the few files of an example.
#[derive(Debug, Default)]
pub(crate) struct House {
    pub(crate) sources: Vec<Source>,
}

/// A file.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// From the root of the repository, with `/`.
    pub(crate) path: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) literals: Vec<Literal>,
}

/// A line of a file.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// As it is written.
    pub(crate) text: String,
    /// The same without comments and without what stands in string literals (their quotation marks
    /// stay).
    pub(crate) code: String,
    /// Whether it belongs to tests: only they are built with it.
    pub(crate) is_test: bool,
}

impl House {
    /// Reads the repository.
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = Vec::new();
        walk(root, "", &mut sources);
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        assert!(sources.len() > 100, "only {} files were found in {}", sources.len(), root.display());
        Self { sources }
    }

    /// A house of a few files, for the tests of the walls.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self { sources: files.iter().map(|(path, text)| Source::of(path, text)).collect() }
    }

    /// The files whose path begins like this.
    pub(crate) fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Source> {
        self.sources.iter().filter(move |source| source.path.starts_with(prefix))
    }
}

impl Source {
    pub(crate) fn of(path: &str, text: &str) -> Self {
        let mut source = Self { path: path.to_owned(), ..Self::default() };
        let reader = match path.rsplit('.').next() {
            Some("rs") => Reader::new(text, Language::Rust),
            Some("js" | "mjs") => Reader::new(text, Language::JavaScript),
            _ => Reader::new(text, Language::Other),
        };
        let (code, literals) = reader.read();
        for (text, code) in text.split('\n').zip(code.split('\n')) {
            source.lines.push(Line { text: text.to_owned(), code: code.to_owned(), is_test: false });
        }
        source.literals = literals;
        source.mark_tests();
        source
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub(crate) fn is_script(&self) -> bool {
        self.path.ends_with(".js") || self.path.ends_with(".mjs")
    }

    /// The code that is shipped, by line number (from 0).
    pub(crate) fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().enumerate().filter(|(_, line)| !line.is_test).map(|(at, line)| (at, line.code.as_str()))
    }

    /// The string literals of the code that is shipped.
    pub(crate) fn shipped_literals(&self) -> impl Iterator<Item = &Literal> {
        self.literals.iter().filter(|literal| self.lines.get(literal.line).is_some_and(|line| !line.is_test))
    }

    /// Marks whole files of tests and of fuzzers, and what stands behind `#[cfg(test)]` elsewhere.
    fn mark_tests(&mut self) {
        let path = format!("/{}", self.path);
        let whole = ["/tests/", "/tests.rs", "/benches/", "/fuzz/", "/fuzz.rs", ".test.js", ".test.mjs", "/testing/"];
        if whole.iter().any(|part| path.contains(part)) {
            self.lines.iter_mut().for_each(|line| line.is_test = true);
            return;
        }
        let (mut depth, mut inside) = (0_i32, None);
        for line in &mut self.lines {
            let for_tests = ["#[cfg(test)]", "#[cfg(any(test, fuzzing))]"];
            if for_tests.iter().any(|only| line.code.trim_start().starts_with(only)) && inside.is_none() {
                inside = Some(Entered { depth, opened: false });
            }
            line.is_test = inside.is_some();
            for letter in line.code.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                let ends = match &mut inside {
                    Some(entered) if letter == '{' => {
                        entered.opened = true;
                        false
                    }
                    // The end of the block, or of an item without one: `#[cfg(test)] mod tests;`.
                    Some(entered) => {
                        depth == entered.depth && if entered.opened { letter == '}' } else { letter == ';' }
                    }
                    None => false,
                };
                if ends {
                    inside = None;
                }
            }
        }
    }
}

/// Where a part for tests began.
struct Entered {
    depth: i32,
    opened: bool,
}

/// `build`, and its like for other builds, hold what tools made.
fn is_skipped(folder: &str) -> bool {
    let is_hidden = folder.starts_with('.') && !HIDDEN.contains(&folder);
    is_hidden || folder.starts_with("build") || SKIPPED.contains(&folder)
}

fn walk(folder: &Path, path: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let name = entry.file_name().to_string_lossy().into_owned();
        let inner = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let kind = entry.file_type().unwrap_or_else(|error| panic!("{inner}: {error}"));
        if kind.is_dir() && !is_skipped(&name) {
            walk(&entry.path(), &inner, sources);
        }
        let is_program = matches!(path, "bin" | ".ci") && !name.contains('.');
        let is_read = is_program || READ.iter().any(|end| name.ends_with(end));
        if let (true, Ok(text)) = (kind.is_file() && is_read, fs::read_to_string(entry.path())) {
            sources.push(Source::of(&inner, &text));
        }
    }
}

/// Whether a letter can stand in a name.
pub(crate) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Where a word stands in code, whole and not as a part of a longer name.
pub(crate) fn find_word(code: &str, word: &str) -> Option<usize> {
    code.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = code.get(..*at).and_then(|code| code.chars().next_back());
        let after = code.get(at + word.len()..).and_then(|code| code.chars().next());
        let begins = !word.starts_with(is_word) || !before.is_some_and(is_word);
        let ends = !word.ends_with(is_word) || !after.is_some_and(is_word);
        begins && ends
    })
}

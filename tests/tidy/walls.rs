//! What each wall looks for. None of this knows our tree: the tables in `main.rs` say what stands
//! where.

use crate::imports::Imports;
use crate::source::{House, Source, find_word, is_word};

/// A place where a wall is broken.
#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) path: String,
    /// From 1, as editors count.
    pub(crate) line: usize,
    /// What is there, and what to do about it.
    pub(crate) what: String,
}

pub(crate) fn violation(path: &str, line: usize, what: String) -> Violation {
    Violation { path: path.to_owned(), line: line + 1, what }
}

/// What is wrong with a wall: violations that no row excuses, and rows that excuse none. A row is
/// the name of a wall and the beginning of a path. So a list of rows can only get shorter.
pub(crate) fn complaints(wall: &str, found: &[Violation], not_yet: &[(&str, &str)]) -> Vec<String> {
    let rows: Vec<&str> = not_yet.iter().filter(|(name, _)| *name == wall).map(|(_, path)| *path).collect();
    let bare = found.iter().filter(|violation| !rows.iter().any(|path| violation.path.starts_with(path)));
    let idle = rows.iter().filter(|path| !found.iter().any(|violation| violation.path.starts_with(**path)));
    bare.map(|Violation { path, line, what }| format!("{path}:{line}: {what}"))
        .chain(idle.map(|path| format!("the wall stands in {path}: delete its row")))
        .collect()
}

/// Words that the code below a folder never names.
pub(crate) struct Never {
    pub(crate) below: &'static str,
    pub(crate) names: &'static [&'static str],
    pub(crate) because: &'static str,
}

pub(crate) fn names_of_others(house: &House, never: &Never) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in house.below(never.below).filter(|source| source.is_rust()) {
        for (line, code) in source.shipped() {
            for name in never.names.iter().filter(|name| is_named(code, name)) {
                let name = name.trim_end_matches("::");
                let what = format!("{} names {name}; it must not: {}", never.below, never.because);
                found.push(violation(&source.path, line, what));
            }
        }
    }
    found
}

/// A name that ends with `::` is a crate: at the beginning of a path, or alone behind `use`.
fn is_named(code: &str, name: &str) -> bool {
    let Some(of_crate) = name.strip_suffix("::") else {
        return find_word(code, name).is_some();
    };
    let begins_a_path = find_word(code, name).is_some_and(|at| !code[..at].ends_with("::"));
    begins_a_path || code.trim().strip_prefix("use ").is_some_and(|used| find_word(used, of_crate) == Some(0))
}

/// A part of the Worker that knows neither those who call it nor its siblings.
pub(crate) struct Adapter {
    /// The module; all below it belong to it.
    pub(crate) module: &'static str,
    /// Siblings that it may import all the same, each for a reason that stands beside it.
    pub(crate) may_import: &'static [&'static str],
}

fn is_in(module: &str, part: &str) -> bool {
    module == part || module.strip_prefix(part).is_some_and(|rest| rest.starts_with("::"))
}

pub(crate) fn imports_of_adapters(imports: &Imports, adapters: &[Adapter], runtime: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    for ((from, to), (path, line)) in &imports.edges {
        let Some(adapter) = adapters.iter().find(|adapter| is_in(from, adapter.module)) else { continue };
        let is_sibling = adapters.iter().any(|other| is_in(to, other.module) && !is_in(other.module, adapter.module));
        let is_allowed = adapter.may_import.iter().any(|module| is_in(to, module));
        if is_in(to, runtime) || (is_sibling && !is_allowed) {
            let what = format!("{from} imports {to}; let {runtime} hand it the value, or return one to {runtime}");
            found.push(violation(path, *line, what));
        }
    }
    found
}

/// A module that imports one of its parents: who is called then knows its caller.
pub(crate) fn imports_upward(imports: &Imports) -> Vec<Violation> {
    let mut found = Vec::new();
    for ((from, to), (path, line)) in &imports.edges {
        if to.is_empty() || is_in(from, to) {
            let to = if to.is_empty() { "lib" } else { to };
            let what =
                format!("{from} imports {to}, which is above it; move what it needs below, or pass it as an argument");
            found.push(violation(path, *line, what));
        }
    }
    found
}

pub(crate) fn circles(imports: &Imports) -> Vec<Violation> {
    let mut found = Vec::new();
    for circle in imports.circles() {
        let Some([from, to]) = circle.first_chunk::<2>() else { continue };
        let Some((path, line)) = imports.edges.get(&(from.clone(), to.clone())) else { continue };
        let what = format!("imports go round: {}; move what two of them share into a third", circle.join(" → "));
        found.push(violation(path, *line, what));
    }
    found
}

/// Where a word is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchIn {
    /// In code.
    Code,
    /// Also in string literals, as of scripts for a browser.
    Text,
}

/// A word that stands in few files only.
pub(crate) struct OnlyIn {
    pub(crate) word: &'static str,
    pub(crate) search_in: SearchIn,
    pub(crate) below: &'static str,
    /// Beginnings of the paths where it may stand.
    pub(crate) homes: &'static [&'static str],
    pub(crate) because: &'static str,
}

pub(crate) fn words_away_from_home(house: &House, only: &OnlyIn) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in house.below(only.below).filter(|source| source.is_rust() || source.is_script()) {
        if only.homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for (at, line) in source.lines.iter().enumerate() {
            let stands = match only.search_in {
                SearchIn::Code => !line.is_test && find_word(&line.code, only.word).is_some(),
                SearchIn::Text => line.text.contains(only.word),
            };
            if stands {
                let what = format!("{} stands only in {}: {}", only.word, only.homes.join(", "), only.because);
                found.push(violation(&source.path, at, what));
            }
        }
    }
    found
}

/// Pipes of our programs whose reader may stop before the end. The writer then dies of the closed
/// pipe, or not, as they happen to be scheduled, and with `pipefail` the program dies with it.
pub(crate) fn pipes_cut_short(house: &House, programs: &[&str], readers: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in programs.iter().flat_map(|folder| house.below(folder)) {
        for (at, line) in source.lines.iter().enumerate() {
            for reader in readers.iter().filter(|reader| line.text.contains(&format!("| {reader}"))) {
                let what = format!("{reader} may end before its writer: take the text into a variable first");
                found.push(violation(&source.path, at, what));
            }
        }
    }
    found
}

/// Numbers in code that are worth a name: bounds, times, sizes.
pub(crate) struct Numbers {
    pub(crate) below: &'static [&'static str],
    /// The files of limits.
    pub(crate) homes: &'static [&'static str],
    /// The largest number that needs no name.
    pub(crate) small: u64,
    /// Below which folder larger numbers are known to everybody, and what they are.
    pub(crate) known: &'static [(&'static str, &'static [u64], &'static str)],
    /// Beginnings of paths and what their numbers are instead.
    pub(crate) except: &'static [(&'static str, &'static str)],
}

pub(crate) fn bare_numbers(house: &House, rule: &Numbers) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in rule.below.iter().flat_map(|below| house.below(below)) {
        let elsewhere = rule.homes.contains(&source.path.as_str())
            || rule.except.iter().any(|(path, _)| source.path.starts_with(path));
        if elsewhere || !(source.is_rust() || source.is_script()) {
            continue;
        }
        for (line, code) in source.shipped() {
            let numbers = numbers(code);
            if let Some(name) = constant(code).filter(|_| source.is_rust() && !numbers.is_empty()) {
                let what = format!("{name} is a number with a name; it belongs into {}", rule.homes.join(" or "));
                found.push(violation(&source.path, line, what));
                continue;
            }
            let is_known = |number: &Number| {
                let mut known = rule.known.iter().filter(|(below, ..)| source.path.starts_with(below));
                known.any(|(_, values, _)| values.contains(&number.value)) || is_close_code(number)
            };
            let is_bare = |number: &&Number| number.value > rule.small && !number.is_plain && !is_known(number);
            for number in numbers.iter().filter(is_bare).filter(|_| !is_named_in_a_script(source, code)) {
                let what =
                    format!("{} has no name; give it one, with its unit, in {}", number.text, rule.homes.join(" or "));
                found.push(violation(&source.path, line, what));
            }
        }
    }
    found
}

/// In a script a number may have its name where it is used: `const RETRY_MS = 1000`.
fn is_named_in_a_script(source: &Source, code: &str) -> bool {
    let name = code.trim().strip_prefix("export ").unwrap_or(code.trim()).strip_prefix("const ");
    let name: String = name.unwrap_or_default().chars().take_while(|letter| is_word(*letter)).collect();
    source.is_script()
        && name.len() > 1
        && name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_' || letter.is_ascii_digit())
}

/// The name of a constant of a type that counts: an integer, a fraction, or a time.
fn constant(code: &str) -> Option<String> {
    let (before, after) = code.split_once("const ").or_else(|| code.split_once("static "))?;
    if before.contains(['(', '<']) && !before.trim_start().starts_with("pub") {
        return None;
    }
    let (name, rest) = after.split_once(':')?;
    let (kind, _) = rest.split_once('=')?;
    let kind = kind.trim();
    let counts = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64",
        "Duration", "Millis",
    ];
    counts.contains(&kind).then(|| name.trim().to_owned())
}

struct Number {
    text: String,
    value: u64,
    /// Whether it says what it is: the length of an array, which the compiler counts, or
    /// milliseconds of a second.
    is_plain: bool,
}

/// The decimal numbers in a line of code. Those in other bases are patterns of bits or characters.
fn numbers(code: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut letters = code.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        if letter.is_ascii_digit() && !is_word(before) && !is_place_in_a_tuple(&code[..at]) {
            let text: String = code[at..].chars().take_while(|letter| is_word(*letter)).collect();
            let digits: String =
                text.chars().filter(|letter| *letter != '_').take_while(char::is_ascii_digit).collect();
            let in_another_base = ["0x", "0b", "0o"].iter().any(|base| text.starts_with(base));
            if let Some(value) = digits.parse().ok().filter(|_| !in_another_base) {
                let (before, after) = (code[..at].trim_end(), &code[at + text.len()..]);
                let is_length = before.ends_with(';') && after.starts_with(']');
                let converts = value == 1_000 && before.ends_with(['*', '/', '%']);
                found.push(Number { text: text.clone(), value, is_plain: is_length || converts });
            }
            while letters.peek().is_some_and(|(_, letter)| is_word(*letter)) {
                letters.next();
            }
            before = '0';
        } else {
            before = letter;
        }
    }
    found
}

/// `pair.0` is no number, nor is what follows the point of a fraction; `0..10` ends with one.
fn is_place_in_a_tuple(before: &str) -> bool {
    before.ends_with('.') && !before.ends_with("..")
}

/// Codes with which a connection is closed: those of the protocol that we use, and our own.
fn is_close_code(number: &Number) -> bool {
    !number.text.contains('_') && (matches!(number.value, 1000..=1015) || matches!(number.value, 4000..=4999))
}

pub(crate) fn close_codes(house: &House, below: &[&str], homes: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in below.iter().flat_map(|below| house.below(below)) {
        let is_read = (source.is_rust() || source.is_script()) && !homes.contains(&source.path.as_str());
        for (line, code) in source.shipped().filter(|_| is_read) {
            // In a script a thousand is a second.
            let numbers = numbers(code);
            let codes =
                numbers.iter().filter(|number| is_close_code(number) && (source.is_rust() || number.value != 1000));
            for number in codes {
                let what = format!("{} is a close code; use its name from {}", number.text, homes.join(" or "));
                found.push(violation(&source.path, line, what));
            }
        }
    }
    found
}

/// Literals that read like a sentence or a label: a capital, and a word behind another. A label of
/// one word cannot be told from a name. Exceptions are a path and how a literal begins.
pub(crate) fn sentences(
    house: &House,
    below: &[&str],
    homes: &[&str],
    except: &[(&str, &str, &str)],
) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in below.iter().flat_map(|below| house.below(below)) {
        if !(source.is_rust() || source.is_script()) || homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for literal in source.shipped_literals().filter(|literal| is_sentence(&literal.text)) {
            let code = source.lines.get(literal.line).map_or("", |line| line.code.trim());
            let before = literal.line.checked_sub(1).and_then(|line| source.lines.get(line));
            let before = before.map_or("", |line| line.code.trim());
            let is_excepted = |(path, begins, _): &(&str, &str, &str)| {
                source.path.starts_with(path) && literal.text.starts_with(begins)
            };
            let is_logged = is_for_operators(code) || (code.starts_with('"') && is_for_operators(before));
            if is_logged || except.iter().any(is_excepted) {
                continue;
            }
            let text: String = literal.text.chars().take(40).collect();
            let what = format!("“{text}” is a sentence for people; it belongs into {}", homes.join(" or "));
            found.push(violation(&source.path, literal.line, what));
        }
    }
    found
}

fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let begins = text.starts_with(|letter: char| letter.is_uppercase());
    // `SELECT … WHERE seq = ?` begins with a word of SQL.
    let is_sql = text.chars().take_while(|letter| letter.is_uppercase()).count() > 1;
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let follows =
        |(at, _): (usize, &str)| is_letter(text[..at].chars().last()) && is_letter(text[at + 1..].chars().next());
    begins && !is_sql && (text.match_indices(' ').any(follows) || text.ends_with(['!', '?', '…']))
}

/// Lines for the log, reasons for the compiler.
fn is_for_operators(code: &str) -> bool {
    let logs = ["log::", "console_", "reason =", "#[doc", "expect("];
    logs.iter().any(|word| code.contains(word))
}

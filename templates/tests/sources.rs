//! The sources of the templates, as text: which functions make markup, and which call which.
//!
//! This is no parser. It knows how rustfmt sets a function and a row of a list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Folders that hold no components.
const NO_COMPONENTS: [&str; 6] = ["words", "examples", "tests", "benches", "views", "target"];

/// A function that makes markup.
pub(crate) struct Maker {
    /// The template that it belongs to: its file, or the folder that is named as one.
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) is_public: bool,
    body: String,
}

/// The files of the components, with those in folders of theirs: the template, and its text without
/// tests.
pub(crate) fn components() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(Path::new("."), None, &mut found);
    found.retain(|(name, _)| !["lib", "build", "examples"].contains(&name.as_str()));
    found
}

fn collect(folder: &Path, module: Option<&str>, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("UTF-8");
        if path.is_dir() && !NO_COMPONENTS.contains(&name) {
            collect(&path, module.or(Some(name)), found);
        } else if path.extension().is_some_and(|end| end == "rs") && !name.ends_with("tests") {
            found.push((module.unwrap_or(name).to_owned(), without_tests(&fs::read_to_string(&path).expect("text"))));
        }
    }
}

fn without_tests(source: &str) -> String {
    source.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// Each function with its signature and its body, as rustfmt sets it.
fn functions(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let end = format!("{}}}", " ".repeat(line.len() - code.len()));
        let starts = ["fn ", "const fn ", "pub fn ", "pub const fn ", "pub(crate) fn ", "pub(super) fn "];
        if let Some(rest) = starts.iter().find_map(|start| code.strip_prefix(start)) {
            let body = lines.by_ref().take_while(|line| *line != end);
            let text = std::iter::once(line).chain(body).collect::<Vec<_>>().join("\n");
            found.push((name(rest).to_owned(), text));
        }
    }
    found
}

/// All functions of the components that make markup.
pub(crate) fn makers() -> Vec<Maker> {
    let makers = |(module, source): (String, String)| {
        let functions = functions(&source).into_iter();
        let makes_markup = |text: &str| {
            let head = text.split(" {\n").next().unwrap_or_default();
            head.rsplit_once("-> ").is_some_and(|(_, made)| made.contains("Markup"))
        };
        let makers = functions.filter(move |(_, text)| makes_markup(text));
        makers.map(move |(name, body)| {
            let is_public = body.trim_start().starts_with("pub");
            Maker { module: module.clone(), name, is_public, body }
        })
    };
    components().into_iter().flat_map(makers).collect()
}

fn name(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

/// The names of a text, each with what stands before and after it. The name of a field or of a
/// method follows a point, and counts as none.
fn names(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let starts = text.char_indices().filter(move |(at, c)| is_part(*c) && !text[..*at].ends_with(is_part));
    let names = starts.map(|(at, _)| (&text[..at], name(&text[at..]), &text[at + name(&text[at..]).len()..]));
    names.filter(|(before, ..)| !before.ends_with('.'))
}

/// What markup is made by, by name: a maker, or a function of the examples.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Function {
    /// The template; or the file of examples, with a `/`.
    pub(crate) module: String,
    pub(crate) name: String,
}

fn function(module: &str, name: &str) -> Function {
    Function { module: module.to_owned(), name: name.to_owned() }
}

/// A row of a list of examples.
pub(crate) struct Row {
    pub(crate) component: String,
    /// Its first line.
    pub(crate) begins: String,
    /// The makers that it calls, and those that these call.
    pub(crate) calls: BTreeSet<Function>,
}

/// The rows of all lists of examples.
pub(crate) fn rows() -> Vec<Row> {
    let files: Vec<(String, String)> = fs::read_dir("examples")
        .expect("the examples")
        .map(|file| file.expect("a file").path())
        .map(|path| (name(path.file_stem().and_then(|name| name.to_str()).expect("UTF-8")).to_owned(), path))
        .map(|(name, path)| (name, fs::read_to_string(path).expect("text")))
        .collect();
    let makers = makers();
    let mut calls: BTreeMap<Function, BTreeSet<Function>> = BTreeMap::new();
    for maker in &makers {
        calls.insert(
            function(&maker.module, &maker.name),
            called(&maker.body, &maker.module, &BTreeMap::new(), &makers),
        );
    }
    let mut helpers = BTreeMap::new();
    for (file, source) in &files {
        for (name, body) in functions(source) {
            helpers.insert(function(&format!("/{file}"), &name), body);
        }
    }
    let used: BTreeMap<&str, BTreeMap<String, Function>> =
        files.iter().map(|(file, source)| (file.as_str(), imports(file, source, &helpers, &makers))).collect();
    for (helper, body) in &helpers {
        let file = helper.module.trim_start_matches('/');
        let used = used.get(file).expect("what each file imports");
        calls.insert(helper.clone(), called(body, "", used, &makers));
    }
    let mut rows = Vec::new();
    for (file, source) in &files {
        let used = used.get(file.as_str()).expect("what each file imports");
        let list = source.split_once("EXAMPLES: &[Example] = &[\n").and_then(|(_, rest)| rest.split_once("\n];"));
        for row in rows_of(list.map_or("", |(list, _)| list)) {
            let helper = helpers.get(&function(&format!("/{file}"), name(&row)));
            let text = helper.map_or(row.as_str(), String::as_str);
            let fixed = text.split_once("Example::new(\"").map(|(_, rest)| rest);
            let component = fixed.or_else(|| row.split_once("(\"").map(|(_, rest)| rest)).map_or("", name).to_owned();
            let direct = called(&row, "", used, &makers);
            let begins = row.lines().next().unwrap_or_default().to_owned();
            rows.push(Row { component, begins, calls: closure(direct, &calls) });
        }
    }
    rows
}

/// A row begins with a name, indented once.
fn rows_of(list: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for line in list.lines() {
        let begins = line.strip_prefix("    ").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
        match rows.last_mut() {
            Some(last) if !begins => last.extend(["\n", line]),
            _ => rows.push(line.trim_start().to_owned()),
        }
    }
    rows
}

/// What a file of examples may call by a name alone: its own functions, and what it imports.
fn imports(
    file: &str,
    source: &str,
    helpers: &BTreeMap<Function, String>,
    makers: &[Maker],
) -> BTreeMap<String, Function> {
    let mut used = BTreeMap::new();
    for statement in source.split(";\n").filter_map(|text| text.rsplit_once("use ").map(|(_, used)| used)) {
        let (path, items) =
            statement.split_once("::{").unwrap_or_else(|| statement.rsplit_once("::").unwrap_or_default());
        for item in items.trim_end_matches('}').split(',').map(str::trim) {
            let (real, alias) = item.split_once(" as ").unwrap_or((item, item));
            if let Some(other) = path.strip_prefix("super::") {
                let helper = function(&format!("/{other}"), real);
                used.extend(helpers.contains_key(&helper).then(|| (alias.to_owned(), helper)));
            } else if let Some(maker) = by_name(real, makers) {
                used.insert(alias.to_owned(), function(&maker.module, real));
            }
        }
    }
    let own = helpers.keys().filter(|helper| helper.module == format!("/{file}"));
    used.extend(own.map(|helper| (helper.name.clone(), helper.clone())));
    used
}

/// The one that other files call by this name. Of several it is the one that is named as its file:
/// the others are called by their path.
fn by_name<'a>(name: &str, makers: &'a [Maker]) -> Option<&'a Maker> {
    let public = makers.iter().filter(|maker| maker.is_public && maker.name == name);
    public.max_by_key(|maker| maker.module == name)
}

/// What a text calls, or hands on to be called: of its own module, by a path, or by a name that it
/// imports.
fn called(text: &str, module: &str, used: &BTreeMap<String, Function>, makers: &[Maker]) -> BTreeSet<Function> {
    let mut found = BTreeSet::new();
    for (before, name, after) in names(text) {
        let is_value = after.starts_with(['(', ')', ',']);
        if !is_value || before.trim_end().ends_with("fn") {
            continue;
        }
        let path =
            before.strip_suffix("::").map(|path| path.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next());
        if let Some(parent) = path.flatten() {
            let is_helper = before.ends_with(&format!("super::{parent}::"));
            let maker = match parent {
                "crate" => by_name(name, makers),
                module => makers.iter().find(|maker| maker.name == name && maker.module == module),
            };
            let maker = maker.filter(|_| !is_helper);
            found.extend(maker.map(|maker| function(&maker.module, name)));
            found.extend(is_helper.then(|| function(&format!("/{parent}"), name)));
        } else if let Some(known) = used.get(name) {
            found.insert(known.clone());
        } else if !module.is_empty() {
            let own = makers.iter().find(|maker| maker.module == module && maker.name == name);
            let maker = own.or(by_name(name, makers).filter(|_| after.starts_with('(')));
            found.extend(maker.map(|maker| function(&maker.module, name)));
        }
    }
    found
}

/// With all that they call in turn.
fn closure(mut reached: BTreeSet<Function>, calls: &BTreeMap<Function, BTreeSet<Function>>) -> BTreeSet<Function> {
    loop {
        let more: BTreeSet<Function> = reached
            .iter()
            .filter_map(|one| calls.get(one))
            .flatten()
            .filter(|one| !reached.contains(*one))
            .cloned()
            .collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}

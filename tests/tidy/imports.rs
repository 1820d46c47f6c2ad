//! Which module of `src/` imports which: read from `use` and from paths, without a compiler.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{House, Source, find_word, is_word};

/// The modules of a crate and what each imports.
pub(crate) struct Imports {
    /// From one module to another, and where the first such import stands (file, line from 0).
    /// Modules are written as paths below the crate; the root is the empty one.
    pub(crate) edges: BTreeMap<(String, String), (String, usize)>,
}

impl Imports {
    /// Reads the crate whose root file is `lib.rs` in a folder, but for some modules.
    pub(crate) fn of(house: &House, folder: &str, without: &[&str]) -> Self {
        let is_read = |source: &&Source| {
            let module = module_of(&source.path, folder);
            source.is_rust() && source.shipped().next().is_some() && !without.contains(&module.as_str())
        };
        let sources: Vec<&Source> = house.below(folder).filter(is_read).collect();
        let modules: BTreeSet<String> = sources.iter().map(|source| module_of(&source.path, folder)).collect();
        let mut edges = BTreeMap::new();
        for source in sources {
            let module = module_of(&source.path, folder);
            for (line, path) in paths(source) {
                let Some(target) = resolve(&module, &path, &modules).filter(|target| *target != module) else {
                    continue;
                };
                edges.entry((module.clone(), target)).or_insert((source.path.clone(), line));
            }
        }
        Self { edges }
    }

    /// One import of each circle: modules that reach themselves, as a list that ends where it
    /// begins.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let mut found: Vec<Vec<String>> = Vec::new();
        for (from, to) in self.edges.keys() {
            if found.iter().any(|circle| circle.contains(from) && circle.contains(to)) {
                continue;
            }
            if let Some(back) = self.way(to, from) {
                found.push([vec![from.clone()], back].concat());
            }
        }
        found
    }

    /// The shortest way from one module to another, both included.
    fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut ways = vec![vec![from.to_owned()]];
        let mut seen = BTreeSet::from([from.to_owned()]);
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                let last = way.last().cloned().unwrap_or_default();
                if last == to {
                    return Some(way);
                }
                for (_, next) in self.edges.keys().filter(|(module, _)| *module == last) {
                    if seen.insert(next.clone()) {
                        longer.push([way.clone(), vec![next.clone()]].concat());
                    }
                }
            }
            ways = longer;
        }
        None
    }
}

/// `src/chat_room/storage.rs` is `chat_room::storage`; `src/lib.rs` is the root.
fn module_of(path: &str, folder: &str) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    if inner == "lib" { String::new() } else { inner.replace('/', "::") }
}

/// Every path that begins with `crate`, `super` or `self`, and every one that `use` names; lists in
/// braces opened up.
fn paths(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut statement: Option<(usize, String)> = None;
    for (line, code) in source.shipped() {
        let code = code.trim();
        if let Some((_, text)) = &mut statement {
            text.push_str(code);
        } else if let Some(used) = used(code) {
            statement = Some((line, used.to_owned()));
        } else {
            found.extend(inline(code).into_iter().map(|path| (line, path)));
        }
        if let Some((began, text)) = statement.take_if(|(_, text)| text.contains(';')) {
            let tree = text.split(';').next().unwrap_or_default();
            found.extend(open_up("", tree).into_iter().map(|path| (began, path)));
        }
    }
    found
}

/// What follows `use`, whoever may see it.
fn used(code: &str) -> Option<&str> {
    let code = match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => code,
    };
    code.trim_start().strip_prefix("use ")
}

/// Paths in the middle of code: `crate::log::info(…)`.
fn inline(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        let mut rest = code;
        while let Some(at) = find_word(rest, start) {
            let path: String = rest[at..].chars().take_while(|letter| is_word(*letter) || *letter == ':').collect();
            let is_relative = rest[..at].ends_with("::");
            rest = &rest[at + start.len()..];
            if !is_relative {
                found.push(path);
            }
        }
    }
    found
}

/// `a::{b, c::{d, e}}` is `a::b`, `a::c::d` and `a::c::e`.
fn open_up(prefix: &str, tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        return vec![format!("{prefix}{path}")];
    };
    let list = rest.rsplit_once('}').map_or(rest, |(list, _)| list);
    let prefix = format!("{prefix}{}", head.trim());
    let mut items = vec![String::new()];
    let mut depth = 0;
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match items.last_mut() {
            Some(item) if letter != ',' || depth > 0 => item.push(letter),
            _ => items.push(String::new()),
        }
    }
    items.iter().filter(|item| !item.trim().is_empty()).flat_map(|item| open_up(&prefix, item)).collect()
}

/// The module that a path leads to: the longest beginning that is a module. The last name may be an
/// item in it.
fn resolve(module: &str, path: &str, modules: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    let mut base: Vec<&str> = module.split("::").filter(|part| !part.is_empty()).collect();
    match parts.first().copied()? {
        "crate" => {
            base.clear();
            parts.remove(0);
        }
        "self" => drop(parts.remove(0)),
        "super" => {
            while parts.first() == Some(&"super") {
                parts.remove(0);
                base.pop()?;
            }
        }
        // A child of this module, or another crate.
        child => {
            let child = [&base[..], &[child]].concat().join("::");
            if !modules.contains(&child) {
                return None;
            }
        }
    }
    let whole = [base.clone(), parts].concat();
    let lengths = (base.len()..=whole.len()).rev();
    lengths
        .map(|length| whole.iter().take(length).copied().collect::<Vec<_>>().join("::"))
        .find(|path| modules.contains(path))
}

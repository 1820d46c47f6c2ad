//! What could let a panic, or unsafe code, into the Worker past the lints: a crate that does not
//! inherit them, or an attribute that excuses one. The lints themselves find the rest.

use crate::source::House;
use crate::walls::{Violation, violation};

/// A file that may panic, and why.
pub(crate) struct Excuse {
    pub(crate) path: &'static str,
    pub(crate) because: &'static str,
}

/// Crates of ours that do not inherit the lints of the workspace.
pub(crate) fn crates_without_lints(house: &House) -> Vec<Violation> {
    let ours = house.sources.iter().filter(|source| source.path.ends_with("Cargo.toml"));
    // The fuzzers are a workspace of their own: their code is the Worker's, or checks it.
    let without = ours.filter(|source| !source.path.starts_with("fuzz/")).filter(|source| {
        let mut lines = source.lines.iter().map(|line| line.text.trim());
        !(lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true"))
    });
    without.map(|source| violation(&source.path, 0, "add [lints] with `workspace = true`".to_owned())).collect()
}

/// Attributes in shipped code that excuse one of these lints, outside a few files.
pub(crate) fn excused(house: &House, below: &[&str], lints: &[&str], allowed: &[Excuse]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in below.iter().flat_map(|below| house.below(below)).filter(|source| source.is_rust()) {
        let excuse = allowed.iter().find(|excuse| excuse.path == source.path);
        let lines = source.shipped().filter(|(_, code)| code.contains("allow(") || code.contains("expect("));
        let mut is_excused = false;
        for (line, code) in lines.filter(|(_, code)| code.trim_start().starts_with('#')) {
            let names = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let lint = names.filter(|name| !name.is_empty()).find(|name| lints.contains(name));
            is_excused |= lint.is_some();
            if let (Some(lint), None) = (lint, excuse) {
                let what = format!("{lint} is excused; write it so that it cannot panic");
                found.push(violation(&source.path, line, what));
            }
        }
        if let Some(excuse) = excuse.filter(|_| !is_excused) {
            let what = format!("nothing here is excused any more ({}); remove its row", excuse.because);
            found.push(violation(&source.path, 0, what));
        }
    }
    found
}

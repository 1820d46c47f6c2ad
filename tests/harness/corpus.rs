//! Texts that people send who want more than to be read: what each test of markup is fed with.
//!
//! The Big List of Naughty Strings (`naughty-strings`, MIT), vectors that are made here, and the
//! lines of the file that `NATTER_CORPUS` names.

mod vectors;

use std::env;
use std::fs;

pub use vectors::{MARKER, vectors};

/// All texts, each once. What is made here comes first.
///
/// # Panics
/// If `NATTER_CORPUS` names no file of text.
#[must_use]
pub fn corpus() -> Vec<String> {
    let mut texts = vectors();
    texts.extend(naughty_strings::BLNS.iter().map(|text| (*text).to_owned()));
    if let Ok(path) = env::var("NATTER_CORPUS") {
        let lines = fs::read(&path).unwrap_or_else(|error| panic!("NATTER_CORPUS is {path}: {error}"));
        texts.extend(String::from_utf8_lossy(&lines).lines().map(str::to_owned));
    }
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| !text.trim().is_empty() && seen.insert(text.clone()));
    texts
}

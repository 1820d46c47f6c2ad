//! The words of a search in a room.

use super::Shortcut;

#[derive(Clone, Debug)]
pub struct Search {
    pub heading: &'static str,
    /// What the page is called in a tab.
    pub heading_for: fn(query: &str) -> String,
    pub open: &'static str,
    pub label: &'static str,
    pub search: &'static str,
    pub results: &'static str,
    pub none: &'static str,
    /// Nothing on this page, as its reader ignores who said it.
    pub none_here: &'static str,
    pub older: &'static str,
    pub without_the_oldest: &'static str,
    pub only_the_newest: &'static str,
    pub how_to: &'static str,
    /// What can be typed, and what it finds.
    pub operators: &'static [Shortcut],
    pub title: &'static str,
    pub too_long: fn(chars: usize) -> String,
    pub too_many: fn(words: usize) -> String,
    pub no_words: &'static str,
    pub bad_date: fn(typed: &str) -> String,
    pub bad_has: &'static str,
    pub no_name: &'static str,
}

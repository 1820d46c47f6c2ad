//! Searching a room: which messages a query finds, and what is shown of each.
//!
//! The index is SQLite's full-text search (FTS5) with its plainest tokenizer, `ascii`, which splits
//! at signs of ASCII only. Everything that takes knowledge of languages is here: one function
//! ([`terms::terms`]) cuts texts into terms, for the index, for queries and for what is marked in
//! the result, so the three cannot disagree. Leaves out the index itself, and words for people.

mod day;
mod finding;
mod folding;
mod phrase;
mod query;
mod snippet;
mod terms;

#[cfg(test)]
mod tests;

pub use day::Day;
pub use query::{Has, SearchQuery, SearchRefusal};
pub use snippet::{Snippet, SnippetPart};
pub use terms::search_terms;

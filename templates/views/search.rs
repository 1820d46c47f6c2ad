//! The views of a search in a room.

use super::{MemberView, MembersView, Millis};

/// The page of a search.
#[derive(Clone, Debug)]
pub struct SearchView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Who searches.
    pub me: MemberView<'a>,
    /// Who is here, for the title.
    pub members: MembersView<'a>,
    /// What was typed.
    pub query: &'a str,
    /// What came of it.
    pub state: SearchState<'a>,
}

/// What came of a search.
#[derive(Clone, Debug)]
pub enum SearchState<'a> {
    /// Nobody has asked yet.
    Unasked,
    /// What was typed cannot be searched for, and why.
    Refused(&'a str),
    /// What was found.
    Found {
        /// The newest first.
        hits: Vec<SearchHitView<'a>>,
        /// The place before which there may be more.
        next: Option<i64>,
        /// How much of what was ever said was searched.
        coverage: SearchCoverage,
    },
}

/// How much of what was ever said was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchCoverage {
    /// All of it.
    Everything,
    /// Not the oldest.
    WithoutTheOldest,
    /// Only what the room itself has.
    OnlyTheNewest,
}

/// A message that was found.
#[derive(Clone, Debug)]
pub struct SearchHitView<'a> {
    /// Its place in the room.
    pub seq: i64,
    /// Who said it.
    pub author: MemberView<'a>,
    /// When.
    pub said_at: Millis,
    /// The same as the reader's clock and calendar show it.
    pub local: &'a str,
    /// A piece of what was said, in parts.
    pub snippet: Vec<SnippetPartView<'a>>,
    /// Whether more was said before it.
    pub is_cut_before: bool,
    /// Whether more was said after it.
    pub is_cut_after: bool,
}

/// A part of a piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnippetPartView<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// Whether it is what was searched for.
    pub is_match: bool,
}

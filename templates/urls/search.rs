//! The URLs of searches. What was typed may be anything.

use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Where the messages of a room are searched.
#[must_use]
pub fn search(room: &str) -> String {
    format!("/r/{room}/search")
}

/// What is found for a query.
#[must_use]
pub fn search_for(room: &str, query: &str) -> String {
    format!("/r/{room}/search?q={}", encoded(query))
}

/// The same before a place.
#[must_use]
pub fn search_before(room: &str, query: &str, before: i64) -> String {
    format!("/r/{room}/search?q={}&before={before}", encoded(query))
}

/// For programs: what is found in a room for a query.
#[must_use]
pub fn api_search(room: &str, query: &str) -> String {
    format!("/api/rooms/{room}/search?q={}", encoded(query))
}

fn encoded(query: &str) -> PercentEncode<'_> {
    utf8_percent_encode(query, NON_ALPHANUMERIC)
}

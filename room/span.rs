//! Which part of something long is asked for.

use serde::{Deserialize, Serialize};

/// A part of something that has an order: of what was said, of those who are here. Places are numbers that only grow.
///
/// What has an `after` is read from there on, what has a `before` alone is read backwards from there. So whoever goes on
/// from the end of one part gets the next one, whatever has come or gone meanwhile: nothing twice, nothing left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Only what comes after this place.
    pub after: Option<i64>,
    /// Only what comes before this place.
    pub before: Option<i64>,
    /// How much at most; at least 1.
    pub limit: usize,
}

impl Span {
    /// As much, and only what comes after a place.
    #[must_use]
    pub fn after(self, place: i64) -> Self {
        Self { after: Some(place), ..self }
    }

    /// As much, and only what comes before a place.
    #[must_use]
    pub fn before(self, place: i64) -> Self {
        Self { before: Some(place), ..self }
    }
}

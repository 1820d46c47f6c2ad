//! Cursor pagination: which page of a long list is wanted.

use serde::{Deserialize, Serialize};

/// A page of something that has an order: of messages, of members. Cursors are numbers that only
/// grow.
///
/// With `after` it is read forwards from there, with `before` alone backwards from there. So the
/// next page follows the last one whatever came or went meanwhile: nothing twice, nothing left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageQuery {
    /// Only what comes after this cursor.
    pub after: Option<i64>,
    /// Only what comes before this cursor.
    pub before: Option<i64>,
    /// How many at most; at least 1.
    pub limit: usize,
}

impl PageQuery {
    /// The same page size, after a cursor.
    #[must_use]
    pub fn after(self, cursor: i64) -> Self {
        Self { after: Some(cursor), ..self }
    }

    /// The same page size, before a cursor.
    #[must_use]
    pub fn before(self, cursor: i64) -> Self {
        Self { before: Some(cursor), ..self }
    }
}

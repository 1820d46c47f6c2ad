//! What the storage needs of a database: the platform's, or a native SQLite in tests.

use worker::{Result, SqlStorage, SqlStorageValue};

use crate::limits::SAFE_INTEGER_MAX;

/// A SQLite database that answers at once.
pub(crate) trait Sql {
    /// Carries out a query and reads all that it answers.
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>>;

    /// Bytes in use. Pages on the free list are not.
    fn size(&self) -> usize;

    /// The first value of the first row.
    fn first(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<SqlStorageValue>> {
        Ok(self.rows(query, values)?.into_iter().next().and_then(|row| row.into_iter().next()))
    }

    /// The first value of the first row, if it is a number.
    fn number(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<i64>> {
        Ok(match self.first(query, values)? {
            Some(SqlStorageValue::Integer(value)) => Some(value),
            _ => None,
        })
    }

    /// The first value of the first row, if it is a text.
    fn text(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<String>> {
        Ok(match self.first(query, values)? {
            Some(SqlStorageValue::String(value)) => Some(value),
            _ => None,
        })
    }
}

impl Sql for SqlStorage {
    /// Reads a cursor to its end. `SqlCursor::one` and `next` would throw through Rust where this
    /// returns an error.
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
        self.exec(query, values)?.raw().collect()
    }

    fn size(&self) -> usize {
        self.database_size()
    }
}

/// A number as SQLite takes it.
pub(super) fn number(n: i64) -> Result<SqlStorageValue> {
    SqlStorageValue::try_from_i64(n)
}

/// A count as it stands in a statement.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(SAFE_INTEGER_MAX)
}

//! What the log needs of a database: so its statements can be tested without the platform.

use worker::{Result, SqlStorage, SqlStorageValue};

/// A SQLite database that answers at once.
pub(super) trait Sql {
    /// Carries out a query and reads all that it answers.
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>>;

    /// Bytes in use. Pages on the free list are not.
    fn size(&self) -> usize;
}

impl Sql for SqlStorage {
    /// Reads a cursor to its end. `SqlCursor::one` and `next` would throw through Rust where this returns an error.
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
        self.exec(query, values)?.raw().collect()
    }

    fn size(&self) -> usize {
        self.database_size()
    }
}

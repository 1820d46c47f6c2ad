//! A room's database as native SQLite in memory, and what D1 shares with it.
//!
//! Half the time of the properties went into making tables and reading statements. So a database
//! that is left is emptied, and used again by its thread.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::thread::{self, LocalKey};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, StatementStatus, params_from_iter};
use worker::{Error, Result, SqlStorageValue};

use crate::chat_room::storage::Sql;

/// All that one room asks.
const STATEMENTS_KEPT: usize = 256;

/// A room's own database. A clone is the same one.
#[derive(Clone)]
pub(super) struct Sqlite(Rc<Inner>);

struct Inner {
    connection: Reused,
    /// Whether it has the tables of a room before. The room is told of none until it makes its own,
    /// which are the same.
    hides_tables: Cell<bool>,
    /// What SQLite has done so far, in steps of its machine.
    steps: Cell<i64>,
    /// Rows that the index of words has written below itself.
    below_index: Cell<u64>,
}

impl Sqlite {
    pub(super) fn new() -> Self {
        let (connection, hides_tables) = Reused::of(&ROOMS, "");
        Self::over(connection, hides_tables)
    }

    /// One with what a room of an earlier build has left.
    pub(super) fn with(tables: &str) -> Self {
        let connection = Reused { connection: Some(open(tables)), pool: None };
        Self::over(connection, false)
    }

    fn over(connection: Reused, hides_tables: bool) -> Self {
        let (hides_tables, steps, below_index) = (Cell::new(hides_tables), Cell::new(0), Cell::new(0));
        Self(Rc::new(Inner { connection, hides_tables, steps, below_index }))
    }

    /// What is carried out now is one transaction, as between two awaits on the platform.
    pub(super) fn begin(&self) {
        self.0.connection.execute_batch("BEGIN").unwrap();
    }

    /// What was carried out since `begin` is on disk.
    pub(super) fn commit(&self) {
        self.0.connection.execute_batch("COMMIT").unwrap();
    }

    /// What was carried out since `begin` never was.
    pub(super) fn roll_back(&self) {
        self.0.connection.execute_batch("ROLLBACK").unwrap();
    }

    /// The number that a query answers.
    pub(super) fn count(&self, query: &str) -> i64 {
        self.0.connection.query_row(query, (), |row| row.get(0)).unwrap()
    }

    /// Carries out statements that nothing is expected of.
    pub(super) fn execute(&self, statements: &str) {
        self.0.connection.execute_batch(statements).unwrap();
    }

    /// How many rows of tables something writes. Rows of indexes are not counted, and of the index
    /// of words one for each message, as in workerd.
    pub(super) fn rows_written<T>(&self, act: impl FnOnce() -> T) -> (T, u64) {
        let counted = || self.0.connection.total_changes() - self.0.below_index.get();
        let before = counted();
        let outcome = act();
        (outcome, counted() - before)
    }

    /// How many steps something takes.
    pub(super) fn steps<T>(&self, act: impl FnOnce() -> T) -> (T, i64) {
        let before = self.0.steps.get();
        let outcome = act();
        (outcome, self.0.steps.get() - before)
    }
}

impl Sql for Sqlite {
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
        if self.0.hides_tables.get() {
            self.0.hides_tables.set(!query.starts_with("CREATE"));
            let is_expected = query.starts_with("CREATE") || query.contains("sqlite_master");
            return if is_expected { Ok(Vec::new()) } else { Err(Error::from("no such table")) };
        }
        // Several statements at once.
        if query.starts_with("CREATE") || query.starts_with("ALTER") {
            return self.0.connection.execute_batch(query).map(|()| Vec::new()).map_err(error);
        }
        let before = self.0.connection.total_changes();
        let mut statement = self.0.connection.prepare_cached(query).map_err(error)?;
        let columns = statement.column_count();
        let mut found = Vec::new();
        let mut rows = statement.query(params_from_iter(values.into_iter().map(native))).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            found.push((0..columns).map(|column| platform(row.get(column).unwrap())).collect());
        }
        drop(rows);
        if query.contains("INTO word ") {
            let below = (self.0.connection.total_changes() - before).saturating_sub(1);
            self.0.below_index.set(self.0.below_index.get() + below);
        }
        self.0.steps.set(self.0.steps.get() + i64::from(statement.reset_status(StatementStatus::VmStep)));
        Ok(found)
    }

    fn size(&self) -> usize {
        // As the platform counts, in workerd's `SqlStorage::getDatabaseSize`.
        let size = "SELECT (page_count - freelist_count) * page_size \
                    FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        usize::try_from(self.count(size)).unwrap()
    }
}

type Pool = LocalKey<RefCell<Vec<Connection>>>;

thread_local! {
    static ROOMS: RefCell<Vec<Connection>> = const { RefCell::new(Vec::new()) };
    pub(super) static DATABASES: RefCell<Vec<Connection>> = const { RefCell::new(Vec::new()) };
}

/// A database that goes back to its pool.
pub(super) struct Reused {
    /// None once it went back.
    connection: Option<Connection>,
    /// None if its tables are of its own.
    pool: Option<&'static Pool>,
}

impl Reused {
    /// One of the pool, with its tables; or a new one with what these statements make. And whether
    /// it is one of the pool.
    pub(super) fn of(pool: &'static Pool, statements: &str) -> (Self, bool) {
        let kept = pool.with_borrow_mut(Vec::pop);
        let is_kept = kept.is_some();
        (Self { connection: Some(kept.unwrap_or_else(|| open(statements))), pool: Some(pool) }, is_kept)
    }
}

impl Deref for Reused {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().unwrap()
    }
}

impl Drop for Reused {
    fn drop(&mut self) {
        let (Some(pool), Some(connection)) = (self.pool, self.connection.take()) else { return };
        // A story that failed may have left anything behind.
        if !thread::panicking() && connection.is_autocommit() && empty(&connection) {
            pool.with_borrow_mut(|pool| pool.push(connection));
        }
    }
}

fn open(statements: &str) -> Connection {
    // Each stays in its thread.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_in_memory_with_flags(flags).unwrap();
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.execute_batch(statements).unwrap();
    connection
}

/// Empties every table. False if there is none.
fn empty(connection: &Connection) -> bool {
    // A room makes it when it prunes for the first time.
    connection.prepare_cached("DROP TABLE IF EXISTS word").unwrap().execute(()).unwrap();
    let mut deletions =
        connection.prepare_cached("SELECT 'DELETE FROM ' || name FROM sqlite_master WHERE type = 'table'").unwrap();
    let deletions: Vec<String> = deletions.query_map((), |row| row.get(0)).unwrap().map(|row| row.unwrap()).collect();
    for deletion in &deletions {
        connection.prepare_cached(deletion).unwrap().execute(()).unwrap();
    }
    !deletions.is_empty()
}

fn error(error: rusqlite::Error) -> Error {
    Error::from(error.to_string())
}

fn native(value: SqlStorageValue) -> Value {
    match value {
        SqlStorageValue::Null => Value::Null,
        SqlStorageValue::Boolean(value) => Value::Integer(value.into()),
        SqlStorageValue::Integer(value) => Value::Integer(value),
        SqlStorageValue::Float(value) => Value::Real(value),
        SqlStorageValue::String(value) => Value::Text(value),
        SqlStorageValue::Blob(value) => Value::Blob(value),
    }
}

fn platform(value: Value) -> SqlStorageValue {
    match value {
        Value::Null => SqlStorageValue::Null,
        Value::Integer(value) => SqlStorageValue::Integer(value),
        Value::Real(value) => SqlStorageValue::Float(value),
        Value::Text(value) => SqlStorageValue::String(value),
        Value::Blob(value) => SqlStorageValue::Blob(value),
    }
}

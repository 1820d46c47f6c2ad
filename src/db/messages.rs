//! The archive: the messages of all rooms. It has no retention yet: only the deletion of a room
//! removes messages.

use room::{Message, Seq, Slug};
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::{D1_HISTORY_TIMEOUT, D1_WRITE_TIMEOUT, ERASE_BATCH};
use crate::message_row::{self, NamedRow};

/// The messages in D1. It is awaited only where nobody who talks waits: by alarms, and by pages of
/// old messages.
pub(crate) struct Archive {
    database: D1Database,
}

/// One statement for any number of messages, so a batch is one round trip. A row only ever moves to
/// a higher version: shipping twice, or late, changes nothing (idempotent).
pub(crate) fn upsert_sql() -> String {
    let (columns, values, assignments) =
        (message_row::columns(), message_row::json_columns(), message_row::assignments());
    format!(
        "INSERT INTO messages (room, {columns}) SELECT ?1, {values} FROM json_each(?2) WHERE true \
         ON CONFLICT (room, seq) DO UPDATE SET {assignments} WHERE excluded.version > messages.version"
    )
}

/// The newest before a place.
pub(crate) fn before_sql() -> String {
    let columns = message_row::columns();
    format!("SELECT {columns} FROM messages WHERE room = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3")
}

/// The first after a place, up to another.
pub(crate) fn after_sql() -> String {
    let columns = message_row::columns();
    format!("SELECT {columns} FROM messages WHERE room = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4")
}

fn erase_sql() -> String {
    format!(
        "DELETE FROM messages WHERE room = ?1 \
         AND seq IN (SELECT seq FROM messages WHERE room = ?1 ORDER BY seq LIMIT {ERASE_BATCH})"
    )
}

impl Archive {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Writes messages, in one statement. When this returns, D1 has them.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have the messages
    /// even so.
    pub(crate) async fn upsert(&self, room: &Slug, messages: &[Message]) -> Result<()> {
        let bindings = [room.as_str().into(), batch_json(messages)?.into()];
        let statement = self.database.prepare(upsert_sql()).bind(&bindings)?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// Removes every message of a room.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn erase(&self, room: &Slug) -> Result<()> {
        loop {
            let statement = self.database.prepare(erase_sql()).bind(&[room.as_str().into()])?;
            let result = with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
            if result.meta()?.and_then(|meta| meta.changes).is_none_or(|changes| changes == 0) {
                return Ok(());
            }
        }
    }

    /// The newest messages before a place, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn before(&self, room: &Slug, seq: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(seq), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(before_sql()).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let mut messages: Vec<Message> = rows.into_iter().map(Message::from).collect();
        messages.reverse();
        Ok(messages)
    }

    /// The first messages after a place, up to another, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn after(&self, room: &Slug, after: Seq, until: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(after), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(after_sql()).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().map(Message::from).collect())
    }
}

/// Messages as [`upsert_sql`] takes them.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(crate) fn batch_json(messages: &[Message]) -> Result<String> {
    let rows: Vec<_> = messages.iter().map(message_row::json_values).collect();
    Ok(serde_json::to_string(&rows)?)
}

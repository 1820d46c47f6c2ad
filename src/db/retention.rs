//! Retention in D1: what is too old is erased by the daily run, also of rooms that nobody wakes.

use room::{Millis, Slug};
use serde::Deserialize;
use worker::Result;
use worker::wasm_bindgen::JsValue;

use super::archive::Archive;
use super::kept::Kept;
use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::{D1_WRITE_TIMEOUT, RETENTION_BATCH, RETENTION_ROOMS};

/// A room keeps its messages for less than the site, or not any more.
pub(crate) const PUT_KEEP_DAYS: &str = "INSERT INTO retention (room, keep_days) VALUES (?1, ?2) \
                                        ON CONFLICT (room) DO UPDATE SET keep_days = excluded.keep_days";

/// A room says nothing of it.
pub(crate) const DELETE_KEEP_DAYS: &str = "DELETE FROM retention WHERE room = ?1";

/// Rooms whose oldest message is too old, with since when they keep theirs. Rooms are found by
/// going from one to the next in the key: rows of all others are not read.
pub(crate) fn due_sql(kept: Kept) -> String {
    let since = kept.since("known.room");
    format!(
        "WITH RECURSIVE known (room) AS (\
           SELECT min(room) FROM messages UNION ALL \
           SELECT (SELECT min(room) FROM messages WHERE messages.room > known.room) FROM known \
             WHERE known.room IS NOT NULL\
         ), kept (room, since) AS (SELECT known.room, {since} FROM known WHERE known.room IS NOT NULL) \
         SELECT room, since FROM kept \
         WHERE (SELECT said_at FROM messages WHERE messages.room = kept.room ORDER BY seq LIMIT 1) < since \
         LIMIT {RETENTION_ROOMS}"
    )
}

/// Erases what a room keeps no more, oldest first, up to the first message that stays: reactions,
/// reports, and messages. Each reads what goes and one row more.
pub(crate) fn erase_old_sql() -> [String; 3] {
    let oldest = format!("SELECT seq, said_at FROM messages WHERE room = ?1 ORDER BY seq LIMIT {RETENTION_BATCH}");
    let end = format!(
        "coalesce((SELECT seq FROM ({oldest}) WHERE said_at >= ?2 ORDER BY seq LIMIT 1), \
           (SELECT max(seq) + 1 FROM ({oldest})))"
    );
    ["reactions", "reports", "messages"].map(|table| format!("DELETE FROM {table} WHERE room = ?1 AND seq < {end}"))
}

#[derive(Deserialize)]
struct DueRow {
    room: String,
    since: Millis,
}

/// What one step of the daily run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Erased {
    /// Rooms in which something was too old.
    pub(crate) rooms: usize,
    /// Rows that are gone.
    pub(crate) rows: usize,
}

impl Archive {
    /// Erases what some rooms keep no more, as much as fits a batch. With no room left there is
    /// nothing to do.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn erase_old(&self) -> Result<Erased> {
        let due = self.database.prepare(due_sql(self.kept()));
        let answer = with_timeout(D1_WRITE_TIMEOUT, faults::d1(due.all())).await?;
        self.capacity.watch(Some(&answer));
        let due = answer.results::<DueRow>()?;
        if due.is_empty() {
            return Ok(Erased::default());
        }
        let mut statements = Vec::new();
        for DueRow { room, since } in &due {
            for sql in erase_old_sql() {
                statements.push(self.database.prepare(sql).bind(&[room.into(), number(*since)])?);
            }
        }
        let answers = with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        let mut rows = 0;
        for answer in &answers {
            rows += answer.meta()?.and_then(|meta| meta.changes).unwrap_or_default();
        }
        Ok(Erased { rooms: due.len(), rows })
    }

    /// Tells for how many days a room keeps its messages; with 0 as long as the site.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn tell_keep_days(&self, room: &Slug, days: u16) -> Result<()> {
        let room = JsValue::from(room.as_str());
        let statement = match days {
            0 => self.database.prepare(DELETE_KEEP_DAYS).bind(&[room])?,
            days => self.database.prepare(PUT_KEEP_DAYS).bind(&[room, days.into()])?,
        };
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }
}

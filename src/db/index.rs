//! The index of all rooms in D1. A room writes its own row; the operator's pages read it, and no
//! room is woken.

use room::{Millis, Slug};
use serde::Deserialize;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::listing_decisions;
use super::query::{number, with_timeout};
use crate::directory::Cursor;
use crate::faults;
use crate::limits::{D1_OPERATOR_TIMEOUT, D1_WRITE_TIMEOUT, INDEX_MESSAGES_MAX};
use crate::room_index::{Access, IndexEntry, IndexPage, IndexedRoom};

/// The index in D1.
pub(crate) struct Index {
    database: D1Database,
}

/// Writes nothing if nothing changed.
pub(crate) const REPORT: &str = "\
    INSERT INTO room_index (slug, title, access, people, bytes, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
    ON CONFLICT (slug) DO UPDATE SET title = excluded.title, access = excluded.access, people = excluded.people, \
      bytes = excluded.bytes, changed_at = excluded.changed_at \
    WHERE (room_index.title, room_index.access, room_index.people, room_index.bytes) \
      <> (excluded.title, excluded.access, excluded.people, excluded.bytes)";

const FORGET: &str = "DELETE FROM room_index WHERE slug = ?1";

const HAS: &str = "SELECT 1 AS found FROM room_index WHERE slug = ?1";

/// The table has no index that every change would have to pay for: a page reads it whole, which is
/// a row for each room. Messages are counted up to a limit.
pub(crate) fn page_sql() -> String {
    format!(
        "SELECT slug, title, access, people, bytes, changed_at, \
           (SELECT count(*) FROM (SELECT 1 FROM messages \
             WHERE room = slug LIMIT {INDEX_MESSAGES_MAX} + 1)) AS messages, \
           (SELECT count(DISTINCT seq) FROM reports WHERE room = slug AND state = 'open') AS reported \
         FROM room_index WHERE (people > 0, changed_at, slug) < (?1, ?2, ?3) \
         ORDER BY people > 0 DESC, changed_at DESC, slug DESC LIMIT ?4"
    )
}

impl Index {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Records a room, as it is `now`.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have written it even
    /// so.
    pub(crate) async fn report(&self, room: &Slug, entry: &IndexEntry, now: Millis) -> Result<()> {
        let IndexEntry { title, access, people, bytes } = entry;
        let [people, bytes] = [people, bytes].map(|count| JsValue::from_f64(*count as f64));
        let bindings = [room.as_str().into(), title.into(), access.name().into(), people, bytes, number(now)];
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.prepare(REPORT).bind(&bindings)?.run())).await?;
        Ok(())
    }

    /// Whether it has a room.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn has(&self, room: &Slug) -> Result<bool> {
        let statement = self.database.prepare(HAS).bind(&[room.as_str().into()])?;
        let answer = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.all())).await?;
        Ok(!answer.results::<serde_json::Value>()?.is_empty())
    }

    /// Forgets a room that is deleted.
    ///
    /// # Errors
    /// As for [`Index::report`].
    pub(crate) async fn forget(&self, room: &Slug) -> Result<()> {
        // Whoever founds a room at the address later was picked by nobody.
        for sql in [FORGET, listing_decisions::UNPICK] {
            let statement = self.database.prepare(sql).bind(&[room.as_str().into()])?;
            with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        }
        Ok(())
    }

    /// The rooms after a place: those with people in them first, then the latest changed.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn page(&self, after: &Cursor, limit: usize) -> Result<IndexPage> {
        let more = JsValue::from_f64(limit.saturating_add(1) as f64);
        let bindings = [number(after.alive), number(after.changed_at), after.room.as_str().into(), more];
        let statement = self.database.prepare(page_sql()).bind(&bindings)?;
        let mut rows: Vec<Row> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| has_more).map(Row::place);
        Ok(IndexPage { rooms: rows.into_iter().filter_map(Row::room).collect(), next })
    }
}

#[derive(Deserialize)]
struct Row {
    slug: String,
    title: String,
    access: String,
    people: usize,
    bytes: usize,
    changed_at: Millis,
    messages: usize,
    reported: usize,
}

impl Row {
    fn place(&self) -> Cursor {
        Cursor { alive: i64::from(self.people > 0), changed_at: self.changed_at, room: self.slug.clone() }
    }

    /// None if it is not a room, which only a hand in D1 can have made.
    fn room(self) -> Option<IndexedRoom> {
        let Self { slug, title, access, people, bytes, changed_at, messages, reported } = self;
        let entry = IndexEntry { title, access: Access::from_name(&access), people, bytes };
        Some(IndexedRoom { room: Slug::parse(&slug).ok()?, entry, messages, reported, changed_at })
    }
}

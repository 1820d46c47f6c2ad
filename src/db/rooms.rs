//! The directory of listed rooms, and how much is new in the rooms of a reader. D1 answers both,
//! and no room is woken.

use room::{MemberId, Millis, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::kept::Kept;
use super::query::{number, with_timeout};
use crate::directory::{Cursor, Entry, Listed, Shown};
use crate::limits::{
    D1_DIRECTORY_TIMEOUT, D1_WRITE_TIMEOUT, DIRECTORY_DEAD_AFTER_MS, DIRECTORY_LATE_WRITE_MS, DIRECTORY_REFRESH_MS,
    UNREAD_MAX,
};
use crate::read_markers::ReadMarker;
use crate::retention::SiteRetention;
use crate::{clock, faults};

/// The listed rooms in D1.
pub(crate) struct Directory {
    database: D1Database,
    site: SiteRetention,
}

/// Writes nothing if nothing changed. A write that the room gave up, and that arrives after a newer
/// one, changes nothing either ([`DIRECTORY_LATE_WRITE_MS`]).
pub(crate) fn list_sql() -> String {
    format!(
        "INSERT INTO rooms (slug, title, topic, people, changed_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (slug) DO UPDATE SET title = excluded.title, \
           topic = excluded.topic, people = excluded.people, changed_at = excluded.changed_at \
         WHERE (rooms.title <> excluded.title OR rooms.topic <> excluded.topic OR rooms.people <> excluded.people \
             OR rooms.changed_at <= excluded.changed_at - {DIRECTORY_REFRESH_MS}) \
           AND excluded.changed_at NOT BETWEEN rooms.changed_at - {DIRECTORY_LATE_WRITE_MS} AND rooms.changed_at"
    )
}

const UNLIST: &str = "DELETE FROM rooms WHERE slug = ?1";

/// Both bounds are places in the index, so a page reads its own rooms; their last messages are
/// found by key.
pub(crate) const LISTED: &str = "\
    SELECT slug, title, topic, people, changed_at, \
      (SELECT said_at FROM messages WHERE room = slug ORDER BY seq DESC LIMIT 1) AS said_at \
    FROM rooms WHERE (alive, changed_at) > (0, ?1) AND (alive, changed_at, slug) < (?2, ?3, ?4) \
    ORDER BY alive DESC, changed_at DESC, slug DESC LIMIT ?5";

/// How much was said after places in rooms, by others than one member. Each message that is counted
/// is a row read.
pub(crate) fn unread_sql(kept: Kept) -> String {
    let since = kept.since("value ->> 0");
    format!(
        "SELECT value ->> 0 AS room, \
           (SELECT count(*) FROM (SELECT 1 FROM messages \
             WHERE messages.room = value ->> 0 AND seq > value ->> 1 AND member <> ?2 \
               AND said_at >= {since} LIMIT {UNREAD_MAX})) AS unread \
         FROM json_each(?1)"
    )
}

impl Directory {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")?, site: SiteRetention::of(env) })
    }

    /// Shows a room in the directory, as it is `now`.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have written it even
    /// so.
    pub(crate) async fn list(&self, room: &Slug, entry: &Shown, now: Millis) -> Result<()> {
        let Shown { title, topic, online_count } = entry;
        let people = JsValue::from_f64(*online_count as f64);
        let bindings = [room.as_str().into(), title.into(), topic.into(), people, number(now)];
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.prepare(list_sql()).bind(&bindings)?.run())).await?;
        Ok(())
    }

    /// Shows a room in the directory no more.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn unlist(&self, room: &Slug) -> Result<()> {
        let statement = self.database.prepare(UNLIST).bind(&[room.as_str().into()])?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// The listed rooms after a place in the directory: those with people in them first, then the
    /// latest changed; without the dead ones. No room is woken.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_DIRECTORY_TIMEOUT`].
    pub(crate) async fn listed(&self, after: &Cursor, limit: usize) -> Result<Listed> {
        let dead = number(clock::now() - DIRECTORY_DEAD_AFTER_MS);
        let more = JsValue::from_f64(limit.saturating_add(1) as f64);
        let bindings = [dead, number(after.alive), number(after.changed_at), after.room.as_str().into(), more];
        let statement = self.database.prepare(LISTED).bind(&bindings)?;
        let mut rows: Vec<ListedRow> =
            with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(ListedRow::place);
        Ok(Listed { entries: rows.into_iter().filter_map(ListedRow::entry).collect(), next })
    }

    /// How much others said in rooms since somebody was there, in the order of `markers`.
    /// [`UNREAD_MAX`] stands for that many and more.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_DIRECTORY_TIMEOUT`].
    pub(crate) async fn unread(&self, markers: &[ReadMarker], reader: Option<&MemberId>) -> Result<Vec<u32>> {
        let places: Vec<_> = markers.iter().map(|marker| json!([marker.room, marker.seen])).collect();
        let reader = reader.map_or("", MemberId::as_str);
        let bindings = [serde_json::to_string(&places)?.into(), reader.into()];
        let statement =
            self.database.prepare(unread_sql(Kept { site: self.site, now: clock::now() })).bind(&bindings)?;
        let rows: Vec<UnreadRow> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let unread =
            |marker: &ReadMarker| rows.iter().find(|row| row.room == marker.room.as_str()).map_or(0, |row| row.unread);
        Ok(markers.iter().map(unread).collect())
    }
}

#[derive(Deserialize)]
struct UnreadRow {
    room: String,
    unread: u32,
}

#[derive(Deserialize)]
struct ListedRow {
    slug: String,
    title: String,
    topic: String,
    people: u32,
    changed_at: Millis,
    said_at: Option<Millis>,
}

impl ListedRow {
    fn place(&self) -> Cursor {
        Cursor { alive: i64::from(self.people > 0), changed_at: self.changed_at, room: self.slug.clone() }
    }

    /// None if it is not a room, which only a hand in D1 can have made.
    fn entry(self) -> Option<Entry> {
        let Self { slug, title, topic, people, said_at: last_said_at, .. } = self;
        Some(Entry { room: Slug::parse(&slug).ok()?, title, topic, people, last_said_at })
    }
}

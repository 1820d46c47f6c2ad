//! D1: what was said, in all rooms, for as long as it is kept; and the directory of those that are listed.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use room::{Body, Cid, MemberId, Message, Millis, Name, Seq, Slug, Version};
use serde::Deserialize;
use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Delay, Env, Error, Result};

use crate::directory::{Cursor, Entry, Listed};
use crate::read_markers::ReadMarker;
use crate::{clock, faults};

/// All SQL for D1. Awaited only where nobody waits: by the alarm that ships, and by pages of old messages.
pub(crate) struct Store {
    database: D1Database,
}

/// How long a room waits for D1 to take a batch. It may have taken it all the same; shipping again changes nothing then.
const SHIP_PATIENCE: Duration = Duration::from_secs(30);

/// How long a reader waits for a page of old messages.
const PAGE_PATIENCE: Duration = Duration::from_secs(10);

/// How long somebody who opens the landing page waits for what is not needed to join.
const GLANCE_PATIENCE: Duration = Duration::from_secs(2);

/// A room where nobody is, and where nothing has changed for so long, is dead: it is not shown.
const DEAD_AFTER_MS: Millis = 24 * 60 * 60 * 1_000;

/// A row that is told again after so long is new, though nothing in it is: something was said in the room.
pub(crate) const REFRESH_MS: Millis = 60 * 60 * 1_000;

/// One statement for any number of messages, so that a batch is one round trip. A row only ever moves to a
/// higher version: shipping twice, or late, changes nothing.
pub(crate) const SHIP: &str = "\
    INSERT INTO messages (room, seq, version, member, name, body, cid, said_at, continues) \
    SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 \
    FROM json_each(?2) WHERE true \
    ON CONFLICT (room, seq) DO UPDATE SET \
      version = excluded.version, member = excluded.member, name = excluded.name, body = excluded.body, \
      cid = excluded.cid, said_at = excluded.said_at, continues = excluded.continues \
    WHERE excluded.version > messages.version";

pub(crate) const BEFORE: &str = "\
    SELECT seq, version, member, name, body, cid, said_at, continues FROM messages \
    WHERE room = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";

pub(crate) const AFTER: &str = "\
    SELECT seq, version, member, name, body, cid, said_at, continues FROM messages \
    WHERE room = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4";

pub(crate) const ERASE: &str = "\
    DELETE FROM messages WHERE room = ?1 \
    AND seq IN (SELECT seq FROM messages WHERE room = ?1 ORDER BY seq LIMIT 5000)";

/// Writes nothing if nothing changed. What was written earlier and arrives later, after it was given up, changes
/// nothing either, unless the clock was set back meanwhile.
pub(crate) const LIST: &str = "\
    INSERT INTO rooms (slug, topic, people, changed_at) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (slug) DO UPDATE SET \
      topic = excluded.topic, people = excluded.people, changed_at = excluded.changed_at \
    WHERE (rooms.topic <> excluded.topic OR rooms.people <> excluded.people OR rooms.changed_at <= excluded.changed_at - ?5) \
      AND excluded.changed_at NOT BETWEEN rooms.changed_at - 60000 AND rooms.changed_at";

pub(crate) const UNLIST: &str = "DELETE FROM rooms WHERE slug = ?1";

/// Both bounds are places in the index, so a page reads its own rooms; their last messages are found by key.
pub(crate) const LISTED: &str = "\
    SELECT slug, topic, people, changed_at, \
      (SELECT said_at FROM messages WHERE room = slug ORDER BY seq DESC LIMIT 1) AS said_at \
    FROM rooms WHERE (alive, changed_at) > (0, ?1) AND (alive, changed_at, slug) < (?2, ?3, ?4) \
    ORDER BY alive DESC, changed_at DESC, slug DESC LIMIT ?5";

/// How much was said after places in rooms, but not by somebody: 100 at most, each a row read.
pub(crate) const UNREAD: &str = "\
    SELECT value ->> 0 AS room, \
      (SELECT count(*) FROM (SELECT 1 FROM messages \
        WHERE messages.room = value ->> 0 AND seq > value ->> 1 AND member <> ?2 LIMIT 100)) AS unread \
    FROM json_each(?1)";

impl Store {
    /// The database that is bound to the Worker.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Writes messages, in one statement. When this returns, D1 has them.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 30 s. It may have the messages even so.
    pub(crate) async fn ship(&self, room: &Slug, messages: &[Message]) -> Result<()> {
        let statement = self.database.prepare(SHIP).bind(&[room.as_str().into(), parcel(messages)?.into()])?;
        within(SHIP_PATIENCE, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// Removes everything of a room, some thousand messages at a time: one statement for a million would be cut off.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 30 s.
    pub(crate) async fn erase(&self, room: &Slug) -> Result<()> {
        loop {
            let statement = self.database.prepare(ERASE).bind(&[room.as_str().into()])?;
            let result = within(SHIP_PATIENCE, faults::d1(statement.run())).await?;
            if result.meta()?.and_then(|meta| meta.changes).is_none_or(|changes| changes == 0) {
                return self.unlist(room).await;
            }
        }
    }

    /// Shows a room in the directory, as it is `now`.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 30 s. It may have written it even so.
    pub(crate) async fn list(&self, room: &Slug, topic: &str, people: usize, now: Millis) -> Result<()> {
        let people = JsValue::from_f64(people as f64);
        let bindings = [room.as_str().into(), topic.into(), people, number(now), number(REFRESH_MS)];
        within(SHIP_PATIENCE, faults::d1(self.database.prepare(LIST).bind(&bindings)?.run())).await?;
        Ok(())
    }

    /// Shows a room in the directory no more.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 30 s.
    pub(crate) async fn unlist(&self, room: &Slug) -> Result<()> {
        let statement = self.database.prepare(UNLIST).bind(&[room.as_str().into()])?;
        within(SHIP_PATIENCE, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// The listed rooms after a place in the directory: those with people in them first, then the latest changed; without
    /// the dead ones. No room is asked.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 2 s.
    pub(crate) async fn listed(&self, after: &Cursor, limit: usize) -> Result<Listed> {
        let dead = number(clock::now() - DEAD_AFTER_MS);
        let more = JsValue::from_f64(limit.saturating_add(1) as f64);
        let bindings = [dead, number(after.alive), number(after.changed_at), after.room.as_str().into(), more];
        let statement = self.database.prepare(LISTED).bind(&bindings)?;
        let mut rows: Vec<ListedRow> = within(GLANCE_PATIENCE, faults::d1(statement.run())).await?.results()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(ListedRow::place);
        Ok(Listed { entries: rows.into_iter().filter_map(ListedRow::entry).collect(), next })
    }

    /// How much was said in rooms since somebody was there, by others: 100 stands for that many and more. In the order of
    /// `visits`.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 2 s.
    pub(crate) async fn unread(&self, visits: &[ReadMarker], reader: Option<&MemberId>) -> Result<Vec<u32>> {
        let asked: Vec<_> = visits.iter().map(|visit| json!([visit.room, visit.seen])).collect();
        let reader = reader.map_or("", MemberId::as_str);
        let bindings = [serde_json::to_string(&asked)?.into(), reader.into()];
        let statement = self.database.prepare(UNREAD).bind(&bindings)?;
        let rows: Vec<UnreadRow> = within(GLANCE_PATIENCE, faults::d1(statement.run())).await?.results()?;
        let unread =
            |visit: &ReadMarker| rows.iter().find(|row| row.room == visit.room.as_str()).map_or(0, |row| row.unread);
        Ok(visits.iter().map(unread).collect())
    }

    /// The newest messages before a place, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 10 s.
    pub(crate) async fn before(&self, room: &Slug, seq: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(seq), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(BEFORE).bind(&bindings)?;
        let rows: Vec<Row> = within(PAGE_PATIENCE, faults::d1(statement.run())).await?.results()?;
        let mut messages: Vec<Message> = rows.into_iter().map(Message::from).collect();
        messages.reverse();
        Ok(messages)
    }

    /// The first messages after a place, up to another, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for 10 s.
    pub(crate) async fn after(&self, room: &Slug, after: Seq, until: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(after), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(AFTER).bind(&bindings)?;
        let rows: Vec<Row> = within(PAGE_PATIENCE, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().map(Message::from).collect())
    }
}

/// Messages as [`SHIP`] takes them.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(crate) fn parcel(messages: &[Message]) -> Result<String> {
    let rows: Vec<_> = messages
        .iter()
        .map(|m| json!([m.seq, m.version, m.member, m.name, m.body, m.cid, m.said_at, i32::from(m.continues)]))
        .collect();
    Ok(serde_json::to_string(&rows)?)
}

/// What D1 answers, if it does so in time. A call that is cut off would otherwise be waited for until the platform ends
/// the alarm or the request, minutes later.
async fn within<T>(patience: Duration, answer: impl Future<Output = Result<T>>) -> Result<T> {
    match select(pin!(answer), pin!(Delay::from(patience))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(Error::from(format!("D1 did not answer within {} seconds", patience.as_secs()))),
    }
}

/// D1 takes no BigInt, which is what an `i64` would become. Ours stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "numbers of messages stay below 2^53")]
fn number(n: i64) -> JsValue {
    JsValue::from_f64(n as f64)
}

#[derive(Deserialize)]
struct Row {
    seq: Seq,
    version: Version,
    member: String,
    name: String,
    body: String,
    cid: String,
    said_at: Millis,
    continues: i32,
}

#[derive(Deserialize)]
struct UnreadRow {
    room: String,
    unread: u32,
}

#[derive(Deserialize)]
struct ListedRow {
    slug: String,
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
        let Self { slug, topic, people, said_at: last_said_at, .. } = self;
        Some(Entry { room: Slug::parse(&slug).ok()?, topic, people, last_said_at })
    }
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        Self {
            seq: row.seq,
            version: row.version,
            member: MemberId::kept(row.member),
            name: Name::kept(row.name),
            body: Body::kept(row.body),
            cid: Cid::kept(row.cid),
            said_at: row.said_at,
            continues: row.continues != 0,
        }
    }
}

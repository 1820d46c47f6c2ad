//! The directory of listed rooms, and how much is new in the rooms of a reader. D1 answers both,
//! and no room is woken.

use room::{Fingerprint, Fingerprints, MemberId, Millis, Person, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::kept::Kept;
use super::query::{number, with_timeout};
use crate::directory::{self, Cursor, Entry, Listed, ListedMax, ListingRule, Shown};
use crate::limits::{
    D1_DIRECTORY_TIMEOUT, D1_WRITE_TIMEOUT, DIRECTORY_DEAD_AFTER_MS, DIRECTORY_LATE_WRITE_MS, DIRECTORY_REFRESH_MS,
    LISTED_READ_FOR_ONE, UNREAD_MAX,
};
use crate::read_markers::ReadMarker;
use crate::retention::SiteRetention;
use crate::{clock, faults, site, strictness};

/// The listed rooms in D1.
pub(crate) struct Directory {
    database: D1Database,
    site: SiteRetention,
    /// What else the rule and the bounds of the list come from: a room keeps this for as long as it
    /// is awake, and the operator may decide otherwise meanwhile.
    env: Env,
}

/// How many rooms are on the list by now.
#[derive(Deserialize)]
pub(crate) struct Places {
    /// Of one owner.
    pub of_owner: u32,
    /// Founded from one address.
    pub of_address: u32,
}

/// Writes nothing if nothing changed. A write that the room gave up, and that arrives after a newer
/// one, changes nothing either ([`DIRECTORY_LATE_WRITE_MS`]). Nor does one of a room that is not
/// shown and whose owner (`?6`) or address (`?7`) has as many that are (`?9`, `?10`; `?8` is since
/// when a room without people is not): D1 makes one write after another, so no haste gets more.
pub(crate) fn list_sql() -> String {
    let shown = "(people > 0 OR changed_at > ?8)";
    format!(
        "INSERT INTO rooms (slug, title, topic, people, changed_at, owner, address) \
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 \
         WHERE EXISTS (SELECT 1 FROM rooms WHERE slug = ?1 AND {shown}) OR \
           ((SELECT count(*) FROM rooms WHERE owner = ?6 AND owner <> '' AND slug <> ?1 AND {shown}) < ?9 AND \
            (SELECT count(*) FROM rooms WHERE address = ?7 AND address <> '' AND slug <> ?1 AND {shown}) < ?10) \
         ON CONFLICT (slug) DO UPDATE SET title = excluded.title, topic = excluded.topic, people = excluded.people, \
           changed_at = excluded.changed_at, owner = excluded.owner, address = excluded.address \
         WHERE (rooms.title <> excluded.title OR rooms.topic <> excluded.topic OR rooms.people <> excluded.people \
             OR rooms.owner <> excluded.owner OR rooms.changed_at <= excluded.changed_at - {DIRECTORY_REFRESH_MS}) \
           AND excluded.changed_at NOT BETWEEN rooms.changed_at - {DIRECTORY_LATE_WRITE_MS} AND rooms.changed_at"
    )
}

/// How many rooms of an owner (`?1`) and of an address (`?2`, `?3`) are shown, but for one (`?5`).
pub(crate) const PLACES: &str = "\
    SELECT (SELECT count(*) FROM rooms WHERE owner = ?1 AND owner <> '' AND slug <> ?5 \
        AND (people > 0 OR changed_at > ?4)) AS of_owner, \
      (SELECT count(*) FROM rooms WHERE address IN (?2, ?3) AND address <> '' AND slug <> ?5 \
        AND (people > 0 OR changed_at > ?4)) AS of_address";

const UNLIST: &str = "DELETE FROM rooms WHERE slug = ?1";

/// Both bounds are places in the index, so a page reads its own rooms; their last messages, and
/// what the operator has decided about them, are found by key. With `?6` = 1 only rooms are shown
/// that the operator has picked, and the lobby.
pub(crate) const LISTED: &str = "\
    SELECT slug, title, iif(hides_topic = 1, '', topic) AS topic, people, changed_at, \
      (SELECT said_at FROM messages WHERE room = slug ORDER BY seq DESC LIMIT 1) AS said_at, address \
    FROM rooms LEFT JOIN listing_decisions ON listing_decisions.room = slug \
    WHERE (alive, changed_at) > (0, ?1) AND (alive, changed_at, slug) < (?2, ?3, ?4) \
      AND ifnull(is_off, 0) = 0 AND (ifnull(is_picked, 0) >= ?6 OR slug = 'lobby') \
    ORDER BY alive DESC, changed_at DESC, slug DESC LIMIT ?5";

/// The lobby, which is shown however long it has been empty.
const LOBBY: &str = "\
    SELECT slug, title, iif(hides_topic = 1, '', topic) AS topic, people, changed_at, \
      (SELECT said_at FROM messages WHERE room = slug ORDER BY seq DESC LIMIT 1) AS said_at, address \
    FROM rooms LEFT JOIN listing_decisions ON listing_decisions.room = slug \
    WHERE slug = 'lobby' AND ifnull(is_off, 0) = 0";

/// How much was said after places in rooms, by others than a member of each. Each message that is
/// counted is a row read.
pub(crate) fn unread_sql(kept: Kept) -> String {
    let since = kept.since("value ->> 0");
    format!(
        "SELECT value ->> 0 AS room, \
           (SELECT count(*) FROM (SELECT 1 FROM messages \
             WHERE messages.room = value ->> 0 AND seq > value ->> 1 AND member <> value ->> 2 \
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
        Ok(Self { database: env.d1("DB")?, site: SiteRetention::of(env), env: env.clone() })
    }

    /// Shows a room in the directory, as it is `now`.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have written it even
    /// so.
    pub(crate) async fn list(&self, room: &Slug, entry: &Shown, now: Millis) -> Result<()> {
        let Shown { title, topic, online_count, owner, address } = entry;
        let people = JsValue::from_f64(*online_count as f64);
        let ListedMax { per_owner, per_address } =
            ListedMax::of(&self.env, site::known().listing, strictness::of(&self.env));
        let bindings = [
            room.as_str().into(),
            title.into(),
            topic.into(),
            people,
            number(now),
            owner.into(),
            address.into(),
            number(now - DIRECTORY_DEAD_AFTER_MS),
            number(per_owner.into()),
            number(per_address.into()),
        ];
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
        let read = limit.saturating_mul(LISTED_READ_FOR_ONE).saturating_add(1);
        let by_hand = number(i64::from(ListingRule::of(&self.env, site::known().listing) == ListingRule::ByHand));
        let (alive, changed_at) = (number(after.alive), number(after.changed_at));
        let bindings = [dead, alive, changed_at, after.room.as_str().into(), JsValue::from_f64(read as f64), by_hand];
        let statement = self.database.prepare(LISTED).bind(&bindings)?;
        let rows: Vec<ListedRow> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let (rows, next) = directory::shared_out(rows, limit, read, ListedRow::place, |row| &row.address);
        let mut entries: Vec<Entry> = rows.into_iter().filter_map(ListedRow::entry).collect();
        if *after == Cursor::start() && next.is_none() && !entries.iter().any(|entry| entry.room.is_lobby()) {
            let lobby = self.database.prepare(LOBBY);
            let lobby: Vec<ListedRow> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(lobby.run())).await?.results()?;
            entries.extend(lobby.into_iter().filter_map(ListedRow::entry));
        }
        Ok(Listed { entries, next })
    }

    /// How many rooms of an owner, and of the address of whoever asks, are on the list beside one.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_DIRECTORY_TIMEOUT`].
    pub(crate) async fn places(
        &self,
        owner: Option<Person>,
        from: Option<Fingerprints>,
        beside: &Slug,
    ) -> Result<Places> {
        let text = |fingerprint: Fingerprint| JsValue::from(fingerprint.to_string());
        let [current, previous] =
            from.map_or([const { JsValue::NULL }; 2], |from| [text(from.current), text(from.previous)]);
        let dead = number(clock::now() - DIRECTORY_DEAD_AFTER_MS);
        let owner = owner.map(String::from).unwrap_or_default();
        let bindings = [owner.into(), current, previous, dead, beside.as_str().into()];
        let statement = self.database.prepare(PLACES).bind(&bindings)?;
        let places: Option<Places> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.first(None))).await?;
        places.ok_or_else(|| "a count is a row".into())
    }

    /// How much others said in rooms since somebody was there, in the order of `markers`;
    /// each with who the reader is in that room.
    /// [`UNREAD_MAX`] stands for that many and more.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_DIRECTORY_TIMEOUT`].
    pub(crate) async fn unread(&self, markers: &[(&ReadMarker, MemberId)]) -> Result<Vec<u32>> {
        let place = |(marker, reader): &(&ReadMarker, MemberId)| json!([marker.room, marker.seen, reader.as_str()]);
        let bindings = [serde_json::to_string(&markers.iter().map(place).collect::<Vec<_>>())?.into()];
        let statement =
            self.database.prepare(unread_sql(Kept { site: self.site, now: clock::now() })).bind(&bindings)?;
        let rows: Vec<UnreadRow> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let unread = |room: &Slug| rows.iter().find(|row| row.room == room.as_str()).map_or(0, |row| row.unread);
        Ok(markers.iter().map(|(marker, _)| unread(&marker.room)).collect())
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
    address: String,
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

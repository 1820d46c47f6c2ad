//! D1 as native SQLite in memory: what the Worker asks of it, by the same statements.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use room::{MemberId, Message, MessageRecord, Millis, Name, Person, Reactions, Report, Seq};
use rusqlite::{Row, StatementStatus, params};

use super::sqlite::{DATABASES, Reused};
use crate::db::sql::Kept;
use crate::db::{Batch, NamedSanction, sql};
use crate::directory::{Cursor, ListingChange};
use crate::ended_sessions::Ended;
use crate::limits::{DIRECTORY_DEAD_AFTER_MS, LISTED_PER_ADDRESS_DEFAULT, LISTED_PER_SESSION_DEFAULT};
use crate::message_row::NamedRow;
use crate::reaction_row::{self, KindRow};

/// D1, made by its migrations.
pub(super) struct D1(Reused);

impl D1 {
    pub(super) fn new() -> Self {
        static MIGRATIONS: OnceLock<String> = OnceLock::new();
        let migrations = MIGRATIONS.get_or_init(|| {
            let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).unwrap();
            let mut files: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
            files.sort();
            files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
        });
        Self(Reused::of(&DATABASES, migrations).0)
    }

    /// As `Archive::upsert`.
    pub(super) fn ship(&self, room: &str, records: &[MessageRecord]) {
        let batch = sql::batch_json(records).unwrap();
        self.0.prepare_cached(&sql::upsert_sql()).unwrap().execute(params![room, batch]).unwrap();
    }

    /// As `Archive::upsert_reports`.
    pub(super) fn ship_reports(&self, room: &str, reports: &[Report]) {
        let batch = sql::reports::batch_json(reports);
        self.0.prepare_cached(sql::reports::UPSERT_SQL).unwrap().execute(params![room, batch]).unwrap();
    }

    /// How many reports of a room nobody has looked at.
    pub(super) fn open_reports(&self, room: &str) -> i64 {
        let count = "SELECT count(*) FROM reports WHERE room = ? AND state = 'open'";
        self.0.query_row(count, [room], |row| row.get(0)).unwrap()
    }

    /// What the operator reads of all rooms: room, title and place of what nobody has looked at.
    pub(super) fn reports_of_all(&self, limit: i64) -> Vec<(String, Option<String>, Seq)> {
        let mut statement = self.0.prepare_cached(sql::reports::OPEN).unwrap();
        let row = |row: &Row| Ok((row.get("room")?, row.get("title")?, row.get("seq")?));
        statement.query_map([limit], row).unwrap().map(Result::unwrap).collect()
    }

    /// What the operator decides about the reports of a message.
    pub(super) fn close_reports(&self, room: &str, seq: Seq, state: &str) -> usize {
        self.0.prepare_cached(sql::reports::CLOSE).unwrap().execute(params![room, seq, state]).unwrap()
    }

    /// As `Archive::ship_sanctions`. Returns how many rows were written.
    pub(super) fn ship_sanctions(&self, room: &str, sanctions: &[NamedSanction]) -> usize {
        let list = sql::sanctions::list_json(sanctions);
        let run = |sql| self.0.prepare_cached(sql).unwrap().execute(params![room, list]).unwrap();
        run(sql::sanctions::DROP) + run(sql::sanctions::UPSERT)
    }

    /// Who is muted or banned in which room, as the operator reads it: room, name, kind, decider.
    pub(super) fn sanctions(&self, now: i64, after: (i64, &str, &str, &str)) -> Vec<[String; 4]> {
        let mut statement = self.0.prepare_cached(sql::sanctions::PAGE).unwrap();
        let row = |row: &Row| Ok([row.get("room")?, row.get("name")?, row.get("kind")?, row.get("decider_name")?]);
        let (at, room, member, kind) = after;
        statement.query_map(params![now, at, room, member, kind, 9], row).unwrap().map(Result::unwrap).collect()
    }

    /// As `Directory::list`. Returns how many rows were written.
    pub(super) fn list(&self, room: &str, topic: &str, people: i64, now: i64) -> usize {
        self.list_as(room, "", topic, people, now)
    }

    /// The same, for a room that is called something.
    pub(super) fn list_as(&self, room: &str, title: &str, topic: &str, people: i64, now: i64) -> usize {
        self.list_of((room, title, topic), people, now, "", "")
    }

    /// The same, for a room of an owner that was founded from an address.
    pub(super) fn list_of(
        &self,
        (room, title, topic): (&str, &str, &str),
        people: i64,
        now: i64,
        owner: &str,
        address: &str,
    ) -> usize {
        let (dead, per_owner, per_address) =
            (now - DIRECTORY_DEAD_AFTER_MS, LISTED_PER_SESSION_DEFAULT as i64, LISTED_PER_ADDRESS_DEFAULT as i64);
        let values = params![room, title, topic, people, now, owner, address, dead, per_owner, per_address];
        self.0.prepare_cached(&sql::list_sql()).unwrap().execute(values).unwrap()
    }

    /// What a listed room is called.
    pub(super) fn title(&self, room: &str) -> String {
        self.0.query_row("SELECT title FROM rooms WHERE slug = ?", [room], |row| row.get(0)).unwrap()
    }

    /// As `Directory::listed`: rooms with where they are in the order, and when something was said
    /// in them.
    pub(super) fn listed(&self, dead: i64, after: (i64, i64, &str), limit: i64) -> Vec<(Cursor, Option<i64>)> {
        let mut listed = self.0.prepare_cached(sql::LISTED).unwrap();
        let rows = listed.query_map(params![dead, after.0, after.1, after.2, limit, 0], |row| {
            let alive = i64::from(row.get::<_, i64>(3)? > 0);
            Ok((Cursor { alive, changed_at: row.get(4)?, room: row.get(0)? }, row.get(5)?))
        });
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `listing_decisions::decide`.
    pub(super) fn decide(&self, room: &str, change: ListingChange) {
        let [off, hides_topic, picked] = change.points();
        self.0.execute(sql::DECIDE, params![room, off, hides_topic, picked]).unwrap();
    }

    /// The rooms that are listed with their topics; with 1 only those that were picked by hand.
    pub(super) fn topics(&self, by_hand: i64) -> Vec<(String, String)> {
        let mut listed = self.0.prepare_cached(sql::LISTED).unwrap();
        let rows = listed.query_map(params![0, 2, 0, "", 21, by_hand], |row| Ok((row.get(0)?, row.get(2)?)));
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `Directory::places`.
    pub(super) fn places(&self, owner: &str, address: &str, dead: i64, beside: &str) -> (u32, u32) {
        let values = params![owner, address, address, dead, beside];
        self.0.query_row(sql::PLACES, values, |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    /// As `Index::report`. Returns how many rows were written.
    pub(super) fn report(&self, room: &str, access: &str, people: i64, now: i64) -> usize {
        self.0.prepare_cached(sql::REPORT).unwrap().execute(params![room, "", access, people, 0, now]).unwrap()
    }

    /// As `Index::page`: rooms by their addresses.
    pub(super) fn indexed(&self, after: (i64, i64, &str), limit: i64) -> Vec<String> {
        let mut page = self.0.prepare_cached(&sql::page_sql()).unwrap();
        let rows = page.query_map(params![after.0, after.1, after.2, limit], |row| row.get(0));
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// How SQLite goes about a page of the directory.
    pub(super) fn plan_of_listed(&self) -> String {
        let mut plan = self.0.prepare(&format!("EXPLAIN QUERY PLAN {}", sql::LISTED)).unwrap();
        let steps = plan.query_map(params![0, 2, 0, "", 21, 0], |row| row.get::<_, String>(3));
        steps.unwrap().map(|step| step.unwrap()).collect::<Vec<_>>().join("; ")
    }

    /// What a query answers about texts.
    pub(super) fn text(&self, query: &str) -> String {
        self.0.query_row(query, (), |row| row.get(0)).unwrap()
    }

    /// As `Archive::tell_keep_days`.
    pub(super) fn tell_keep_days(&self, room: &str, days: u16) {
        match days {
            0 => self.0.prepare_cached(sql::DELETE_KEEP_DAYS).unwrap().execute([room]).unwrap(),
            days => self.0.prepare_cached(sql::PUT_KEEP_DAYS).unwrap().execute(params![room, days]).unwrap(),
        };
    }

    /// As `Archive::erase_old`, once. Returns the rooms in which something was too old.
    pub(super) fn erase_old(&self, kept: Kept) -> Vec<String> {
        let mut due = self.0.prepare(&sql::due_sql(kept)).unwrap();
        let due = due.query_map((), |row| Ok((row.get::<_, String>("room")?, row.get::<_, i64>("since")?)));
        let due: Vec<_> = due.unwrap().map(|row| row.unwrap()).collect();
        for ((room, since), erase) in due.iter().flat_map(|due| sql::erase_old_sql().map(|erase| (due, erase))) {
            self.0.execute(&erase, params![room, since]).unwrap();
        }
        due.into_iter().map(|(room, _)| room).collect()
    }

    /// As `Archive::before` at a time: what is shown.
    pub(super) fn shown(&self, room: &str, kept: Kept) -> Vec<Message> {
        let mut before = self.0.prepare(&sql::before_sql(kept)).unwrap();
        let rows = before.query_map(params![room, i64::MAX, i64::MAX], message);
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `Archive::records_about`: the texts that say something of somebody.
    pub(super) fn texts_about(&self, room: &str, member: &str) -> Vec<String> {
        let mut about = self.0.prepare(&sql::records_about_sql(Kept::default())).unwrap();
        let rows = about.query_map(params![member, Name::nobody().as_str(), room, i64::MAX, 9], |row| row.get("body"));
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `Directory::unread`: how much is new in a room since its beginning.
    pub(super) fn unread(&self, room: &str, kept: Kept) -> i64 {
        let places = serde_json::json!([[room, 0, ""]]).to_string();
        self.0.query_row(&sql::unread_sql(kept), params![places], |row| row.get("unread")).unwrap()
    }

    /// As `Sessions::visit`: how many rows were written.
    pub(super) fn visit(&self, room: &str, visitors: &[(Person, MemberId)], now: Millis) -> usize {
        let visitors = sql::sessions::visitors_json(visitors).unwrap();
        self.0.prepare_cached(&sql::sessions::visit_sql()).unwrap().execute(params![room, now, visitors]).unwrap()
    }

    /// As `Sessions::rooms_of`.
    pub(super) fn rooms_of(&self, person: Person) -> Vec<String> {
        let mut statement = self.0.prepare_cached(sql::sessions::ROOMS_OF).unwrap();
        let rows = statement.query_map(params![person.to_string(), 9], |row| row.get("room"));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// As `Sessions::everywhere`: rooms, and who somebody is there.
    pub(super) fn everywhere(&self, member: &MemberId) -> Vec<(String, String)> {
        let mut statement = self.0.prepare_cached(sql::sessions::EVERYWHERE).unwrap();
        let rows = statement.query_map(params![member.as_str(), 9], |row| Ok((row.get("room")?, row.get("member")?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// As `Sessions::end`.
    pub(super) fn end(&self, Ended { person, before, at }: Ended) {
        self.0.prepare_cached(sql::sessions::END).unwrap().execute(params![person.to_string(), before, at]).unwrap();
    }

    /// As `Sessions::ended_since`.
    pub(super) fn ended_since(&self, since: Millis) -> Vec<(String, Millis)> {
        let mut statement = self.0.prepare_cached(sql::sessions::ENDED_SINCE).unwrap();
        let rows = statement.query_map(params![since, 9], |row| Ok((row.get("person")?, row.get("before")?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// How many rows a table has.
    pub(super) fn count(&self, table: &str) -> i64 {
        self.0.query_row(&format!("SELECT count(*) FROM {table}"), (), |row| row.get(0)).unwrap()
    }

    /// As `Archive::tell_behind`.
    pub(super) fn tell_behind(&self, room: &str, since: Option<i64>) {
        match since {
            Some(since) => self.0.prepare_cached(sql::PUT_BEHIND).unwrap().execute(params![room, since]).unwrap(),
            None => self.0.prepare_cached(sql::DELETE_BEHIND).unwrap().execute([room]).unwrap(),
        };
    }

    /// As `Archive::health`: how many rooms are behind, and since when.
    pub(super) fn health(&self) -> (u32, Option<i64>) {
        let row = |row: &Row| Ok((row.get("rooms_behind")?, row.get("behind_since")?));
        self.0.query_row(&sql::read_sql(), (), row).unwrap()
    }

    /// As `Archive::before`, and as far back as there is anything.
    pub(super) fn all(&self, room: &str) -> Vec<Message> {
        let mut before = self.0.prepare_cached(&sql::before_sql(sql::Kept::default())).unwrap();
        let rows = before.query_map(params![room, i64::MAX, i64::MAX], message);
        let mut messages: Vec<Message> = rows.unwrap().map(|row| row.unwrap()).collect();
        messages.reverse();
        messages
    }

    /// As `Archive::after`.
    pub(super) fn after(&self, room: &str, after: Seq, until: Seq, limit: usize) -> Vec<Message> {
        let mut statement = self.0.prepare_cached(&sql::after_sql(sql::Kept::default())).unwrap();
        let rows = statement.query_map(params![room, after, until, i64::try_from(limit).unwrap()], message);
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `Archive::upsert`.
    pub(super) fn ship_batch(&self, room: &str, batch: &Batch) {
        self.ship(room, &batch.records);
        let (removed, reactions) = (batch.removed(), sql::reactions::batch_json(&batch.reactions).unwrap());
        let removed = serde_json::to_string(&removed).unwrap();
        self.0.prepare_cached(sql::reactions::ERASE_OF_SQL).unwrap().execute(params![room, removed]).unwrap();
        self.0.prepare_cached(&sql::reactions::upsert_sql()).unwrap().execute(params![room, reactions]).unwrap();
    }

    /// As `Archive::reactions`, for a program.
    pub(super) fn reactions(&self, room: &str, seqs: &[Seq]) -> Vec<Reactions> {
        let mut of = self.0.prepare_cached(&sql::reactions::of_sql()).unwrap();
        let rows = of.query_map(params![serde_json::to_string(seqs).unwrap(), "", room], |row| {
            let (seq, emoji, count) = (row.get("seq")?, row.get("emoji")?, row.get("count")?);
            Ok(KindRow { seq, emoji, count, names: row.get("names")?, is_own: row.get("is_own")? })
        });
        reaction_row::grouped(rows.unwrap().map(|row| Ok(row.unwrap())), 3).unwrap()
    }

    /// As `Archive::at`.
    pub(super) fn at(&self, room: &str, seqs: &[Seq]) -> Vec<Message> {
        let mut at = self.0.prepare_cached(&sql::at_sql(sql::Kept::default())).unwrap();
        let rows = at.query_map(params![room, serde_json::to_string(seqs).unwrap()], message);
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    /// As `Archive::meant_for`.
    pub(super) fn meant_for(&self, room: &str, member: &MemberId, until: Seq, limit: i64) -> Vec<Message> {
        let mut statement = self.0.prepare(&sql::meant_for_sql(sql::Kept::default())).unwrap();
        let rows = statement.query_map(params![member.as_str(), room, until, limit], message);
        let mut messages: Vec<Message> = rows.unwrap().map(|row| row.unwrap()).collect();
        messages.reverse();
        messages
    }

    /// How many steps [`Self::after`] takes.
    pub(super) fn steps_after(&self, room: &str, after: Seq, until: Seq, limit: i64) -> i32 {
        let mut statement = self.0.prepare(&sql::after_sql(sql::Kept::default())).unwrap();
        let rows = statement.query_map(params![room, after, until, limit], message).unwrap();
        rows.for_each(|row| drop(row.unwrap()));
        statement.get_status(StatementStatus::VmStep)
    }
}

fn message(row: &Row) -> rusqlite::Result<Message> {
    let row = NamedRow {
        seq: row.get("seq")?,
        version: row.get("version")?,
        member: row.get("member")?,
        name: row.get("name")?,
        body: row.get("body")?,
        cid: row.get("cid")?,
        said_at: row.get("said_at")?,
        continues: row.get("continues")?,
        edited_at: row.get("edited_at")?,
        removed_at: row.get("removed_at")?,
        removed_by: row.get("removed_by")?,
        removed_name: row.get("removed_name")?,
        mentions: row.get("mentions")?,
        reply_to: row.get("reply_to")?,
        files: row.get("files")?,
    };
    Ok(row.into())
}

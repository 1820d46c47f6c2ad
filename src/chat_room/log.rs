//! The room's own SQLite: what was said lately, and how far D1 has it.

use std::cell::Cell;

use room::{Body, Cid, MemberId, Message, Millis, Name, Seq, Version};
use worker::{Error, Result, SqlStorage, SqlStorageValue};

use super::schema;

/// The largest number that JavaScript, which carries ours to SQLite, has exactly: after every message.
const ENDLESS: i64 = (1 << 53) - 1;

/// All SQL of a room. Synchronous: nothing happens in between.
pub(super) struct Log {
    sql: SqlStorage,
    exists: Cell<bool>,
}

/// What a room keeps beside its messages: single numbers.
#[derive(Clone, Copy)]
pub(super) enum Fact {
    /// D1 has every change up to this version.
    Shipped,
    /// The newest message that was pruned; D1 has it and all before.
    Pruned,
    /// How often in a row D1 has failed.
    Failures,
}

impl Log {
    /// Opens the log, without creating one.
    pub(super) fn open(sql: SqlStorage) -> Result<Self> {
        let log = Self { sql, exists: Cell::new(true) };
        let exists = !log.rows(schema::EXISTS, vec![])?.is_empty();
        log.exists.set(exists);
        Ok(log)
    }

    /// Writes a message. When this returns it is in the log, and the platform holds back whatever is sent now
    /// until it is on disk.
    pub(super) fn save(&self, message: &Message) -> Result<()> {
        if !self.exists.get() {
            self.sql.exec(schema::CREATE, None)?;
            self.exists.set(true);
        }
        let insert = format!("INSERT INTO message ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", schema::COLUMNS);
        let values: Vec<SqlStorageValue> = vec![
            SqlStorageValue::try_from_i64(message.seq)?,
            SqlStorageValue::try_from_i64(message.version)?,
            message.member.as_str().into(),
            message.name.as_str().into(),
            message.body.as_str().into(),
            message.cid.as_str().into(),
            SqlStorageValue::try_from_i64(message.said_at)?,
            i32::from(message.continues).into(),
        ];
        self.sql.exec(&insert, values)?;
        Ok(())
    }

    /// The message that a member said under an id.
    pub(super) fn said(&self, member: &MemberId, cid: &Cid) -> Result<Option<Message>> {
        let found = self.messages("WHERE member = ? AND cid = ?", vec![member.as_str().into(), cid.as_str().into()])?;
        Ok(found.into_iter().next())
    }

    /// The newest messages, before a place if one is given, oldest first.
    pub(super) fn newest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Message>> {
        let before = before.unwrap_or(ENDLESS);
        let mut messages =
            self.messages("WHERE seq < ? ORDER BY seq DESC LIMIT ?", vec![number(before)?, number(count(limit))?])?;
        messages.reverse();
        Ok(messages)
    }

    /// What was said since a moment, and at least the very last message, oldest first. Bounded, because a clock
    /// that jumps back makes everything recent.
    pub(super) fn recent(&self, since: Millis) -> Result<Vec<Message>> {
        const MOST: usize = 5_000;
        let recent = self.messages(
            "WHERE seq IN (SELECT seq FROM message ORDER BY seq DESC LIMIT ?2) \
             AND (said_at >= ?1 OR seq = (SELECT max(seq) FROM message)) ORDER BY seq",
            vec![number(since)?, number(count(MOST))?],
        )?;
        Ok(recent)
    }

    /// What changed after a version, in the order of change, at most `limit`.
    pub(super) fn changes(&self, since: Version, limit: usize) -> Result<Vec<Message>> {
        // Two searches that each have their index: what was said since, and what was said before and changed since.
        let changes = "WHERE seq > ?1 OR (version > seq AND version > ?1) ORDER BY version LIMIT ?2";
        self.messages(changes, vec![number(since)?, number(count(limit))?])
    }

    /// The highest version; none in a room where nothing was said.
    pub(super) fn version(&self) -> Result<Option<Version>> {
        let highest = "SELECT max((SELECT max(seq) FROM message), \
                       coalesce((SELECT max(version) FROM message WHERE version > seq), 0))";
        self.number(highest)
    }

    /// The oldest message that is still here.
    pub(super) fn oldest(&self) -> Result<Option<Seq>> {
        self.number("SELECT min(seq) FROM message")
    }

    /// Removes what D1 has, oldest first, and keeps the newest `keep` messages. Says up to where, if any went.
    pub(super) fn prune(&self, keep: usize) -> Result<Option<Seq>> {
        let Some(shipped) = self.fact(Fact::Shipped)? else {
            return Ok(None);
        };
        let last = "SELECT seq FROM message ORDER BY seq DESC LIMIT 1 OFFSET ?";
        let Some(last) = self.first(last, vec![number(count(keep))?])? else {
            return Ok(None);
        };
        // A message that changed after it was shipped stays, and everything after it: the log has no holes.
        let unshipped = "SELECT min(seq) FROM message WHERE version > ? AND seq <= ?";
        let unshipped = self.first(unshipped, vec![number(shipped)?, number(last)?])?;
        let last = unshipped.map_or(last, |unshipped| last.min(unshipped - 1));
        let pruned = self.first("SELECT max(seq) FROM message WHERE seq <= ?", vec![number(last)?])?;
        let Some(pruned) = pruned else { return Ok(None) };
        self.keep_fact(Fact::Pruned, pruned)?;
        self.sql.exec("DELETE FROM message WHERE seq <= ?", vec![number(pruned)?])?;
        Ok(Some(pruned))
    }

    /// One of the numbers that are kept.
    pub(super) fn fact(&self, fact: Fact) -> Result<Option<i64>> {
        if !self.exists.get() {
            return Ok(None);
        }
        self.first("SELECT value FROM fact WHERE name = ?", vec![fact.name().into()])
    }

    /// Keeps a number.
    pub(super) fn keep_fact(&self, fact: Fact, value: i64) -> Result<()> {
        let upsert =
            "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.sql.exec(upsert, vec![fact.name().into(), number(value)?])?;
        Ok(())
    }

    fn messages(&self, rest: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Message>> {
        if !self.exists.get() {
            return Ok(Vec::new());
        }
        let select = format!("SELECT {} FROM message {rest}", schema::COLUMNS);
        self.rows(&select, values)?.into_iter().map(message).collect()
    }

    fn number(&self, query: &str) -> Result<Option<i64>> {
        if self.exists.get() { self.first(query, vec![]) } else { Ok(None) }
    }

    fn first(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<i64>> {
        let value = self.rows(query, values)?.into_iter().next().and_then(|row| row.into_iter().next());
        Ok(match value {
            Some(SqlStorageValue::Integer(value)) => Some(value),
            _ => None,
        })
    }

    /// Reads a cursor to its end. `SqlCursor::one` and `next` would throw through Rust where this returns an error.
    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
        self.sql.exec(query, values)?.raw().collect()
    }
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Pruned => "pruned",
            Self::Failures => "failures",
        }
    }
}

fn message(row: Vec<SqlStorageValue>) -> Result<Message> {
    use SqlStorageValue::{Integer, String};
    let row: [SqlStorageValue; 8] = row.try_into().map_err(|_| Error::from("a row of the log has other columns"))?;
    let [
        Integer(seq),
        Integer(version),
        String(member),
        String(name),
        String(body),
        String(cid),
        Integer(said_at),
        Integer(continues),
    ] = row
    else {
        return Err(Error::from("a row of the log has other types"));
    };
    Ok(Message {
        seq,
        version,
        member: MemberId::kept(member),
        name: Name::kept(name),
        body: Body::kept(body),
        cid: Cid::kept(cid),
        said_at,
        continues: continues != 0,
    })
}

fn number(n: i64) -> Result<SqlStorageValue> {
    SqlStorageValue::try_from_i64(n)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(ENDLESS)
}

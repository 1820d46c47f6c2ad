//! The room's own SQLite: what was said lately, and how far D1 has it.

use std::cell::Cell;

use room::{Body, Cid, MemberId, Message, Millis, Name, Precedent, Seq, Span, Version, limits};
use worker::{Error, Result, SqlStorage, SqlStorageValue};

use super::schema;
use super::sql::Sql;
use crate::call::Onward;

/// The largest number that JavaScript, which carries ours to SQLite, has exactly: after every message.
const ENDLESS: i64 = (1 << 53) - 1;

/// All SQL of a room. Synchronous: nothing happens in between, and what is done without an `await` in between is
/// one transaction.
///
/// Limits are written into the statements: SQLite plans a statement anew, at a tenth of a millisecond, each time it is
/// carried out with a limit that is bound to it.
///
/// Of a message that was pruned a *precedent* is left: who said it under which id, and when. It recognises a send
/// that comes again, for [`limits::REPEATS_KNOWN_MS`]; for everything but [`Log::said`] the message is gone.
pub(super) struct Log<S = SqlStorage> {
    pub(super) sql: S,
    pub(super) exists: Cell<bool>,
    /// True once it is known that somebody was let in.
    pub(super) founded: Cell<bool>,
}

/// What a room keeps beside its messages: single numbers.
#[derive(Clone, Copy)]
pub(super) enum Fact {
    /// D1 has every change up to this version.
    Shipped,
    /// Everything up to this place was pruned; D1 has it.
    Pruned,
    /// How often in a row D1 has failed.
    Failures,
    /// The version with which the room began.
    Founded,
    /// When its owner deleted the room. Everything else is gone then; what D1 has of it may still have to go.
    Deleted,
    /// 1 while the room has no space for new messages, which was noted then.
    Full,
    /// 1 while the directory may have a row of the room.
    Listed,
}

/// What a pruning did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pruning {
    /// Messages went.
    pub(super) pruned: bool,
    /// There is more to do than fits one pruning.
    pub(super) more: bool,
}

impl<S: Sql> Log<S> {
    /// Opens the log, without creating one.
    pub(super) fn open(sql: S) -> Result<Self> {
        let log = Self { sql, exists: Cell::new(true), founded: Cell::default() };
        let exists = !log.sql.rows(schema::EXISTS, vec![])?.is_empty();
        log.exists.set(exists);
        if exists {
            // A room from before there were precedents gets their table.
            log.sql.rows(schema::CREATE, vec![])?;
        }
        Ok(log)
    }

    /// Writes a message. When this returns it is in the log, and the platform holds back whatever is sent now
    /// until it is on disk.
    pub(super) fn save(&self, message: &Message) -> Result<()> {
        self.create()?;
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
        self.sql.rows(&insert, values)?;
        Ok(())
    }

    /// Makes the tables, if they are not there.
    pub(super) fn create(&self) -> Result<()> {
        if !self.exists.replace(true) {
            self.sql.rows(schema::CREATE, vec![]).inspect_err(|_| self.exists.set(false))?;
        }
        Ok(())
    }

    /// What a member said under an id.
    pub(super) fn said(&self, member: &MemberId, cid: &Cid) -> Result<Option<Precedent>> {
        let send = || vec![member.as_str().into(), cid.as_str().into()];
        if let Some(message) = self.messages("WHERE member = ? AND cid = ?", send())?.into_iter().next() {
            return Ok(Some(Precedent::Here(message)));
        }
        if !self.exists.get() {
            return Ok(None);
        }
        let archived = self.first("SELECT seq FROM precedent WHERE member = ? AND cid = ?", send())?;
        Ok(archived.map(Precedent::Archived))
    }

    /// The newest messages, before a place if one is given, oldest first.
    pub(super) fn newest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Message>> {
        let newest = format!("WHERE seq < ? ORDER BY seq DESC LIMIT {}", count(limit));
        let mut messages = self.messages(&newest, vec![place(before, ENDLESS)?])?;
        messages.reverse();
        Ok(messages)
    }

    /// The first messages after a place, and before another if one is given, oldest first: as many as are asked for and
    /// one more, if there are so many.
    pub(super) fn onward(&self, span: Span) -> Result<Onward> {
        let Span { after, before, limit } = span;
        let first = format!("WHERE seq > ? AND seq < ? ORDER BY seq LIMIT {}", count(limit).saturating_add(1));
        let messages = self.messages(&first, vec![place(after, 0)?, place(before, ENDLESS)?])?;
        // What was pruned is all before what is here.
        let pruned =
            self.fact(Fact::Pruned)?.map(|pruned| before.map_or(pruned, |before| pruned.min(before.saturating_sub(1))));
        let in_store = pruned.filter(|pruned| after.is_none_or(|after| after < *pruned));
        Ok(Onward { messages, in_store })
    }

    /// What was said since a moment, and at least the very last message, oldest first. Bounded, because a clock
    /// that jumps back makes everything recent.
    pub(super) fn recent(&self, since: Millis) -> Result<Vec<Message>> {
        self.messages(
            "WHERE seq IN (SELECT seq FROM message ORDER BY seq DESC LIMIT 5000) \
             AND (said_at >= ? OR seq = (SELECT max(seq) FROM message)) ORDER BY seq",
            vec![number(since)?],
        )
    }

    /// What changed after a version, in the order of change, at most `limit`.
    pub(super) fn changes(&self, since: Version, limit: usize) -> Result<Vec<Message>> {
        // What was said since, and what was said at any time and changed since. Each is found in the order of its own
        // index and stops at the limit: after an outage the next hundred of a hundred thousand are a hundred rows read.
        let (columns, limit) = (schema::COLUMNS, count(limit));
        let changes = format!(
            "SELECT {columns} FROM (\
               SELECT * FROM (SELECT {columns} FROM message WHERE seq > ?1 AND version = seq ORDER BY seq LIMIT {limit}) \
               UNION ALL \
               SELECT * FROM (SELECT {columns} FROM message \
                 WHERE version > seq AND version > ?1 ORDER BY version LIMIT {limit})\
             ) ORDER BY version LIMIT {limit}"
        );
        self.read(&changes, vec![number(since)?])
    }

    /// The highest version; none in a room that was never founded. D1 may have had a higher one than is still here.
    pub(super) fn version(&self) -> Result<Option<Version>> {
        let highest = "SELECT max(version) FROM (\
                         SELECT max(seq) AS version FROM message \
                         UNION ALL SELECT max(version) FROM message WHERE version > seq \
                         UNION ALL SELECT value FROM fact WHERE name IN ('shipped', 'founded'))";
        self.number(highest)
    }

    /// The oldest message that is still here.
    pub(super) fn oldest(&self) -> Result<Option<Seq>> {
        self.number("SELECT min(seq) FROM message")
    }

    /// How large the room's storage is, in bytes. What pruning freed does not count.
    pub(super) fn size(&self) -> usize {
        self.sql.size()
    }

    /// Removes what D1 has, oldest first, but for the newest `keep` places, and leaves precedents; and removes
    /// precedents that are further from `now` than [`limits::REPEATS_KNOWN_MS`].
    ///
    /// At most `most` places of each at a time, because it is one transaction and everybody in the room waits
    /// for it. If that was not all, [`Pruning::more`] says so: call it again from another alarm.
    pub(super) fn prune(&self, keep: usize, most: usize, now: Millis) -> Result<Pruning> {
        let (keep, most) = (count(keep), count(most));
        let (Some(oldest), Some(newest)) = (self.oldest()?, self.number("SELECT max(seq) FROM message")?) else {
            return Ok(Pruning::default());
        };
        let handed_over = self.hand_over(oldest, newest - keep, most)?;
        let forgotten = self.forget(most, now)?;
        Ok(Pruning { pruned: handed_over.end >= oldest, more: handed_over.more || forgotten.more })
    }

    /// Removes what D1 has from the place `oldest` on, up to the place `last`.
    fn hand_over(&self, oldest: Seq, last: Seq, most: i64) -> Result<Stretch> {
        let end = last.min(oldest.saturating_add(most - 1));
        // A message that changed after it was shipped stays, and everything after it: the log has no holes.
        let shipped = self.fact(Fact::Shipped)?.unwrap_or(0);
        let unshipped = "SELECT min(seq) FROM message WHERE seq <= ? AND version > ?";
        let unshipped = self.first(unshipped, vec![number(end)?, number(shipped)?])?;
        let stretch = Stretch::until(unshipped, end, last);
        if stretch.end >= oldest {
            self.keep_fact(Fact::Pruned, stretch.end)?;
            // Emptying rows in place would be less to write. But SQLite leaves a smaller row where the larger one was and
            // frees no page, so a full room would stay full; rows that go free theirs.
            let known = "INSERT OR REPLACE INTO precedent (seq, member, cid, said_at) \
                         SELECT seq, member, cid, said_at FROM message WHERE seq <= ?";
            self.sql.rows(known, vec![number(stretch.end)?])?;
            self.sql.rows("DELETE FROM message WHERE seq <= ?", vec![number(stretch.end)?])?;
        }
        Ok(stretch)
    }

    /// Removes precedents, the oldest first, up to the first that still has to be known.
    ///
    /// So one that was said while the clock was wrong is known at least as long as those before it.
    fn forget(&self, most: i64, now: Millis) -> Result<Stretch> {
        let (oldest, newest) = ("SELECT min(seq) FROM precedent", "SELECT max(seq) FROM precedent");
        let (Some(oldest), Some(last)) = (self.number(oldest)?, self.number(newest)?) else {
            return Ok(Stretch { end: 0, more: false });
        };
        let end = last.min(oldest.saturating_add(most - 1));
        let known = "SELECT seq FROM precedent WHERE seq <= ? AND abs(said_at - ?) < ? ORDER BY seq LIMIT 1";
        let known = self.first(known, vec![number(end)?, number(now)?, number(limits::REPEATS_KNOWN_MS)?])?;
        let stretch = Stretch::until(known, end, last);
        if stretch.end >= oldest {
            self.sql.rows("DELETE FROM precedent WHERE seq <= ?", vec![number(stretch.end)?])?;
        }
        Ok(stretch)
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
        self.sql.rows(upsert, vec![fact.name().into(), number(value)?])?;
        Ok(())
    }

    fn messages(&self, rest: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Message>> {
        self.read(&format!("SELECT {} FROM message {rest}", schema::COLUMNS), values)
    }

    fn read(&self, select: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Message>> {
        if !self.exists.get() {
            return Ok(Vec::new());
        }
        self.sql.rows(select, values)?.into_iter().map(message).collect()
    }

    pub(super) fn number(&self, query: &str) -> Result<Option<i64>> {
        if self.exists.get() { self.first(query, vec![]) } else { Ok(None) }
    }

    fn first(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<i64>> {
        let value = self.sql.rows(query, values)?.into_iter().next().and_then(|row| row.into_iter().next());
        Ok(match value {
            Some(SqlStorageValue::Integer(value)) => Some(value),
            _ => None,
        })
    }
}

/// How far one pruning gets.
struct Stretch {
    /// The last place that it covers.
    end: Seq,
    /// Whether it could go on from there.
    more: bool,
}

impl Stretch {
    /// Up to `end`, or to just before an obstacle, of what would go on to `last`.
    fn until(obstacle: Option<Seq>, end: Seq, last: Seq) -> Self {
        match obstacle {
            Some(obstacle) => Self { end: obstacle - 1, more: false },
            None => Self { end, more: end < last },
        }
    }
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Pruned => "pruned",
            Self::Failures => "failures",
            Self::Founded => "founded",
            Self::Deleted => "deleted",
            Self::Full => "full",
            Self::Listed => "listed",
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

/// A place that somebody asked for, or the one that is meant if they did not: whatever number it was, one that
/// JavaScript can carry, with the same messages before it and after it.
fn place(asked: Option<Seq>, meant: Seq) -> Result<SqlStorageValue> {
    number(asked.unwrap_or(meant).clamp(0, ENDLESS))
}

fn number(n: i64) -> Result<SqlStorageValue> {
    SqlStorageValue::try_from_i64(n)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(ENDLESS)
}

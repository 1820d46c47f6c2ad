//! Sends: what recognises a message that is sent again (idempotency). Two tables are used in turn,
//! because what is deleted row by row is paid for row by row, and a table that is dropped is not.

use room::{Cid, MemberId, Message, Millis, Seq, limits};
use serde::{Deserialize, Serialize};
use worker::Result;

use super::meta::{self, MetaKey};
use super::schema::CREATE;
use super::sql::{Sql, number};

/// Both tables as one, for readers.
pub(super) const ALL: &str = "(SELECT member, cid, seq FROM sends_a UNION ALL SELECT member, cid, seq FROM sends_b)";

/// Which table takes what is said now, and when the other one may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Sends {
    current: Table,
    /// Since when that is the current one.
    since: Millis,
    /// The last place that the other one knows.
    older_until: Seq,
}

/// One of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Table {
    #[default]
    A,
    B,
}

impl Sends {
    /// Reads which table is which.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        Ok(meta::load_value(sql, MetaKey::Sends)?.unwrap_or_default())
    }

    /// Makes a message recognisable. One that was brought back may be so already.
    pub(super) fn record(self, sql: &impl Sql, message: &Message) -> Result<()> {
        let insert = format!("INSERT OR IGNORE INTO {} (member, cid, seq) VALUES (?, ?, ?)", self.current.name());
        let values = vec![message.member.as_str().into(), message.cid.as_str().into(), number(message.seq)?];
        sql.rows(&insert, values)?;
        Ok(())
    }

    /// Makes everything recognisable that stands in a table of an earlier build.
    pub(super) fn record_all(self, sql: &impl Sql, table: &str) -> Result<()> {
        let current = self.current.name();
        let insert = format!("INSERT OR IGNORE INTO {current} (member, cid, seq) SELECT member, cid, seq FROM {table}");
        sql.rows(&insert, vec![])?;
        Ok(())
    }

    /// Drops the older table, when nothing in it is here any more and its last message was said
    /// [`limits::DEDUPE_WINDOW_MS`] ago, and begins it anew. It is asked for whenever something was
    /// pruned, and does nothing in a room that still has all that was said in it.
    pub(super) fn turn_over(self, sql: &impl Sql, now: Millis) -> Result<()> {
        let Some(pruned) = meta::load_number(sql, MetaKey::Pruned)? else { return Ok(()) };
        // A clock that was put right may be on either side of the window.
        if self.older_until > pruned || (now - self.since).abs() < limits::DEDUPE_WINDOW_MS {
            return Ok(());
        }
        let last = sql.number("SELECT max(seq) FROM message", vec![])?.unwrap_or(0).max(pruned);
        let next = Self { current: self.current.other(), since: now, older_until: last };
        meta::save_value(sql, MetaKey::Sends, &next)?;
        sql.rows(&format!("DROP TABLE {}", next.current.name()), vec![])?;
        sql.rows(CREATE, vec![])?;
        Ok(())
    }
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::A => "sends_a",
            Self::B => "sends_b",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// The place of what a member said under an id.
pub(super) fn find(sql: &impl Sql, member: &MemberId, cid: &Cid) -> Result<Option<Seq>> {
    let find = format!("SELECT seq FROM {ALL} WHERE member = ?1 AND cid = ?2");
    sql.number(&find, vec![member.as_str().into(), cid.as_str().into()])
}

/// Forgets the messages up to a place that are still here: they are about to go for good.
pub(super) fn forget(sql: &impl Sql, last: Seq) -> Result<()> {
    for table in [Table::A, Table::B] {
        let name = table.name();
        let forget =
            format!("DELETE FROM {name} WHERE (member, cid) IN (SELECT member, cid FROM message WHERE seq <= ?)");
        sql.rows(&forget, vec![number(last)?])?;
    }
    Ok(())
}

//! The index of words: what has left the room's own storage is found by it again. What is still
//! here is read instead ([`super::searching`]), so nothing that is being said pays for it.
//!
//! It is a full-text table (FTS5) of terms, which `room` folds and cuts; SQLite only splits them at
//! spaces. It keeps them twice, because only so `secure-delete` takes the words of a message out of
//! the blocks of the index at once (decision 80).

use room::{Has, Message, Millis, Seq, search_terms};
use worker::{Result, SqlStorageValue};

use super::messages;
use super::meta::{self, MetaKey};
use super::quota::StorageQuota;
use super::sql::{Sql, count, number};
use crate::limits::{SAFE_INTEGER_MAX, SEARCH_CLOCK_SLACK_MS, SEARCH_EXPIRY_BATCH, SEARCH_INDEX_SHARE};

/// A row has the place of its message. `has` is what a message has besides words. Beginnings of two
/// and three characters are in the index too: people search while they type, and a beginning that
/// the commonest words share took 88 ms among a million messages.
const CREATE: &str = "\
    CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5(\
      body, author, has, said_at UNINDEXED, prefix = '2 3', tokenize = 'ascii'\
    ); \
    INSERT INTO word (word, rank) VALUES ('secure-delete', 1);";

const DROP: &str = "DROP TABLE IF EXISTS word";

/// How far the index reaches, as memory knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct IndexReach {
    /// What was pruned after this place is in it; none if there is no index.
    pub(super) from: Option<Seq>,
    /// When the oldest message in it was said; none if it is empty.
    pub(super) oldest_said_at: Option<Millis>,
}

/// Which messages are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// What they are found by, as FTS5 writes it; none if only the time counts.
    pub(super) matches: Option<&'a str>,
    /// Only those before this place.
    pub(super) before: Option<Seq>,
    /// Only those that were said then or later.
    pub(super) said_from: Option<Millis>,
    /// Only those that were said earlier.
    pub(super) said_until: Option<Millis>,
}

impl IndexReach {
    /// Reads it.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        let from = meta::load_number(sql, MetaKey::IndexedFrom)?;
        let oldest_said_at = if from.is_some() { oldest_said_at(sql)? } else { None };
        Ok(Self { from, oldest_said_at })
    }

    /// Adds messages that are about to be pruned, after a place up to which all was pruned before.
    pub(super) fn add(self, sql: &impl Sql, pruned: Option<Seq>, messages: &[Message]) -> Result<()> {
        let from = match self.from {
            Some(from) => from,
            None => begin(sql, pruned.unwrap_or(0))?,
        };
        // What is before is added from the archive.
        messages.iter().filter(|message| message.seq > from).try_for_each(|message| insert(sql, message))
    }

    /// Adds messages that were pruned before there was an index, from the archive, oldest first.
    /// What was taken back to be changed comes when it leaves again.
    pub(super) fn fill(self, sql: &impl Sql, pruned: Seq, messages: &[Message], left: FillLeft) -> Result<()> {
        if self.from.is_none() {
            begin(sql, pruned)?;
        }
        for message in messages {
            if !messages::has(sql, message.seq)? {
                insert(sql, message)?;
            }
        }
        let from = match left {
            FillLeft::Nothing => 0,
            FillLeft::More => messages.first().map_or(0, |first| first.seq - 1),
        };
        meta::save_number(sql, MetaKey::IndexedFrom, from)
    }

    /// Takes a message out that is here again.
    pub(super) fn remove(self, sql: &impl Sql, seq: Seq) -> Result<()> {
        if self.from.is_some() {
            sql.rows("DELETE FROM word WHERE rowid = ?", vec![number(seq)?])?;
        }
        Ok(())
    }

    /// Takes out the first messages that were said before `cutoff`, up to the first that stays.
    /// Returns whether there were any.
    pub(super) fn expire(self, sql: &impl Sql, cutoff: Millis) -> Result<bool> {
        if self.oldest_said_at.is_none_or(|oldest| oldest >= cutoff) {
            return Ok(false);
        }
        let oldest =
            format!("SELECT rowid AS seq, said_at FROM word ORDER BY rowid LIMIT {}", count(SEARCH_EXPIRY_BATCH));
        let stays = format!("SELECT seq FROM ({oldest}) WHERE said_at >= ? ORDER BY seq LIMIT 1");
        let last = match sql.number(&stays, vec![number(cutoff)?])? {
            Some(stays) => Some(stays - 1),
            None => sql.number(&format!("SELECT max(seq) FROM ({oldest})"), vec![])?,
        };
        if let Some(last) = last {
            sql.rows("DELETE FROM word WHERE rowid <= ?", vec![number(last)?])?;
        }
        Ok(true)
    }

    /// The newest messages that are wanted, newest first.
    pub(super) fn find(self, sql: &impl Sql, wanted: Wanted<'_>, limit: usize) -> Result<Vec<Seq>> {
        if self.from.is_none() {
            return Ok(Vec::new());
        }
        let mut conditions = Vec::new();
        let mut values: Vec<SqlStorageValue> = Vec::new();
        if let Some(matches) = wanted.matches {
            conditions.push("word MATCH ?");
            values.push(matches.into());
        }
        let place = |place: i64| number(place.clamp(0, SAFE_INTEGER_MAX));
        if let Some(before) = wanted.before {
            conditions.push("rowid < ?");
            values.push(place(before)?);
        }
        // The numbers bound how much is read, and the times decide.
        if let Some(from) = wanted.said_from {
            conditions.push("rowid >= ? AND said_at >= ?");
            values.extend([place(from.saturating_sub(SEARCH_CLOCK_SLACK_MS))?, place(from)?]);
        }
        if let Some(until) = wanted.said_until {
            conditions.push("rowid < ? AND said_at < ?");
            values.extend([place(until.saturating_add(SEARCH_CLOCK_SLACK_MS))?, place(until)?]);
        }
        let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let select = format!("SELECT rowid FROM word WHERE {conditions} ORDER BY rowid DESC LIMIT {}", count(limit));
        let rows = sql.rows(&select, values)?;
        Ok(rows.into_iter().flatten().filter_map(place_of).collect())
    }
}

/// Whether there is more to add from the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FillLeft {
    /// The index has all that the archive has.
    Nothing,
    /// There is more before.
    More,
}

/// Reads how far the index reaches, after so many messages came into it. If it is too large it
/// gives way to what people say.
pub(super) fn reload(sql: &impl Sql, quota: StorageQuota, added: usize) -> Result<IndexReach> {
    let reach = IndexReach::load(sql)?;
    if added == 0 || sql.size() <= quota.max_bytes / SEARCH_INDEX_SHARE {
        return Ok(reach);
    }
    shorten(sql, added.saturating_mul(SEARCH_INDEX_SHARE))?;
    IndexReach::load(sql)
}

/// Takes out the oldest messages, and remembers that they are not to come back.
fn shorten(sql: &impl Sql, most: usize) -> Result<()> {
    let oldest = format!("SELECT max(seq) FROM (SELECT rowid AS seq FROM word ORDER BY rowid LIMIT {})", count(most));
    let Some(last) = sql.number(&oldest, vec![])? else { return Ok(()) };
    sql.rows("DELETE FROM word WHERE rowid <= ?", vec![number(last)?])?;
    meta::save_number(sql, MetaKey::IndexedFrom, last)?;
    meta::save_number(sql, MetaKey::IndexShortened, 1)
}

/// What is left of the index of a room that is emptied: nothing.
pub(super) fn drop(sql: &impl Sql) -> Result<()> {
    sql.rows(DROP, vec![])?;
    Ok(())
}

fn begin(sql: &impl Sql, from: Seq) -> Result<Seq> {
    sql.rows(CREATE, vec![])?;
    meta::save_number(sql, MetaKey::IndexedFrom, from)?;
    Ok(from)
}

/// A removed message has nothing to be found by.
fn insert(sql: &impl Sql, message: &Message) -> Result<()> {
    if message.removal.is_some() {
        return Ok(());
    }
    let link = message.has_link().then_some(Has::Link.term());
    let has: Vec<&str> = link.into_iter().chain(message.has_file().then_some(Has::File.term())).collect();
    let values = vec![
        number(message.seq)?,
        search_terms(&message.searched_text()).into(),
        search_terms(message.name.as_str()).into(),
        has.join(" ").into(),
        number(message.said_at)?,
    ];
    let insert = "INSERT OR REPLACE INTO word (rowid, body, author, has, said_at) VALUES (?, ?, ?, ?, ?)";
    sql.rows(insert, values)?;
    Ok(())
}

fn oldest_said_at(sql: &impl Sql) -> Result<Option<Millis>> {
    sql.number("SELECT said_at FROM word ORDER BY rowid LIMIT 1", vec![])
}

fn place_of(value: SqlStorageValue) -> Option<Seq> {
    match value {
        SqlStorageValue::Integer(seq) => Some(seq),
        _ => None,
    }
}

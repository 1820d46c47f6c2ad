//! Messages in the room's own SQLite: the newest ones, and those that the archive does not have
//! yet.
//!
//! Limits are written into the statements: SQLite plans a statement anew, at a tenth of a
//! millisecond, each time it is carried out with a limit that is bound to it.

use std::collections::BTreeSet;

use room::{
    Cid, Duplicate, MemberId, Message, MessageRecord, Millis, Name, PageQuery, Quote, Seq, UploadedFile, Version,
};
use worker::{Error, Result, SqlStorageValue};

use super::sends;
use super::sql::{Sql, count, number};
use crate::limits::{FOR_YOU_SEARCHED, RECENT_MESSAGES_MAX, SAFE_INTEGER_MAX};
use crate::message_row::{self, MENTIONS_MEMBER};
use crate::room_client::MessagesAfter;

/// Writes a new message.
pub(super) fn insert(sql: &impl Sql, message: &Message) -> Result<()> {
    let (columns, placeholders) = (message_row::columns(), message_row::placeholders());
    let insert = format!("INSERT INTO message ({columns}) VALUES ({placeholders})");
    sql.rows(&insert, message_row::values(message)?.into())?;
    Ok(())
}

/// Writes a message that was pruned, with everything that the archive kept of it.
pub(super) fn bring_back(sql: &impl Sql, record: &MessageRecord) -> Result<()> {
    insert(sql, &record.message)?;
    update(sql, record)
}

/// The messages up to what was pruned that are here all the same.
pub(super) fn brought_back(sql: &impl Sql, pruned: Seq) -> Result<Vec<Message>> {
    select(sql, "WHERE seq <= ?", vec![number(pruned)?])
}

/// Writes what a change made of a message: one row, and its place among those that changed.
pub(super) fn update(sql: &impl Sql, record: &MessageRecord) -> Result<()> {
    let update = format!("UPDATE message SET {} WHERE seq = ?", message_row::change_assignments());
    sql.rows(&update, message_row::change_values(record)?)?;
    Ok(())
}

/// The message at a place, with everything that is kept of it.
pub(super) fn record(sql: &impl Sql, seq: Seq) -> Result<Option<MessageRecord>> {
    let select = format!("SELECT {} FROM message WHERE seq = ?", message_row::record_columns());
    let row = sql.rows(&select, vec![place(Some(seq), 0)?])?.into_iter().next();
    row.map(message_row::record).transpose()
}

/// The newest messages of a member that nobody has removed, newest first, with everything that is
/// kept of them.
pub(super) fn records_of(sql: &impl Sql, member: &MemberId, limit: usize) -> Result<Vec<MessageRecord>> {
    let select = format!(
        "SELECT {} FROM message WHERE {} AND removed_at = 0 ORDER BY seq DESC LIMIT {}",
        message_row::record_columns(),
        by_member(),
        count(limit)
    );
    sql.rows(&select, vec![member.as_str().into()])?.into_iter().map(message_row::record).collect()
}

/// The newest messages that say something of a member, newest first, with everything that is kept
/// of them. Nothing finds them but reading all.
pub(super) fn records_about(sql: &impl Sql, member: &MemberId, limit: usize) -> Result<Vec<MessageRecord>> {
    let select = format!(
        "SELECT {} FROM message WHERE {} ORDER BY seq DESC LIMIT {}",
        message_row::record_columns(),
        message_row::says_of_member(),
        count(limit)
    );
    let values = vec![member.as_str().into(), Name::nobody().as_str().into()];
    sql.rows(&select, values)?.into_iter().map(message_row::record).collect()
}

/// The newest messages of a member, oldest first.
pub(super) fn of_member(sql: &impl Sql, member: &MemberId, limit: usize) -> Result<Vec<Message>> {
    let newest = format!("WHERE {} ORDER BY seq DESC LIMIT {}", by_member(), count(limit));
    let mut messages = select(sql, &newest, vec![member.as_str().into()])?;
    messages.reverse();
    Ok(messages)
}

/// Whether there is a message at a place.
pub(super) fn has(sql: &impl Sql, seq: Seq) -> Result<bool> {
    Ok(sql.number("SELECT seq FROM message WHERE seq = ?", vec![place(Some(seq), 0)?])?.is_some())
}

/// The messages at these places, as a reply shows them. Those that are not here are left out.
pub(super) fn quotes(sql: &impl Sql, seqs: &BTreeSet<Seq>) -> Result<Vec<Quote>> {
    let seqs = serde_json::to_string(seqs)?.into();
    let messages = select(sql, "WHERE seq IN (SELECT value FROM json_each(?))", vec![seqs])?;
    Ok(messages.iter().map(Quote::of).collect())
}

/// What a member said under an id (idempotency). Of a pruned message only its place is known.
pub(super) fn duplicate(sql: &impl Sql, member: &MemberId, cid: &Cid) -> Result<Option<Duplicate>> {
    let Some(seq) = sends::find(sql, member, cid)? else { return Ok(None) };
    let recent = select(sql, "WHERE seq = ?", vec![number(seq)?])?.into_iter().next();
    Ok(Some(recent.map_or(Duplicate::Archived(seq), Duplicate::Recent)))
}

/// The newest messages after what was pruned, before a place if one is given, oldest first.
pub(super) fn newest(
    sql: &impl Sql,
    (pruned, before): (Option<Seq>, Option<Seq>),
    limit: usize,
) -> Result<Vec<Message>> {
    let newest = format!("WHERE seq > ? AND seq < ? ORDER BY seq DESC LIMIT {}", count(limit));
    let mut messages = select(sql, &newest, vec![place(pruned, 0)?, place(before, SAFE_INTEGER_MAX)?])?;
    messages.reverse();
    Ok(messages)
}

/// What a message said, and who, and when.
pub(super) struct SaidText {
    pub(super) seq: Seq,
    pub(super) said_at: Millis,
    pub(super) name: String,
    pub(super) body: String,
    pub(super) files: Vec<UploadedFile>,
}

/// The newest texts before a place that nobody has removed, newest first, those too that were taken
/// back from the archive. Nothing else of the messages is read: each value that comes from the
/// platform takes as long as a word that is folded.
pub(super) fn texts_before(sql: &impl Sql, before: Option<Seq>, limit: usize) -> Result<Vec<SaidText>> {
    let newest = format!(
        "SELECT seq, said_at, name, body, files FROM message WHERE seq < ? AND removed_at = 0 \
         ORDER BY seq DESC LIMIT {}",
        count(limit)
    );
    let rows = sql.rows(&newest, vec![place(before, SAFE_INTEGER_MAX)?])?;
    rows.into_iter().map(said_text).collect()
}

fn said_text(row: Vec<SqlStorageValue>) -> Result<SaidText> {
    use SqlStorageValue::{Integer, String};
    match <[SqlStorageValue; 5]>::try_from(row) {
        Ok([Integer(seq), Integer(said_at), String(name), String(body), String(files)]) => {
            Ok(SaidText { seq, said_at, name, body, files: message_row::list_of(&files) })
        }
        _ => Err(Error::from("a row of messages has other types")),
    }
}

/// The messages at these places, newest first.
pub(super) fn at_all(sql: &impl Sql, seqs: &[Seq]) -> Result<Vec<Message>> {
    let seqs = serde_json::to_string(seqs)?.into();
    select(sql, "WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC", vec![seqs])
}

/// The message at a place.
pub(super) fn at(sql: &impl Sql, seq: SqlStorageValue) -> Result<Vec<Message>> {
    select(sql, "WHERE seq = ?", vec![seq])
}

/// The messages up to a place, oldest first.
pub(super) fn until(sql: &impl Sql, until: Seq) -> Result<Vec<Message>> {
    select(sql, "WHERE seq <= ? ORDER BY seq", vec![number(until)?])
}

/// The newest messages that mention a member, or answer them, oldest first. There is no index for
/// it, which every mention would have to pay for: as many as a room keeps are read.
pub(super) fn meant_for(sql: &impl Sql, member: &MemberId, limit: usize) -> Result<Vec<Message>> {
    let meant = format!(
        "WHERE seq IN (SELECT seq FROM message ORDER BY seq DESC LIMIT {FOR_YOU_SEARCHED}) \
         AND member <> ?1 AND removed_at = 0 AND ({MENTIONS_MEMBER} \
           OR reply_to IN (SELECT seq FROM {} WHERE member = ?1)) \
         ORDER BY seq DESC LIMIT {}",
        sends::ALL,
        count(limit)
    );
    let mut messages = select(sql, &meant, vec![member.as_str().into()])?;
    messages.reverse();
    Ok(messages)
}

/// The first messages after a place, and before another if one is given, oldest first: as many as
/// are asked for and one more, if there are so many.
pub(super) fn after(
    sql: &impl Sql,
    query: PageQuery,
    (pruned, archived): (Option<Seq>, Option<Seq>),
) -> Result<MessagesAfter> {
    let PageQuery { after, before, limit } = query;
    let first = format!("WHERE seq > ? AND seq < ? ORDER BY seq LIMIT {}", count(limit).saturating_add(1));
    let here = after.max(pruned);
    let messages = select(sql, &first, vec![place(here, 0)?, place(before, SAFE_INTEGER_MAX)?])?;
    // What was pruned is all before what is here.
    let pruned = archived.map(|pruned| before.map_or(pruned, |before| pruned.min(before.saturating_sub(1))));
    let archived_until = pruned.filter(|pruned| after.is_none_or(|after| after < *pruned));
    Ok(MessagesAfter { messages, archived_until, ..MessagesAfter::default() })
}

/// What was said since a moment, and at least the very last message, oldest first.
pub(super) fn recent(sql: &impl Sql, since: Millis) -> Result<Vec<Message>> {
    let recent = format!(
        "WHERE seq IN (SELECT seq FROM message ORDER BY seq DESC LIMIT {RECENT_MESSAGES_MAX}) \
         AND (said_at >= ? OR seq = (SELECT max(seq) FROM message)) ORDER BY seq"
    );
    select(sql, &recent, vec![number(since)?])
}

/// What changed after a version, in the order of change, at most `limit`.
pub(super) fn changes(sql: &impl Sql, since: Version, limit: usize) -> Result<Vec<Message>> {
    let rows = changed_rows(sql, &message_row::columns(), since, limit)?;
    rows.into_iter().map(message_row::message).collect()
}

/// The same with the texts before.
pub(super) fn changed_records(sql: &impl Sql, since: Version, limit: usize) -> Result<Vec<MessageRecord>> {
    let rows = changed_rows(sql, &message_row::record_columns(), since, limit)?;
    rows.into_iter().map(message_row::record).collect()
}

fn changed_rows(sql: &impl Sql, columns: &str, since: Version, limit: usize) -> Result<Vec<Vec<SqlStorageValue>>> {
    // What was said since, and what was said at any time and changed since. Each is found in the
    // order of its own index and stops at the limit: after an outage the next hundred of a hundred
    // thousand are a hundred rows read.
    let limit = count(limit);
    let changes = format!(
        "SELECT {columns} FROM (\
           SELECT * FROM (SELECT {columns} FROM message WHERE seq > ?1 AND version = seq ORDER BY seq LIMIT {limit}) \
           UNION ALL \
           SELECT * FROM (SELECT {columns} FROM message \
             WHERE version > seq AND version > ?1 ORDER BY version LIMIT {limit})\
         ) ORDER BY version LIMIT {limit}"
    );
    sql.rows(&changes, vec![number(since)?])
}

/// The highest version; none in a room that was never founded. The archive may have had a higher
/// one than is still here.
pub(super) fn version(sql: &impl Sql) -> Result<Option<Version>> {
    let highest = "SELECT max(version) FROM (\
                     SELECT max(seq) AS version FROM message \
                     UNION ALL SELECT max(version) FROM message WHERE version > seq \
                     UNION ALL SELECT max(version) FROM reaction \
                     UNION ALL SELECT value FROM meta WHERE name IN \
                       ('shipped', 'shipped_reactions', 'founded', 'expired', 'pruned_change'))";
    sql.number(highest, vec![])
}

/// The oldest message that is still here, after what was pruned.
pub(super) fn oldest(sql: &impl Sql, pruned: Option<Seq>) -> Result<Option<Seq>> {
    sql.number("SELECT min(seq) FROM message WHERE seq > ?", vec![place(pruned, 0)?])
}

/// The newest message but so many; none if there are no more.
pub(super) fn newest_but(sql: &impl Sql, count: i64) -> Result<Option<Seq>> {
    sql.number(&format!("SELECT seq FROM message ORDER BY seq DESC LIMIT 1 OFFSET {count}"), vec![])
}

/// What a member said, as their sends find it: so no message has to pay for an index of members.
fn by_member() -> String {
    format!("member = ?1 AND seq IN (SELECT seq FROM {} WHERE member = ?1)", sends::ALL)
}

fn select(sql: &impl Sql, rest: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Message>> {
    let select = format!("SELECT {} FROM message {rest}", message_row::columns());
    sql.rows(&select, values)?.into_iter().map(message_row::message).collect()
}

/// A place that somebody asked for, or `default` if they did not: as a number that JavaScript can
/// carry, with the same messages before it and after it.
fn place(requested: Option<Seq>, default: Seq) -> Result<SqlStorageValue> {
    number(requested.unwrap_or(default).clamp(0, SAFE_INTEGER_MAX))
}

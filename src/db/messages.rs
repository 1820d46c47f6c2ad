//! The archive: the messages of all rooms. What is too old is in no answer (`retention`).

use std::collections::BTreeSet;

use room::{MemberId, Message, MessageRecord, Name, Reaction, Seq, Slug, Version};
use worker::wasm_bindgen::JsValue;
use worker::{D1PreparedStatement, Error, Result};

use super::archive::Archive;
use super::kept::Kept;
use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::{D1_HISTORY_TIMEOUT, D1_WRITE_TIMEOUT, ERASE_BATCH, FOR_YOU_SEARCHED};
use crate::message_row::{self, EarlierRow, MENTIONS_MEMBER, NamedRow};
use crate::reaction_row::{self, ReactionRow};

/// One statement for any number of messages, so a batch is one round trip. A row only ever moves to
/// a higher version: shipping twice, or late, changes nothing (idempotent).
pub(crate) fn upsert_sql() -> String {
    let (columns, values, assignments) =
        (message_row::record_columns(), message_row::json_columns(), message_row::assignments());
    format!(
        "INSERT INTO messages (room, {columns}) SELECT ?1, {values} FROM json_each(?2) WHERE true \
         ON CONFLICT (room, seq) DO UPDATE SET {assignments} WHERE excluded.version > messages.version"
    )
}

/// The newest before a place.
pub(crate) fn before_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::columns(), kept.since("?1"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?1 AND seq < ?2 AND said_at >= {since} ORDER BY seq DESC LIMIT ?3"
    )
}

/// The newest up to a place that mention a member or answer them, who is `?1`.
pub(crate) fn meant_for_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::columns(), kept.since("?2"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?2 AND seq IN (\
           SELECT seq FROM messages WHERE room = ?2 AND seq <= ?3 ORDER BY seq DESC LIMIT {FOR_YOU_SEARCHED}) \
         AND member <> ?1 AND removed_at = 0 AND said_at >= {since} AND ({MENTIONS_MEMBER} OR EXISTS (\
           SELECT 1 FROM messages AS own \
           WHERE own.room = ?2 AND own.seq = messages.reply_to AND own.member = ?1)) \
         ORDER BY seq DESC LIMIT ?4"
    )
}

/// The first after a place, up to another.
pub(crate) fn after_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::columns(), kept.since("?1"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?1 AND seq > ?2 AND seq <= ?3 AND said_at >= {since} \
         ORDER BY seq LIMIT ?4"
    )
}

/// Those at some places.
pub(crate) fn at_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::columns(), kept.since("?1"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?1 AND seq IN (SELECT value FROM json_each(?2)) \
         AND said_at >= {since}"
    )
}

/// The newest of a member up to a place, that nobody has removed, with everything that is kept.
pub(crate) fn records_of_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::record_columns(), kept.since("?1"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?1 AND member = ?2 AND seq <= ?3 AND removed_at = 0 \
           AND said_at >= {since} \
         ORDER BY seq DESC LIMIT ?4"
    )
}

/// The newest that say something of a member, who is `?1`, up to a place, with everything that is
/// kept.
pub(crate) fn records_about_sql(kept: Kept) -> String {
    let (columns, since, says) = (message_row::record_columns(), kept.since("?3"), message_row::says_of_member());
    format!(
        "SELECT {columns} FROM messages WHERE room = ?3 AND seq <= ?4 AND {says} AND said_at >= {since} \
         ORDER BY seq DESC LIMIT ?5"
    )
}

fn erase_sql() -> String {
    format!(
        "DELETE FROM messages WHERE room = ?1 \
         AND seq IN (SELECT seq FROM messages WHERE room = ?1 ORDER BY seq LIMIT {ERASE_BATCH})"
    )
}

/// What the archive is given at once: messages and reactions that changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    /// Messages, with everything that is kept of them, in the order of change.
    pub(crate) records: Vec<MessageRecord>,
    /// Reactions, in the order of change.
    pub(crate) reactions: Vec<Reaction>,
}

impl Batch {
    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.reactions.is_empty()
    }

    /// The messages in it that were removed, and when.
    pub(crate) fn removed(&self) -> Vec<(Seq, Version)> {
        let removed = self.records.iter().map(|record| &record.message).filter(|message| message.removal.is_some());
        removed.map(|message| (message.seq, message.version)).collect()
    }
}

impl Archive {
    /// Writes what changed in a room, at once. When this returns, D1 has it.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have it even so.
    pub(crate) async fn upsert(&self, room: &Slug, batch: &Batch) -> Result<()> {
        let Batch { records, reactions } = batch;
        let mut statements = Vec::new();
        if !records.is_empty() {
            let bindings = [room.as_str().into(), batch_json(records)?.into()];
            statements.push(self.database.prepare(upsert_sql()).bind(&bindings)?);
        }
        let removed = batch.removed();
        if !removed.is_empty() {
            statements.push(self.erase_reactions_of(room, &removed)?);
        }
        if !reactions.is_empty() {
            statements.push(self.upsert_reactions(room, reactions)?);
        }
        let answers = with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        self.capacity.watch(answers.last());
        Ok(())
    }

    /// Removes every message of a room, with the reactions to them, and what else D1 knows of it.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn erase(&self, room: &Slug) -> Result<()> {
        self.tell_behind(room, None).await?;
        self.tell_keep_days(room, 0).await?;
        self.ship_sanctions(room, &[]).await?;
        loop {
            let mut left = false;
            for erase in [erase_sql(), super::reactions::erase_sql(), super::reports::erase_sql()] {
                let statement = self.database.prepare(erase).bind(&[room.as_str().into()])?;
                let result = with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
                left |= result.meta()?.and_then(|meta| meta.changes).is_some_and(|changes| changes > 0);
            }
            if !left {
                return Ok(());
            }
        }
    }

    /// The newest messages before a place, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn before(&self, room: &Slug, seq: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(seq), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(before_sql(self.kept())).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let mut messages: Vec<Message> = rows.into_iter().map(Message::from).collect();
        messages.reverse();
        Ok(messages)
    }

    /// A message with everything that is kept of it, and all reactions to it.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn record(&self, room: &Slug, seq: Seq) -> Result<Option<(MessageRecord, Vec<Reaction>)>> {
        let (columns, bindings) = (message_row::record_columns(), [room.as_str().into(), number(seq)]);
        let since = self.kept().since("?1");
        let message = format!("SELECT {columns} FROM messages WHERE room = ?1 AND seq = ?2 AND said_at >= {since}");
        let reactions = format!("SELECT {} FROM reactions WHERE room = ?1 AND seq = ?2", reaction_row::COLUMNS);
        let statements = [message, reactions].map(|sql| self.database.prepare(sql).bind(&bindings));
        let statements = statements.into_iter().collect::<Result<Vec<_>>>()?;
        let answers = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        let [message, reactions] = answers.as_slice() else { return Err(Error::from("a batch has other answers")) };
        let (found, earlier) = (message.results::<NamedRow>()?.pop(), message.results::<EarlierRow>()?.pop());
        let Some((found, earlier)) = found.zip(earlier) else { return Ok(None) };
        let record = MessageRecord { message: found.into(), earlier: earlier.texts()? };
        Ok(Some((record, reactions.results::<ReactionRow>()?.into_iter().map(Reaction::from).collect())))
    }

    /// The newest messages of a member that nobody has removed, up to a place, newest first, with
    /// everything that is kept of them, and all reactions to them.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn records_of(
        &self,
        room: &Slug,
        member: &MemberId,
        until: Seq,
        limit: usize,
    ) -> Result<Vec<(MessageRecord, Vec<Reaction>)>> {
        let bindings = [room.as_str().into(), member.as_str().into(), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(records_of_sql(self.kept())).bind(&bindings)?;
        self.records(room, statement).await
    }

    /// The newest messages that say something of a member, in the same way.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn records_about(
        &self,
        room: &Slug,
        member: &MemberId,
        until: Seq,
        limit: usize,
    ) -> Result<Vec<(MessageRecord, Vec<Reaction>)>> {
        let (nobody, limit) = (Name::nobody(), JsValue::from_f64(limit as f64));
        let bindings = [member.as_str().into(), nobody.as_str().into(), room.as_str().into(), number(until), limit];
        let statement = self.database.prepare(records_about_sql(self.kept())).bind(&bindings)?;
        self.records(room, statement).await
    }

    /// Messages with everything that is kept of them, and all reactions to them.
    async fn records(
        &self,
        room: &Slug,
        statement: D1PreparedStatement,
    ) -> Result<Vec<(MessageRecord, Vec<Reaction>)>> {
        let found = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?;
        let (messages, earlier) = (found.results::<NamedRow>()?, found.results::<EarlierRow>()?);
        let seqs: BTreeSet<Seq> = messages.iter().map(|row| row.seq).collect();
        let select = format!(
            "SELECT {} FROM reactions WHERE room = ?1 AND seq IN (SELECT value FROM json_each(?2))",
            reaction_row::COLUMNS
        );
        let statement =
            self.database.prepare(select).bind(&[room.as_str().into(), serde_json::to_string(&seqs)?.into()])?;
        let reactions = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?;
        let reactions: Vec<Reaction> = reactions.results::<ReactionRow>()?.into_iter().map(Reaction::from).collect();
        let record = |(message, earlier): (NamedRow, EarlierRow)| {
            let record = MessageRecord { message: message.into(), earlier: earlier.texts()? };
            let own = reactions.iter().filter(|reaction| reaction.seq == record.message.seq).cloned().collect();
            Ok((record, own))
        };
        messages.into_iter().zip(earlier).map(record).collect()
    }

    /// The newest messages up to a place that mention a member or answer them, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn meant_for(
        &self,
        room: &Slug,
        member: &MemberId,
        until: Seq,
        limit: usize,
    ) -> Result<Vec<Message>> {
        let bindings = [member.as_str().into(), room.as_str().into(), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(meant_for_sql(self.kept())).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let mut messages: Vec<Message> = rows.into_iter().map(Message::from).collect();
        messages.reverse();
        Ok(messages)
    }

    /// The messages at these places, as far as they are here.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn at(&self, room: &Slug, seqs: &BTreeSet<Seq>) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), serde_json::to_string(seqs)?.into()];
        let statement = self.database.prepare(at_sql(self.kept())).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().map(Message::from).collect())
    }

    /// The first messages after a place, up to another, oldest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn after(&self, room: &Slug, after: Seq, until: Seq, limit: usize) -> Result<Vec<Message>> {
        let bindings = [room.as_str().into(), number(after), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(after_sql(self.kept())).bind(&bindings)?;
        let rows: Vec<NamedRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().map(Message::from).collect())
    }
}

/// Records as [`upsert_sql`] takes them.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(crate) fn batch_json(records: &[MessageRecord]) -> Result<String> {
    let rows = records.iter().map(message_row::json_values).collect::<Result<Vec<_>>>()?;
    Ok(serde_json::to_string(&rows)?)
}

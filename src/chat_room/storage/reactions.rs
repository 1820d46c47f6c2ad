//! Reactions in the room's own SQLite: a row for each member and emoji of a message.
//!
//! A row that was taken back stays, so D1 learns of it and its kind keeps its place. What belongs
//! to a removed message is in no answer, and goes when the removal can be undone no more.

use std::collections::BTreeSet;

use room::emoji::Emoji;
use room::{MemberId, Name, Reaction, ReactionFacts, ReactionState, Reactions, Seq, Version, limits};
use worker::{Error, Result, SqlStorageValue};

use super::messages;
use super::sql::{Sql, count, number};
use crate::limits::SAFE_INTEGER_MAX;
use crate::reaction_row;

/// Writes a reaction, or that it was taken back: one row.
pub(super) fn put(sql: &impl Sql, reaction: &Reaction) -> Result<()> {
    let (columns, places) = (reaction_row::COLUMNS, reaction_row::PLACES);
    let put = format!(
        "INSERT INTO reaction ({columns}) VALUES ({places}) \
         ON CONFLICT (seq, emoji, member) DO UPDATE SET {}",
        reaction_row::ASSIGNMENTS
    );
    sql.rows(&put, reaction_row::values(reaction)?)?;
    Ok(())
}

/// Writes reactions as the archive had them.
pub(super) fn bring_back(sql: &impl Sql, reactions: &[Reaction]) -> Result<()> {
    let (columns, values) = (reaction_row::COLUMNS, reaction_row::JSON_COLUMNS);
    let rows: Vec<_> = reactions.iter().map(reaction_row::json_values).collect();
    let insert = format!("INSERT OR IGNORE INTO reaction ({columns}) SELECT {values} FROM json_each(?)");
    sql.rows(&insert, vec![serde_json::to_string(&rows)?.into()])?;
    Ok(())
}

/// What is known of a message that a member reacts to, with something that may be an emoji.
pub(super) fn facts(sql: &impl Sql, seq: Seq, member: &MemberId, typed: &str) -> Result<ReactionFacts> {
    let Some(emoji) = Emoji::parse(typed) else { return Ok(ReactionFacts::default()) };
    let seq = number(seq)?;
    let own = "SELECT is_on FROM reaction WHERE seq = ? AND emoji = ? AND member = ?";
    let own = sql.number(own, vec![seq.clone(), emoji.as_str().into(), member.as_str().into()])?;
    let kind = "SELECT is_on FROM reaction WHERE seq = ? AND emoji = ? AND is_on LIMIT 1";
    let has_kind = sql.number(kind, vec![seq.clone(), emoji.as_str().into()])?.is_some();
    let kinds = "SELECT count(DISTINCT emoji) FROM reaction WHERE seq = ? AND is_on";
    let kinds = if has_kind { None } else { sql.number(kinds, vec![seq])? };
    Ok(ReactionFacts {
        state: if own == Some(1) { ReactionState::On } else { ReactionState::Off },
        has_kind,
        kinds: kinds.and_then(|kinds| usize::try_from(kinds).ok()).unwrap_or_default(),
    })
}

/// Erases the reactions to a message.
pub(super) fn erase(sql: &impl Sql, seq: Seq) -> Result<()> {
    sql.rows("DELETE FROM reaction WHERE seq = ?", vec![number(seq)?])?;
    Ok(())
}

/// The messages with reactions of a member that say who that is.
pub(super) fn reacted(sql: &impl Sql, member: &MemberId) -> Result<Vec<Seq>> {
    let reacted = "SELECT DISTINCT seq FROM reaction WHERE member = ?1 AND (is_on OR name <> ?2)";
    let rows = sql.rows(reacted, vec![member.as_str().into(), Name::nobody().as_str().into()])?;
    rows.into_iter().map(|row| seq_of(row.into_iter().next())).collect()
}

/// Takes the reactions of a member back, with their name.
pub(super) fn forget(sql: &impl Sql, member: &MemberId, version: Version) -> Result<()> {
    let forget = "UPDATE reaction SET name = ?2, is_on = 0, version = ?3 WHERE member = ?1 AND (is_on OR name <> ?2)";
    sql.rows(forget, vec![member.as_str().into(), Name::nobody().as_str().into(), number(version)?])?;
    Ok(())
}

/// Has the archive take the reactions to a message again.
pub(super) fn ship_again(sql: &impl Sql, seq: Seq, version: Version) -> Result<()> {
    sql.rows("UPDATE reaction SET version = ? WHERE seq = ?", vec![number(version)?, number(seq)?])?;
    Ok(())
}

/// The reactions to messages, for readers and for D1. None in a room that was never founded.
pub(crate) struct StoredReactions<'a, S>(Option<&'a S>);

impl<'a, S: Sql> StoredReactions<'a, S> {
    pub(super) fn of_room(sql: Option<&'a S>) -> Self {
        Self(sql)
    }

    /// The reactions to these messages, as a reader sees them. Messages without any are left out.
    pub(crate) fn of(&self, seqs: impl IntoIterator<Item = Seq>, reader: Option<&MemberId>) -> Result<Vec<Reactions>> {
        self.select(&seqs.into_iter().collect(), reader, limits::REACTORS_NAMED_MAX)
    }

    /// The reactions to one message, with who reacted.
    pub(crate) fn with_reactors(&self, seq: Seq, reader: &MemberId) -> Result<Vec<Reactions>> {
        self.select(&BTreeSet::from([seq]), Some(reader), limits::REACTORS_LISTED_MAX)
    }

    /// The messages whose reactions changed after a version, at most `limit`.
    pub(crate) fn changed_seqs(&self, since: Version, limit: usize) -> Result<Vec<Seq>> {
        let Some(sql) = self.0 else { return Ok(Vec::new()) };
        let changed = format!("SELECT DISTINCT seq FROM reaction WHERE version > ? LIMIT {}", count(limit));
        let rows = sql.rows(&changed, vec![number(since)?])?;
        rows.into_iter().map(|row| seq_of(row.into_iter().next())).collect()
    }

    /// The reactions that changed after a version, in the order of change, for the archive: about
    /// `limit`. Those that changed at one version stay together, as the cursor tells nothing finer.
    pub(crate) fn changed(&self, since: Version, limit: usize) -> Result<Vec<Reaction>> {
        let Some(sql) = self.0 else { return Ok(Vec::new()) };
        let changed = format!(
            "SELECT {} FROM reaction WHERE version > ?1 AND version <= coalesce((\
               SELECT version FROM reaction WHERE version > ?1 ORDER BY version LIMIT 1 OFFSET {}), {SAFE_INTEGER_MAX}\
             ) ORDER BY version",
            reaction_row::COLUMNS,
            count(limit.saturating_sub(1))
        );
        sql.rows(&changed, vec![number(since)?])?.into_iter().map(reaction_row::reaction).collect()
    }

    /// The reactions of a member to the newest messages, with those that they have taken back.
    pub(crate) fn own(&self, member: &MemberId, newest: usize) -> Result<Vec<(Seq, Emoji, ReactionState)>> {
        let Some(sql) = self.0 else { return Ok(Vec::new()) };
        let from = messages::newest_but(sql, count(newest))?.unwrap_or(0);
        let own = format!("SELECT {} FROM reaction WHERE seq >= ? AND member = ?", reaction_row::COLUMNS);
        let rows = sql.rows(&own, vec![number(from)?, member.as_str().into()])?;
        let own = rows.into_iter().map(reaction_row::reaction);
        own.map(|own| own.map(|Reaction { seq, emoji, state, .. }| (seq, emoji, state))).collect()
    }

    /// With so many names at most for each emoji.
    fn select(&self, seqs: &BTreeSet<Seq>, reader: Option<&MemberId>, names_max: usize) -> Result<Vec<Reactions>> {
        let Some(sql) = self.0.filter(|_| !seqs.is_empty()) else { return Ok(Vec::new()) };
        let seqs = serde_json::to_string(seqs)?.into();
        let reader = reader.map_or("", MemberId::as_str).into();
        let rows = sql.rows(&reaction_row::listed_sql("reaction", "message", ""), vec![seqs, reader])?;
        reaction_row::grouped(rows.into_iter().map(reaction_row::kind), names_max)
    }
}

fn seq_of(value: Option<SqlStorageValue>) -> Result<Seq> {
    match value {
        Some(SqlStorageValue::Integer(seq)) => Ok(seq),
        _ => Err(Error::from("a row of reactions has other types")),
    }
}

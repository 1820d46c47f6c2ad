//! Pruning: messages that the archive has confirmed leave the room's own storage. What recognises
//! them when they are sent again is kept apart from them ([`super::sends`]), so it stays, and their
//! words go into an index ([`super::search_index`]).

use room::Seq;
use worker::{Result, SqlStorageValue};

use super::messages;
use super::meta::{self, MetaKey};
use super::search_index::IndexReach;
use super::sql::{Sql, count, number};
use crate::limits::PRUNE_SHARE;

/// What a pruning did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PruneResult {
    /// The last place that was pruned, if messages went.
    pub pruned: Option<Seq>,
    /// There is more to do than fits one pruning.
    pub has_more: bool,
    /// How many messages went into the index of words.
    pub indexed: usize,
}

/// How far one pruning gets.
struct PrunedRange {
    /// The last place in it.
    end: Seq,
    /// Whether it could go on from there.
    has_more: bool,
}

/// Removes what the archive has, oldest first, except the newest `keep` messages.
///
/// It covers at most `most`, because it is one transaction and everybody in the room waits for it;
/// and it waits until a [`PRUNE_SHARE`]th more is here than is kept, because each pruning looks for
/// the oldest that stays, and writes down where that is.
pub(super) fn prune(sql: &impl Sql, index: IndexReach, keep: usize, most: usize) -> Result<PruneResult> {
    let pruned = meta::load_number(sql, MetaKey::Pruned)?;
    pruned.map_or(Ok(()), |pruned| prune_brought_back(sql, index, pruned))?;
    let Some((oldest, last)) = prunable(sql, pruned, keep)? else { return Ok(PruneResult::default()) };
    let range = range_to_prune(sql, oldest, last, count(most))?;
    if range.end < oldest {
        return Ok(PruneResult { has_more: range.has_more, ..PruneResult::default() });
    }
    let leaving = messages::until(sql, range.end)?;
    index.add(sql, pruned, &leaving)?;
    remove_until(sql, range.end)?;
    Ok(PruneResult { pruned: Some(range.end), has_more: range.has_more, indexed: leaving.len() })
}

/// The first place and the last one of what is too much here, if that is worth a pruning.
fn prunable(sql: &impl Sql, pruned: Option<Seq>, keep: usize) -> Result<Option<(Seq, Seq)>> {
    let most = count(keep + (keep / PRUNE_SHARE).max(1)) - 1;
    let (oldest, newest) = (messages::oldest(sql, pruned)?, messages::newest_but(sql, 0)?);
    // So many numbers have no more messages: nothing has to be counted.
    let spread = oldest.zip(newest).filter(|(oldest, newest)| newest - oldest >= most);
    let Some((oldest, _)) = spread else { return Ok(None) };
    // Changes take numbers too, so a place says nothing of how many messages are after it.
    let is_too_much = messages::newest_but(sql, most)?.is_some_and(|place| place >= oldest);
    let last = if is_too_much { messages::newest_but(sql, count(keep))? } else { None };
    Ok(last.map(|last| (oldest, last)))
}

/// Removes messages that were brought back to be changed, once the archive has their changes and
/// nothing of them can be undone any more: pages would ask for them each time.
fn prune_brought_back(sql: &impl Sql, index: IndexReach, pruned: Seq) -> Result<()> {
    let [shipped, shipped_reactions] = [MetaKey::Shipped, MetaKey::ShippedReactions].map(|key| {
        let shipped = meta::load_number(sql, key)?.unwrap_or(0);
        number(shipped)
    });
    let done = "SELECT seq FROM message WHERE seq <= ?1 AND version <= ?2 \
                AND NOT EXISTS (SELECT 1 FROM reaction WHERE reaction.seq = message.seq AND reaction.version > ?3) \
                AND NOT EXISTS (SELECT 1 FROM removed_text WHERE removed_text.seq = message.seq)";
    let rows = sql.rows(done, vec![number(pruned)?, shipped?, shipped_reactions?])?;
    for seq in rows.into_iter().flatten() {
        index.add(sql, Some(pruned), &messages::at(sql, seq.clone())?)?;
        save_changes(sql, "= ?1", seq.clone())?;
        sql.rows("DELETE FROM message WHERE seq = ?", vec![seq.clone()])?;
        sql.rows("DELETE FROM reaction WHERE seq = ?", vec![seq])?;
    }
    Ok(())
}

/// Remembers the highest version of a change that no catch-up will have.
pub(super) fn save_changes(sql: &impl Sql, place: &str, seq: SqlStorageValue) -> Result<()> {
    let changed = format!(
        "SELECT max(version) FROM (\
           SELECT max(version) AS version FROM message WHERE seq {place} AND version > seq \
           UNION ALL SELECT max(version) FROM reaction WHERE seq {place})"
    );
    if let Some(changed) = sql.number(&changed, vec![seq])? {
        let before = meta::load_number(sql, MetaKey::PrunedChange)?.unwrap_or(changed);
        meta::save_number(sql, MetaKey::PrunedChange, changed.max(before))?;
    }
    Ok(())
}

/// How much of what the archive has may go from the place `oldest` on, up to the place `last`.
fn range_to_prune(sql: &impl Sql, oldest: Seq, last: Seq, most: i64) -> Result<PrunedRange> {
    let end = last.min(oldest.saturating_add(most - 1));
    // A message that changed after it was shipped stays, and so does everything after it: the
    // storage has no holes.
    let shipped = meta::load_number(sql, MetaKey::Shipped)?.unwrap_or(0);
    let unshipped = "SELECT min(seq) FROM message WHERE seq <= ? AND version > ?";
    let unshipped = sql.number(unshipped, vec![number(end)?, number(shipped)?])?;
    let shipped = meta::load_number(sql, MetaKey::ShippedReactions)?.unwrap_or(0);
    let unshipped_reaction = "SELECT min(seq) FROM reaction WHERE seq <= ? AND version > ?";
    let unshipped_reaction = sql.number(unshipped_reaction, vec![number(end)?, number(shipped)?])?;
    let unshipped = unshipped.into_iter().chain(unshipped_reaction).min();
    Ok(PrunedRange::until(unshipped, end, last))
}

/// Removes everything up to a place.
fn remove_until(sql: &impl Sql, end: Seq) -> Result<()> {
    meta::save_number(sql, MetaKey::Pruned, end)?;
    save_changes(sql, "<= ?1", number(end)?)?;
    sql.rows("DELETE FROM message WHERE seq <= ?", vec![number(end)?])?;
    sql.rows("DELETE FROM reaction WHERE seq <= ?", vec![number(end)?])?;
    Ok(())
}

impl PrunedRange {
    /// Up to `end`, or to just before an obstacle, of what would go on to `last`.
    fn until(obstacle: Option<Seq>, end: Seq, last: Seq) -> Self {
        match obstacle {
            Some(obstacle) => Self { end: obstacle - 1, has_more: false },
            None => Self { end, has_more: end < last },
        }
    }
}

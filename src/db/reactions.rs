//! Reactions in the archive: written with the messages of a batch, read with pages of old messages.

use std::collections::BTreeSet;

use room::{MemberId, Name, Reaction, Reactions, Seq, Slug, Version};
use worker::{D1PreparedStatement, Result};

use super::archive::Archive;
use super::query::with_timeout;
use crate::faults;
use crate::limits::{D1_HISTORY_TIMEOUT, D1_WRITE_TIMEOUT, ERASE_BATCH};
use crate::reaction_row::{self, KindRow};

/// One statement for any number of reactions. A row only ever moves to a higher version, and none
/// comes to a message that was removed after it: shipping twice, or late, changes nothing
/// (idempotent).
pub(crate) fn upsert_sql() -> String {
    let (columns, values, assignments) = (reaction_row::COLUMNS, reaction_row::JSON_COLUMNS, reaction_row::ASSIGNMENTS);
    format!(
        "INSERT INTO reactions (room, {columns}) SELECT ?1, {values} FROM json_each(?2) WHERE NOT EXISTS \
         (SELECT 1 FROM messages WHERE room = ?1 AND seq = value ->> 0 AND removed_at > 0 \
           AND version > value ->> 5) \
         ON CONFLICT (room, seq, emoji, member) DO UPDATE SET {assignments} \
         WHERE excluded.version > reactions.version"
    )
}

/// Erases those to messages that were removed, from before their removal: a late tombstone may
/// arrive when its message is back, and has new ones.
pub(crate) const ERASE_OF_SQL: &str = "DELETE FROM reactions WHERE room = ?1 \
     AND seq IN (SELECT value ->> 0 FROM json_each(?2)) \
     AND version < (SELECT max(value ->> 1) FROM json_each(?2) WHERE value ->> 0 = reactions.seq)";

/// Takes the reactions of a member back, with their name, where the room has them no more. Where it
/// has them, it ships the same with a higher version.
pub(crate) const FORGET_SQL: &str = "UPDATE reactions SET name = ?3, is_on = 0 WHERE room = ?1 AND member = ?2";

/// Those to some messages, added up, as a reader sees them.
pub(crate) fn of_sql() -> String {
    reaction_row::listed_sql("reactions", "messages", "room = ?3 AND")
}

pub(super) fn erase_sql() -> String {
    format!(
        "DELETE FROM reactions WHERE room = ?1 \
         AND seq IN (SELECT seq FROM reactions WHERE room = ?1 ORDER BY seq LIMIT {ERASE_BATCH})"
    )
}

/// Reactions as [`upsert_sql`] takes them.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(crate) fn batch_json(reactions: &[Reaction]) -> Result<String> {
    let rows: Vec<_> = reactions.iter().map(reaction_row::json_values).collect();
    Ok(serde_json::to_string(&rows)?)
}

impl Archive {
    /// The statement that writes reactions.
    pub(super) fn upsert_reactions(&self, room: &Slug, reactions: &[Reaction]) -> Result<D1PreparedStatement> {
        let bindings = [room.as_str().into(), batch_json(reactions)?.into()];
        self.database.prepare(upsert_sql()).bind(&bindings)
    }

    /// The statement that erases the reactions to messages that were removed.
    pub(super) fn erase_reactions_of(&self, room: &Slug, removed: &[(Seq, Version)]) -> Result<D1PreparedStatement> {
        let bindings = [room.as_str().into(), serde_json::to_string(removed)?.into()];
        self.database.prepare(ERASE_OF_SQL).bind(&bindings)
    }

    /// Takes the reactions of a member back, with their name.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn forget_reactions(&self, room: &Slug, member: &MemberId) -> Result<()> {
        let bindings = [room.as_str().into(), member.as_str().into(), Name::nobody().as_str().into()];
        let statement = self.database.prepare(FORGET_SQL).bind(&bindings)?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// The reactions to messages, as a reader sees them, with so many names at most for each emoji.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HISTORY_TIMEOUT`].
    pub(crate) async fn reactions(
        &self,
        room: &Slug,
        seqs: &BTreeSet<Seq>,
        reader: Option<&MemberId>,
        names_max: usize,
    ) -> Result<Vec<Reactions>> {
        let reader = reader.map_or("", MemberId::as_str);
        let bindings = [serde_json::to_string(seqs)?.into(), reader.into(), room.as_str().into()];
        let statement = self.database.prepare(of_sql()).bind(&bindings)?;
        let rows: Vec<KindRow> = with_timeout(D1_HISTORY_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        reaction_row::grouped(rows.into_iter().map(Ok), names_max)
    }
}

//! What goes at once: all of a room that is deleted, and what names somebody who is forgotten.

use room::{MemberId, Version};
use worker::Result;

use super::sanctions::StoredSanctions;
use super::sql::Sql;
use super::{members, reactions, reports, schema, search_index, uploads};

/// Empties every table.
pub(super) fn empty(sql: &impl Sql) -> Result<()> {
    for statement in schema::EMPTY.split_inclusive(';') {
        sql.rows(statement, vec![])?;
    }
    search_index::drop(sql)
}

/// Forgets a member, but for what they said: that was changed before.
pub(super) fn forget(sql: &impl Sql, sanctions: &StoredSanctions, member: &MemberId, version: Version) -> Result<()> {
    members::forget(sql, member)?;
    // The operator's list of sanctions has names.
    sanctions.ship_again(sql)?;
    reactions::forget(sql, member, version)?;
    reports::forget(sql, member)?;
    uploads::doom_waiting_of(sql, member)
}

//! Expiry: what is kept for some days goes after them, whether the archive has it or not. The
//! archive erases its own.

use room::Millis;
use worker::Result;

use super::meta::{self, MetaKey};
use super::sql::{Sql, count, number};
use super::{pruning, sends};
use crate::limits::RETENTION_BATCH;

/// When the oldest message was said that is here.
pub(super) fn oldest_said_at(sql: &impl Sql) -> Result<Option<Millis>> {
    sql.number("SELECT said_at FROM message ORDER BY seq LIMIT 1", vec![])
}

/// Removes messages that were said before `cutoff`, up to the first that stays, and all that is
/// known of them. Returns whether there were any.
pub(super) fn expire_all(sql: &impl Sql, cutoff: Millis) -> Result<bool> {
    let mut has_expired = false;
    while oldest_said_at(sql)?.is_some_and(|oldest| oldest < cutoff) {
        expire_some(sql, cutoff)?;
        has_expired = true;
    }
    Ok(has_expired)
}

/// Removes the first [`RETENTION_BATCH`] of them at most. There is one.
fn expire_some(sql: &impl Sql, cutoff: Millis) -> Result<()> {
    let oldest = format!("SELECT seq, said_at FROM message ORDER BY seq LIMIT {}", count(RETENTION_BATCH));
    let stays = format!("SELECT seq FROM ({oldest}) WHERE said_at >= ? ORDER BY seq LIMIT 1");
    let last = match sql.number(&stays, vec![number(cutoff)?])? {
        Some(stays) => stays - 1,
        None => sql.number(&format!("SELECT max(seq) FROM ({oldest})"), vec![])?.unwrap_or(0),
    };
    // A room that woke with less would number its next message as one that is gone, and a page
    // from before would not notice that its log has a part too much.
    pruning::save_changes(sql, "<= ?1", number(last)?)?;
    let pruned = meta::load_number(sql, MetaKey::Pruned)?.unwrap_or(last);
    meta::save_number(sql, MetaKey::Pruned, pruned.max(last))?;
    meta::save_number(sql, MetaKey::Expired, last)?;
    sends::forget(sql, last)?;
    for table in ["message", "reaction", "removed_text", "report"] {
        sql.rows(&format!("DELETE FROM {table} WHERE seq <= ?"), vec![number(last)?])?;
    }
    Ok(())
}

//! The audit log of the room.

use room::{AuditEntry, limits};
use worker::{Result, SqlStorageValue};

use super::sql::{self, Sql, number};

/// Adds an entry, and drops the oldest one of more than [`limits::AUDIT_MAX`].
pub(super) fn add(sql: &impl Sql, entry: &AuditEntry) -> Result<()> {
    sql.rows("INSERT INTO audit (entry) VALUES (?)", vec![serde_json::to_string(entry)?.into()])?;
    let drop = "DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?";
    sql.rows(drop, vec![number(sql::count(limits::AUDIT_MAX))?])?;
    Ok(())
}

/// The newest entries with their numbers, newest first; before a number if one is given.
pub(super) fn newest(sql: &impl Sql, before: Option<i64>, limit: usize) -> Result<Vec<(i64, AuditEntry)>> {
    let select = "SELECT id, entry FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?";
    let before = before.unwrap_or(crate::limits::SAFE_INTEGER_MAX);
    let rows = sql.rows(select, vec![number(before)?, number(sql::count(limit))?])?;
    let entry = |row: Vec<SqlStorageValue>| match <[SqlStorageValue; 2]>::try_from(row).ok()? {
        [SqlStorageValue::Integer(id), SqlStorageValue::String(entry)] => {
            Some((id, serde_json::from_str(&entry).ok()?))
        }
        _ => None,
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

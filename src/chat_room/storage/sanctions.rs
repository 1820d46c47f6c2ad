//! Who is muted or banned.

use room::{MemberId, Sanction, SanctionKind};
use worker::{Result, SqlStorageValue};

use super::sql::Sql;

/// Writes a sanction, in place of the one of its kind.
pub(super) fn put(sql: &impl Sql, sanction: &Sanction) -> Result<()> {
    let upsert = "INSERT OR REPLACE INTO sanction (member, kind, sanction) VALUES (?, ?, ?)";
    let (member, kind) = (sanction.member.as_str().into(), name(sanction.kind).into());
    sql.rows(upsert, vec![member, kind, serde_json::to_string(sanction)?.into()])?;
    Ok(())
}

/// Removes a sanction.
pub(super) fn lift(sql: &impl Sql, member: &MemberId, kind: SanctionKind) -> Result<()> {
    let delete = "DELETE FROM sanction WHERE member = ? AND kind = ?";
    sql.rows(delete, vec![member.as_str().into(), name(kind).into()])?;
    Ok(())
}

/// All of them, those that are over too. What only a later build can read is left out.
pub(super) fn all(sql: &impl Sql) -> Result<Vec<Sanction>> {
    let rows = sql.rows("SELECT sanction FROM sanction", vec![])?;
    let sanction = |row: Vec<SqlStorageValue>| match row.into_iter().next()? {
        SqlStorageValue::String(sanction) => serde_json::from_str(&sanction).ok(),
        _ => None,
    };
    Ok(rows.into_iter().filter_map(sanction).collect())
}

fn name(kind: SanctionKind) -> &'static str {
    match kind {
        SanctionKind::Mute => "mute",
        SanctionKind::Ban => "ban",
    }
}

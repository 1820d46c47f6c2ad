//! Who is muted or banned, and whether D1 has that as it is.

use std::cell::Cell;

use room::{MemberId, Sanction, SanctionKind};
use worker::{Result, SqlStorageValue};

use super::meta::{self, MetaKey};
use super::sql::Sql;

/// What is known of the sanctions that are stored.
#[derive(Debug, Default)]
pub(crate) struct StoredSanctions {
    /// How often they have changed since the room woke: what D1 was given may not be the latest.
    changes: Cell<u64>,
    /// Whether D1 has another list. It is stored, so that a crash forgets no change.
    is_behind: Cell<bool>,
}

impl StoredSanctions {
    /// A room from before D1 had the list is behind if there is anybody in it.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        let is_behind = match meta::load_number(sql, MetaKey::SanctionsBehind)? {
            Some(is_behind) => is_behind != 0,
            None => sql.number("SELECT 1 FROM sanction LIMIT 1", vec![])?.is_some(),
        };
        Ok(Self { changes: Cell::new(0), is_behind: Cell::new(is_behind) })
    }

    /// How often they have changed.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.get()
    }

    /// Whether D1 has another list.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_behind.get()
    }

    /// Writes a sanction, in place of the one of its kind.
    pub(super) fn put(&self, sql: &impl Sql, sanction: &Sanction) -> Result<()> {
        let upsert = "INSERT OR REPLACE INTO sanction (member, kind, sanction) VALUES (?, ?, ?)";
        let (member, kind) = (sanction.member.as_str().into(), sanction.kind.name().into());
        sql.rows(upsert, vec![member, kind, serde_json::to_string(sanction)?.into()])?;
        self.on_change(sql)
    }

    /// Removes a sanction.
    pub(super) fn lift(&self, sql: &impl Sql, member: &MemberId, kind: SanctionKind) -> Result<()> {
        let delete = "DELETE FROM sanction WHERE member = ? AND kind = ?";
        sql.rows(delete, vec![member.as_str().into(), kind.name().into()])?;
        self.on_change(sql)
    }

    /// Has D1 take the list once more.
    pub(super) fn ship_again(&self, sql: &impl Sql) -> Result<()> {
        self.on_change(sql)
    }

    fn on_change(&self, sql: &impl Sql) -> Result<()> {
        self.changes.update(|changes| changes + 1);
        if !self.is_behind.replace(true) {
            meta::save_number(sql, MetaKey::SanctionsBehind, 1)?;
        }
        Ok(())
    }

    /// D1 has the list as it was after so many changes. Returns whether these are all.
    pub(crate) fn on_shipped(&self, changes: u64) -> bool {
        let are_all = self.changes() == changes;
        self.is_behind.set(self.is_behind() && !are_all);
        are_all
    }
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

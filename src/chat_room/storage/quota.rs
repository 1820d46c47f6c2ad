//! The storage quota of a room. At its own limit the platform throws an exception in the middle of
//! a turn. The room refuses messages earlier, and says why.

use serde_json::json;
use worker::{Env, Result};

use super::meta::{self, MetaKey};
use super::sql::Sql;
use crate::config::STORAGE_MAX_MB;
use crate::limits::MEGABYTE;
use crate::log;

/// How many bytes a room may hold in its own storage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StorageQuota {
    pub(crate) max_bytes: usize,
}

impl StorageQuota {
    /// As the operator set it.
    pub(crate) fn of(env: &Env) -> Self {
        Self { max_bytes: STORAGE_MAX_MB.of(env).saturating_mul(MEGABYTE) }
    }

    /// Whether there is no space for a new message. The first time it is logged, and not for every
    /// message after.
    pub(super) fn is_reached(self, sql: &impl Sql, log_label: &str) -> Result<bool> {
        let is_reached = sql.size() >= self.max_bytes;
        if is_reached && meta::load_number(sql, MetaKey::Full)? != Some(1) {
            meta::save_number(sql, MetaKey::Full, 1)?;
            log::warn(
                "storage_full",
                json!({
                    "room": log_label, "bytes": sql.size(), "max_bytes": self.max_bytes,
                    "do": "People can still read the room. It accepts messages again once D1 has stored its backlog. \
                           See archive_failed for why D1 has not, or raise STORAGE_MAX_MB.",
                }),
            );
        }
        Ok(is_reached)
    }

    /// Clears the flag when there is space again.
    pub(super) fn clear_full_flag(self, sql: &impl Sql, log_label: &str) -> Result<()> {
        if meta::load_number(sql, MetaKey::Full)? == Some(1) && sql.size() < self.max_bytes {
            meta::save_number(sql, MetaKey::Full, 0)?;
            log::info("storage_has_space", json!({ "room": log_label }));
        }
        Ok(())
    }
}

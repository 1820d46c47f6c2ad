//! How far back a room's own messages reach, and what was before them.

use room::{Seq, Version};
use worker::Result;

use super::meta::{self, MetaKey};
use super::sql::Sql;

/// What is here no more. Caches of the storage depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// The last place that was pruned, if any was.
    pub(super) pruned: Option<Seq>,
    /// The highest version at which a message changed that was pruned since, if any was.
    pub(super) pruned_change: Option<Version>,
    /// The last place that is gone from the archive too, if any is.
    pub(super) expired: Option<Seq>,
}

impl Reach {
    /// Reads it.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        Ok(Self {
            pruned: meta::load_number(sql, MetaKey::Pruned)?,
            pruned_change: meta::load_number(sql, MetaKey::PrunedChange)?,
            expired: meta::load_number(sql, MetaKey::Expired)?,
        })
    }

    /// The last place that was pruned, if the archive has anything up to there.
    pub(super) fn archived(self) -> Option<Seq> {
        self.pruned.filter(|pruned| self.expired.is_none_or(|expired| expired < *pruned))
    }

    /// Whether the archive alone has what was said at a place, if anything was.
    pub(super) fn is_archived(self, seq: Seq) -> bool {
        seq > self.expired.unwrap_or(0) && self.pruned.is_some_and(|pruned| seq <= pruned)
    }
}

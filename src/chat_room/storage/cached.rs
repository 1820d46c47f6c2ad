//! What memory knows of the storage, so that no turn has to read it.

use worker::Result;

use super::presence_marker::StoredPresenceMarker;
use super::reach::Reach;
use super::sanctions::StoredSanctions;
use super::search_index::IndexReach;
use super::sends::Sends;
use super::sql::Sql;
use super::uploads::UploadsReach;

/// Copies of what is stored. They change in the turn that stores it.
#[derive(Default)]
pub(super) struct Cached {
    pub(super) reach: Reach,
    pub(super) sends: Sends,
    pub(super) presence_marker: StoredPresenceMarker,
    pub(super) sanctions: StoredSanctions,
    pub(super) index: IndexReach,
    pub(super) uploads: UploadsReach,
}

impl Cached {
    /// Reads them.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        Ok(Self {
            reach: Reach::load(sql)?,
            sends: Sends::load(sql)?,
            presence_marker: StoredPresenceMarker::load(sql)?,
            sanctions: StoredSanctions::load(sql)?,
            index: IndexReach::load(sql)?,
            uploads: UploadsReach::load(sql)?,
        })
    }
}

//! D1: the archive of all rooms, and the directory of those that are listed. All of its SQL.

mod archive;
pub(crate) mod listing_decisions;
mod messages;
mod query;
pub(crate) mod reactions;
mod rooms;

pub(crate) use archive::Archive;
pub(crate) use messages::Batch;
pub(crate) use rooms::Directory;

#[cfg(test)]
pub(crate) mod sql {
    //! The statements, for tests on a native SQLite.
    pub(crate) use super::listing_decisions::DECIDE;
    pub(crate) use super::messages::{after_sql, at_sql, batch_json, before_sql, meant_for_sql, upsert_sql};
    pub(crate) use super::reactions;
    pub(crate) use super::rooms::{LISTED, PLACES, list_sql};
}

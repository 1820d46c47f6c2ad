//! D1: the archive of all rooms, and the directory of those that are listed. All of its SQL.

mod messages;
mod query;
mod rooms;

pub(crate) use messages::Archive;
pub(crate) use rooms::Directory;

#[cfg(test)]
pub(crate) mod sql {
    //! The statements, for tests on a native SQLite.
    pub(crate) use super::messages::{after_sql, batch_json, before_sql, upsert_sql};
    pub(crate) use super::rooms::{LISTED, list_sql};
}

//! D1: the archive of all rooms, the directory of those that are listed, and what the
//! operator knows and decides, and sessions. All of its SQL.

mod archive;
mod backup;
mod fill;
pub(crate) mod health;
mod index;
mod kept;
pub(crate) mod listing_decisions;
mod messages;
mod query;
pub(crate) mod reactions;
pub(crate) mod reports;
mod retention;
mod rooms;
pub(crate) mod sanctions;
pub(crate) mod sessions;
mod site;

pub(crate) use archive::Archive;
pub(crate) use fill::Fill;
pub(crate) use index::Index;
pub(crate) use messages::Batch;
pub(crate) use retention::Erased;
pub(crate) use rooms::Directory;
pub(crate) use sanctions::NamedSanction;
pub(crate) use sessions::{Sessions, Visit};
pub(crate) use site::{Audit, AuditEntry, SiteSettings};

#[cfg(test)]
pub(crate) mod sql {
    //! The statements, for tests on a native SQLite.
    pub(crate) use super::health::{DELETE_BEHIND, PUT_BEHIND, read_sql};
    pub(crate) use super::index::{REPORT, page_sql};
    pub(crate) use super::kept::Kept;
    pub(crate) use super::listing_decisions::DECIDE;
    pub(crate) use super::messages::{
        after_sql, at_sql, batch_json, before_sql, meant_for_sql, records_about_sql, upsert_sql,
    };
    pub(crate) use super::retention::{DELETE_KEEP_DAYS, PUT_KEEP_DAYS, due_sql, erase_old_sql};
    pub(crate) use super::rooms::{LISTED, PLACES, list_sql, unread_sql};
    pub(crate) use super::{reactions, reports, sanctions, sessions};
}

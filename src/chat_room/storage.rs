//! The room's own storage: SQLite, synchronous. Nothing happens between two statements, and all
//! statements of a turn, which awaits nothing, are one transaction.

mod members;
mod messages;
mod meta;
mod pruning;
mod quota;
mod schema;
mod sql;

use room::{
    Facts, FactsNeeded, JoinFacts, Member, MemberId, Message, Millis, Name, Ownership, PageQuery, PresenceMarker, Seq,
    Settings, Slug, Version, Write, limits,
};
use serde_json::json;
use worker::{Result, SqlStorageValue};

use crate::room_client::MessagesAfter;
use crate::{faults, log};

pub(crate) use meta::MetaKey;
pub(crate) use pruning::PruneResult;
pub(crate) use quota::StorageQuota;
pub(crate) use sql::Sql;

/// The storage of one room. It is created when the first member is let in.
pub(crate) struct Storage<S> {
    sql: S,
    log_label: String,
    quota: StorageQuota,
    exists: bool,
    /// The last place that was pruned, if any was.
    pruned: Option<Seq>,
    /// The presence marker that was stored last; none if that is not known.
    presence_marker: Option<PresenceMarker>,
}

/// What the storage knows of a room that is restored.
#[derive(Default)]
pub(crate) struct StoredState {
    pub version: Option<Version>,
    pub deleted_at: Option<Millis>,
    pub settings: Settings,
    pub ownership: Ownership,
    pub recent: Vec<Message>,
    pub presence_marker: PresenceMarker,
}

impl<S: Sql> Storage<S> {
    /// Opens the storage, without creating it.
    pub(crate) fn open(sql: S, slug: &Slug, quota: StorageQuota) -> Result<Self> {
        let tables: Vec<String> = sql.rows(schema::TABLES, vec![])?.into_iter().flatten().filter_map(text).collect();
        let has = |name: &str| tables.iter().any(|table| table == name);
        if has("precedent") {
            sql.rows(schema::MIGRATE, vec![])?;
        }
        let exists = has("message");
        if exists {
            sql.rows(schema::CREATE, vec![])?;
        }
        let log_label = slug.log_label().to_owned();
        let mut storage = Self { sql, log_label, quota, exists, pruned: None, presence_marker: None };
        storage.pruned = storage.number(MetaKey::Pruned)?;
        storage.presence_marker = Some(storage.load_presence_marker()?);
        Ok(storage)
    }

    /// Reads what a room is restored from.
    pub(crate) fn load(&self, now: Millis) -> Result<StoredState> {
        if !self.exists {
            return Ok(StoredState::default());
        }
        let since = now - limits::SEND_BURST * limits::SEND_INTERVAL_MS;
        Ok(StoredState {
            version: self.version()?,
            deleted_at: self.number(MetaKey::Deleted)?,
            settings: meta::load_value(&self.sql, MetaKey::Settings)?.unwrap_or_default(),
            ownership: Ownership {
                owners: meta::load_value(&self.sql, MetaKey::Owners)?.unwrap_or_default(),
                link: meta::load_value(&self.sql, MetaKey::OwnerLink)?.flatten(),
                reminded: meta::load_value(&self.sql, MetaKey::Reminded)?.unwrap_or_default(),
            },
            recent: messages::recent(&self.sql, since)?,
            presence_marker: self.load_presence_marker()?,
        })
    }

    /// Reads the facts that a command depends on.
    pub(crate) fn facts(&self, needed: FactsNeeded<'_>) -> Result<Facts> {
        Ok(match needed {
            FactsNeeded::Send(member, cid) if self.exists => {
                let duplicate = messages::duplicate(&self.sql, member, cid)?;
                let is_storage_full = duplicate.is_none() && self.quota.is_reached(&self.sql, &self.log_label)?;
                Facts { duplicate, is_storage_full, ..Facts::default() }
            }
            FactsNeeded::Join(member) => Facts { join: self.join_facts(member)?, ..Facts::default() },
            FactsNeeded::Send(..) | FactsNeeded::Nothing => Facts::default(),
        })
    }

    /// What is known of somebody who wants in under a name.
    pub(crate) fn join_facts(&self, member: &Member) -> Result<JoinFacts> {
        if self.exists { members::join_facts(&self.sql, member) } else { Ok(JoinFacts::default()) }
    }

    /// What a member was called when they were let in last.
    pub(crate) fn name_of(&self, member: &MemberId) -> Result<Option<Name>> {
        if self.exists { members::name_of(&self.sql, member) } else { Ok(None) }
    }

    /// Stores the writes of one turn. When this returns they are in the database, and the platform
    /// holds back everything that is sent now until they are on disk (its output gate).
    ///
    /// # Errors
    /// What SQLite says. A presence marker that cannot be stored is only logged: the room goes on,
    /// and stores the next one.
    pub(crate) fn commit(&mut self, writes: &[Write]) -> Result<()> {
        for write in writes {
            match write {
                Write::Found { version } => {
                    self.create()?;
                    self.save_number(MetaKey::Founded, *version)?;
                }
                Write::InsertMessage(message) => {
                    faults::before_write()?;
                    self.create()?;
                    messages::insert(&self.sql, message)?;
                    faults::at_saved();
                }
                Write::PutMember { member, former_name } => {
                    self.create()?;
                    members::put(&self.sql, member, former_name.as_ref())?;
                }
                Write::SetSettings(settings) => meta::save_value(&self.sql, MetaKey::Settings, settings)?,
                Write::SetOwners(owners) => meta::save_value(&self.sql, MetaKey::Owners, owners)?,
                Write::SetOwnerLink(link) => meta::save_value(&self.sql, MetaKey::OwnerLink, link)?,
                Write::SetReminded(owners) => meta::save_value(&self.sql, MetaKey::Reminded, owners)?,
                Write::SetPresenceMarker(marker) => self.save_presence_marker(marker),
                Write::DeleteRoom { at } => self.empty(*at)?,
                // The connections attach these to their sockets.
                Write::UpdateConnection { .. } => {}
            }
        }
        Ok(())
    }

    /// A single value that is a number.
    pub(crate) fn number(&self, key: MetaKey) -> Result<Option<i64>> {
        if self.exists { meta::load_number(&self.sql, key) } else { Ok(None) }
    }

    /// Stores a single value that is a number.
    pub(crate) fn save_number(&self, key: MetaKey, value: i64) -> Result<()> {
        meta::save_number(&self.sql, key, value)
    }

    /// The newest messages, before a place if one is given, oldest first.
    pub(crate) fn newest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Message>> {
        if self.exists { messages::newest(&self.sql, before, limit) } else { Ok(Vec::new()) }
    }

    /// The first messages after a place; one more than was asked for if there is more.
    pub(crate) fn messages_after(&self, query: PageQuery) -> Result<MessagesAfter> {
        if self.exists {
            messages::after(&self.sql, query, self.pruned)
        } else {
            Ok(MessagesAfter { messages: Vec::new(), archived_until: None })
        }
    }

    /// What changed after a version, in the order of change, at most `limit`.
    pub(crate) fn changes(&self, since: Version, limit: usize) -> Result<Vec<Message>> {
        if self.exists { messages::changes(&self.sql, since, limit) } else { Ok(Vec::new()) }
    }

    /// The highest version; none in a room that was never founded.
    pub(crate) fn version(&self) -> Result<Option<Version>> {
        if self.exists { messages::version(&self.sql) } else { Ok(None) }
    }

    /// The oldest message that is still here.
    pub(crate) fn oldest(&self) -> Result<Option<Seq>> {
        if self.exists { messages::oldest(&self.sql) } else { Ok(None) }
    }

    /// The last place that was pruned, if any was. Caches of the storage depend on it.
    pub(crate) fn pruned(&self) -> Option<Seq> {
        self.pruned
    }

    /// Removes what the archive has, except the newest `keep` messages, and records of duplicates
    /// that have expired: at most `most` of each.
    pub(crate) fn prune(&mut self, keep: usize, most: usize, now: Millis) -> Result<PruneResult> {
        if !self.exists {
            return Ok(PruneResult::default());
        }
        let result = pruning::prune(&self.sql, keep, most, now)?;
        if result.pruned.is_some() {
            self.pruned = result.pruned;
            log::info("room_pruned", json!({ "room": self.log_label }));
        }
        self.quota.clear_full_flag(&self.sql, &self.log_label)?;
        Ok(result)
    }

    /// The platform erased everything: the storage does not exist any more.
    pub(crate) fn on_erased(&mut self) {
        self.exists = false;
        self.pruned = None;
        self.presence_marker = Some(PresenceMarker::default());
    }

    fn create(&mut self) -> Result<()> {
        if !self.exists {
            self.sql.rows(schema::CREATE, vec![])?;
            self.exists = true;
        }
        Ok(())
    }

    fn load_presence_marker(&self) -> Result<PresenceMarker> {
        if !self.exists {
            return Ok(PresenceMarker::default());
        }
        Ok(meta::load_value(&self.sql, MetaKey::PresenceMarker)?.unwrap_or_default())
    }

    fn save_presence_marker(&mut self, marker: &PresenceMarker) {
        if !self.exists || self.presence_marker.as_ref() == Some(marker) {
            return;
        }
        match meta::save_value(&self.sql, MetaKey::PresenceMarker, marker) {
            Ok(()) => self.presence_marker = Some(marker.clone()),
            Err(error) => {
                self.presence_marker = None;
                log::room_error("presence_marker_not_stored", &self.log_label, &error);
            }
        }
    }

    /// Empties everything, except the time of the deletion.
    fn empty(&mut self, deleted_at: Millis) -> Result<()> {
        self.create()?;
        for statement in schema::EMPTY.split_inclusive(';') {
            self.sql.rows(statement, vec![])?;
        }
        self.pruned = None;
        self.presence_marker = Some(PresenceMarker::default());
        self.save_number(MetaKey::Deleted, deleted_at)?;
        log::info("room_deleted", json!({ "room": self.log_label }));
        Ok(())
    }
}

fn text(value: SqlStorageValue) -> Option<String> {
    match value {
        SqlStorageValue::String(text) => Some(text),
        _ => None,
    }
}

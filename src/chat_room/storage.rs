//! The room's own storage: SQLite, synchronous. Nothing happens between two statements, and all
//! statements of a turn, which awaits nothing, are one transaction.

mod audit;
mod backup;
mod cached;
mod emptying;
mod expiry;
mod facts;
mod members;
mod messages;
mod meta;
mod moderation;
mod presence_marker;
mod pruning;
mod quota;
mod reach;
mod reactions;
mod removed_texts;
mod reports;
mod sanctions;
mod schema;
mod search_index;
mod searching;
mod sends;
mod sql;
mod stored_state;
mod upgrade;
mod uploads;
mod writing;

use std::collections::BTreeSet;

use room::{
    Facts, FactsNeeded, JoinFacts, Member, MemberId, Message, MessageRecord, Millis, Name, PageQuery, Quote, Reaction,
    Seq, Slug, UploadId, Version, Write, limits,
};
use serde_json::json;
use worker::Result;

use crate::log;
use crate::room_client::{ImportPart, MessagesAfter};

pub(crate) use backup::Backup;
use cached::Cached;
pub(crate) use meta::MetaKey;
pub(crate) use moderation::Moderation;
pub(crate) use pruning::PruneResult;
pub(crate) use quota::StorageQuota;
use reach::Reach;
pub(crate) use reactions::StoredReactions;
pub(crate) use reports::Reports;
pub(crate) use sanctions::StoredSanctions;
pub(crate) use search_index::FillLeft;
use search_index::IndexReach;
pub(crate) use searching::{Found, Search, Searching};
use sends::Sends;
pub(crate) use sql::Sql;
pub(crate) use stored_state::StoredState;
pub(crate) use uploads::Uploads;
use uploads::UploadsReach;

/// The storage of one room. It is created when the first member is let in.
pub(crate) struct Storage<S> {
    sql: S,
    log_label: String,
    quota: StorageQuota,
    exists: bool,
    cached: Cached,
}

impl<S: Sql> Storage<S> {
    /// Opens the storage, without creating it.
    pub(crate) fn open(sql: S, slug: &Slug, quota: StorageQuota) -> Result<Self> {
        let exists = upgrade::bring_up_to_date(&sql)?;
        let log_label = slug.log_label().to_owned();
        let cached = if exists { Cached::load(&sql)? } else { Cached::default() };
        Ok(Self { sql, log_label, quota, exists, cached })
    }

    /// Reads what a room is restored from.
    pub(crate) fn load(&self, now: Millis) -> Result<StoredState> {
        if self.exists { StoredState::load(&self.sql, now) } else { Ok(StoredState::default()) }
    }

    /// Reads the facts that a command depends on.
    pub(crate) fn facts(&self, needed: FactsNeeded<'_>) -> Result<Facts> {
        let sql = self.exists.then_some(&self.sql);
        let facts = facts::read(sql, self.cached.reach, needed)?;
        if !self.exists || !facts::depends_on_space(needed) || facts.duplicate.is_some() {
            return Ok(facts);
        }
        Ok(Facts { is_storage_full: self.is_full()?, ..facts })
    }

    /// Whether there was a message at a place, which only the archive has.
    pub(crate) fn is_archived(&self, seq: Seq) -> Result<bool> {
        if self.exists { facts::is_archived(&self.sql, self.cached.reach, seq) } else { Ok(false) }
    }

    /// Takes a message back from the archive that is to be changed, with the reactions to it. It
    /// stays until its change is shipped. Pages of the log do not read it here: what was said
    /// around it is not here either.
    pub(crate) fn bring_back(&self, record: &MessageRecord, reactions: &[Reaction]) -> Result<()> {
        messages::bring_back(&self.sql, record)?;
        self.cached.index.remove(&self.sql, record.message.seq)?;
        self.cached.sends.record(&self.sql, &record.message)?;
        reactions::bring_back(&self.sql, reactions)
    }

    /// What is known of somebody who wants in under a name.
    pub(crate) fn join_facts(&self, member: &Member) -> Result<JoinFacts> {
        if self.exists { members::join_facts(&self.sql, member) } else { Ok(JoinFacts::default()) }
    }

    /// What only the pages of moderators read.
    pub(crate) fn moderation(&self) -> Moderation<'_, S> {
        Moderation::of(self.exists.then_some(&self.sql))
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
                Write::SetPresenceMarker(marker) if self.exists => {
                    self.cached.presence_marker.save(&self.sql, marker, &self.log_label);
                }
                Write::DeleteRoom { at } => self.empty(*at)?,
                // The operator closes what D1 has of a room that is no more.
                Write::CloseReports { .. } if !self.exists => {}
                Write::InsertMessage(_) | Write::PutMember { .. } => {
                    self.create()?;
                    writing::write(&self.sql, &mut self.cached, write)?;
                }
                write => writing::write(&self.sql, &mut self.cached, write)?,
            }
        }
        Ok(())
    }

    /// The files of the room.
    pub(crate) fn uploads(&self) -> Uploads<'_, S> {
        Uploads::of(self.exists.then_some(&self.sql), self.cached.uploads)
    }

    /// Has those files deleted that no message took in time, at `now`.
    pub(crate) fn expire_uploads(&mut self, now: Millis) -> Result<()> {
        uploads::doom_unclaimed(&self.sql, now - limits::UPLOAD_UNCLAIMED_MS)?;
        uploads::forget_origins(&self.sql, now - limits::DAY_MS)?;
        self.cached.uploads = UploadsReach::load(&self.sql)?;
        Ok(())
    }

    /// Forgets files that R2 has deleted.
    pub(crate) fn on_files_deleted(&mut self, ids: &[UploadId]) -> Result<()> {
        if self.exists {
            uploads::on_deleted(&self.sql, ids)?;
            self.cached.uploads = UploadsReach::load(&self.sql)?;
        }
        Ok(())
    }

    /// What can be searched.
    pub(crate) fn searching(&self) -> Searching<'_, S> {
        Searching::of(self.exists.then_some(&self.sql), self.cached.reach, self.cached.index)
    }

    /// Adds messages to the index of words that only the archive has, oldest first, the last ones
    /// of those that it lacks.
    pub(crate) fn index(&mut self, messages: &[Message], left: FillLeft) -> Result<()> {
        let Some(until) = self.searching().unindexed() else { return Ok(()) };
        self.cached.index.fill(&self.sql, until, messages, left)?;
        self.cached.index = search_index::reload(&self.sql, self.quota, messages.len())?;
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

    /// The message at a place, with everything that is kept of it.
    pub(crate) fn record(&self, seq: Seq) -> Result<Option<MessageRecord>> {
        if self.exists { messages::record(&self.sql, seq) } else { Ok(None) }
    }

    /// The newest messages, before a place if one is given, oldest first.
    pub(crate) fn newest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Message>> {
        if self.exists {
            messages::newest(&self.sql, (self.cached.reach.pruned, before), limit)
        } else {
            Ok(Vec::new())
        }
    }

    /// The messages that were taken back from the archive and are still here, as they are by now.
    pub(crate) fn brought_back(&self) -> Result<Vec<Message>> {
        self.cached.reach.pruned.map_or(Ok(Vec::new()), |pruned| messages::brought_back(&self.sql, pruned))
    }

    /// The newest messages that mention a member, or answer them, oldest first.
    pub(crate) fn meant_for(&self, member: &MemberId, limit: usize) -> Result<Vec<Message>> {
        if self.exists { messages::meant_for(&self.sql, member, limit) } else { Ok(Vec::new()) }
    }

    /// The first messages after a place; one more than was asked for if there is more.
    pub(crate) fn messages_after(&self, query: PageQuery) -> Result<MessagesAfter> {
        if self.exists {
            messages::after(&self.sql, query, (self.cached.reach.pruned, self.archived()))
        } else {
            Ok(MessagesAfter::default())
        }
    }

    /// What changed after a version, in the order of change, at most `limit`.
    pub(crate) fn changes(&self, since: Version, limit: usize) -> Result<Vec<Message>> {
        if self.exists { messages::changes(&self.sql, since, limit) } else { Ok(Vec::new()) }
    }

    /// The same with the texts before, for the archive.
    pub(crate) fn changed_records(&self, since: Version, limit: usize) -> Result<Vec<MessageRecord>> {
        if self.exists { messages::changed_records(&self.sql, since, limit) } else { Ok(Vec::new()) }
    }

    /// The messages at these places, as a reply shows them now. What was pruned is left out.
    pub(crate) fn quotes(&self, answered: impl IntoIterator<Item = Seq>) -> Result<Vec<Quote>> {
        let answered: BTreeSet<Seq> = answered.into_iter().collect();
        if answered.is_empty() || !self.exists { Ok(Vec::new()) } else { messages::quotes(&self.sql, &answered) }
    }

    /// The reactions to messages.
    pub(crate) fn reactions(&self) -> StoredReactions<'_, S> {
        StoredReactions::of_room(self.exists.then_some(&self.sql))
    }

    /// What members reported.
    pub(crate) fn reports(&self) -> Reports<'_, S> {
        Reports::of(self.exists.then_some(&self.sql))
    }

    /// Everything, to be taken out.
    pub(crate) fn backup(&self) -> Backup<'_, S> {
        Backup::of(self.exists.then_some(&self.sql))
    }

    /// Takes in a part of a backup. Until the last one is here the room is closed, and says why.
    pub(crate) fn import(&mut self, part: &ImportPart) -> Result<()> {
        self.create()?;
        backup::import(&self.sql, &self.cached, part)?;
        self.cached.reach = Reach::load(&self.sql)?;
        self.cached.uploads = UploadsReach::load(&self.sql)?;
        Ok(())
    }

    /// Whether there is no space for more messages.
    pub(crate) fn is_full(&self) -> Result<bool> {
        self.quota.is_reached(&self.sql, &self.log_label)
    }

    /// Has the archive take everything that is here once more.
    pub(crate) fn ship_again(&mut self) -> Result<()> {
        let Some(version) = self.version()? else { return Ok(()) };
        backup::ship_again(&self.sql, &self.cached, version)?;
        self.cached.reach = Reach::load(&self.sql)?;
        Ok(())
    }

    /// Whether D1 has the sanctions as they are.
    pub(crate) fn sanctions(&self) -> &StoredSanctions {
        &self.cached.sanctions
    }

    /// The highest version; none in a room that was never founded.
    pub(crate) fn version(&self) -> Result<Option<Version>> {
        if self.exists { messages::version(&self.sql) } else { Ok(None) }
    }

    /// The oldest message that is still here.
    pub(crate) fn oldest(&self) -> Result<Option<Seq>> {
        if self.exists { messages::oldest(&self.sql, self.cached.reach.pruned) } else { Ok(None) }
    }

    /// How many bytes it has.
    pub(crate) fn size(&self) -> usize {
        self.sql.size()
    }

    /// The last place that was pruned, if any was. Caches of the storage depend on it.
    pub(crate) fn pruned(&self) -> Option<Seq> {
        self.cached.reach.pruned
    }

    /// The last place that was pruned, if the archive has anything up to there.
    pub(crate) fn archived(&self) -> Option<Seq> {
        self.cached.reach.archived()
    }

    /// When the oldest message was said that is here.
    pub(crate) fn oldest_said_at(&self) -> Result<Option<Millis>> {
        if self.exists { expiry::oldest_said_at(&self.sql) } else { Ok(None) }
    }

    /// Removes what was said before `cutoff`, with all that is known of it.
    pub(crate) fn expire(&mut self, cutoff: Millis) -> Result<()> {
        if self.exists && expiry::expire_all(&self.sql, cutoff)? {
            self.cached.reach = Reach::load(&self.sql)?;
            self.quota.clear_full_flag(&self.sql, &self.log_label)?;
        }
        if self.cached.uploads.oldest_claimed_at.is_some_and(|oldest| oldest < cutoff) {
            uploads::expire(&self.sql, cutoff)?;
            self.cached.uploads = UploadsReach::load(&self.sql)?;
        }
        if self.cached.index.expire(&self.sql, cutoff)? {
            self.cached.index = IndexReach::load(&self.sql)?;
        }
        Ok(())
    }

    /// The highest version at which a message changed that is here no more. A page that is at less
    /// cannot be told of that change.
    pub(crate) fn pruned_change(&self) -> Option<Version> {
        self.cached.reach.pruned_change
    }

    /// Removes what the archive has, except the newest `keep` messages and a few more: at most
    /// `most`.
    pub(crate) fn prune(&mut self, keep: usize, most: usize, now: Millis) -> Result<PruneResult> {
        if !self.exists {
            return Ok(PruneResult::default());
        }
        let result = pruning::prune(&self.sql, self.cached.index, keep, most)?;
        let turned = self.cached.sends.turn_over(&self.sql, now);
        // What was said next would be lost for those who send it again, in a table that may go.
        self.cached.sends = Sends::load(&self.sql)?;
        self.cached.reach = Reach::load(&self.sql)?;
        // Until all of an outage is pruned, space says nothing of how large the index is.
        let indexed = if result.has_more { 0 } else { result.indexed };
        self.cached.index = search_index::reload(&self.sql, self.quota, indexed)?;
        turned?;
        if result.pruned.is_some() {
            log::info("room_pruned", json!({ "room": self.log_label }));
        }
        self.quota.clear_full_flag(&self.sql, &self.log_label)?;
        Ok(result)
    }

    /// The platform erased everything: the storage does not exist any more.
    pub(crate) fn on_erased(&mut self) {
        self.exists = false;
        self.cached = Cached::default();
    }

    /// Empties everything, except the time of the deletion.
    fn empty(&mut self, deleted_at: Millis) -> Result<()> {
        self.create()?;
        emptying::empty(&self.sql)?;
        self.cached = Cached::default();
        self.save_number(MetaKey::Deleted, deleted_at)?;
        log::info("room_deleted", json!({ "room": self.log_label }));
        Ok(())
    }

    fn create(&mut self) -> Result<()> {
        if !self.exists {
            self.sql.rows(schema::CREATE, vec![])?;
            // Or else whoever only looks at a room that slept since would have it written.
            self.save_number(MetaKey::NameKeys, room::NAME_KEYS_VERSION)?;
            self.exists = true;
        }
        Ok(())
    }
}

//! The jobs, step by step: what each reads from the storage, writes to it, and learns from D1. The
//! runtime awaits D1 between two steps; the room goes on talking meanwhile.

use room::{MemberId, MessageRecord, Millis, Room, SessionMark, Version, limits};
use serde_json::json;
use worker::{Error, Result};

use super::restore::Config;
use crate::chat_room::jobs::archive::{Archive, Leftover};
use crate::chat_room::jobs::copy::CopyJob;
use crate::chat_room::jobs::directory_entry::{DirectoryEntry, Entry, ListedMark};
use crate::chat_room::jobs::file_deletion::FileDeletion;
use crate::chat_room::jobs::index_entry::IndexJob;
use crate::chat_room::jobs::keep_days::KeepDays;
use crate::chat_room::jobs::lag::{Lag, LagUpdate};
use crate::chat_room::jobs::room_deletion::{AfterErasing, Deletion};
use crate::chat_room::jobs::search_fill::SearchFill;
use crate::chat_room::jobs::visits::VisitsJob;
use crate::chat_room::storage::{MetaKey, Sql, Storage};
use crate::db::Batch;
use crate::limits::{ARCHIVE_BATCH_MAX_BYTES, ARCHIVE_REACTIONS_BATCH};
use crate::retention::SiteRetention;
use crate::room_index::IndexEntry;
use crate::{log, message_row};

/// The jobs of a room.
pub(super) struct Jobs {
    archive: Archive,
    directory_entry: DirectoryEntry,
    index: IndexJob,
    deletion: Deletion,
    lag: Lag,
    keep_days: KeepDays,
    pub(super) sanctions: CopyJob,
    pub(super) reports: CopyJob,
    pub(super) visits: VisitsJob,
    pub(super) search_fill: SearchFill,
    pub(super) file_deletion: FileDeletion,
    /// Whether D1 may lack reports.
    pub(super) has_unshipped_reports: bool,
    site: SiteRetention,
    /// Whether a backup comes in: nothing is shipped before all of it is here.
    is_importing: bool,
    /// Whether D1 was given a batch since the cursors were where they are now.
    is_shipping: bool,
    /// When the oldest message was said that is here; looked up when messages go.
    oldest_said_at: Option<Millis>,
}

impl Jobs {
    /// Restores the jobs, of a room with these connections.
    pub(super) fn restore<Q: Sql>(
        config: Config,
        storage: &Storage<Q>,
        room: &Room,
        connected: impl IntoIterator<Item = (SessionMark, MemberId)>,
    ) -> Result<Self> {
        let label = room.slug().log_label();
        let shipped: Version = storage.number(MetaKey::Shipped)?.unwrap_or(0);
        let shipped_reactions = storage.number(MetaKey::ShippedReactions)?.unwrap_or(0);
        let is_behind = !storage.changes(shipped, 1)?.is_empty()
            || !storage.reactions().changed_seqs(shipped_reactions, 1)?.is_empty();
        let shipped = if is_behind { shipped } else { room.version() };
        let failures = storage.number(MetaKey::Failures)?.unwrap_or(0);
        let is_listed = storage.number(MetaKey::Listed)? == Some(1);
        let listed = if is_listed { ListedMark::Listed } else { ListedMark::Unlisted };
        Ok(Self {
            archive: Archive::restore(config.archive, label, shipped, failures),
            directory_entry: DirectoryEntry::restore(label, listed, room),
            index: IndexJob::restore(label, IndexEntry::of(room, storage.size())),
            deletion: Deletion::restore(label, failures),
            lag: Lag::restore(storage.number(MetaKey::Behind)?.unwrap_or(0)),
            keep_days: KeepDays::restore(told_keep_days(storage)?),
            sanctions: CopyJob::restore("sanctions_not_shipped", label),
            reports: CopyJob::restore("reports_not_shipped", label),
            visits: VisitsJob::restore(label, connected),
            search_fill: SearchFill::restore(label, storage.searching().next_to_index()?.is_some()),
            file_deletion: FileDeletion::restore(label),
            has_unshipped_reports: !storage.reports().unshipped(1)?.is_empty(),
            site: config.retention,
            is_importing: storage.backup().importing()?.is_some(),
            is_shipping: false,
            oldest_said_at: storage.oldest_said_at()?,
        })
    }

    /// When the alarm has to come for one of them.
    pub(super) fn due<Q: Sql>(&mut self, room: &Room, storage: &Storage<Q>, now: Millis) -> Option<Millis> {
        if room.deleted_at().is_some() {
            return self.deletion.due(room.deleted_at(), now);
        }
        if self.is_importing {
            return None;
        }
        let archive = self.archive.due(room.version(), now);
        let entry = self.directory_entry.due(room, self.archive.retry_at(), now);
        let keep_days = self.keep_days.due(room.settings().keep_days, now);
        let index = self.index.due(IndexEntry::of(room, storage.size()).as_ref(), now);
        let sanctions = self.sanctions.due(storage.sanctions().is_behind(), now);
        let reports = self.reports.due(self.has_unshipped_reports, now);
        let (visits, fill) = (self.visits.due(now), self.search_fill.due(now));
        let uploads = storage.uploads();
        let files = self.file_deletion.due(uploads.has_doomed(), uploads.next_expiry(), now);
        let oldest = [storage.searching().oldest_indexed_at(), uploads.oldest_claimed_at()];
        let expiry = self.expiry_due(room, oldest.into_iter().flatten().min());
        [archive, entry, index, keep_days, sanctions, reports, visits, fill, files, expiry].into_iter().flatten().min()
    }

    /// When a room has to wake that nobody visits, to remove what is too old: once a day at most.
    fn expiry_due(&self, room: &Room, oldest_kept: Option<Millis>) -> Option<Millis> {
        let oldest = [self.oldest_said_at, oldest_kept].into_iter().flatten().min()?;
        Some(oldest + room.settings().kept_for(self.site.days)? + limits::DAY_MS)
    }

    /// Somebody connected, with their session.
    pub(super) fn on_connected(&mut self, session: SessionMark, member: &MemberId) {
        self.visits.on_connected(session.person, member);
    }

    /// Whether D1 may show members in the room. Then an alarm has to come that knows better.
    pub(super) fn shows_members(&self, room: &Room) -> bool {
        self.directory_entry.shows_members(room) || self.index.shows_members()
    }

    /// Nothing is left of the deleted room, and it was restored as one that never was.
    pub(super) fn on_deletion_finished(&mut self, room: &Room) {
        let label = room.slug().log_label();
        self.deletion = Deletion::restore(label, 0);
        self.is_importing = false;
        self.directory_entry = DirectoryEntry::restore(label, ListedMark::Unlisted, room);
        self.keep_days = KeepDays::restore(0);
        self.index = IndexJob::restore(label, None);
        self.sanctions = CopyJob::restore("sanctions_not_shipped", label);
        self.reports = CopyJob::restore("reports_not_shipped", label);
        self.visits = VisitsJob::restore(label, []);
        self.search_fill = SearchFill::restore(label, false);
        self.file_deletion = FileDeletion::restore(label);
        self.has_unshipped_reports = false;
        log::info("room_erased", json!({ "room": label }));
    }
}

/// The jobs at one moment, with what they work on.
pub(crate) struct JobSteps<'a, Q> {
    pub(super) jobs: &'a mut Jobs,
    pub(super) storage: &'a mut Storage<Q>,
    pub(super) room: &'a Room,
    pub(super) now: Millis,
}

impl<Q: Sql> JobSteps<'_, Q> {
    /// Whether nothing may be shipped now: a backup comes in.
    pub(crate) fn is_on_hold(&self) -> bool {
        self.jobs.is_importing
    }

    /// The next batch for the archive. None if D1 has everything.
    pub(crate) fn next_batch(&mut self) -> Result<Option<Batch>> {
        let shipped = self.storage.number(MetaKey::Shipped)?.unwrap_or(0);
        let mut records = self.storage.changed_records(shipped, self.jobs.archive.batch_max())?;
        shorten_to_statement(&mut records)?;
        let shipped = self.storage.number(MetaKey::ShippedReactions)?.unwrap_or(0);
        let reactions = self.storage.reactions().changed(shipped, ARCHIVE_REACTIONS_BATCH)?;
        let batch = Batch { records, reactions };
        if batch.is_empty() {
            self.jobs.archive.on_up_to_date(self.room.version());
            return Ok(None);
        }
        self.jobs.archive.on_batch(self.room.version());
        self.jobs.is_shipping = true;
        Ok(Some(batch))
    }

    /// D1 has a batch. The cursors move only now, so a crash before this ships the batch again.
    /// Meanwhile the operator may have had everything shipped anew: they stay where that begins.
    pub(crate) fn on_shipped(&mut self, batch: &Batch) -> Result<()> {
        if !std::mem::take(&mut self.jobs.is_shipping) {
            return Ok(());
        }
        let message = batch.records.last().map(|last| last.message.version);
        let reaction = batch.reactions.last().map(|last| last.version);
        for (key, version) in [(MetaKey::Shipped, message), (MetaKey::ShippedReactions, reaction)] {
            if let Some(version) = version {
                self.storage.save_number(key, version)?;
                self.jobs.archive.on_shipped(version, self.now);
            }
        }
        Ok(())
    }

    /// D1 has taken as much as fits one alarm: prunes what it has.
    pub(crate) fn on_archived(&mut self) -> Result<()> {
        if self.jobs.archive.failures() > 0 {
            self.jobs.archive.on_success();
            self.storage.save_number(MetaKey::Failures, 0)?;
        }
        // What pages are still to be told of has to be here until then.
        if self.room.untold_since().is_some() {
            self.jobs.archive.on_pruned(Leftover::More);
            return Ok(());
        }
        if let Some(cutoff) = self.jobs.site.cutoff(self.room.settings(), self.now) {
            self.storage.reports().expire(cutoff)?;
        }
        let (keep, most) = self.jobs.archive.pruning();
        let pruned = self.storage.prune(keep, most, self.now)?;
        self.jobs.oldest_said_at = self.storage.oldest_said_at()?;
        self.jobs.archive.on_pruned(if pruned.has_more { Leftover::More } else { Leftover::Nothing });
        Ok(())
    }

    /// The archive failed.
    pub(crate) fn on_archive_failed(&mut self, error: &Error) {
        self.jobs.archive.on_failure(error, self.now);
        // Only how long the next try waits depends on it.
        let _ = self.storage.save_number(MetaKey::Failures, self.jobs.archive.failures());
    }

    /// What D1 should be told of how far the room is behind, after it took a batch or failed.
    pub(crate) fn next_lag_update(&mut self) -> Result<Option<LagUpdate>> {
        let is_behind = self.jobs.archive.is_behind(self.room.version());
        if is_behind && !self.jobs.archive.is_failure_worth_telling() {
            return Ok(None);
        }
        let oldest = if is_behind { self.oldest_unshipped()? } else { None };
        let update = self.jobs.lag.update(oldest, self.now);
        if update.is_some() {
            self.storage.save_number(MetaKey::Behind, 1)?;
            self.jobs.lag.on_telling();
        }
        Ok(update)
    }

    /// D1 was told how far the room is behind.
    pub(crate) fn on_lag_told(&mut self, update: LagUpdate) -> Result<()> {
        self.jobs.lag.on_told(update);
        self.storage.save_number(MetaKey::Behind, i64::from(update.since().is_some()))
    }

    /// When the oldest change happened that D1 does not have. A reaction does not say when it was.
    fn oldest_unshipped(&self) -> Result<Option<Millis>> {
        let shipped = self.storage.number(MetaKey::Shipped)?.unwrap_or(0);
        let oldest = self.storage.changes(shipped, 1)?.pop();
        Ok(oldest.map(|message| message.changed_at()))
    }

    /// Removes what is too old, before anybody is answered and with each alarm.
    pub(crate) fn expire(&mut self) -> Result<()> {
        if let Some(cutoff) = self.jobs.site.cutoff(self.room.settings(), self.now) {
            self.storage.expire(cutoff)?;
            self.jobs.oldest_said_at = self.storage.oldest_said_at()?;
        }
        Ok(())
    }

    /// For how many days the room keeps its messages, if D1 has to be told.
    pub(crate) fn next_keep_days_update(&self) -> Option<u16> {
        self.jobs.keep_days.update(self.room.settings().keep_days)
    }

    /// D1 was told for how many days the room keeps its messages, or it failed.
    pub(crate) fn on_keep_days_told(&mut self, told: Result<u16>) -> Result<()> {
        let Ok(days) = told else {
            self.jobs.keep_days.on_failure(self.now);
            return Ok(());
        };
        self.jobs.keep_days.on_told(days);
        self.storage.save_number(MetaKey::KeepDays, days.into())
    }

    /// The entry to write to the directory, if it is due.
    pub(crate) fn next_directory_update(&mut self) -> Result<Option<Entry>> {
        let update = self.jobs.directory_entry.next_update(self.room, self.jobs.archive.retry_at(), self.now);
        if let Some(entry) = &update {
            let before = self.jobs.directory_entry.listed();
            self.jobs.directory_entry.on_update_begins(entry);
            self.save_listed(before)?;
        }
        Ok(update)
    }

    /// The directory has an entry.
    pub(crate) fn on_directory_updated(&mut self, entry: Entry) -> Result<()> {
        let before = self.jobs.directory_entry.listed();
        self.jobs.directory_entry.on_updated(self.room, entry, self.now);
        self.save_listed(before)
    }

    /// D1 did not take the directory entry.
    pub(crate) fn on_directory_failed(&mut self, error: &Error) {
        self.jobs.directory_entry.on_failure(error, self.now);
    }

    /// The entry to write to the index of all rooms, if it is due.
    pub(crate) fn next_index_update(&mut self) -> Option<IndexEntry> {
        self.jobs.index.next_update(IndexEntry::of(self.room, self.storage.size()), self.now)
    }

    /// The index has an entry, or D1 did not take it.
    pub(crate) fn on_index_update(&mut self, entry: IndexEntry, outcome: Result<()>) {
        match outcome {
            Ok(()) => self.jobs.index.on_updated(entry, self.now),
            Err(error) => self.jobs.index.on_failure(&error, self.now),
        }
    }

    /// D1 erased what it had of the room at a time.
    pub(crate) fn on_erased(&mut self, deleted_at: Millis, requested_at: Millis) -> Result<AfterErasing> {
        let had_failed = self.jobs.deletion.failures() > 0;
        let after = self.jobs.deletion.on_erased(deleted_at, requested_at);
        if had_failed {
            self.storage.save_number(MetaKey::Failures, 0)?;
        }
        Ok(after)
    }

    /// D1 could not erase the room.
    pub(crate) fn on_erase_failed(&mut self, error: &Error) {
        self.jobs.deletion.on_failure(error, self.now);
        // Only how long the next try waits depends on it.
        let _ = self.storage.save_number(MetaKey::Failures, self.jobs.deletion.failures());
    }

    fn save_listed(&self, before: ListedMark) -> Result<()> {
        let listed = self.jobs.directory_entry.listed();
        if listed == before {
            return Ok(());
        }
        self.storage.save_number(MetaKey::Listed, i64::from(listed == ListedMark::Listed))
    }
}

fn told_keep_days<Q: Sql>(storage: &Storage<Q>) -> Result<u16> {
    let days = storage.number(MetaKey::KeepDays)?;
    Ok(days.and_then(|days| u16::try_from(days).ok()).unwrap_or_default())
}

/// Leaves the rest of a batch to the next one, where texts before are so long that a statement
/// would not take all. One record always fits.
fn shorten_to_statement(batch: &mut Vec<MessageRecord>) -> Result<()> {
    let mut bytes = 0;
    for (index, record) in batch.iter().enumerate() {
        bytes += message_row::json_values(record)?.to_string().len();
        if bytes > ARCHIVE_BATCH_MAX_BYTES && index > 0 {
            batch.truncate(index);
            break;
        }
    }
    Ok(())
}

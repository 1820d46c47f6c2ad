//! The jobs with D1: what the room's [`Runtime`] ships, lists, reports and erases there, and takes
//! back from there. When each is due, and what comes next, its state machine in `jobs` says; here
//! D1 is awaited between two turns of the engine.

use std::rc::Rc;

use room::{MemberId, MessageRecord, Millis, Reaction, Seq, limits};
use worker::Result;

use super::jobs::directory_entry::Entry;
use super::jobs::room_deletion::AfterErasing;
use super::runtime::{PlatformEngine, Runtime};
use crate::limits::{ARCHIVE_BATCHES_PER_ALARM, SEARCH_FILL_BATCH, SEARCH_FILL_BATCHES_PER_ALARM};
use crate::{clock, faults};

impl Runtime {
    /// Takes back from the archive the next messages of a member that only it has: they are to be
    /// removed. Returns the place up to which to go on; none if there are no more.
    ///
    /// # Errors
    /// D1 did not answer, or the storage could not be read or written.
    pub(crate) async fn bring_back_of(self: &Rc<Self>, member: &MemberId, before: Option<Seq>) -> Result<Option<Seq>> {
        let Some(pruned) = self.read(|engine| engine.storage().pruned()) else { return Ok(None) };
        let until = before.map_or(pruned, |before| pruned.min(before - 1));
        let found = self.archive.records_of(&self.slug, member, until, limits::REMOVE_BATCH).await?;
        self.bring_back_all(&found)
    }

    /// Takes back from the archive the next messages that say something of a member, in the same
    /// way.
    ///
    /// # Errors
    /// D1 did not answer, or the storage could not be read or written.
    pub(crate) async fn bring_back_about(
        self: &Rc<Self>,
        member: &MemberId,
        before: Option<Seq>,
    ) -> Result<Option<Seq>> {
        let Some(pruned) = self.read(|engine| engine.storage().pruned()) else { return Ok(None) };
        let until = before.map_or(pruned, |before| pruned.min(before - 1));
        let found = self.archive.records_about(&self.slug, member, until, limits::REMOVE_BATCH).await?;
        self.bring_back_all(&found)
    }

    /// Puts messages into the room, and returns the place of the last one.
    fn bring_back_all(self: &Rc<Self>, found: &[(MessageRecord, Vec<Reaction>)]) -> Result<Option<Seq>> {
        for (record, reactions) in found {
            self.act(|engine| engine.bring_back(record, reactions))?;
        }
        Ok(found.last().map(|(record, _)| record.message.seq))
    }

    /// Takes a message back from the archive, if only that has it: it is to be changed.
    ///
    /// # Errors
    /// D1 did not answer, or the storage could not be read or written.
    pub(crate) async fn bring_back(self: &Rc<Self>, seq: Seq) -> Result<()> {
        if !self.read(|engine| engine.storage().is_archived(seq))? {
            return Ok(());
        }
        match self.archive.record(&self.slug, seq).await? {
            Some((record, reactions)) => self.act(|engine| engine.bring_back(&record, &reactions)),
            None => Ok(()),
        }
    }

    /// Deletes files from R2 that no message has, as long as it works.
    pub(super) async fn delete_files(self: &Rc<Self>) {
        let Some(files) = &self.files else { return };
        loop {
            let deleted = match self.act(|engine| engine.jobs().next_doomed_files()) {
                Ok(ids) if ids.is_empty() => return,
                Ok(ids) => files.delete(&self.slug, &ids).await.map(|()| ids),
                Err(error) => Err(error),
            };
            let has_failed = deleted.is_err();
            self.act_or_log(|engine| engine.jobs().on_files_deleted(deleted));
            if has_failed {
                return;
            }
        }
    }

    /// Does what is due with D1, when the alarm has come.
    pub(super) async fn do_d1_jobs(self: &Rc<Self>) {
        match self.read(|engine| engine.room().deleted_at()) {
            Some(deleted_at) => self.erase(deleted_at).await,
            None if self.act(|engine| engine.jobs().is_on_hold()) => {}
            // What was said goes first. A D1 that does not take it would not take the directory
            // entry either.
            None => {
                if self.archive().await {
                    self.tell_keep_days().await;
                    self.ship_reports().await;
                    self.ship_sanctions().await;
                    self.update_directory().await;
                    self.update_index().await;
                    self.ship_visits().await;
                    self.fill_search_index().await;
                }
            }
        }
    }

    /// Ships what D1 does not have, as much as fits one alarm, and prunes what it has. Returns
    /// whether D1 works.
    async fn archive(self: &Rc<Self>) -> bool {
        self.act_or_log(|engine| engine.jobs().expire());
        let shipped = self.ship_batches().await.and_then(|()| self.act(|engine| engine.jobs().on_archived()));
        if let Err(error) = &shipped {
            self.act(|engine| engine.jobs().on_archive_failed(error));
        }
        self.tell_lag().await;
        shipped.is_ok()
    }

    /// Tells D1 how far the room is behind, if that has changed. Whatever comes of it, messages
    /// come first: what was not told is told with the next batch.
    async fn tell_lag(self: &Rc<Self>) {
        let Ok(Some(update)) = self.act(|engine| engine.jobs().next_lag_update()) else { return };
        if self.archive.tell_behind(&self.slug, update.since()).await.is_ok() {
            self.act_or_log(|engine| engine.jobs().on_lag_told(update));
        }
    }

    async fn ship_batches(self: &Rc<Self>) -> Result<()> {
        for _ in 0..ARCHIVE_BATCHES_PER_ALARM {
            let Some(batch) = self.act(|engine| engine.jobs().next_batch())? else { break };
            self.archive.upsert(&self.slug, &batch).await?;
            faults::at_shipped().await;
            self.act(|engine| engine.jobs().on_shipped(&batch))?;
        }
        Ok(())
    }

    async fn tell_keep_days(self: &Rc<Self>) {
        let Some(days) = self.act(|engine| engine.jobs().next_keep_days_update()) else { return };
        let told = self.archive.tell_keep_days(&self.slug, days).await.map(|()| days);
        self.act_or_log(|engine| engine.jobs().on_keep_days_told(told));
    }

    /// Ships all reports that D1 does not have. What it does not take is tried again later.
    pub(super) async fn ship_reports(self: &Rc<Self>) {
        loop {
            let shipped = match self.act(|engine| engine.jobs().next_reports()) {
                Ok(None) => return,
                Ok(Some(reports)) => self.archive.upsert_reports(&self.slug, &reports).await.map(|()| reports),
                Err(error) => Err(error),
            };
            let has_failed = shipped.is_err();
            let told = self.act(|engine| engine.jobs().on_reports_told(shipped));
            if let Err(error) = &told {
                self.log_failure(error);
            }
            if has_failed || told.is_err() {
                return;
            }
        }
    }

    async fn ship_sanctions(self: &Rc<Self>) {
        let shipped = match self.act(|engine| engine.jobs().next_sanctions()) {
            Ok(None) => return,
            Ok(Some((list, changes))) => self.archive.ship_sanctions(&self.slug, &list).await.map(|()| changes),
            Err(error) => Err(error),
        };
        self.act_or_log(|engine| engine.jobs().on_sanctions_told(shipped));
    }

    async fn update_directory(self: &Rc<Self>) {
        let updated = match self.act(|engine| engine.jobs().next_directory_update()) {
            Ok(None) => return,
            Ok(Some(entry)) => self.write_directory_entry(entry).await,
            Err(error) => Err(error),
        };
        if let Err(error) = updated {
            self.act(|engine| engine.jobs().on_directory_failed(&error));
        }
    }

    async fn write_directory_entry(self: &Rc<Self>, entry: Entry) -> Result<()> {
        match &entry {
            Entry::Shown(shown) => self.directory.list(&self.slug, shown, clock::now()).await?,
            Entry::Absent => self.directory.unlist(&self.slug).await?,
        }
        self.act(|engine| engine.jobs().on_directory_updated(entry))
    }

    async fn update_index(self: &Rc<Self>) {
        let Some(entry) = self.act(|engine| engine.jobs().next_index_update()) else { return };
        let outcome = self.index.report(&self.slug, &entry, clock::now()).await;
        self.act(|engine| engine.jobs().on_index_update(entry, outcome));
    }

    async fn ship_visits(self: &Rc<Self>) {
        let Some(visits) = self.act(|engine| engine.jobs().next_visits()) else { return };
        let told = self.sessions.visit(&self.slug, &visits, clock::now()).await.map(|()| visits);
        self.act(|engine| engine.jobs().on_visits_told(told));
    }

    /// Takes what the index of words lacks from D1, as much as fits one alarm.
    async fn fill_search_index(self: &Rc<Self>) {
        for _ in 0..SEARCH_FILL_BATCHES_PER_ALARM {
            let filled = match self.act(|engine| engine.jobs().next_to_index()) {
                Ok(None) => return,
                Ok(Some(until)) => self.archive.before(&self.slug, until + 1, SEARCH_FILL_BATCH).await,
                Err(error) => Err(error),
            };
            let has_failed = filled.is_err();
            self.act_or_log(|engine| engine.jobs().on_to_index(filled));
            if has_failed {
                return;
            }
        }
    }

    async fn erase(self: &Rc<Self>, deleted_at: Millis) {
        if let Err(error) = self.erase_everywhere(deleted_at).await {
            self.act(|engine| engine.jobs().on_erase_failed(&error));
        }
    }

    async fn erase_everywhere(self: &Rc<Self>, deleted_at: Millis) -> Result<()> {
        let requested_at = clock::now();
        if let Some(files) = &self.files {
            files.erase(&self.slug).await?;
        }
        self.archive.erase(&self.slug).await?;
        self.directory.unlist(&self.slug).await?;
        self.index.forget(&self.slug).await?;
        self.sessions.forget_room(&self.slug).await?;
        if self.act(|engine| engine.jobs().on_erased(deleted_at, requested_at))? == AfterErasing::Finish {
            self.state.storage().delete_all().await?;
            self.act(PlatformEngine::on_deletion_finished)?;
        }
        Ok(())
    }
}

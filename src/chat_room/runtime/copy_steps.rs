//! The steps of jobs that give D1 a copy: who is muted or banned, what was reported, who is where.

use room::{MemberId, Person, Report, Sanction};
use worker::{Error, Result};

use super::job_steps::JobSteps;
use crate::chat_room::storage::{MetaKey, Sql};
use crate::db::NamedSanction;
use crate::limits::REPORTS_BATCH;

impl<Q: Sql> JobSteps<'_, Q> {
    /// Everybody who is muted or banned, if D1 has to be told; and after how many changes.
    pub(crate) fn next_sanctions(&mut self) -> Result<Option<(Vec<NamedSanction>, u64)>> {
        let stored = self.storage.sanctions();
        if self.jobs.sanctions.due(stored.is_behind(), self.now).is_none() {
            return Ok(None);
        }
        let name = |id: &MemberId| {
            Ok::<_, Error>(self.storage.name_of(id)?.map_or_else(String::new, |it| it.as_str().to_owned()))
        };
        let named = |sanction: &Sanction| {
            let (name, decider) = (name(&sanction.member)?, name(&sanction.by)?);
            Ok(NamedSanction { sanction: sanction.clone(), name, decider })
        };
        let list = self.room.sanctions().current(self.now).map(named).collect::<Result<_>>()?;
        self.jobs.sanctions.on_shipping();
        Ok(Some((list, stored.changes())))
    }

    /// D1 has the list as it was after so many changes, or it failed.
    pub(crate) fn on_sanctions_told(&mut self, outcome: Result<u64>) -> Result<()> {
        match outcome {
            Ok(changes) => {
                self.jobs.sanctions.on_shipped();
                if self.storage.sanctions().on_shipped(changes) {
                    self.storage.save_number(MetaKey::SanctionsBehind, 0)?;
                }
                Ok(())
            }
            Err(error) => {
                self.jobs.sanctions.on_failure(&error, self.now);
                Ok(())
            }
        }
    }

    /// Something was reported, or a report is closed or forgotten.
    pub(crate) fn on_reports_changed(&mut self) {
        self.jobs.has_unshipped_reports = true;
    }

    /// The next reports that D1 does not have as they are now.
    pub(crate) fn next_reports(&mut self) -> Result<Option<Vec<Report>>> {
        if self.jobs.reports.due(self.jobs.has_unshipped_reports, self.now).is_none() {
            return Ok(None);
        }
        let reports = self.storage.reports().unshipped(REPORTS_BATCH)?;
        self.jobs.has_unshipped_reports = !reports.is_empty();
        if reports.is_empty() {
            return Ok(None);
        }
        self.jobs.reports.on_shipping();
        Ok(Some(reports))
    }

    /// D1 has these reports, or it failed.
    pub(crate) fn on_reports_told(&mut self, outcome: Result<Vec<Report>>) -> Result<()> {
        match outcome {
            Ok(reports) => {
                self.jobs.reports.on_shipped();
                self.storage.reports().on_shipped(&reports)
            }
            Err(error) => {
                self.jobs.reports.on_failure(&error, self.now);
                Ok(())
            }
        }
    }

    /// The next people whom D1 may not know to be connected here.
    pub(crate) fn next_visits(&mut self) -> Option<Vec<(Person, MemberId)>> {
        self.jobs.visits.next_visits(self.now)
    }

    /// D1 knows of them, or it failed.
    pub(crate) fn on_visits_told(&mut self, outcome: Result<Vec<(Person, MemberId)>>) {
        match outcome {
            Ok(visits) => self.jobs.visits.on_told(visits),
            Err(error) => self.jobs.visits.on_failure(&error, self.now),
        }
    }
}

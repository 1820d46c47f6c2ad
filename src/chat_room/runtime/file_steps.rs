//! The steps of the job that deletes files.

use room::UploadId;
use worker::Result;

use super::job_steps::JobSteps;
use crate::chat_room::storage::Sql;

impl<Q: Sql> JobSteps<'_, Q> {
    /// The next files to delete, those too that no message took in time; none if there are none, or
    /// if R2 is given time after it failed.
    pub(crate) fn next_doomed_files(&mut self) -> Result<Vec<UploadId>> {
        if self.storage.uploads().next_expiry().is_some_and(|expiry| expiry <= self.now) {
            self.storage.expire_uploads(self.now)?;
        }
        let has_doomed = self.storage.uploads().has_doomed();
        let is_due = self.jobs.file_deletion.due(has_doomed, None, self.now).is_some_and(|due| due <= self.now);
        let doomed = if is_due { self.storage.uploads().doomed()? } else { Vec::new() };
        if !doomed.is_empty() {
            self.jobs.file_deletion.on_asked();
        }
        Ok(doomed)
    }

    /// R2 has deleted files, or it failed.
    pub(crate) fn on_files_deleted(&mut self, outcome: Result<Vec<UploadId>>) -> Result<()> {
        match outcome {
            Ok(ids) => {
                self.jobs.file_deletion.on_deleted();
                self.storage.on_files_deleted(&ids)
            }
            Err(error) => {
                self.jobs.file_deletion.on_failure(&error, self.now);
                Ok(())
            }
        }
    }
}

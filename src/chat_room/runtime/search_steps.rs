//! The steps of the job that fills the index of words from the archive.

use room::{Message, Seq};
use worker::Result;

use super::job_steps::JobSteps;
use crate::chat_room::storage::{FillLeft, Sql};
use crate::limits::SEARCH_FILL_BATCH;

impl<Q: Sql> JobSteps<'_, Q> {
    /// The place up to which D1 is asked for messages that the index lacks; none if it lacks none.
    pub(crate) fn next_to_index(&mut self) -> Result<Option<Seq>> {
        if self.jobs.search_fill.due(self.now).is_none() {
            return Ok(None);
        }
        let until = self.storage.searching().next_to_index()?;
        match until {
            Some(_) => self.jobs.search_fill.on_asked(),
            None => self.jobs.search_fill.on_filled(false),
        }
        Ok(until)
    }

    /// D1 has these messages, the last [`SEARCH_FILL_BATCH`] up to a place, or it failed.
    pub(crate) fn on_to_index(&mut self, outcome: Result<Vec<Message>>) -> Result<()> {
        match outcome {
            Ok(messages) => {
                let left = if messages.len() < SEARCH_FILL_BATCH { FillLeft::Nothing } else { FillLeft::More };
                self.storage.index(&messages, left)?;
                let is_behind = self.storage.searching().next_to_index()?.is_some();
                self.jobs.search_fill.on_filled(is_behind);
                Ok(())
            }
            Err(error) => {
                self.jobs.search_fill.on_failure(&error, self.now);
                Ok(())
            }
        }
    }
}

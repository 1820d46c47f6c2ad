//! What a client is shown, and what becomes of its texts: looked at while it talks, judged in the
//! end.

use std::time::Duration;

use tokio::time::Instant;

use super::{Send, Talk};
use crate::history::Place;
use crate::reader::SendOutcome;

/// How often an open page is looked at.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

impl Talk {
    /// Connects, and looks at the page as soon as it has caught up.
    pub(super) async fn connect(&mut self) -> Result<Vec<SendOutcome>, String> {
        let (asked_at, replaced) = (self.chatter.ledger.now(), self.reader.page().replaced);
        let outcomes = self.reader.connect().await?;
        let is_new = self.reader.page().replaced > replaced;
        self.saw(if is_new { Place::Whole } else { Place::CaughtUp }, asked_at);
        Ok(outcomes)
    }

    /// What was asked for at a step is there.
    pub(super) fn saw(&mut self, place: Place, asked_at: u64) {
        self.record(place, Some(asked_at));
    }

    /// Looks at the open page now and then.
    pub(super) fn look(&mut self) {
        if self.looked_at.elapsed() >= LOOK_INTERVAL {
            self.looked_at = Instant::now();
            self.record(Place::Open, None);
        }
    }

    fn record(&self, place: Place, as_of: Option<u64>) {
        self.chatter.ledger.books().history.see(self.chatter.number, place, as_of, self.reader.page().shown());
    }

    /// Whoever was refused keeps the text and sends it again. In the end everything was taken, or
    /// can never be.
    pub(super) fn find_lost_texts(&mut self) {
        if !self.reader.pending().is_empty() {
            return;
        }
        let books = self.chatter.ledger.books();
        let is_lost = |send: &&Send| books.history.op(send.op).is_some_and(|op| op.acked_at.is_none() && !op.refused);
        let lost: Vec<String> = self.sends.values().filter(is_lost).map(|send| send.text.clone()).collect();
        drop(books);
        for text in lost {
            self.reader.complain(format!("{text:?} was neither taken nor refused, and is pending no more."));
        }
    }
}

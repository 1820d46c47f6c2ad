//! What everybody in a run writes down, and what they agree on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::history::{Entries, History, OpId};

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Everybody talks.
    Talking,
    /// Nobody says anything new; what is pending is still sent until it is answered.
    Draining,
    /// Everybody comes back one last time.
    Returning,
}

/// Shared by all clients of a run and by what is done to them.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) entries: Arc<Mutex<Entries>>,
    phase: watch::Sender<Phase>,
    books: Mutex<Books>,
}

/// What is written down.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) history: History,
    pub(super) tally: Tally,
    /// How many clients have nothing pending, of those who were asked to settle.
    pub(super) drained: usize,
}

/// What was done, counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Messages that were attempted.
    pub attempted: u64,
    /// Attempts that were acknowledged.
    pub acked: u64,
    /// Attempts that were refused for good.
    pub refused: u64,
    /// Times that something was refused for being too fast, or because it could not be kept just
    /// then.
    pub put_off: u64,
    /// Frames that say something, sent for the first time or again.
    pub frames: u64,
    /// Of these, what had been acknowledged already.
    pub resends_of_acked: u64,
    /// Of these, what was pending, sent twice on purpose.
    pub resends_of_pending: u64,
    /// Of these, what was pending when a connection came back.
    pub resends_after_return: u64,
    /// Forms posted with an id that was also sent by socket.
    pub posts: u64,
    /// Forms that were answered as said.
    pub posts_taken: u64,
    /// Messages that somebody tried to change or to react to.
    pub changes: u64,
    /// Of these, those that were.
    pub changes_acked: u64,
    /// Reactions that were given or taken back.
    pub reactions_acked: u64,
    /// Of these, those that were refused.
    pub changes_refused: u64,
    /// Answers to what had been answered before.
    pub repeated_answers: u64,
    /// Connections that were made.
    pub connections: u64,
    /// Connections that were lost.
    pub lost: u64,
    /// Times that a page was loaded again.
    pub reloads: u64,
    /// Times that a log was replaced whole.
    pub replaced: u64,
    /// Repeats of something older than the page.
    pub repeats_of_older: u64,
    /// The longest time that a client was without a connection.
    pub longest_outage: Duration,
    /// The longest time from saying something to seeing it.
    pub longest_wait: Duration,
    /// Frames that clients read.
    pub frames_read: u64,
    /// Links cut at once.
    pub cuts: u64,
    /// Links that were to be cut in the middle of something.
    pub cuts_after: u64,
    /// Links that stood still for a while.
    pub stalls: u64,
    /// Links that were slow for a while.
    pub throttles: u64,
    /// Times that new links were refused for a moment.
    pub refusals: u64,
    /// Kills of the process that runs the Worker.
    pub kills_of_runtime: u64,
    /// Of these, those after which it did not come back by itself.
    pub not_back: u64,
    /// Kills of everything.
    pub kills_of_all: u64,
    /// The longest time from a kill of the process that runs the Worker to the next answer.
    pub longest_restart_of_runtime: Duration,
    /// The longest time from a kill of everything until it was ready again.
    pub longest_restart_of_all: Duration,
    /// Why connections were lost or not had, and how often.
    pub reasons: HashMap<String, u64>,
}

impl Ledger {
    pub(super) fn new() -> Self {
        Self { entries: Arc::default(), phase: watch::Sender::new(Phase::Talking), books: Mutex::default() }
    }

    pub(super) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn phase(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    pub(super) fn begin(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    pub(super) fn acked(&self) -> u64 {
        self.books().tally.acked
    }
}

impl Books {
    /// An attempt was acknowledged, for the first time or again. Returns whether it was the first.
    pub(super) fn ok(&mut self, op: OpId, seq: Option<i64>) -> bool {
        let first = self.history.op(op).is_some_and(|op| op.acked_at.is_none());
        self.history.ok(op, seq);
        if first {
            self.tally.acked += 1;
        } else {
            self.tally.repeated_answers += 1;
        }
        first
    }
}

//! What everybody in a run writes down, and what they agree on.

use std::collections::{BTreeSet, HashMap};
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
    /// What somebody may still send again, by the step at which it was first sent.
    pub(super) pending: BTreeSet<u64>,
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
    /// Messages that were removed by whoever keeps order, one by one.
    pub removals: u64,
    /// Times that all messages of somebody were.
    pub cleanups: u64,
    /// Times that somebody was muted.
    pub mutes: u64,
    /// Times that somebody was banned.
    pub bans: u64,
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

    /// The step that it is now.
    pub(super) fn now(&self) -> u64 {
        self.books().history.now()
    }

    pub(super) fn acked(&self) -> u64 {
        self.books().tally.acked
    }
}

/// Of the messages that could become old, one in so many does. The rest is there to be compared.
const OLD_ONE_IN: usize = 4;

impl Books {
    /// The place of a message such that nobody will send it or one before it again; not the newest
    /// such, and none that has expired. What is pending now stands after whatever was acknowledged
    /// before it was first sent.
    pub(super) fn oldest_settled(&self) -> Option<i64> {
        let pending = self.pending.first().copied().unwrap_or(u64::MAX);
        let settled = self.history.ops().iter().filter(|op| op.acked_at.is_some_and(|at| at < pending));
        let expired = self.history.expired_until();
        let mut seqs: Vec<i64> = settled.flat_map(|op| op.seqs.iter().copied()).collect();
        seqs.retain(|seq| Some(*seq) > expired);
        seqs.sort_unstable();
        seqs.get(..seqs.len() / OLD_ONE_IN)?.last().copied()
    }

    /// Somebody is about to say something for the first time.
    pub(super) fn invoke(&mut self, client: usize, member: &str, cid: &str, text: &str) -> OpId {
        let op = self.history.invoke(client, member, cid, text);
        self.pending.extend(self.history.op(op).map(|op| op.invoked_at));
        op
    }

    /// Its author will not send it again, unless on purpose.
    pub(super) fn settle(&mut self, op: OpId) {
        if let Some(op) = self.history.op(op) {
            self.pending.remove(&op.invoked_at);
        }
    }

    /// Whether what was said may have expired. Nobody sends something again after days.
    pub(super) fn has_expired(&self, op: OpId) -> bool {
        let until = self.history.expired_until();
        let is_old = |seqs: &[i64]| seqs.first().map_or(until.is_some(), |seq| Some(*seq) <= until);
        self.history.op(op).is_some_and(|op| is_old(&op.seqs))
    }

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

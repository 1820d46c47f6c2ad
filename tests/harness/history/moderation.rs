//! What is done to messages and people by those who keep order, and by time; and what was shown to
//! whom, as far as it may be wrong.

use std::sync::Arc;

use room::SanctionKind;

use super::{ChangeId, Entry};

/// An attempt to remove all messages of somebody, however often it was sent.
#[derive(Clone, Debug)]
pub struct Cleanup {
    /// Whose.
    pub member: String,
    /// The step at which it was acknowledged.
    pub ended_at: Option<u64>,
    /// The removals of messages that had been acknowledged when it was begun.
    pub changes: Vec<ChangeId>,
}

/// Which cleanup.
pub type CleanupId = usize;

/// A mute or a ban.
#[derive(Clone, Debug)]
pub struct Sanction {
    /// The client that it concerns.
    pub client: usize,
    /// The member that the client is.
    pub member: String,
    /// Which.
    pub kind: SanctionKind,
    /// The step at which it was acknowledged: from here on it holds.
    pub begun_at: Option<u64>,
    /// The step at which somebody was about to lift it: up to here it holds.
    pub lifting_at: Option<u64>,
}

/// Which mute or ban.
pub type SanctionId = usize;

/// Messages that became too old while nothing ran.
#[derive(Clone, Debug)]
pub struct Expired {
    /// All of them, as they were then, in order.
    pub entries: Vec<Entry>,
    /// The step at which that was.
    pub at: u64,
}

/// Where something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a page, a log or an answer that was asked for as a whole.
    Whole,
    /// In a page that was open before, once it has caught up.
    CaughtUp,
    /// In a page that is open, and is told what happens.
    Open,
}

/// What somebody was shown.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// Whose page it is.
    pub client: usize,
    /// Where.
    pub place: Place,
    /// What was acknowledged before this step has to be seen in it.
    pub as_of: u64,
    /// The step at which it was there.
    pub shown_at: u64,
    /// Messages in it that somebody tried to remove and that have a text, and such as have expired.
    pub entries: Vec<Arc<Entry>>,
}

impl Sanction {
    /// Whether it held at all times from one step to another.
    #[must_use]
    pub fn holds(&self, from: u64, to: u64) -> bool {
        self.begun_at.is_some_and(|begun| begun < from) && self.lifting_at.is_none_or(|lifting| to < lifting)
    }
}

impl Expired {
    /// The place of the newest of them.
    #[must_use]
    pub fn until(&self) -> Option<i64> {
        self.entries.last().map(|last| last.seq)
    }
}

//! What has happened and not everyone was told yet.

use std::collections::VecDeque;

use room::Version;
use templates::ServerFrame;

/// Events, rendered, in the order in which they happened. Each socket knows which of them it is told next.
///
/// All of it is in the room's log already, or nothing that anybody would miss; only the telling waits.
#[derive(Default)]
pub(super) struct Backlog {
    /// How many there were before the first of those that are here.
    before: u64,
    waiting: VecDeque<Piece>,
    len: usize,
}

struct Piece {
    frame: ServerFrame,
    /// The version before a message; none for anything else.
    version_before: Option<Version>,
}

impl Backlog {
    /// Adds what tells of an event, and the version before it if it is a message.
    pub(super) fn add(&mut self, frame: ServerFrame, version_before: Option<Version>) {
        self.len += frame.len();
        self.waiting.push_back(Piece { frame, version_before });
    }

    /// The number of the next event. Whoever is told that one next has everything.
    pub(super) fn end(&self) -> u64 {
        self.before + self.waiting.len() as u64
    }

    /// The frame for a socket that is told `next` next; empty if it has everything.
    pub(super) fn frame(&self, next: u64) -> ServerFrame {
        let mut frame = ServerFrame::default();
        let told = usize::try_from(next.saturating_sub(self.before)).unwrap_or(usize::MAX);
        self.waiting.iter().skip(told).for_each(|piece| frame.extend(&piece.frame));
        frame
    }

    /// Forgets what everyone was told, who are told `next` next at the earliest.
    pub(super) fn forget_before(&mut self, next: u64) {
        while self.before < next
            && let Some(told) = self.waiting.pop_front()
        {
            self.before += 1;
            self.len -= told.frame.len();
        }
    }

    /// The version up to which everyone was told everything; none if no message waits.
    pub(super) fn told_up_to(&self) -> Option<Version> {
        self.waiting.iter().find_map(|piece| piece.version_before)
    }

    /// How many events wait.
    pub(super) fn count(&self) -> usize {
        self.waiting.len()
    }

    /// Whether everyone was told everything.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// How much there is, in bytes.
    pub(super) fn len(&self) -> usize {
        self.len
    }
}

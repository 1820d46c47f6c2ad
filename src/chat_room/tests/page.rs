//! A page that reads the real frames, and a program that reads everything.

use client::frame::{Update, last_version, updates};
use room::{Message, PageQuery, Seq, Version};

use super::pretend_socket::PretendSocket;
use crate::room_client::MessagesAfter;

/// A program that reads everything from the beginning, a page at a time.
pub(super) struct Reader {
    pub(super) query: PageQuery,
    /// What the room has answered, if D1 was not asked yet.
    pub(super) answered: Option<MessagesAfter>,
    pub(super) read: Vec<Message>,
}

/// What somebody has in front of them.
#[derive(Default)]
pub(super) struct Page {
    pub(super) since: Option<Version>,
    pub(super) shown: Vec<Seq>,
    pub(super) socket: Option<PretendSocket>,
}

impl Default for Reader {
    /// At the beginning.
    fn default() -> Self {
        Self { query: PageQuery { after: Some(0), before: None, limit: 1 }, answered: None, read: Vec::new() }
    }
}

impl Page {
    /// Reads the frames that came.
    pub(super) fn read_frames(&mut self) {
        let frames = self.socket.as_ref().map(PretendSocket::take_frames).unwrap_or_default();
        for frame in frames {
            for update in updates(&frame).expect("a page can read it") {
                match update {
                    Update::Upsert(message) => self.upsert(message.seq),
                    Update::ReplaceLog(messages) => self.shown = messages.iter().map(|message| message.seq).collect(),
                    _ => {}
                }
            }
            if let Some(version) = last_version(&frame) {
                self.since = Some(version.parse().expect("a version"));
            }
        }
    }

    /// As the swap style `upsert` does.
    fn upsert(&mut self, seq: Seq) {
        let place = self.shown.partition_point(|shown| *shown < seq);
        let is_known = self.shown.get(place) == Some(&seq);
        if !is_known && (place > 0 || self.shown.is_empty()) {
            self.shown.insert(place, seq);
        }
    }
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "page at {:?} with {:?} to {:?}", self.since, self.shown.first(), self.shown.last())
    }
}

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
    /// The messages.
    pub(super) shown: Vec<Shown>,
    pub(super) socket: Option<PretendSocket>,
}

/// A message as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) seq: Seq,
    pub(super) text: String,
    /// What it answers.
    pub(super) reply_to: Option<Seq>,
    /// What stands above a reply.
    pub(super) quote: String,
    /// How people reacted.
    pub(super) reactions: String,
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
                    Update::Upsert(message) => self.upsert(message.into()),
                    Update::ReplaceLog(messages) => self.shown = messages.into_iter().map(Shown::from).collect(),
                    Update::Reactions { seq, reactions } => {
                        let message = self.shown.iter_mut().find(|shown| shown.seq == seq);
                        message.into_iter().for_each(|shown| shown.reactions = reactions.to_string());
                    }
                    Update::Quote { seq, quote } => self.quote(seq, &quote),
                    _ => {}
                }
            }
            if let Some(version) = last_version(&frame) {
                self.since = Some(version.parse().expect("a version"));
            }
        }
    }

    /// As the swap style `upsert` does.
    fn upsert(&mut self, message: Shown) {
        let place = self.shown.partition_point(|shown| shown.seq < message.seq);
        if let Some(known) = self.shown.get_mut(place).filter(|shown| shown.seq == message.seq) {
            *known = message;
        } else if place > 0 || self.shown.is_empty() {
            self.shown.insert(place, message);
        }
    }

    /// The same, of what every reply to a message shows.
    fn quote(&mut self, seq: Seq, quote: &str) {
        for reply in self.shown.iter_mut().filter(|shown| shown.reply_to == Some(seq)) {
            quote.clone_into(&mut reply.quote);
        }
    }
}

impl From<client::Message<'_>> for Shown {
    fn from(message: client::Message<'_>) -> Self {
        let client::Message { seq, text, quote, reply_to, reactions, .. } = message;
        Self { seq, text: text.into_owned(), quote: quote.into_owned(), reactions: reactions.into_owned(), reply_to }
    }
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "page at {:?} with {:?} to {:?}", self.since, self.shown.first(), self.shown.last())
    }
}

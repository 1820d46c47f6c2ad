//! One connection: its socket, its attachment, its flow control and its offset in the broadcast
//! queue.

use std::collections::BTreeMap;

use room::{ConnectionId, ConnectionUpdate, Credit, Millis, WindowExceeded};
use templates::words::Language;
use worker::Result;

use super::attachment::Attachment;
use super::socket::Socket;
use crate::protocol::Page;

/// Every open connection.
pub(super) type Open<S> = BTreeMap<ConnectionId, Connection<S>>;

/// One of them.
pub(super) struct Connection<S> {
    pub(super) socket: S,
    pub(super) attachment: Attachment,
    credit: Credit,
    /// Its offset in the broadcast queue: the next event that it has to be sent.
    pub(super) offset: u64,
    /// When it last sent a frame. The platform keeps heartbeats for itself.
    pub(super) last_frame_at: Millis,
}

impl<S: Socket> Connection<S> {
    pub(super) fn new(socket: S, attachment: Attachment, offset: u64) -> Self {
        let last_frame_at = attachment.opened_at;
        Self { socket, attachment, credit: Credit::default(), offset, last_frame_at }
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// [`WindowExceeded`]: it was not sent, because the other side has stopped reading.
    pub(super) fn send(&mut self, frame: &S::Encoded) -> std::result::Result<(), WindowExceeded> {
        self.credit.draw(S::units(frame))?;
        self.socket.send(frame);
        Ok(())
    }

    /// Its page.
    pub(super) fn page(&self) -> Page {
        self.attachment.page
    }

    /// The language of its page.
    pub(super) fn language(&self) -> Language {
        self.attachment.page.language
    }

    /// Records that the page has read more. Returns whether so much was on its way.
    pub(super) fn acknowledge(&mut self) -> bool {
        self.credit.acknowledge()
    }

    /// Attaches a change to the socket, so that it survives hibernation.
    pub(super) fn update(&mut self, update: &ConnectionUpdate) {
        let saved = &mut self.attachment.saved;
        match update {
            ConnectionUpdate::Announced if !saved.announced => saved.announced = true,
            ConnectionUpdate::Status(status) if saved.status != *status => saved.status = *status,
            ConnectionUpdate::Name(name) if saved.member.name != *name => saved.member.name.clone_from(name),
            _ => return,
        }
        self.save();
    }

    /// Counts a frame that no page of ours sends. Returns how many there were.
    ///
    /// # Errors
    /// Nothing can be attached any more.
    pub(super) fn count_bad_frame(&mut self) -> Result<u32> {
        self.attachment.bad_frames += 1;
        self.attachment.put(&self.socket)?;
        Ok(self.attachment.bad_frames)
    }

    /// Attaches what changed. A socket that takes no attachment is closing, and needs none.
    pub(super) fn save(&self) {
        let _ = self.attachment.put(&self.socket);
    }
}

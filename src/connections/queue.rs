//! The broadcast queue: events that not every connection has received yet. Each connection has an
//! offset into it.

use std::collections::VecDeque;

use room::{MemberId, Version};
use templates::ServerFrame;

use super::socket::Socket;

/// An event, rendered for everyone.
#[derive(Debug, Default)]
pub(crate) struct QueuedEvent {
    /// What everyone is sent.
    pub frame: ServerFrame,
    /// What single members are sent instead.
    pub variants: Vec<(MemberId, ServerFrame)>,
    /// The version before a message; none for anything else.
    pub version_before: Option<Version>,
    /// Whether it may wait a moment for others to share its frame.
    pub is_deferrable: bool,
}

/// Events in the order in which they happened.
///
/// Every message here is stored already. Losing this queue loses only typing lines and changes of
/// presence, which the first frame of every new connection has again.
#[derive(Default)]
pub(super) struct BroadcastQueue {
    /// How many events there were before the first one here.
    first_offset: u64,
    events: VecDeque<QueuedEvent>,
    bytes: usize,
}

impl BroadcastQueue {
    /// Adds an event.
    pub(super) fn push(&mut self, event: QueuedEvent) {
        self.bytes += event.frame.len();
        self.events.push_back(event);
    }

    /// The offset of the next event. A connection at it has everything.
    pub(super) fn end(&self) -> u64 {
        self.first_offset + self.events.len() as u64
    }

    /// Drops events that every connection has received: all before `offset`.
    pub(super) fn drop_before(&mut self, offset: u64) {
        while self.first_offset < offset
            && let Some(event) = self.events.pop_front()
        {
            self.first_offset += 1;
            self.bytes -= event.frame.len();
        }
    }

    /// The version up to which everyone has everything; none if no message waits.
    pub(super) fn broadcast_cursor(&self) -> Option<Version> {
        self.events.iter().find_map(|event| event.version_before)
    }

    /// How many events wait.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether every connection has everything.
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// How much waits, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The frame for a member's connection at an offset. Empty if it has everything.
    pub(super) fn frame(&self, member: &MemberId, offset: u64) -> ServerFrame {
        let mut frame = ServerFrame::default();
        for event in self.from(offset) {
            let variant = event.variants.iter().find(|(of, _)| of == member);
            frame.extend(variant.map_or(&event.frame, |(_, variant)| variant));
        }
        frame
    }

    fn from(&self, offset: u64) -> impl Iterator<Item = &QueuedEvent> {
        let received = usize::try_from(offset.saturating_sub(self.first_offset)).unwrap_or(usize::MAX);
        self.events.iter().skip(received)
    }
}

/// The frames of one batch, each encoded once for all connections that get the same.
pub(super) struct EncodedFrames<'a, S: Socket> {
    queue: &'a BroadcastQueue,
    /// One for each offset that a connection is at: a few.
    encoded: Vec<(u64, S::Encoded)>,
}

impl<'a, S: Socket> EncodedFrames<'a, S> {
    pub(super) fn of(queue: &'a BroadcastQueue) -> Self {
        Self { queue, encoded: Vec::new() }
    }

    /// The frame for a member's connection at an offset. Empty if there is nothing to send.
    pub(super) fn frame(&mut self, member: &MemberId, offset: u64) -> S::Encoded {
        let has_variant = |event: &QueuedEvent| event.variants.iter().any(|(of, _)| of == member);
        if self.queue.from(offset).any(has_variant) {
            return S::encode(self.queue.frame(member, offset).take());
        }
        if let Some((_, frame)) = self.encoded.iter().find(|(of, _)| *of == offset) {
            return frame.clone();
        }
        let frame = S::encode(self.queue.frame(member, offset).take());
        self.encoded.push((offset, frame.clone()));
        frame
    }
}

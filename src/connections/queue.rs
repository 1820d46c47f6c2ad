//! The broadcast queue: events that not every connection has received yet. Each connection has an
//! offset into it.

use std::collections::VecDeque;

use room::{MemberId, Version};
use templates::ServerFrame;
use templates::words::Language;

use super::older_pages;
use super::socket::Socket;
use crate::protocol::{Page, Pictures};

/// What an event adds to a frame.
#[derive(Debug)]
pub(crate) enum Rendering {
    /// There are no words of ours in it: one for everybody.
    Wordless(ServerFrame),
    /// One for each language that somebody here reads.
    Worded(Vec<(Language, ServerFrame)>),
}

/// An event, rendered for everyone.
#[derive(Debug)]
pub(crate) struct QueuedEvent {
    /// What everyone is sent.
    pub rendering: Rendering,
    /// What single members are sent instead.
    pub variants: Vec<(MemberId, Rendering)>,
    /// The version before a message; none for anything else.
    pub version_before: Option<Version>,
    /// Whether it may wait a moment for others to share its frame.
    pub is_deferrable: bool,
}

impl Rendering {
    /// Renders for each of these languages.
    pub(crate) fn worded(languages: &[Language], render: impl Fn(Language) -> ServerFrame) -> Self {
        Self::Worded(languages.iter().map(|language| (*language, render(*language))).collect())
    }

    /// For the reader of a language. One who came after it was rendered has it in their first
    /// frame.
    fn in_language(&self, language: Language) -> Option<&ServerFrame> {
        match self {
            Self::Wordless(frame) => Some(frame),
            Self::Worded(frames) => frames.iter().find(|(of, _)| *of == language).map(|(_, frame)| frame),
        }
    }

    /// How much of it waits, in bytes: what one reader is sent.
    fn len(&self) -> usize {
        match self {
            Self::Wordless(frame) => frame.len(),
            Self::Worded(frames) => frames.first().map_or(0, |(_, frame)| frame.len()),
        }
    }
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
        self.bytes += event.rendering.len();
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
            self.bytes -= event.rendering.len();
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
    pub(super) fn frame(&self, member: &MemberId, language: Language, offset: u64) -> ServerFrame {
        let mut frame = ServerFrame::default();
        for event in self.from(offset) {
            let variant = event.variants.iter().find(|(of, _)| of == member);
            let rendering = variant.map_or(&event.rendering, |(_, variant)| variant);
            if let Some(part) = rendering.in_language(language) {
                frame.extend(part);
            }
        }
        frame
    }

    /// The offset after the last event with words of ours; 0 if there is none.
    fn end_of_words(&self) -> u64 {
        let last = self.events.iter().rposition(|event| matches!(event.rendering, Rendering::Worded(_)));
        last.map_or(0, |last| self.first_offset + last as u64 + 1)
    }

    fn from(&self, offset: u64) -> impl Iterator<Item = &QueuedEvent> {
        let received = usize::try_from(offset.saturating_sub(self.first_offset)).unwrap_or(usize::MAX);
        self.events.iter().skip(received)
    }
}

/// The frames of one batch, each encoded once for all connections that get the same.
pub(super) struct EncodedFrames<'a, S: Socket> {
    queue: &'a BroadcastQueue,
    /// Connections at this offset or after it are sent no words of ours.
    end_of_words: u64,
    /// One for each offset that a connection is at, for each language if there are words, and for
    /// pages with and without pictures: a few.
    encoded: Vec<(u64, Option<Language>, Pictures, S::Encoded)>,
}

impl<'a, S: Socket> EncodedFrames<'a, S> {
    pub(super) fn of(queue: &'a BroadcastQueue) -> Self {
        Self { queue, end_of_words: queue.end_of_words(), encoded: Vec::new() }
    }

    /// The frame for a page of a member at an offset. Empty if there is nothing to send.
    pub(super) fn frame(&mut self, member: &MemberId, page: Page, offset: u64) -> S::Encoded {
        let encode = |queue: &BroadcastQueue| {
            let frame = queue.frame(member, page.language, offset).take();
            S::encode(older_pages::for_page(frame, page.pictures))
        };
        let has_variant = |event: &QueuedEvent| event.variants.iter().any(|(of, _)| of == member);
        if self.queue.from(offset).any(has_variant) {
            return encode(self.queue);
        }
        let words = (offset < self.end_of_words).then_some(page.language);
        let key = (offset, words, page.pictures);
        if let Some((.., frame)) = self.encoded.iter().find(|(at, of, pictures, _)| (*at, *of, *pictures) == key) {
            return frame.clone();
        }
        let frame = encode(self.queue);
        self.encoded.push((offset, words, page.pictures, frame.clone()));
        frame
    }
}

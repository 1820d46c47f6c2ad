//! What everyone is told next, in one frame.

use room::{Event, MemberId, Message, Millis, Typists, Version};
use templates::Frame;

use crate::views;

/// What has happened and was not told yet. It is in the room's log already; only the telling may wait.
#[derive(Default)]
pub(super) struct Batch {
    frame: Frame,
    /// The line about who types, as it is now and as the pages have it.
    typing: Option<(Typists, Typists)>,
    /// The version up to which everyone was told everything, if a message waits.
    told_up_to: Option<Version>,
    /// How many messages there are.
    messages: usize,
    /// When it goes out; none if nothing waits.
    pub(super) due: Option<Millis>,
}

/// A batch as it goes out.
#[derive(Default)]
pub(super) struct Post {
    /// To everyone…
    pub(super) everyone: String,
    /// …but to these, who have their own instead; nothing if it is empty.
    pub(super) instead: Vec<(MemberId, String)>,
    /// Messages in it.
    pub(super) messages: usize,
}

impl Batch {
    /// Adds an event, in a room that is at `version`.
    pub(super) fn add(&mut self, event: &Event, version: Version) {
        match event {
            // Of several lines only the last is seen.
            Event::TypingChanged { now, before } => {
                let before = self.typing.take().map_or_else(|| before.clone(), |(_, before)| before);
                self.typing = Some((now.clone(), before));
            }
            Event::Said(message) => self.add_message(message),
            event => views::tell(event, version, &mut self.frame),
        }
    }

    /// Adds a message. It is rendered here, once.
    pub(super) fn add_message(&mut self, message: &Message) {
        self.told_up_to.get_or_insert(message.version - 1);
        views::append(message, &mut self.frame);
        self.messages += 1;
    }

    /// The version up to which everyone was told everything; none if no message waits.
    pub(super) fn told_up_to(&self) -> Option<Version> {
        self.told_up_to
    }

    /// Whether there is nothing to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.frame.is_empty() && self.typing.is_none()
    }

    /// How much there is, in bytes.
    pub(super) fn len(&self) -> usize {
        self.frame.len()
    }

    /// Takes everything out.
    pub(super) fn take(&mut self) -> Post {
        let Self { mut frame, typing, messages, .. } = std::mem::take(self);
        let everyone = frame.take();
        let Some((now, before)) = typing else { return Post { everyone, instead: Vec::new(), messages } };
        let with = |add: &dyn Fn(&mut Frame)| {
            let mut line = Frame::default();
            add(&mut line);
            everyone.clone() + &line.take()
        };
        let own = |typist: &MemberId| with(&|line| views::typing_of_others(typist, &now, &before, line));
        let instead = now.named().iter().map(|typist| (typist.id.clone(), own(&typist.id))).collect();
        Post { everyone: with(&|line| views::typing(&now, line)), instead, messages }
    }
}

//! Step 4 of a turn, first half: events become frames. Each is rendered once, whatever the number
//! of connections: what has words of ours once for each language that somebody here reads.

use room::{Event, Message, Version};
use templates::ServerFrame;
use templates::words::{Language, Words};

use crate::connections::{QueuedEvent, Rendering};
use crate::views;

/// An event for one connection, in a room that is at a version.
pub(super) fn frame(event: &Event, version: Version, words: &Words) -> ServerFrame {
    let mut frame = ServerFrame::default();
    views::add_event(event, version, words, &mut frame);
    frame
}

/// An event for everyone, in a room that is at a version.
pub(super) fn queued(event: &Event, version: Version, languages: &[Language]) -> QueuedEvent {
    let is_deferrable = event.is_deferrable();
    match event {
        Event::Said(message) => queued_message(message),
        Event::TypingChanged { now, before } => {
            let rendering = Rendering::worded(languages, |language| {
                let mut frame = ServerFrame::default();
                views::add_typing(now, language.words(), &mut frame);
                frame
            });
            // A page does not show its reader as typing.
            let variants = now.named().iter().map(|typist| {
                let own = Rendering::worded(languages, |language| {
                    let mut own = ServerFrame::default();
                    views::add_typing_of_others(&typist.id, now, before, language.words(), &mut own);
                    own
                });
                (typist.id.clone(), own)
            });
            QueuedEvent { rendering, variants: variants.collect(), version_before: None, is_deferrable }
        }
        event => {
            let rendering = Rendering::worded(languages, |language| frame(event, version, language.words()));
            QueuedEvent { rendering, variants: Vec::new(), version_before: None, is_deferrable }
        }
    }
}

/// A message for everyone.
pub(super) fn queued_message(message: &Message) -> QueuedEvent {
    let mut frame = ServerFrame::default();
    views::add_message(message, &mut frame);
    let rendering = Rendering::Wordless(frame);
    QueuedEvent { rendering, variants: Vec::new(), version_before: Some(message.version - 1), is_deferrable: true }
}

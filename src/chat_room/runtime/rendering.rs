//! Step 4 of a turn, first half: events become frames. Each is rendered once, whatever the number
//! of connections: what has words of ours once for each language that somebody here reads.

use room::{Delivery, Event, Message, Quote, Reactions, Seq, Slug, Version};
use templates::ServerFrame;
use templates::words::{Language, Words};

use crate::chat_room::storage::{Sql, Storage};
use crate::connections::{QueuedEvent, Rendering};
use crate::log;
use crate::views::{self, Log};

/// What the messages in these events are shown with.
pub(super) struct Parts {
    quotes: Vec<Quote>,
    reactions: Vec<Reactions>,
}

impl Parts {
    /// Reads them. What cannot be read is shown as something that the room does not have any more.
    pub(super) fn of<Q: Sql>(deliveries: &[Delivery], storage: &Storage<Q>, slug: &Slug) -> Self {
        let events = || deliveries.iter().map(|delivery| &delivery.event);
        let quotes = storage.quotes(events().filter_map(|event| event.message()?.reply_to));
        let reactions = storage.reactions().of(events().flat_map(reacted), None);
        let read = quotes.and_then(|quotes| Ok(Self { quotes, reactions: reactions? }));
        read.unwrap_or_else(|error| {
            log::room_error("parts_not_read", slug.log_label(), &error);
            Self { quotes: Vec::new(), reactions: Vec::new() }
        })
    }

    pub(super) fn log<'a>(&'a self, slug: &'a Slug) -> Log<'a> {
        Log { room: slug.as_str(), quotes: &self.quotes, reactions: &self.reactions }
    }
}

/// The messages that an event shows with their reactions. One that was just said has none.
fn reacted(event: &Event) -> Vec<Seq> {
    match event {
        Event::ReactionsChanged(seqs) => seqs.clone(),
        Event::Said(_) => Vec::new(),
        event => event.message().map(|message| message.seq).into_iter().collect(),
    }
}

/// An event for one connection, in a room that is at a version.
pub(super) fn frame(event: &Event, log: Log, version: Version, words: &Words) -> ServerFrame {
    let mut frame = ServerFrame::default();
    views::add_event(event, log, version, words, &mut frame);
    frame
}

/// An event for everyone, in a room that is at a version.
pub(super) fn queued(event: &Event, log: Log, version: Version, languages: &[Language]) -> QueuedEvent {
    let is_deferrable = event.is_deferrable();
    match event {
        Event::Said(message) | Event::Changed(message) => queued_message(message, log, version, languages),
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
        Event::ReactionsChanged(_) => {
            let rendering = Rendering::worded(languages, |language| frame(event, log, version, language.words()));
            QueuedEvent { rendering, variants: Vec::new(), version_before: Some(version - 1), is_deferrable }
        }
        event => {
            let rendering = Rendering::worded(languages, |language| frame(event, log, version, language.words()));
            QueuedEvent { rendering, variants: Vec::new(), version_before: None, is_deferrable }
        }
    }
}

/// A message for everyone.
fn queued_message(message: &Message, log: Log, version: Version, languages: &[Language]) -> QueuedEvent {
    let since = version.min(message.version - 1);
    queued_changes(std::slice::from_ref(message), log, (since, version), languages)
}

/// Messages that changed after a version, in the order of change, for everyone. Only of replies, of
/// files, and of those that changed after they were said, pages tell in words of ours.
/// Pages are at `version` afterwards.
pub(super) fn queued_changes(
    changes: &[Message],
    log: Log,
    (since, version): (Version, Version),
    languages: &[Language],
) -> QueuedEvent {
    let frame = |language: Language| {
        let mut frame = ServerFrame::default();
        views::add_changes(changes.iter().collect(), log, version, language.words(), &mut frame);
        frame
    };
    let has_words = changes.iter().any(|it| it.version > it.seq || it.reply_to.is_some() || it.has_file());
    let rendering =
        if has_words { Rendering::worded(languages, frame) } else { Rendering::Wordless(frame(Language::default())) };
    QueuedEvent { rendering, variants: Vec::new(), version_before: Some(since), is_deferrable: true }
}

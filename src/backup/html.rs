//! A room as a page to be read.

use room::{Message, Quote, ReactionKind, ReactionState, Reactions, Slug};
use templates::views::ExportView;
use templates::words::Words;
use worker::Request;

use super::export::Part;
use crate::http::origin;
use crate::local_time::LocalClock;
use crate::room_client::MessageLine;
use crate::views::{self, Log};

/// The whole document.
pub(super) fn document(part: &Part, slug: &Slug, request: &Request, words: &Words) -> String {
    let clock = LocalClock::of(request, words);
    let messages: Vec<Message> = part.messages.iter().map(|line| line.record.message.clone()).collect();
    let quotes: Vec<Quote> = messages.iter().map(Quote::of).collect();
    let reactions: Vec<Reactions> = part.messages.iter().map(reactions).collect();
    let times = clock.times(&messages);
    let log = Log { room: slug.as_str(), quotes: &quotes, reactions: &reactions };
    let url = request.inner().url();
    let next = part.next.map(|next| {
        // From a disk it has to lead to the site.
        format!("{}{}?after={next}", origin::public(&url), templates::urls::export_page(slug.as_str()))
    });
    let view = ExportView {
        origin: &origin::public(&url),
        title: templates::room_label(part.room.settings.title.as_str(), slug.as_str(), words),
        topic: part.room.settings.topic.as_str(),
        made: &clock.date_and_time(part.exported_at),
        messages: views::messages(&messages, &times, log),
        next: next.as_deref(),
    };
    templates::export(&view, words).0
}

/// How many people reacted with which emoji, the first that anybody chose first.
fn reactions(line: &MessageLine) -> Reactions {
    let mut kinds: Vec<ReactionKind> = Vec::new();
    for reaction in line.reactions.iter().filter(|reaction| reaction.state == ReactionState::On) {
        match kinds.iter_mut().find(|kind| kind.emoji == reaction.emoji) {
            Some(kind) => kind.count += 1,
            None => {
                let emoji = reaction.emoji.clone();
                kinds.push(ReactionKind { emoji, count: 1, names: Vec::new(), is_own: false });
            }
        }
    }
    Reactions { seq: line.record.message.seq, kinds }
}

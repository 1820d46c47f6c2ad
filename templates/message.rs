//! Messages, alone and as a list.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::files::files;
use crate::layout::OUTSIDE;
use crate::message_text::{self, Fold, message_text};
use crate::quote::quote_of;
use crate::reactions::reactions;
use crate::views::{Change, MessageListMode, MessageListView, MessageView, MomentView, ReactionsView};
use crate::words::Words;
use crate::{ids, time, urls};

/// A message. The page, the broadcast, the catch-up and the earlier page all send these bytes. One
/// that never changed holds no words of ours, but for the sizes of its files: without any, one
/// rendering serves readers of every language.
///
/// It carries its author and its time even when it continues the message before it, so that a
/// screen reader says who speaks each time.
#[must_use]
pub fn message(view: &MessageView, words: &Words) -> Markup {
    entry(view, None, words)
}

/// Whom a message answers. A tombstone answers nobody.
fn answered<'a>(view: &MessageView<'a>) -> Option<&'a str> {
    let reply = view.reply.filter(|_| !matches!(view.change, Change::Removed { .. }))?;
    reply.quote.author().map(|author| author.id)
}

/// Whether somebody else means this reader: by name, or by an answer.
fn is_for(view: &MessageView, reader: &str) -> bool {
    view.author.id != reader && (answered(view) == Some(reader) || view.format.mentions(reader))
}

/// Whether a link led to a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It did not.
    Usual,
    /// It did: it is marked, and has the focus when the page is opened, which brings it into view.
    /// An address with its fragment does that too.
    Linked,
}

impl Place {
    fn when_linked(self, value: &'static str) -> Option<&'static str> {
        (self == Self::Linked).then_some(value)
    }
}

/// The same in the page of one reader, whose own messages are marked, and those that mean them.
pub(crate) fn entry(view: &MessageView, reader: Option<&str>, words: &Words) -> Markup {
    item(view, reader, Place::Usual, words)
}

/// A message that a page is about, below its day.
pub(crate) fn alone(view: &MessageView, reader: &str, words: &Words) -> Markup {
    html! {
        ol.log {
            @if let Some(local) = view.local_time { li.day { h2 { (local.day) } } }
            (entry(view, Some(reader), words))
        }
    }
}

fn item(view: &MessageView, reader: Option<&str>, place: Place, words: &Words) -> Markup {
    let is_mine = reader == Some(view.author.id);
    html! {
        li.message.continues[view.continues].mine[is_mine].for-me[reader.is_some_and(|reader| is_for(view, reader))]
            .ignored[matches!(view.change, Change::LeftOut)].linked[place == Place::Linked]
            id=(ids::message(view.seq)) data-member=(view.author.id) data-cid=(view.cid) data-reply-to=[answered(view)]
            aria-current=[place.when_linked("true")] tabindex=[place.when_linked("-1")]
            autofocus[place == Place::Linked]
        {
            @if !matches!(view.change, Change::Removed { .. }) { (quote_of(view, words)) }
            // A heading to jump by, unless it continues what stands under one.
            @if view.continues { p.head { (head(view)) } } @else { h3.head { (head(view)) } }
            @match &view.change {
                Change::None => (body(view, words)),
                Change::Edited(at) => {
                    (body(view, words))
                    p.edited { ((words.messages.edited)(&moment(view, at))) }
                }
                Change::LeftOut => p.body.removal.left-out { (words.ignoring.left_out) },
                Change::Removed { by, at } => {
                    p.body.removal { ((words.messages.removed)(&html! { bdi { (by.name) } }, &moment(view, at))) }
                }
            }
            @if !view.reactions.is_empty() {
                (reactions(&ReactionsView { room: view.room, seq: view.seq, kinds: view.reactions.clone() }, words))
            }
        }
    }
}

/// When a message changed.
fn moment(of: &MessageView, MomentView { at, local }: &MomentView) -> Markup {
    html! {
        time datetime=(time::timestamp(*at)) {
            @match local {
                Some(local) => (local),
                None => (time::clock_after(of.said_at, *at)),
            }
        }
    }
}

/// The time leads to the page of the message, out of the frame if it stands in one.
fn head(view: &MessageView) -> Markup {
    html! {
        (avatar(&view.author))
        bdi.name { (view.author.name) }
        " "
        a href=(urls::message(view.room, view.seq)) target=(OUTSIDE) {
            time datetime=(time::timestamp(view.said_at)) {
                @match view.local_time {
                    Some(local) => (local.clock),
                    None => (time::clock(view.said_at)),
                }
            }
        }
    }
}

/// What was said, and the files that came with it, or without a text. The switch of a folded text
/// is a disclosure after it, which works without a script. Here it says only that there is more;
/// `on_demand/fold.js` gives it its words.
fn body(view: &MessageView, words: &Words) -> Markup {
    let fold = message_text::fold(view.text);
    html! {
        @if !view.text.is_empty() || view.files.is_empty() { (message_text(view.text, &view.format)) }
        @if fold != Fold::Never { details.fold.narrow[fold == Fold::Narrow] { summary { "…" } } }
        (files(view, words))
    }
}

/// A page of the list of messages: the way to earlier ones, the messages, the way to later ones.
///
/// A script fetches the pages that the ways lead to, and takes what this function made there;
/// without a script they are links. `hx-ignore` on the list is a second lock: should markup ever
/// slip into a message, htmx would not look at it.
#[must_use]
pub fn message_list(view: &MessageListView, words: &Words) -> Markup {
    html! {
        @if let Some(seq) = view.earlier {
            p.earlier id=(ids::EARLIER) { a href=(urls::earlier(view.room, seq)) { (words.messages.earlier) } }
        }
        ol.log id=[(view.mode != MessageListMode::Static).then_some(ids::LOG)] hx-ignore {
            @if view.mode == MessageListMode::Reset {
                li.notice { (words.messages.missed_too_much) }
            }
            @for (index, one) in view.messages.iter().enumerate() {
                @if is_missing(view, index) { (missing(words)) }
                @if view.first_new == Some(one.seq) {
                    li.unread-divider { span { (words.messages.new_since_last_visit) } }
                }
                (day(one, index.checked_sub(1).and_then(|before| view.messages.get(before))))
                (item(one, view.reader, if view.at == Some(one.seq) { Place::Linked } else { Place::Usual }, words))
            }
            @if is_missing(view, view.messages.len()) { (missing(words)) }
        }
        @if let Some(seq) = view.later {
            p.later id=(ids::LATER) { a href=(urls::later(view.room, seq)) { (words.log_frame.later) } }
        }
    }
}

/// Whether a link leads to a message that would stand above this one, and does not exist.
fn is_missing(view: &MessageListView, index: usize) -> bool {
    let seq = |index: usize| view.messages.get(index).map(|one| one.seq);
    let before = index.checked_sub(1).and_then(seq);
    view.at.is_some_and(|at| before.is_none_or(|before| before < at) && seq(index).is_none_or(|after| at < after))
}

/// Stands in the place of a message that a link leads to.
fn missing(words: &Words) -> Markup {
    html! { li.notice.linked id=(ids::PLACE) tabindex="-1" autofocus { (words.messages.not_here) } }
}

/// The heading above the first message of a day. Whoever asks their own clock has it from there.
fn day(of: &MessageView, before: Option<&MessageView>) -> Markup {
    let label = of.local_time.map(|local| local.day);
    let above = before.and_then(|before| before.local_time).map(|local| local.day);
    html! { @if let Some(label) = label.filter(|_| label != above) { li.day { h2 { (label) } } } }
}

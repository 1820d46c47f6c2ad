//! Messages, alone and as a list.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::message_text::{self, Fold};
use crate::views::{MessageListMode, MessageListView, MessageView};
use crate::words::Words;
use crate::{ids, time, urls};

/// A message. The page, the broadcast, the catch-up and the earlier page all send these bytes. It
/// holds no words of ours: one rendering serves readers of every language.
///
/// It carries its author and its time even when it continues the message before it, so that a
/// screen reader says who speaks each time.
#[must_use]
pub fn message(view: &MessageView) -> Markup {
    entry(view, None)
}

/// The same in the page of one reader, whose own messages are marked.
fn entry(view: &MessageView, reader: Option<&str>) -> Markup {
    html! {
        li.message.continues[view.continues].mine[reader == Some(view.author.id)] id=(ids::message(view.seq))
            data-member=(view.author.id) data-cid=(view.cid)
        {
            // A heading to jump by, unless it continues what stands under one.
            @if view.continues { p.head { (head(view)) } } @else { h3.head { (head(view)) } }
            (body(view.text))
        }
    }
}

fn head(view: &MessageView) -> Markup {
    html! {
        (avatar(&view.author))
        bdi.name { (view.author.name) }
        " "
        time datetime=(time::timestamp(view.said_at)) {
            @match view.local_time {
                Some(local) => (local.clock),
                None => (time::clock(view.said_at)),
            }
        }
    }
}

/// What was said. The switch of a folded text is a disclosure after it, which works without a
/// script. Here it says only that there is more; `on_demand/fold.js` gives it its words.
fn body(text: &str) -> Markup {
    let text = message_text::shortened(text);
    let fold = message_text::fold(&text);
    html! {
        p.body dir="auto" { (text) }
        @if fold != Fold::Never { details.fold.narrow[fold == Fold::Narrow] { summary { "…" } } }
    }
}

/// A page of the list of messages: the way to earlier messages, then the messages.
///
/// The container of this in [`room_page`](crate::room_page) makes the link fetch the page that it
/// leads to and take what this function made of it; without a script the link leads there.
/// `hx-ignore` on the list is a second lock: should markup ever slip into a message, htmx would not
/// look at it.
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
                @if view.first_new == Some(one.seq) {
                    li.unread-divider { span { (words.messages.new_since_last_visit) } }
                }
                (day(one, index.checked_sub(1).and_then(|before| view.messages.get(before))))
                (entry(one, view.reader))
            }
        }
    }
}

/// The heading above the first message of a day. Whoever asks their own clock has it from there.
fn day(of: &MessageView, before: Option<&MessageView>) -> Markup {
    let label = of.local_time.map(|local| local.day);
    let above = before.and_then(|before| before.local_time).map(|local| local.day);
    html! { @if let Some(label) = label.filter(|_| label != above) { li.day { h2 { (label) } } } }
}

//! A room as a page on somebody's disk: one file, which loads nothing and runs nothing.

use maud::{DOCTYPE, Markup, html};

use crate::files::kind_and_size;
use crate::message_text::{REL, message_text};
use crate::quote;
use crate::views::{Change, ExportView, MessageView};
use crate::words::Words;
use crate::{time, urls};

/// Nothing in it needs escaping: the parser of HTML reads it as it is.
const STYLE: &str = include_str!("export.css");

/// The whole document.
#[must_use]
pub fn export(view: &ExportView, words: &Words) -> Markup {
    let said = &words.backup;
    html! {
        (DOCTYPE)
        html lang=(words.lang) dir=(words.dir) {
            head {
                meta charset="utf-8";
                title { (view.title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                // From a disk no server says it: nothing runs in it, and nothing is loaded.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                style { (STYLE) }
            }
            body {
                main {
                    h1 dir="auto" { (view.title) }
                    @if !view.topic.is_empty() { p dir="auto" { (view.topic) } }
                    p.small { ((said.made)(view.made)) }
                    @if view.messages.is_empty() { p { (said.nothing) } }
                    ol {
                        @for (index, one) in view.messages.iter().enumerate() {
                            (day(one, index.checked_sub(1).and_then(|before| view.messages.get(before))))
                            (message(one, view.origin, words))
                        }
                    }
                    @if let Some(next) = view.next { p { a href=(next) { (said.next_part) } } }
                }
            }
        }
    }
}

/// The day as a date: "Today" would be wrong tomorrow.
fn day(of: &MessageView, before: Option<&MessageView>) -> Markup {
    let date = of.local_time.map(|local| local.date);
    let above = before.and_then(|before| before.local_time).map(|local| local.date);
    html! { @if let Some(date) = date.filter(|_| date != above) { li.day { h2 { (date) } } } }
}

fn message(view: &MessageView, origin: &str, words: &Words) -> Markup {
    let moment = |at, local: Option<&str>| html! { (local.map_or_else(|| time::timestamp(at), str::to_owned)) };
    html! {
        li id=(place(view.seq)) {
            p.head {
                b { bdi { (view.author.name) } }
                " "
                time datetime=(time::timestamp(view.said_at)) {
                    (view.local_time.map_or_else(|| time::clock(view.said_at), |local| local.clock.to_owned()))
                }
            }
            @match view.change {
                Change::Removed { by, at } => {
                    p.small { ((words.messages.removed)(&html! { bdi { (by.name) } }, &moment(at.at, at.local))) }
                }
                _ => {
                    @if let Some(reply) = view.reply {
                        p.quote { a href={ "#" (place(reply.seq)) } { (quote::line(&reply.quote, words)) } }
                    }
                    @if !view.text.is_empty() || view.files.is_empty() { (message_text(view.text, &view.format)) }
                    (files(view, origin, words))
                    @if let Change::Edited(at) = view.change {
                        p.small { ((words.messages.edited)(&moment(at.at, at.local))) }
                    }
                }
            }
            @if !view.reactions.is_empty() {
                p.small { @for kind in &view.reactions { (kind.emoji) " " (kind.count) " " } }
            }
        }
    }
}

/// The files stay where they are: the page on the disk leads there.
fn files(view: &MessageView, origin: &str, words: &Words) -> Markup {
    html! {
        @for file in &view.files {
            @let address = urls::file(view.room, file.id, file.name);
            p {
                a href={ (origin) (address) } rel=(REL) { bdi { (file.name) } }
                " " span.small { (kind_and_size(file, words)) }
                @if !file.alt.is_empty() { br; span.small dir="auto" { (file.alt) } }
            }
        }
    }
}

/// Where a message stands in the file.
fn place(seq: i64) -> String {
    format!("m{seq}")
}

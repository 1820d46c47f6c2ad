//! The rooms that everybody may find, as a list on the landing page.

use maud::{Markup, html};

use crate::room_label::room_label;
use crate::views::{DirectoryView, LastSaidView, ListedRoomView, Millis};
use crate::words::Words;
use crate::{ids, time, urls};

/// The list; nothing where it does not belong.
pub(crate) fn directory(view: &DirectoryView, words: &Words) -> Markup {
    html! {
        @match view {
            DirectoryView::Omitted => {},
            DirectoryView::Unavailable => {
                (section(&html! { p.small { (words.directory.unavailable) } }, words))
            },
            DirectoryView::Listed { rooms, next, now } => {
                (section(&html! {
                    @if rooms.is_empty() {
                        p.small { (words.directory.empty) }
                    }
                    ul { @for view in rooms { (room(view, *now, words)) } }
                    @if let Some(place) = next {
                        p { a rel="next" href=(urls::listed_after(place)) { (words.directory.more) } }
                    }
                }, words))
            },
        }
    }
}

fn section(content: &Markup, words: &Words) -> Markup {
    html! {
        section.rooms aria-labelledby=(ids::ROOMS) {
            h2 id=(ids::ROOMS) { (words.directory.heading) }
            (content)
        }
    }
}

fn room(view: &ListedRoomView, now: Millis, words: &Words) -> Markup {
    html! {
        li {
            p.head {
                a href=(urls::room(view.room)) dir="auto" { (room_label(view.title, view.room, words)) }
                // Two rooms may be called the same.
                @if !view.title.is_empty() { " " span.address { (view.room) } }
                @if view.people > 0 { " " span.present { ((words.directory.online)(view.people)) } }
            }
            @if !view.topic.is_empty() { p.topic dir="auto" { (view.topic) } }
            p.small {
                @match view.last_said {
                    Some(LastSaidView { at, date }) => ((words.directory.last_message)(&html! {
                        time datetime=(time::timestamp(at)) { (time::ago(now, at, date, words)) }
                    })),
                    None => (words.directory.nothing_said),
                }
            }
        }
    }
}

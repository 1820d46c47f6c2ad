//! The rooms that everybody may find, as a list on the landing page.

use maud::{Markup, html};

use crate::views::{DirectoryView, ListedRoomView, Millis};
use crate::{ids, time, urls};

/// The list; nothing where it does not belong.
pub(crate) fn directory(view: &DirectoryView) -> Markup {
    html! {
        @match view {
            DirectoryView::Left => {},
            DirectoryView::Unknown => {
                (section(&html! { p.small { "The list of rooms is not to be had just now. You can join all the same." } }))
            },
            DirectoryView::Listed { rooms, next, now } => {
                (section(&html! {
                    @if rooms.is_empty() {
                        p.small { "No room is listed that somebody was in today. Start one: enter its name above, and tick the box." }
                    }
                    ul { @for view in rooms { (room(view, *now)) } }
                    @if let Some(place) = next { p { a rel="next" href=(urls::listed_after(place)) { "More rooms" } } }
                }))
            },
        }
    }
}

fn section(content: &Markup) -> Markup {
    html! {
        section.rooms aria-labelledby=(ids::ROOMS) {
            h2 id=(ids::ROOMS) { "Rooms" }
            (content)
        }
    }
}

fn room(view: &ListedRoomView, now: Millis) -> Markup {
    html! {
        li {
            p.head {
                a href=(urls::room(view.room)) { (view.room) }
                @if view.people > 0 { " " span.present { (view.people) " here" } }
            }
            @if !view.topic.is_empty() { p.topic dir="auto" { (view.topic) } }
            p.small {
                @match view.last_said_at {
                    Some(at) => { "Last message " time datetime=(time::timestamp(at)) { (time::ago(now, at)) } },
                    None => "Nothing said yet",
                }
            }
        }
    }
}

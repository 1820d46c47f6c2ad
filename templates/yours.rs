//! The rooms that the reader was in, as a list on the landing page.

use maud::{Markup, html};

use crate::views::YourRoomView;
use crate::{called, ids, urls};

/// More is not counted.
const UNREAD_MAX: u32 = 99;

/// The list; nothing for somebody who was in none.
pub(crate) fn yours(rooms: &[YourRoomView]) -> Markup {
    html! {
        @if !rooms.is_empty() {
            section.yours aria-labelledby=(ids::YOURS) {
                h2 id=(ids::YOURS) { "Your rooms" }
                ul { @for view in rooms { (room(view)) } }
            }
        }
    }
}

fn room(view: &YourRoomView) -> Markup {
    html! {
        li {
            a href=(urls::room(view.room)) { (called(view.room)) }
            @if view.unread > UNREAD_MAX { " " span.unread { (UNREAD_MAX) "+ new" } }
            @else if view.unread > 0 { " " span.unread { (view.unread) " new" } }
            form method="post" action=(urls::FORGET_ROOM) {
                input type="hidden" name="room" value=(view.room);
                button type="submit" aria-label={ "Remove " (called(view.room)) " from your rooms" } { "Remove" }
            }
        }
    }
}

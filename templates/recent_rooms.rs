//! The rooms that the reader was in, as a list on the landing page.

use maud::{Markup, html};

use crate::room_label::room_name;
use crate::views::RecentRoomView;
use crate::words::Words;
use crate::{ids, urls};

/// More is not counted.
const UNREAD_MAX: u32 = 99;

/// The list; nothing for somebody who was in none.
pub(crate) fn recent_rooms(rooms: &[RecentRoomView], words: &Words) -> Markup {
    html! {
        @if !rooms.is_empty() {
            section.recent-rooms aria-labelledby=(ids::RECENT_ROOMS) {
                h2 id=(ids::RECENT_ROOMS) { (words.recent_rooms.heading) }
                ul { @for view in rooms { (room(view, words)) } }
            }
        }
    }
}

fn room(view: &RecentRoomView, words: &Words) -> Markup {
    let name = room_name(view.title, view.room);
    html! {
        li {
            a href=(urls::room(view.room)) dir="auto" { (name.or(words.site.private_room)) }
            @if view.unread > UNREAD_MAX {
                " " span.unread { ((words.recent_rooms.unread)(&format!("{UNREAD_MAX}+"))) }
            }
            @else if view.unread > 0 { " " span.unread { ((words.recent_rooms.unread)(&view.unread.to_string())) } }
            form method="post" action=(urls::FORGET_ROOM) {
                input type="hidden" name="room" value=(view.room);
                button type="submit" aria-label=((words.recent_rooms.remove_room)(name)) {
                    (words.recent_rooms.remove)
                }
            }
        }
    }
}

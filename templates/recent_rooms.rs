//! The rooms that the reader was in, as a list on the landing page, and as a page of their own that
//! leads from one room to another.

use maud::{Markup, html};

use crate::layout::{column, titled};
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
                p { (to_for_you(words)) }
            }
        }
    }
}

/// The page. A room shows the part with an id as a dialog (`on_demand/room_switcher.js`), with what
/// is hidden here because only a dialog needs it.
#[must_use]
pub fn your_rooms(rooms: &[RecentRoomView], words: &Words) -> Markup {
    let said = &words.recent_rooms;
    let content = html! {
        h1 { (said.heading) }
        div.room-switcher id=(ids::ROOM_SWITCHER) {
            @if rooms.is_empty() { p { (said.none) } }
            @else {
                input type="search" aria-label=(said.find) placeholder=(said.find) autocomplete="off" dir="auto" hidden;
                ul.recent-rooms { @for view in rooms { li { (link(view, words)) } } }
                p.no-match role="status" data-none=(said.no_match) {}
            }
            @if !rooms.is_empty() { p { (to_for_you(words)) } }
            p { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
            form method="dialog" hidden { button { (words.help.close) } }
        }
    };
    column(&titled(said.heading, words), urls::YOUR_ROOMS, &content, words)
}

fn to_for_you(words: &Words) -> Markup {
    html! { a.to-for-you href=(urls::FOR_YOU) { (words.for_you.heading) } }
}

fn link(view: &RecentRoomView, words: &Words) -> Markup {
    html! {
        a href=(urls::room(view.room)) dir="auto" {
            (room_name(view.title, view.room).or(words.site.private_room))
        }
        @if view.unread > UNREAD_MAX {
            " " span.unread { ((words.recent_rooms.unread)(&format!("{UNREAD_MAX}+"))) }
        }
        @else if view.unread > 0 { " " span.unread { ((words.recent_rooms.unread)(&view.unread.to_string())) } }
    }
}

fn room(view: &RecentRoomView, words: &Words) -> Markup {
    let name = room_name(view.title, view.room);
    html! {
        li {
            (link(view, words))
            form method="post" action=(urls::FORGET_ROOM) {
                input type="hidden" name="room" value=(view.room);
                button type="submit" aria-label=((words.recent_rooms.remove_room)(name)) {
                    (words.recent_rooms.remove)
                }
            }
        }
    }
}

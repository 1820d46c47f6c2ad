//! What is meant for the reader: messages that mention them or answer them, in the rooms that their
//! browser knows.

use maud::{Markup, html};

use crate::layout::{titled, wide_column};
use crate::message_list;
use crate::room_label::room_name;
use crate::urls;
use crate::views::{ForYouRoomView, ForYouView};
use crate::words::Words;

/// The page: a log for each room.
#[must_use]
pub fn for_you(view: &ForYouView, words: &Words) -> Markup {
    let said = &words.for_you;
    let content = html! {
        p.back { a href=(urls::YOUR_ROOMS) { (words.recent_rooms.heading) } }
        h1 { (said.heading) }
        p.lead { (said.about) }
        @if view.rooms.is_empty() { p { (said.none) } }
        @if !view.is_complete { p.refusal role="status" { (said.incomplete) } }
        @for room in &view.rooms { (of_room(room, words)) }
    };
    wide_column(&titled(said.heading, words), urls::FOR_YOU, &content, words)
}

fn of_room(view: &ForYouRoomView, words: &Words) -> Markup {
    let room = view.messages.room;
    let name = room_name(view.title, room).or(words.site.private_room);
    html! {
        section.for-you {
            h2 { a href=(urls::room(room)) dir="auto" { (name) } }
            (message_list(&view.messages, words))
        }
    }
}

//! What is meant for the reader, in all their rooms.

use maud::Markup;

use super::cast::{ADA, GRACE, HELLO, LONG_NAME, LONG_WORD, MORE, NOOR, SAID_AT, log, today};
use super::{Example, Surroundings};
use crate::views::{
    ForYouRoomView, ForYouView, Format, MessageListMode, MessageListView, MessageView, QuoteView, ReplyView,
};
use crate::words::Words;

/// The page.
pub(super) const EXAMPLES: &[Example] = &[
    page("empty", |words| crate::for_you(&ForYouView { rooms: Vec::new(), is_complete: true }, words)),
    page("one", |words| of_rooms(vec![garden(words)], words)),
    page("several rooms", |words| {
        let reply = Some(ReplyView { seq: HELLO.seq, quote: QuoteView::Said { author: ADA, excerpt: "Anybody?" } });
        let said = vec![MessageView { seq: SAID_AT, author: GRACE, text: "I am here.", reply, ..HELLO }];
        let lobby = ForYouRoomView { title: "", messages: list("lobby", said, words) };
        of_rooms(vec![garden(words), lobby], words)
    }),
    page("not complete", |words| crate::for_you(&ForYouView { rooms: vec![garden(words)], is_complete: false }, words)),
    page("long words", |words| {
        let said = vec![MessageView { author: LONG_NAME, text: LONG_WORD, ..HELLO }];
        of_rooms(vec![ForYouRoomView { title: LONG_WORD, messages: list("garden", said, words) }], words)
    }),
    page("right to left", |words| {
        let said = vec![MessageView { author: NOOR, text: "هل @Ada هنا؟", ..HELLO }];
        of_rooms(vec![ForYouRoomView { title: "غرفة الحديقة", messages: list("garden", said, words) }], words)
    }),
];

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("for_you", state, Surroundings::Page, render)
}

fn of_rooms(rooms: Vec<ForYouRoomView>, words: &Words) -> Markup {
    crate::for_you(&ForYouView { rooms, is_complete: true }, words)
}

/// A room with something old and something new.
fn garden(words: &Words) -> ForYouRoomView<'static> {
    let old = MessageView { author: GRACE, text: "@Ada, lunch?", format: Format::AsTyped, ..HELLO };
    let new = MessageView { author: NOOR, text: "@Ada, tea?", continues: false, ..MORE };
    let messages = MessageListView { first_new: Some(MORE.seq), ..list("garden", vec![old, new], words) };
    ForYouRoomView { title: "Tea & <b>Cake</b>", messages }
}

fn list<'a>(room: &'a str, messages: Vec<MessageView<'a>>, words: &Words) -> MessageListView<'a> {
    let messages = messages.into_iter().map(|message| MessageView { room, ..message }).collect();
    MessageListView {
        room,
        messages: today(messages, words),
        earlier: None,
        reader: Some(ADA.id),
        ..log(MessageListMode::Static)
    }
}

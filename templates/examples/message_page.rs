//! The page of one message, for its author and for others.

use maud::Markup;

use super::cast::{
    ADA, ALBUM, GRACE, HELLO, LONG_NAME, LONG_WORD, MANUAL, NOOR, NOTHING, PRIVATE_ROOM, PROSE, message_page,
};
use super::message_text::everything;
use super::{Example, Surroundings};
use crate::views::{
    Change, EarlierTextView, EditView, FieldView, Format, Ignoring, MessagePageView, MessageView, MomentView,
};
use crate::words::Words;

pub(super) const EXAMPLES: &[Example] = &[
    page("own", |words| crate::message_page(&message_page(words), words)),
    page("of somebody else", |words| {
        let view = message_page(words);
        crate::message_page(
            &MessagePageView {
                message: MessageView { author: GRACE, ..view.message.clone() },
                ignoring: Ignoring::NotYet,
                can_report: true,
                ..reading(view)
            },
            words,
        )
    }),
    page("of somebody who is ignored", |words| {
        let view = message_page(words);
        crate::message_page(
            &MessagePageView {
                message: MessageView { author: GRACE, ..view.message.clone() },
                ignoring: Ignoring::Already,
                can_report: true,
                ..reading(view)
            },
            words,
        )
    }),
    page("with files", |words| {
        let view = message_page(words);
        let mut files = ALBUM.to_vec();
        files.push(MANUAL);
        let message = MessageView { text: "", files, ..view.message };
        let text = FieldView { text: "", ..NOTHING };
        let edit = view.edit.map(|edit| EditView { text, ..edit });
        crate::message_page(&MessagePageView { message, edit, ..view }, words)
    }),
    page("edited in another window", |words| {
        let view = message_page(words);
        let change = Change::Edited(MomentView { at: HELLO.said_at + 120_000, local: Some("14:04") });
        let message = MessageView { text: "Is that thing on?", change, ..view.message };
        let problem = Some(words.changes.edited_meanwhile);
        let text = FieldView { text: "Is this thing really on?", problem, suggestion: None };
        crate::message_page(
            &MessagePageView { message, edit: view.edit.map(|edit| EditView { text, ..edit }), ..view },
            words,
        )
    }),
    page("with earlier versions", |words| {
        let view = message_page(words);
        let change = Change::Edited(MomentView { at: HELLO.said_at + 120_000, local: Some("14:04") });
        let earlier = [("Is this thing no?", Format::AsTyped), ("everything", Format::Blocks(everything()))];
        let earlier = earlier.map(|(text, format)| EarlierTextView {
            text,
            format,
            at: HELLO.said_at,
            local: "Nov 23, 2026 14:02",
        });
        let message = MessageView { change, ..view.message };
        crate::message_page(&MessagePageView { message, earlier: earlier.to_vec(), ..view }, words)
    }),
    page("too long", |words| {
        let view = message_page(words);
        let problem = (words.refusals.too_long)(2_100, 2_000);
        let text = FieldView { text: PROSE, problem: Some(&problem), suggestion: None };
        crate::message_page(&MessagePageView { edit: view.edit.map(|edit| EditView { text, ..edit }), ..view }, words)
    }),
    page("too old to edit", |words| {
        let restriction = Some(words.changes.too_late_to_edit);
        crate::message_page(&MessagePageView { edit: None, restriction, ..message_page(words) }, words)
    }),
    page("just removed", |words| {
        let view = message_page(words);
        crate::message_page(
            &MessagePageView { message: removed(&view), reply: None, reaction: None, undo: Some(10), ..reading(view) },
            words,
        )
    }),
    page("too late to undo", |words| {
        let view = message_page(words);
        let refusal = Some(words.changes.too_late_to_undo);
        crate::message_page(
            &MessagePageView { message: removed(&view), reply: None, reaction: None, refusal, ..reading(view) },
            words,
        )
    }),
    page("removed while it was edited", |words| {
        let view = message_page(words);
        let (refusal, typed) = (Some(words.changes.message_removed), "Is this thing really on?");
        crate::message_page(
            &MessagePageView { message: removed(&view), reply: None, reaction: None, refusal, typed, ..reading(view) },
            words,
        )
    }),
    page("long words", |words| {
        let view = message_page(words);
        let message = MessageView { author: LONG_NAME, text: LONG_WORD, ..view.message };
        let text = FieldView { text: LONG_WORD, ..NOTHING };
        let edit = view.edit.map(|edit| EditView { text, ..edit });
        crate::message_page(&MessagePageView { title: LONG_WORD, me: LONG_NAME, message, edit, ..view }, words)
    }),
    page("right to left", |words| {
        let view = message_page(words);
        let message = MessageView { author: NOOR, text: "هل يعمل هذا؟", ..view.message };
        let text = FieldView { text: message.text, ..NOTHING };
        let edit = view.edit.map(|edit| EditView { text, ..edit });
        crate::message_page(&MessagePageView { title: "غرفة الحديقة", me: NOOR, message, edit, ..view }, words)
    }),
    page("private room", |words| {
        let view = message_page(words);
        crate::message_page(
            &MessagePageView { title: "", message: MessageView { room: PRIVATE_ROOM, ..view.message }, ..view },
            words,
        )
    }),
];

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("message_page", state, Surroundings::Page, render)
}

/// The same for somebody who can only read it.
fn reading(view: MessagePageView<'_>) -> MessagePageView<'_> {
    MessagePageView { edit: None, removal: None, ..view }
}

fn removed<'a>(view: &MessagePageView<'a>) -> MessageView<'a> {
    let at = MomentView { at: HELLO.said_at + 120_000, local: Some("14:04") };
    MessageView { text: "", change: Change::Removed { by: ADA, at }, ..view.message.clone() }
}

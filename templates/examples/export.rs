//! A room on somebody's disk.

use super::cast::{
    ADA, GRACE, HARBOUR, HELLO, LONG_NAME, LONG_WORD, MANUAL, MORE, NOOR, RECORDING, SEQ, conversation, today,
};
use super::{Example, Surroundings};
use crate::views::{Change, ExportView, MessageView, MomentView, QuoteView, ReactionKindView, ReplyView};
use crate::words::Words;

pub(super) const EXAMPLES: &[Example] = &[
    page("many", |words| crate::export(&export(today(conversation(), words)), words)),
    page("empty", |words| crate::export(&export(Vec::new()), words)),
    page("answered, edited, removed, reacted to, long words", |words| {
        let at = MomentView { at: HELLO.said_at + 120_000, local: Some("14:04") };
        let quote = QuoteView::Said { author: GRACE, excerpt: "Tea & <b>Cake</b>?" };
        let reply = Some(ReplyView { seq: SEQ, quote });
        let reactions = vec![ReactionKindView { emoji: "🎉", count: 3, names: vec!["Ada"], is_own: false }];
        let messages = vec![
            MessageView { reactions, ..HELLO },
            MessageView { seq: SEQ + 1, reply, change: Change::Edited(at), ..MORE },
            MessageView { seq: SEQ + 2, text: "", change: Change::Removed { by: ADA, at }, ..MORE },
            MessageView { seq: SEQ + 3, author: LONG_NAME, text: LONG_WORD, ..MORE },
        ];
        let view = export(today(messages, words));
        crate::export(&ExportView { next: Some("/r/garden/export.html?after=7"), ..view }, words)
    }),
    page("with files", |words| {
        let alone = MessageView { text: "", files: vec![RECORDING], ..MORE };
        let messages = vec![MessageView { files: vec![HARBOUR, MANUAL], ..HELLO }, alone];
        crate::export(&export(today(messages, words)), words)
    }),
    page("right to left", |words| {
        let message = MessageView { author: NOOR, text: "هل يعمل هذا؟", ..HELLO };
        let view = export(today(vec![message], words));
        crate::export(&ExportView { title: "غرفة الحديقة", topic: "", ..view }, words)
    }),
];

const fn page(state: &'static str, render: fn(&Words) -> maud::Markup) -> Example {
    Example::new("export", state, Surroundings::Page, render)
}

fn export(messages: Vec<MessageView<'static>>) -> ExportView<'static> {
    ExportView {
        title: "Tea & <b>Cake</b>",
        topic: "What grows in our gardens",
        made: "29 November 2026, 14:03",
        messages,
        origin: "https://natter.example",
        next: None,
    }
}

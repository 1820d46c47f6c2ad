//! The log in a frame, for browsers without scripts.

use super::cast::{ADA, HELLO, LINUS, LONG_WORD, NOOR, away, log_frame as view, today};
use super::{Example, Surroundings};
use crate::views::{
    EndingView, HeadView, LocalTimeView, LogFrameView, LogPart, LogPlace, MemberView, MessageListView, MessageView,
    PostingView, PresentMemberView, Role, Status, WayOn,
};
use crate::words::Words;
use crate::{log_frame, log_frame_ending, log_frame_trouble};

/// The frame in every state that it has.
pub(super) const EXAMPLES: &[Example] = &[
    frame("conversation", |words| log_frame(&view(words), words)),
    frame("empty", |words| {
        let messages = MessageListView { messages: Vec::new(), ..view(words).messages };
        log_frame(&LogFrameView { messages, ..view(words) }, words)
    }),
    frame("new messages", |words| {
        let messages = MessageListView { first_new: Some(HELLO.seq + 2), ..view(words).messages };
        log_frame(&LogFrameView { messages, ..view(words) }, words)
    }),
    frame("people", |words| {
        let mut members = view(words).members;
        members.listed.push(PresentMemberView { status: Status::Away, role: Role::Owner, ..away(LINUS) });
        let part = LogPart { members_open: true, ..LogPart::default() };
        log_frame(&LogFrameView { part, members, ..view(words) }, words)
    }),
    frame("new topic, and the reader owns the room", |words| {
        let new_head = Some(HeadView { topic: "Everything that grows", posting: PostingView::FREE, role: Role::Owner });
        log_frame(&LogFrameView { title: "Tea & <b>Cake</b>", new_head, ..view(words) }, words)
    }),
    frame("new name, long words, no topic", |words| {
        let new_head = Some(HeadView {
            topic: "",
            posting: PostingView { read_only: true, slow_mode_s: None },
            role: Role::Guest,
        });
        log_frame(&LogFrameView { title: LONG_WORD, new_head, ..view(words) }, words)
    }),
    frame("new topic, right to left", |words| {
        let new_head = Some(HeadView { topic: "كل ما ينمو", posting: PostingView::FREE, role: Role::Guest });
        log_frame(&LogFrameView { title: "غرفة الحديقة", new_head, ..view(words) }, words)
    }),
    frame("paused", |words| {
        let part = LogPart { paused: true, ..LogPart::default() };
        log_frame(&LogFrameView { part, ..view(words) }, words)
    }),
    frame("earlier messages", |words| {
        let part = LogPart { place: LogPlace::Before(HELLO.seq + 9), ..LogPart::default() };
        let (earlier, later) = (Some(HELLO.seq), Some(HELLO.seq + 9));
        log_frame(&LogFrameView { part, earlier, later, ..view(words) }, words)
    }),
    frame("later messages", |words| {
        let part = LogPart { place: LogPlace::After(HELLO.seq), ..LogPart::default() };
        log_frame(&LogFrameView { part, earlier: Some(HELLO.seq), ..view(words) }, words)
    }),
    frame("at the message of a link", |words| {
        let at = Some(HELLO.seq + 2);
        let part = LogPart { place: LogPlace::Before(HELLO.seq + 9), at, ..LogPart::default() };
        let messages = MessageListView { at, ..view(words).messages };
        log_frame(&LogFrameView { part, messages, later: Some(HELLO.seq + 9), ..view(words) }, words)
    }),
    frame("two days, long words", |words| {
        let name = "AVeryLongNameWithoutAnySpaceInIt";
        let said = |seq, text, day| {
            let local_time = Some(LocalTimeView { clock: "14:02", date: "Nov 23, 2026", day });
            MessageView { seq, text, local_time, author: MemberView { name, ..ADA }, ..HELLO }
        };
        let times = &words.times;
        let messages =
            vec![said(1, "Bundesstraßenverkehrsordnungsänderung", times.yesterday), said(2, "Hello", times.today)];
        let messages = MessageListView { messages, ..view(words).messages };
        log_frame(&LogFrameView { messages, ..view(words) }, words)
    }),
    frame("one message", |words| {
        let messages = MessageListView { messages: today(vec![HELLO], words), ..view(words).messages };
        log_frame(&LogFrameView { messages, ..view(words) }, words)
    }),
    frame("right to left", |words| {
        let said = |text, seq| MessageView { author: NOOR, text, seq, ..HELLO };
        let messages = today(vec![said("هل يعمل هذا؟", 7), said("The word شكرا means thank you.", 8)], words);
        let messages = MessageListView { messages, reader: Some(NOOR.id), ..view(words).messages };
        log_frame(&LogFrameView { messages, me: NOOR, ..view(words) }, words)
    }),
    frame("room deleted", |words| {
        let sentence = words.closes.room_deleted.into();
        log_frame_ending(&EndingView { code: 4004, sentence, way_on: WayOn::FrontPage }, "lobby", words)
    }),
    frame("zone not known", |words| {
        let day = "Monday, November 23, 2026 (UTC)";
        let local_time = Some(LocalTimeView { clock: "14:02", date: "Nov 23, 2026 (UTC)", day });
        let messages = MessageListView { messages: vec![MessageView { local_time, ..HELLO }], ..view(words).messages };
        log_frame(&LogFrameView { messages, ..view(words) }, words)
    }),
    frame("full room", |words| {
        log_frame(&LogFrameView { not_counted: Some(words.refusals.room_full), ..view(words) }, words)
    }),
    frame("left", |words| {
        let view = EndingView { code: 4005, sentence: words.closes.left.into(), way_on: WayOn::JoinAgain };
        log_frame_ending(&view, "lobby", words)
    }),
    frame("trouble", |words| log_frame_trouble(words.problems.internal.advice, words)),
];

const fn frame(state: &'static str, render: fn(&Words) -> maud::Markup) -> Example {
    Example::new("log_frame", state, Surroundings::Page, render)
}

//! Reading frames and pages as the templates write them.

use client::frame::{self, Envelope as Read, Update};
use client::{Message, messages};
use templates::views::{Change, Format, InlineView, MemberView, MessageView, MomentView};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};

use crate::server::{ADA, replace, upsert, view};

const TYPED: &str = "<b id=\"m7\" data-cid=\"x\">&amp; 'so' it goes</b>\n</p></hx-partial> data-version=\"9\" 😀";

fn message(seq: i64) -> Message<'static> {
    Message {
        seq,
        member: ADA,
        cid: "cid-0001",
        text: TYPED.into(),
        reply_to: None,
        quote: "".into(),
        reactions: "".into(),
    }
}

#[test]
fn frame_is_read_as_the_templates_write_it() {
    let mut frame = ServerFrame::default();
    let mut add = |target, swap, version, content: &maud::Markup| {
        frame.add(Envelope { target, swap, version }, content);
    };
    add(Target::MessageList, Swap::Upsert, Some(41), &templates::message(&view(41, ADA, "cid-0001", TYPED), &ENGLISH));
    add(Target::MessageList, Swap::Upsert, None, &templates::join_leave_notice(41, &["Grace"], &[], &ENGLISH));
    add(Target::MessageList, Swap::Upsert, Some(42), &templates::message(&view(42, ADA, "cid-0001", TYPED), &ENGLISH));
    add(Target::OnlineCount, Swap::Replace, None, &templates::online_count(2));
    add(Target::SendStatus("cid-0002"), Swap::Replace, None, &templates::refusal("“So” & so: <no>."));
    add(Target::Pending("cid-0003"), Swap::Delete, None, &maud::html! {});
    add(Target::Refusal, Swap::Replace, None, &templates::refusal("What?"));
    let frame = frame.take();
    assert_eq!(frame::last_version(&frame), Some("42"));
    assert_eq!(
        frame::updates(&frame).unwrap(),
        [
            Update::Refuse { cid: "cid-0002", refusal: "“So” & so: <no>.".into() },
            Update::Confirm { cid: "cid-0003" },
            Update::RefuseFrame { refusal: "What?".into() },
            Update::Upsert(message(41)),
            Update::Upsert(message(42)),
        ]
    );
}

#[test]
fn removed_message_has_no_text() {
    let (seq, by) = (43, MemberView { id: ADA, name: "Ada" });
    let at = MomentView { at: 60_000, local: None };
    let removed = MessageView { change: Change::Removed { by, at }, ..view(seq, ADA, "cid-0001", "") };
    let frame = upsert(&[removed, view(44, ADA, "cid-0001", TYPED)]);
    let tombstone = Message { text: "".into(), ..message(seq) };
    assert_eq!(frame::updates(&frame).unwrap(), [Update::Upsert(tombstone), Update::Upsert(message(44))]);
}

#[test]
fn edited_message_has_its_text_alone() {
    let at = MomentView { at: 60_000, local: None };
    let edited = MessageView { change: Change::Edited(at), ..view(43, ADA, "cid-0001", TYPED) };
    assert_eq!(frame::updates(&upsert(&[edited])).unwrap(), [Update::Upsert(message(43))]);
}

#[test]
fn formatted_message_is_read_as_its_text() {
    use templates::views::BlockView::{Bullets, Code, Paragraph, Quote};
    let strong = InlineView::Strong(vec![InlineView::Text(TYPED)]);
    let line = vec![InlineView::Text("It "), strong.clone(), InlineView::Break, InlineView::Code("is & stays")];
    let several = vec![
        Quote(vec![Paragraph(vec![InlineView::Text("Is it?")])]),
        Code(vec!["</div>", "  <div>"]),
        Bullets(vec![vec![strong], vec![InlineView::Text("two")]]),
        Code(vec![""]),
    ];
    for (blocks, text) in [
        (vec![Paragraph(line)], format!("It {TYPED}\nis & stays")),
        (several, format!("Is it?\n</div>\n  <div>\n{TYPED}\ntwo\n")),
    ] {
        let formatted = MessageView { format: Format::Blocks(blocks), ..view(43, ADA, "cid-0001", "not this") };
        let frame = upsert(&[formatted, view(44, ADA, "cid-0001", TYPED)]);
        let read = Message { text: text.into(), ..message(43) };
        assert_eq!(frame::updates(&frame).unwrap(), [Update::Upsert(read), Update::Upsert(message(44))]);
    }
}

#[test]
fn replaced_log_is_read_whole() {
    let frame = replace([1, 2].map(|seq| view(seq, ADA, "cid-0001", TYPED)).to_vec(), 2);
    assert_eq!(frame::updates(&frame).unwrap(), [Update::ReplaceLog(vec![message(1), message(2)])]);
    assert_eq!(frame::last_version(&frame), Some("2"));
}

#[test]
fn envelope_tells_target_swap_version_and_content() {
    let mut frame = ServerFrame::default();
    frame.add(Envelope { target: Target::OnlineCount, swap: Swap::Replace, version: None }, &maud::html! { "2" });
    frame.add(Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(42) }, &maud::html! { li {} });
    let frame = frame.take();
    let read: Result<Vec<Read>, _> = frame::envelopes(&frame).collect();
    assert_eq!(
        read.unwrap(),
        [
            Read { target: ".count", swap: "innerHTML", version: None, content: "2" },
            Read { target: "#log", swap: "upsert", version: Some("42"), content: "<li></li>" },
        ]
    );
}

#[test]
fn unreadable_frame_is_an_error() {
    for (bad, why) in [
        ("<p>hello</p>", "outside of envelopes stands <p>hello</p>"),
        ("<hx-partial ", "outside of envelopes stands <hx-partial "),
        ("<hx-partial hx-target=\"#log\" hx-swap=\"upsert\"><li", "an envelope does not end"),
        ("<hx-partial hx-target=\"#log\" hx-swap=\"delete\"></hx-partial>", "the log cannot be changed by delete"),
        ("<hx-partial data-version=\"new\"></hx-partial>", "new is no version"),
        (
            "<hx-partial hx-target=\"#log\" hx-swap=\"upsert\"><li id=\"m7\"></li></hx-partial>",
            "message 7 is incomplete: 7\"></li>",
        ),
    ] {
        assert_eq!(frame::updates(bad).unwrap_err().to_string(), why, "{bad}");
    }
    assert_eq!(frame::updates(""), Ok(vec![]));
}

#[test]
fn page_is_read_like_a_frame() {
    let page = upsert(&[view(1, ADA, "cid-0001", TYPED), view(2, ADA, "cid-0001", TYPED)]);
    assert_eq!(messages(&page), Ok(vec![message(1), message(2)]));
}

#[test]
fn length_is_what_a_browser_says() {
    for text in ["", "Hello.", "Grüße", "𝒳 and 👋", "日本語"] {
        assert_eq!(frame::utf16_len(text), text.encode_utf16().count(), "{text}");
    }
}

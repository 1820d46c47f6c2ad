//! Reporting a message, and what becomes of it.

use maud::Markup;

use super::cast::{ADA, GRACE, HELLO, LONG_NAME, LONG_WORD, NOOR, NOTHING, PRIVATE_ROOM, message_page};
use super::{Example, Surroundings};
use crate::views::{
    Change, FieldView, MembersView, MessageView, MomentView, ReportPageView, ReportReason, ReportStep, ReportView,
    ReportedMessageView, ReportsView,
};
use crate::words::Words;

pub(super) const EXAMPLES: &[Example] = &[
    page("report_page", "form", |words| crate::report_page(&form(words), words)),
    page("report_page", "note too long", |words| {
        let problem = (words.reports.note_too_long)(500);
        let note = FieldView { text: LONG_WORD, problem: Some(&problem), suggestion: None };
        crate::report_page(&ReportPageView { reason: ReportReason::Privacy, note, ..form(words) }, words)
    }),
    page("report_page", "sent", |words| {
        crate::report_page(&ReportPageView { step: ReportStep::Sent, ..form(words) }, words)
    }),
    page("report_page", "right to left", |words| {
        let view = form(words);
        let message = MessageView { author: NOOR, text: "هل يعمل هذا؟", ..view.message };
        crate::report_page(&ReportPageView { title: "غرفة الحديقة", message, ..view }, words)
    }),
    page("reports", "nothing", |words| crate::reports(&list(Vec::new()), words)),
    page("reports", "several", |words| {
        let message = message_page(words).message;
        let at = MomentView { at: HELLO.said_at + 120_000, local: Some("14:04") };
        let removed = MessageView { seq: 3, text: "", change: Change::Removed { by: ADA, at }, ..message.clone() };
        let reported = vec![
            ReportedMessageView { seq: message.seq, message: Some(message), reports: vec![by_grace(), by_noor()] },
            ReportedMessageView { seq: 3, message: Some(removed), reports: vec![by_noor()] },
            ReportedMessageView { seq: 2, message: None, reports: vec![by_grace()] },
        ];
        crate::reports(&list(reported), words)
    }),
    page("reports", "of a moderator, refused", |words| {
        let message = message_page(words).message;
        let reported = ReportedMessageView { seq: message.seq, message: Some(message), reports: vec![by_grace()] };
        let problem = Some(words.changes.not_author);
        crate::reports(&ReportsView { may_manage: false, problem, ..list(vec![reported]) }, words)
    }),
    page("reports", "long words, private room", |words| {
        let message = MessageView { author: LONG_NAME, text: LONG_WORD, ..message_page(words).message };
        let report = ReportView { by: LONG_NAME, note: LONG_WORD, ..by_grace() };
        let reported = ReportedMessageView { seq: message.seq, message: Some(message), reports: vec![report] };
        crate::reports(&ReportsView { room: PRIVATE_ROOM, title: "", ..list(vec![reported]) }, words)
    }),
];

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

fn form(words: &Words) -> ReportPageView<'static> {
    let view = message_page(words);
    ReportPageView {
        page: "/r/lobby/m/1/report",
        title: view.title,
        me: view.me,
        members: view.members,
        message: MessageView { author: GRACE, ..view.message },
        reason: ReportReason::Spam,
        note: NOTHING,
        note_max: 500,
        step: ReportStep::Form,
    }
}

fn list(reported: Vec<ReportedMessageView<'static>>) -> ReportsView<'static> {
    ReportsView {
        page: "/r/garden/reports",
        room: "garden",
        title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView::default(),
        may_manage: true,
        reported,
        problem: None,
    }
}

fn by_grace() -> ReportView<'static> {
    let note = "The same in every room.\nIt has been going on for <b>hours</b>.";
    ReportView { by: GRACE, reason: ReportReason::Spam, note, at: HELLO.said_at, local: "Nov 23, 2026 14:02" }
}

fn by_noor() -> ReportView<'static> {
    ReportView { by: NOOR, reason: ReportReason::Harmful, note: "", at: HELLO.said_at, local: "Nov 23, 2026 14:03" }
}

//! What the operator sees of order in all rooms: reports, mutes and bans.

use maud::Markup;

use super::cast::{ADA, GRACE, HELLO, LINUS, LONG_NAME, LONG_WORD, NOOR, PRIVATE_ROOM, SAID_AT, SEQ};
use super::{Example, Surroundings};
use crate::urls;
use crate::views::{
    MemberView, OperatedReportView, OperatedReportsView, OperatedSanctionView, OperatedSanctionsView, ReportReason,
    ReportView, SanctionKind,
};
use crate::words::Words;

pub(super) const EXAMPLES: &[Example] = &[
    page("operator_reports", "many", |words| {
        let by_noor =
            ReportView { by: NOOR, reason: ReportReason::Harassment, note: "أهان الجميع.", ..by_grace() };
        let several = OperatedReportView { reports: vec![by_grace(), by_noor], ..garden() };
        let private = OperatedReportView { room: PRIVATE_ROOM, title: "", ..garden() };
        crate::operator_reports(&OperatedReportsView { has_more: true, ..reports(vec![several, private]) }, words)
    }),
    page("operator_reports", "empty", |words| crate::operator_reports(&reports(Vec::new()), words)),
    page("operator_reports", "long words", |words| {
        let report = ReportView { by: LONG_NAME, note: LONG_WORD, ..by_grace() };
        let one = OperatedReportView { title: LONG_WORD, reports: vec![report], ..garden() };
        crate::operator_reports(&reports(vec![one]), words)
    }),
    page("operator_reports", "refused", |words| {
        let problem = Some(words.problems.room_updating.advice);
        crate::operator_reports(&OperatedReportsView { problem, ..reports(vec![garden()]) }, words)
    }),
    page("operator_reports", "unavailable", |words| {
        crate::operator_reports(&OperatedReportsView { reported: None, ..reports(Vec::new()) }, words)
    }),
    page("operator_sanctions", "many", |words| {
        let (member, decider) = (NOOR, Some(ADA.name));
        let ban = OperatedSanctionView { kind: SanctionKind::Ban, until: None, reason: "", member, decider, ..MUTE };
        let unknown = MemberView { name: "", ..LINUS };
        let private = OperatedSanctionView { room: PRIVATE_ROOM, title: "", member: unknown, ..MUTE };
        let view = OperatedSanctionsView { next: Some("1.garden.a.ban"), ..sanctions(vec![MUTE, ban, private]) };
        crate::operator_sanctions(&view, words)
    }),
    page("operator_sanctions", "empty", |words| crate::operator_sanctions(&sanctions(Vec::new()), words)),
    page("operator_sanctions", "long words", |words| {
        let (member, decider) = (LONG_NAME, Some(LONG_NAME.name));
        let long = OperatedSanctionView { title: LONG_WORD, reason: LONG_WORD, member, decider, ..MUTE };
        crate::operator_sanctions(&OperatedSanctionsView { is_first: false, ..sanctions(vec![long]) }, words)
    }),
    page("operator_sanctions", "refused", |words| {
        let problem = Some(words.problems.room_updating.advice);
        crate::operator_sanctions(&OperatedSanctionsView { problem, ..sanctions(vec![MUTE]) }, words)
    }),
    page("operator_sanctions", "unavailable", |words| {
        crate::operator_sanctions(&OperatedSanctionsView { sanctions: None, ..sanctions(Vec::new()) }, words)
    }),
];

const MUTE: OperatedSanctionView = OperatedSanctionView {
    room: "garden",
    title: "Tea & Cake",
    member: GRACE,
    kind: SanctionKind::Mute,
    until: Some((SAID_AT, "14:04")),
    reason: "Too loud.",
    decider: None,
};

fn sanctions(sanctions: Vec<OperatedSanctionView<'static>>) -> OperatedSanctionsView<'static> {
    let (page, sanctions) = (urls::operator::SANCTIONS, Some(sanctions));
    OperatedSanctionsView { page, sanctions, next: None, is_first: true, problem: None }
}

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

fn reports(reported: Vec<OperatedReportView<'static>>) -> OperatedReportsView<'static> {
    OperatedReportsView { page: urls::operator::REPORTS, reported: Some(reported), has_more: false, problem: None }
}

fn garden() -> OperatedReportView<'static> {
    let by_ada = ReportView { by: ADA, note: "", ..by_grace() };
    OperatedReportView { room: "garden", title: "Tea & Cake", seq: SEQ, reports: vec![by_ada] }
}

fn by_grace() -> ReportView<'static> {
    let note = "Every five minutes, and in every room.";
    ReportView { by: GRACE, reason: ReportReason::Spam, note, at: HELLO.said_at, local: "14:04" }
}

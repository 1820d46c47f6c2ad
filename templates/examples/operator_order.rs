//! What the operator sees of order in all rooms: reports.

use maud::Markup;

use super::cast::{ADA, GRACE, HELLO, LONG_NAME, LONG_WORD, NOOR, PRIVATE_ROOM, SEQ};
use super::{Example, Surroundings};
use crate::urls;
use crate::views::{OperatedReportView, OperatedReportsView, ReportReason, ReportView};
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
];

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

//! What was reported in all rooms, as D1 has it, and what the operator does about it: the room is
//! told, and D1 too, so that the list is right at once.

use room::{Member, Refusal, ReportState, Seq, Slug};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{MemberView, OperatedReportView, OperatedReportsView, ReportView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::{self, Deed};
use crate::db::reports::{self as stored, RoomReport};
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, origin, response};
use crate::kept_form::KeptForm;
use crate::limits::OPERATED_REPORTS;
use crate::local_time::LocalClock;
use crate::room_client::{CLOSE_REPORTS, CloseReportsValue, REMOVE, RoomStub};
use crate::{log, views};

/// What a refusal is about: one of the messages.
const MESSAGE: &str = "message";

/// The fields of the form.
#[derive(Deserialize)]
pub(super) struct CloseForm {
    #[serde(default)]
    room: String,
    /// The place of the message.
    #[serde(default)]
    seq: String,
    /// What is done about its reports: `remove` the message, or what became of them.
    #[serde(default)]
    verdict: String,
}

/// The newest reports, and whether there are more. None if D1 does not answer, which is logged.
pub(super) async fn newest(env: &Env) -> Option<(Vec<RoomReport>, bool)> {
    let read = stored::open_reports(env, OPERATED_REPORTS + 1).await;
    let mut reports =
        read.inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() }))).ok()?;
    let has_more = reports.len() > OPERATED_REPORTS;
    reports.truncate(OPERATED_REPORTS);
    Some((reports, has_more))
}

/// Shows them.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let clock = LocalClock::of(request, words);
    page(200, env, (origin::within(&request.inner().url()), &form), &clock, words).await
}

/// Does what a form says, and shows the rest.
pub(super) async fn close(request: Request, env: &Env, operator: Operator, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let (place, mut form) = (urls::operator::REPORTS, KeptForm::default());
    form.refuse(MESSAGE, carry_out(env, operator, &form::read(request).await?).await?.err());
    match form.answered(&headers, &url, place)? {
        Some(response) => Ok(response),
        None => page(form.status(), env, (place, &form), &clock, words).await,
    }
}

/// Closes the reports of a message. The inner result is the room's, or says what was wrong with
/// the form.
pub(super) async fn carry_out(env: &Env, operator: Operator, form: &CloseForm) -> Result<Result<(), Refusal>, Problem> {
    let (Ok(slug), Ok(seq)) = (Slug::parse(&form.room), form.seq.parse::<Seq>()) else {
        return Ok(Err(Refusal::Malformed));
    };
    let state = match form.verdict.as_str() {
        "remove" | "resolve" => ReportState::Resolved,
        "dismiss" => ReportState::Dismissed,
        _ => return Ok(Err(Refusal::Malformed)),
    };
    let room = RoomStub::of(env, &slug)?;
    if form.verdict == "remove" {
        match room.change(REMOVE, Member::operator(), seq).await? {
            Ok(()) => actions::record(env, operator, Deed::RemovedMessage, Some(&slug), &seq.to_string()).await,
            // Somebody was faster, or it was too old: what is left are its reports.
            Err(Refusal::NoSuchMessage | Refusal::MessageRemoved) => {}
            refused => return Ok(refused),
        }
    }
    let closed = room.change(CLOSE_REPORTS, Member::operator(), CloseReportsValue { seq, state }).await?;
    if closed.is_ok() {
        if let Err(error) = stored::close(env, &slug, seq, state).await {
            log::warn("reports_not_shipped", json!({ "room": slug.log_label(), "error": error.to_string() }));
        }
        actions::record(env, operator, Deed::ClosedReports, Some(&slug), &seq.to_string()).await;
    }
    Ok(closed)
}

async fn page(
    status: u16,
    env: &Env,
    (page, form): (&str, &KeptForm),
    clock: &LocalClock<'_>,
    words: &Words,
) -> Result<Response, Problem> {
    let newest = newest(env).await;
    let dates: Vec<String> =
        newest.iter().flat_map(|(reports, _)| reports).map(|it| clock.date_and_time(it.report.at)).collect();
    let problem = form.problem(MESSAGE, words);
    let view = OperatedReportsView {
        page,
        reported: newest.as_ref().map(|(reports, _)| by_message(reports, &dates)),
        has_more: newest.as_ref().is_some_and(|(_, has_more)| *has_more),
        problem: problem.as_deref(),
    };
    let status = if view.reported.is_some() { status } else { 503 };
    Ok(response::html_response(status, &templates::operator_reports(&view, words))?)
}

/// The message that was reported last comes first, with all that was said of it.
fn by_message<'a>(reports: &'a [RoomReport], dates: &'a [String]) -> Vec<OperatedReportView<'a>> {
    let mut reported: Vec<OperatedReportView> = Vec::new();
    for (RoomReport { room, title, report }, local) in reports.iter().zip(dates) {
        let view = ReportView {
            by: MemberView { id: report.member.as_str(), name: report.name.as_str() },
            reason: views::report_reason(report.reason),
            note: &report.note,
            at: report.at,
            local,
        };
        match reported.iter_mut().find(|known| known.room == room.as_str() && known.seq == report.seq) {
            Some(known) => known.reports.push(view),
            None => {
                reported.push(OperatedReportView { room: room.as_str(), title, seq: report.seq, reports: vec![view] })
            }
        }
    }
    reported
}

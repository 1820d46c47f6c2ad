//! What the operator knows of order in all rooms, for programs: reports.

use serde::Serialize;
use serde_json::json;
use worker::{Env, Request, Response};

use crate::db::reports::RoomReport;
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, response};
use crate::operate::reports;

#[derive(Serialize)]
struct Reports<'a> {
    reports: Vec<ReportEntry<'a>>,
    /// Whether there are more than these.
    more: bool,
}

#[derive(Serialize)]
struct ReportEntry<'a> {
    room: &'a str,
    title: &'a str,
    /// The place of the message.
    seq: i64,
    /// Who reported it.
    member: &'a str,
    name: &'a str,
    reason: &'static str,
    note: &'a str,
    at: String,
}

/// The newest reports that nobody has looked at.
pub(super) async fn reports(env: &Env) -> Result<Response, Problem> {
    let (reports, more) = reports::newest(env).await.ok_or(Problem::DirectoryUnavailable)?;
    let reports = reports.iter().map(report).collect();
    Ok(response::json_response(200, &Reports { reports, more })?)
}

fn report(RoomReport { room, title, report }: &RoomReport) -> ReportEntry<'_> {
    ReportEntry {
        room: room.as_str(),
        title,
        seq: report.seq,
        member: report.member.as_str(),
        name: report.name.as_str(),
        reason: report.reason.as_str(),
        note: &report.note,
        at: templates::timestamp(report.at),
    }
}

/// Closes the reports of a message.
pub(super) async fn close_reports(request: Request, env: &Env, operator: Operator) -> Result<Response, Problem> {
    reports::carry_out(env, operator, &form::read(request).await?).await??;
    done()
}

fn done() -> Result<Response, Problem> {
    Ok(response::json_response(200, &json!({ "done": true }))?)
}

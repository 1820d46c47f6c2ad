//! What the operator knows of order in all rooms, for programs: reports, mutes and bans.

use serde::Serialize;
use serde_json::json;
use templates::urls;
use worker::{Env, Request, Response};

use crate::db::listing_decisions as stored;
use crate::db::reports::RoomReport;
use crate::db::sanctions::RoomSanction;
use crate::directory::ListingDecision;
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, response};
use crate::log;
use crate::operate::reports;
use crate::operate::sanctions::{self, SanctionsPage};

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

#[derive(Serialize)]
struct Sanctions<'a> {
    sanctions: Vec<SanctionEntry<'a>>,
    next: Option<String>,
}

#[derive(Serialize)]
struct SanctionEntry<'a> {
    room: &'a str,
    title: &'a str,
    member: &'a str,
    name: &'a str,
    kind: &'static str,
    /// RFC 3339, UTC; none: for good.
    until: Option<String>,
    reason: &'a str,
    /// Who decided it.
    by: &'a str,
    by_name: &'a str,
    at: String,
}

/// What was decided about rooms on the list of rooms.
pub(super) async fn listing_decisions(env: &Env) -> Result<Response, Problem> {
    let decided = stored::all(env).await.map_err(|error| {
        log::warn("operator_page_unavailable", json!({ "error": error.to_string() }));
        Problem::DirectoryUnavailable
    })?;
    let entry = |(room, decided): &'_ (String, ListingDecision)| {
        let ListingDecision { is_off: off, hides_topic, is_picked: picked } = *decided;
        json!({ "room": room, "off": off, "hides_topic": hides_topic, "picked": picked })
    };
    let decisions: Vec<_> = decided.iter().map(entry).collect();
    Ok(response::json_response(200, &json!({ "decisions": decisions }))?)
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

/// Who is muted or banned.
pub(super) async fn sanctions(request: &Request, env: &Env) -> Result<Response, Problem> {
    let SanctionsPage { sanctions, next, .. } = sanctions::page(request, env).await?;
    let sanctions = sanctions.ok_or(Problem::DirectoryUnavailable)?;
    let next = next.map(|next| format!("{}/sanctions?after={}", urls::operator::API, next.to_text()));
    let sanctions = sanctions.iter().map(sanction).collect();
    Ok(response::json_response(200, &Sanctions { sanctions, next })?)
}

fn sanction(RoomSanction { room, title, named }: &RoomSanction) -> SanctionEntry<'_> {
    let sanction = &named.sanction;
    SanctionEntry {
        room: room.as_str(),
        title,
        member: sanction.member.as_str(),
        name: &named.name,
        kind: sanction.kind.name(),
        until: sanction.until.map(templates::timestamp),
        reason: sanction.reason.as_str(),
        by: sanction.by.as_str(),
        by_name: &named.decider,
        at: templates::timestamp(sanction.at),
    }
}

fn done() -> Result<Response, Problem> {
    Ok(response::json_response(200, &json!({ "done": true }))?)
}

//! What was reported in a room, for those who keep order in it.

use std::collections::BTreeSet;

use room::{Member, Message, Refusal, Report, ReportState, Seq, Slug};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{MemberView, ReportView, ReportedMessageView, ReportsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actor::Actor;
use crate::http::error::{Expected, Problem};
use crate::http::{form, origin, response};
use crate::kept_form::KeptForm;
use crate::local_time::LocalClock;
use crate::operate::actions::{self, Deed};
use crate::room_client::{CLOSE_REPORTS, CloseReportsValue, REMOVE, ReportsAnswer, RoomStub};
use crate::{db, log, views};

/// What a refusal is about: one of the messages.
const MESSAGE: &str = "message";

#[derive(Deserialize)]
struct CloseForm {
    /// The place of the message.
    #[serde(default)]
    seq: String,
    /// What is done about its reports: `remove` the message, or what became of them.
    #[serde(default)]
    verdict: String,
}

/// Shows the list.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let me = Actor::keeping_order(request.headers(), &url, env)?.member_in(slug)?;
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let clock = LocalClock::of(request, words);
    page(env, (origin::within(&url), slug), &me, (200, &form), &clock, words).await
}

/// Does something about the reports of a message, and shows the rest.
pub(crate) async fn close(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let actor = Actor::keeping_order(&headers, &url, env)?;
    let me = actor.member_in(slug)?;
    let CloseForm { seq, verdict } = form::read(request).await?;
    let seq: Seq = seq.parse().map_err(|_| Problem::Unreadable(Expected::FormFields))?;
    let (room, path) = (RoomStub::of(env, slug)?, urls::reports(slug.as_str()));
    let removed = match verdict.as_str() {
        "remove" => room.change(REMOVE, me.clone(), seq).await?,
        _ => Ok(()),
    };
    let state = if verdict == "dismiss" { ReportState::Dismissed } else { ReportState::Resolved };
    let outcome = match removed {
        Ok(()) => room.change(CLOSE_REPORTS, me.clone(), CloseReportsValue { seq, state }).await?,
        refused => refused,
    };
    if let (Ok(()), Some(operator)) = (&outcome, actor.operator()) {
        actions::record(env, operator, Deed::ClosedReports, Some(slug), &seq.to_string()).await;
    }
    let mut form = KeptForm::default();
    form.refuse(MESSAGE, outcome.err());
    match form.answered(&headers, &url, &path)? {
        Some(response) => Ok(response),
        None => page(env, (&path, slug), &me, (form.status(), &form), &clock, words).await,
    }
}

async fn page(
    env: &Env,
    (page, slug): (&str, &Slug),
    me: &Member,
    (status, form): (u16, &KeptForm),
    clock: &LocalClock<'_>,
    words: &Words,
) -> Result<Response, Problem> {
    let ReportsAnswer { room, reports, messages } = RoomStub::of(env, slug)?.reports(me).await?;
    if let Some(refusal) = room.access_denied {
        return Err(refusal.into());
    }
    if !room.role.may_moderate() {
        return Err(Refusal::NotModerator.into());
    }
    let messages = with_archived(env, slug, &reports, messages).await;
    let times = clock.times(&messages);
    let shown = views::messages(&messages, &times, views::Log { room: slug.as_str(), quotes: &[], reactions: &[] });
    let dates: Vec<String> = reports.iter().map(|report| clock.date_and_time(report.at)).collect();
    // The message that was reported last comes first.
    let mut reported: Vec<ReportedMessageView> = Vec::new();
    for (report, date) in reports.iter().zip(&dates) {
        let view = ReportView {
            by: MemberView { id: report.member.as_str(), name: report.name.as_str() },
            reason: views::report_reason(report.reason),
            note: &report.note,
            at: report.at,
            local: date,
        };
        match reported.iter_mut().find(|known| known.seq == report.seq) {
            Some(known) => known.reports.push(view),
            None => {
                let message = shown.iter().find(|message| message.seq == report.seq).cloned();
                reported.push(ReportedMessageView { seq: report.seq, message, reports: vec![view] });
            }
        }
    }
    let problem = form.problem(MESSAGE, words);
    let view = ReportsView {
        page,
        room: slug.as_str(),
        title: room.settings.title.as_str(),
        me: views::member_view(me),
        members: views::members(&room.listed_members, room.online_count),
        may_manage: room.role.may_manage(),
        reported,
        problem: problem.as_deref(),
    };
    Ok(response::html_response(status, &templates::reports(&view, words))?)
}

/// Adds the messages that only the archive has. Without D1 they are only said to be reported.
async fn with_archived(env: &Env, slug: &Slug, reports: &[Report], mut messages: Vec<Message>) -> Vec<Message> {
    let mut missing: BTreeSet<Seq> = reports.iter().map(|report| report.seq).collect();
    missing.retain(|seq| messages.iter().all(|message| message.seq != *seq));
    if !missing.is_empty() {
        match async { db::Archive::of(env)?.at(slug, &missing).await }.await {
            Ok(archived) => messages.extend(archived),
            Err(error) => log::warn("history_unavailable", json!({ "error": error.to_string() })),
        }
    }
    messages.sort_by_key(|message| message.seq);
    messages
}

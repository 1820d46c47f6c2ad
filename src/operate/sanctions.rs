//! Who is muted or banned in all rooms, as D1 has it, and how the operator lifts one: the room is
//! told, and D1 too, so that the list is right at once.

use room::{Member, MemberId, Refusal, SanctionKind, Slug};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{self, MemberView, OperatedSanctionView, OperatedSanctionsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::{self, Deed};
use crate::db::sanctions::{self as stored, Place, RoomSanction};
use crate::http::error::{Expected, Problem};
use crate::http::operator::Operator;
use crate::http::{form, origin, query, response};
use crate::kept_form::KeptForm;
use crate::limits::OPERATED_SANCTIONS;
use crate::local_time::LocalClock;
use crate::log;
use crate::pages::person::{self, Order};
use crate::room_client::RoomStub;
use crate::route::PersonAction;

/// What a refusal is about: one of them.
const PERSON: &str = "person";

#[derive(Deserialize)]
struct SanctionsQuery {
    after: Option<String>,
}

#[derive(Deserialize)]
struct LiftForm {
    #[serde(default)]
    room: String,
    #[serde(default)]
    member: String,
    #[serde(default)]
    kind: String,
}

/// A page of them.
pub(super) struct SanctionsPage {
    /// The latest first; none if D1 does not answer, which is logged.
    pub(super) sanctions: Option<Vec<RoomSanction>>,
    /// Where the next ones begin.
    pub(super) next: Option<Place>,
    is_first: bool,
}

/// Those after the place that a request names.
pub(super) async fn page(request: &Request, env: &Env) -> Result<SanctionsPage, Problem> {
    let SanctionsQuery { after } = query::read(request, Expected::QueryFields)?;
    let after = match after {
        Some(after) => Place::parse(&after).ok_or(Problem::Unreadable(Expected::QueryFields))?,
        None => Place::start(),
    };
    Ok(page_after(env, &after).await)
}

async fn page_after(env: &Env, after: &Place) -> SanctionsPage {
    let is_first = *after == Place::start();
    match stored::page(env, after, OPERATED_SANCTIONS).await {
        Ok((sanctions, next)) => SanctionsPage { sanctions: Some(sanctions), next, is_first },
        Err(error) => {
            log::warn("operator_page_unavailable", json!({ "error": error.to_string() }));
            SanctionsPage { sanctions: None, next: None, is_first }
        }
    }
}

/// Shows them.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let (clock, url) = (LocalClock::of(request, words), request.inner().url());
    answer(200, &page(request, env).await?, (origin::within(&url), &form), &clock, words)
}

/// Lifts one, and shows the rest.
pub(super) async fn lift(request: Request, env: &Env, operator: Operator, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let (place, mut form) = (urls::operator::SANCTIONS, KeptForm::default());
    form.refuse(PERSON, carry_out(env, operator, &form::read(request).await?).await?.err());
    match form.answered(&headers, &url, place)? {
        Some(response) => Ok(response),
        None => answer(form.status(), &page_after(env, &Place::start()).await, (place, &form), &clock, words),
    }
}

async fn carry_out(env: &Env, operator: Operator, form: &LiftForm) -> Result<Result<(), Refusal>, Problem> {
    let parsed = (Slug::parse(&form.room), MemberId::parse(&form.member), SanctionKind::from_name(&form.kind));
    let (Ok(slug), Ok(member), Some(kind)) = parsed else { return Ok(Err(Refusal::Malformed)) };
    let action = match kind {
        SanctionKind::Mute => PersonAction::Unmute,
        SanctionKind::Ban => PersonAction::Unban,
    };
    let (room, nothing) = (RoomStub::of(env, &slug)?, Order { term: "", reason: "" });
    let lifted = match person::carry_out(&room, Member::operator(), &member, action, nothing).await {
        Err(Problem::Refused(refusal)) => Err(refusal),
        outcome => outcome?,
    };
    if lifted.is_ok() {
        if let Err(error) = stored::lift(env, &slug, &member, kind).await {
            log::warn("sanctions_not_shipped", json!({ "room": slug.log_label(), "error": error.to_string() }));
        }
        actions::record(env, operator, Deed::of(action), Some(&slug), member.as_str()).await;
    }
    Ok(lifted)
}

fn answer(
    status: u16,
    shown: &SanctionsPage,
    (page, form): (&str, &KeptForm),
    clock: &LocalClock<'_>,
    words: &Words,
) -> Result<Response, Problem> {
    let SanctionsPage { sanctions, next, is_first } = shown;
    let ends: Vec<Option<String>> =
        sanctions.iter().flatten().map(|it| it.named.sanction.until.map(|until| clock.date_and_time(until))).collect();
    let (problem, next) = (form.problem(PERSON, words), next.as_ref().map(Place::to_text));
    let view = OperatedSanctionsView {
        page,
        sanctions: sanctions.as_ref().map(|sanctions| sanctions.iter().zip(&ends).map(row).collect()),
        next: next.as_deref(),
        is_first: *is_first,
        problem: problem.as_deref(),
    };
    let status = if view.sanctions.is_some() { status } else { 503 };
    Ok(response::html_response(status, &templates::operator_sanctions(&view, words))?)
}

fn row<'a>(
    (RoomSanction { room, title, named }, ends): (&'a RoomSanction, &'a Option<String>),
) -> OperatedSanctionView<'a> {
    let sanction = &named.sanction;
    OperatedSanctionView {
        room: room.as_str(),
        title,
        member: MemberView { id: sanction.member.as_str(), name: &named.name },
        kind: match sanction.kind {
            SanctionKind::Mute => views::SanctionKind::Mute,
            SanctionKind::Ban => views::SanctionKind::Ban,
        },
        until: sanction.until.zip(ends.as_deref()),
        reason: sanction.reason.as_str(),
        decider: (!sanction.by.is_operator()).then_some(&*named.decider),
    }
}

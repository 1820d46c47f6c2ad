//! The page of one room, and what its forms do. The room is asked, so it wakes.

use room::{Member, PresentMember, Refusal, Slug};
use serde_json::json;
use templates::urls;
use templates::views::{FieldView, MemberView, OperatedMessageView, OperatedRoomView, RoomListingView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::{self, RoomForm};
use super::rooms;
use crate::db::listing_decisions;
use crate::directory::ListingDecision;
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, origin, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::OPERATED_MESSAGES;
use crate::local_time::LocalClock;
use crate::log;
use crate::room_client::{RoomStub, Snapshot, SnapshotRequest};
use crate::room_index::Access;
use crate::route::RoomAction;

/// Where a refusal stands that belongs to no field.
const ROOM: &str = "room";

/// Shows it.
pub(super) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let local = LocalClock::of(request, words);
    let url = request.inner().url();
    page(200, env, slug, (origin::within(&url), &form), &local, words).await
}

/// Does what a form says, and shows the page again.
pub(super) async fn change(
    request: Request,
    env: &Env,
    operator: Operator,
    (slug, action): (&Slug, RoomAction),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let local = LocalClock::of(&request, words);
    let fields: RoomForm = form::read(request).await?;
    let place = urls::operator::room(slug.as_str());
    let mut form = KeptForm::typed(&[("reason", &fields.reason), ("confirm", &fields.confirm)]);
    let is_confirmed = action != RoomAction::Delete || is_confirmed(&fields.confirm, slug, words);
    let outcome = if is_confirmed {
        actions::change_room(env, operator, slug, action, &fields).await?
    } else {
        Err(Refusal::NotConfirmed)
    };
    let Err(refusal) = outcome else {
        let response = response::see_other(if action == RoomAction::Delete { urls::operator::ROOMS } else { &place })?;
        kept_form::clear(&headers, &response, &url, &place)?;
        return Ok(response);
    };
    let field = match action {
        RoomAction::Close => "reason",
        RoomAction::Delete => "confirm",
        RoomAction::Reopen | RoomAction::Unlist | RoomAction::Remove | RoomAction::List => ROOM,
    };
    form.refuse(field, Some(refusal));
    match form.see_other(&headers, &url, &urls::kept(&place))? {
        Some(response) => Ok(response),
        None => page(form.status(), env, slug, (&place, &form), &local, words).await,
    }
}

/// The word that the page asks for, or the address.
fn is_confirmed(typed: &str, slug: &Slug, words: &Words) -> bool {
    let typed = typed.trim();
    typed.to_lowercase() == words.settings.delete.to_lowercase() || typed == slug.as_str()
}

/// What the operator reads of a room, and who else keeps out.
pub(super) async fn snapshot(env: &Env, slug: &Slug, messages: usize) -> Result<Snapshot, Problem> {
    let request = SnapshotRequest::of(Some(&Member::operator()), None, messages);
    let snapshot = RoomStub::of(env, slug)?.snapshot(&request).await?;
    match snapshot.access_denied {
        Some(refusal) => Err(refusal.into()),
        None if snapshot.is_new => Err(Problem::NotFound),
        None => Ok(snapshot),
    }
}

async fn page(
    status: u16,
    env: &Env,
    slug: &Slug,
    (page, form): (&str, &KeptForm),
    local: &LocalClock<'_>,
    words: &Words,
) -> Result<Response, Problem> {
    let shown = snapshot(env, slug, OPERATED_MESSAGES).await?;
    let times: Vec<String> = shown.messages.iter().map(|message| local.date_and_time(message.said_at)).collect();
    let messages = shown.messages.iter().zip(&times).filter(|(message, _)| message.removal.is_none());
    let messages = messages.map(|(message, time)| OperatedMessageView {
        seq: message.seq,
        author: MemberView { id: message.member.as_str(), name: message.name.as_str() },
        text: message.body.as_str(),
        time,
        said_at: message.said_at,
    });
    let problem = |field| form.problem(field, words);
    let [reason_problem, confirm_problem, room_problem] = ["reason", "confirm", ROOM].map(problem);
    let reason = FieldView {
        text: form.text("reason").unwrap_or_default(),
        problem: reason_problem.as_deref(),
        suggestion: None,
    };
    let confirm = FieldView {
        text: form.text("confirm").unwrap_or_default(),
        problem: confirm_problem.as_deref(),
        suggestion: None,
    };
    let closed = shown.settings.closed.as_str();
    let decision = if slug.is_private() { None } else { decided(env, slug).await };
    let view = OperatedRoomView {
        page,
        room: slug.as_str(),
        title: shown.settings.title.as_str(),
        topic: shown.settings.topic.as_str(),
        access: rooms::access(Access::of(&shown.settings, slug), slug.is_private()),
        closed: (!closed.is_empty()).then_some(closed),
        listing: decision.map(|ListingDecision { is_off, hides_topic, is_picked }| RoomListingView {
            is_off,
            hides_topic,
            is_picked,
        }),
        people: shown.listed_members.iter().map(member).collect(),
        online_count: shown.online_count,
        messages: messages.rev().collect(),
        reason,
        confirm,
        problem: room_problem.as_deref(),
    };
    Ok(response::html_response(status, &templates::operator_room(&view, words))?)
}

/// What was decided about the room on the list of rooms. None if D1 does not answer: nothing can be
/// decided then either.
async fn decided(env: &Env, slug: &Slug) -> Option<ListingDecision> {
    let decided = listing_decisions::decided(env, slug).await;
    decided.inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() }))).ok()
}

fn member(PresentMember { member, .. }: &PresentMember) -> MemberView<'_> {
    MemberView { id: member.id.as_str(), name: member.name.as_str() }
}

//! The page with everybody who is in a room, and for moderators with everybody who is muted or
//! banned.

use room::Slug;
use templates::views::PeopleView;
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actor::Actor;
use crate::http::error::Problem;
use crate::http::{origin, response};
use crate::room_client::{PersonRequest, RoomStub};
use crate::views;

/// Shows it.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let actor = Actor::keeping_order(request.headers(), &url, env)?;
    let me = actor.member_in(slug)?;
    let answer = RoomStub::of(env, slug)?.people(&PersonRequest::of(&me, "", None)).await?;
    if let Some(refusal) = answer.room.access_denied {
        return Err(refusal.into());
    }
    let sanctions = answer.sanctions.iter().map(views::sanction).collect();
    let view = PeopleView {
        page: origin::within(&url),
        room: slug.as_str(),
        title: answer.room.settings.title.as_str(),
        me: views::member_view(&me),
        members: views::members(&answer.room.listed_members, answer.room.online_count),
        sanctions: answer.room.role.may_moderate().then_some(sanctions),
    };
    Ok(response::html_response(200, &templates::people(&view, words))?)
}

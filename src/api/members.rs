//! Members who are in a room.

use room::{Attention, Millis, Person, Roll, Slug};
use serde::Serialize;
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::call::RoomStub;
use crate::http::error::Problem;

#[derive(Serialize)]
struct MembersPage<'a> {
    room: &'a str,
    /// Everybody who is here, told below or not.
    count: usize,
    /// In the order in which they came.
    users: Vec<PresentMember<'a>>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct PresentMember<'a> {
    place: Millis,
    member: &'a str,
    name: &'a str,
    /// Whether nobody has looked at any of their pages for a while.
    away: bool,
}

/// Who is in a room: the first who came, or those before or after a place.
pub(crate) async fn members(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let Roll { people, here, next } = RoomStub::of(env, slug)?.roll(page::query(request)?).await??;
    let next = next.map(|next| page::link(&urls::api_members(slug.as_str()), next));
    let users = people.iter().map(present_member).collect();
    page::page_response(
        &MembersPage { room: slug.as_str(), count: here, users, next: next.as_deref() },
        next.as_deref(),
    )
}

fn present_member((place, Person { member, attention }): &(Millis, Person)) -> PresentMember<'_> {
    let away = *attention == Attention::Away;
    PresentMember { place: *place, member: member.id.as_str(), name: member.name.as_str(), away }
}

//! Members who are in a room.

use room::{Millis, Slug, Status};
use serde::Serialize;
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::http::error::Problem;
use crate::room_client::RoomStub;

#[derive(Serialize)]
struct MembersPage<'a> {
    room: &'a str,
    /// How many are here, on this page or not.
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

/// Answers with the members who are here: the first who came, or those before or after a place.
pub(crate) async fn members(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let room::MembersPage { members, online_count, next } =
        RoomStub::of(env, slug)?.members_page(page::query(request)?).await??;
    let next = next.map(|next| page::link(&urls::api_members(slug.as_str()), next));
    let users = members.iter().map(present_member).collect();
    page::page_response(
        &MembersPage { room: slug.as_str(), count: online_count, users, next: next.as_deref() },
        next.as_deref(),
    )
}

fn present_member(
    (place, room::PresentMember { member, status, role: _ }): &(Millis, room::PresentMember),
) -> PresentMember<'_> {
    let away = *status == Status::Away;
    PresentMember { place: *place, member: member.id.as_str(), name: member.name.as_str(), away }
}

//! Who is in a room.

use room::{Attention, Millis, Person, Roll, Slug};
use serde::Serialize;
use worker::{Env, Request, Response};

use super::{link, span, tell};
use crate::call::RoomStub;
use crate::http::error::Problem;

#[derive(Serialize)]
struct Users<'a> {
    room: &'a str,
    /// Everybody who is here, told below or not.
    count: usize,
    /// In the order in which they came.
    users: Vec<User<'a>>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct User<'a> {
    place: Millis,
    member: &'a str,
    name: &'a str,
    /// Whether nobody has looked at any of their pages for a while.
    away: bool,
}

/// Who is in a room: the first who came, or those before or after a place.
pub(crate) async fn users(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let Roll { people, here, next } = RoomStub::of(env, slug)?.roll(span(request)?).await??;
    let next = next.map(|next| link(slug, "users", next));
    let users = people.iter().map(user).collect();
    tell(&Users { room: slug.as_str(), count: here, users, next: next.as_deref() }, next.as_deref())
}

fn user((place, Person { member, attention }): &(Millis, Person)) -> User<'_> {
    let away = *attention == Attention::Away;
    User { place: *place, member: member.id.as_str(), name: member.name.as_str(), away }
}

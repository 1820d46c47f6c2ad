//! What programs are told: JSON, described in `docs/api.md`.

use room::{Seq, Slug, limits};
use serde::{Deserialize, Serialize};
use worker::{Env, Request, Response};

use crate::call::{Ask, Earlier, RoomStub, Snapshot};
use crate::problem::Problem;
use crate::{answer, history, query};

#[derive(Serialize)]
struct Users<'a> {
    room: &'a str,
    /// How many are here; `users` names the first hundred.
    count: usize,
    users: Vec<User<'a>>,
}

#[derive(Serialize)]
struct User<'a> {
    member: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct History<'a> {
    room: &'a str,
    /// Oldest first.
    messages: Vec<Said<'a>>,
    /// Where the messages before these are, if there are any.
    earlier: Option<String>,
}

#[derive(Serialize)]
struct Said<'a> {
    seq: Seq,
    member: &'a str,
    name: &'a str,
    text: &'a str,
    /// RFC 3339, UTC.
    said_at: String,
}

#[derive(Deserialize)]
struct Part {
    limit: Option<usize>,
    before: Option<Seq>,
}

/// Who is in a room.
pub(crate) async fn users(env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let snapshot = RoomStub::of(env, slug)?.snapshot(&Ask::of(None, None, 0)).await?;
    open(&snapshot)?;
    let users = snapshot.people.iter().map(|m| User { member: m.id.as_str(), name: m.name.as_str() }).collect();
    Ok(answer::json(200, &Users { room: slug.as_str(), count: snapshot.here, users })?)
}

/// Programs have no session: what is closed to anybody is closed to them.
fn open(snapshot: &Snapshot) -> Result<(), Problem> {
    snapshot.barred.clone().map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// What was said in a room: the newest messages, or those before a place.
pub(crate) async fn history(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    const ASK: &str = "Ask with limit, a number from 1 to 100, and before, the seq of a message, or with neither.";
    let Part { limit, before } = query::read(request, ASK)?;
    let limit = limit.unwrap_or(limits::PAGE_MESSAGES);
    if !(1..=limits::HISTORY_MAX_MESSAGES).contains(&limit) {
        return Err(Problem::Unreadable(ASK));
    }
    let snapshot = history::read(env, slug, &Ask::of(None, before, limit)).await?;
    open(&snapshot)?;
    let first = snapshot.messages.first().map(|first| first.seq);
    let earlier = first
        .filter(|_| snapshot.earlier != Earlier::Nowhere)
        .map(|seq| format!("/api/rooms/{slug}/history?limit={limit}&before={seq}"));
    let messages = snapshot
        .messages
        .iter()
        .map(|m| Said {
            seq: m.seq,
            member: m.member.as_str(),
            name: m.name.as_str(),
            text: m.body.as_str(),
            said_at: templates::timestamp(m.said_at),
        })
        .collect();
    Ok(answer::json(200, &History { room: slug.as_str(), messages, earlier })?)
}

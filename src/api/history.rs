//! What was said in a room.

use room::{Message, Seq, Slug};
use serde::Serialize;
use worker::{Env, Request, Response};

use super::{link, span, tell};
use crate::history::{self, Stretch};
use crate::http::error::Problem;

#[derive(Serialize)]
struct History<'a> {
    room: &'a str,
    /// Oldest first.
    messages: Vec<Said<'a>>,
    next: Option<&'a str>,
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

/// What was said in a room: the newest messages, or those before or after a place.
pub(crate) async fn history(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let Stretch { messages, next } = history::stretch(env, slug, span(request)?).await?;
    let next = next.map(|next| link(slug, "history", next));
    let messages = messages.iter().map(Said::of).collect();
    tell(&History { room: slug.as_str(), messages, next: next.as_deref() }, next.as_deref())
}

impl<'a> Said<'a> {
    fn of(message: &'a Message) -> Self {
        Self {
            seq: message.seq,
            member: message.member.as_str(),
            name: message.name.as_str(),
            text: message.body.as_str(),
            said_at: templates::timestamp(message.said_at),
        }
    }
}

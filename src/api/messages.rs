//! Messages of a room.

use room::{Seq, Slug};
use serde::Serialize;
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::history::{self, HistoryPage};
use crate::http::error::Problem;

#[derive(Serialize)]
struct MessagesPage<'a> {
    room: &'a str,
    /// Oldest first.
    messages: Vec<Message<'a>>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct Message<'a> {
    seq: Seq,
    member: &'a str,
    name: &'a str,
    text: &'a str,
    /// RFC 3339, UTC.
    said_at: String,
}

/// Answers with messages of a room: the newest, or those before or after a place.
pub(crate) async fn messages(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let HistoryPage { messages, next } = history::page(env, slug, page::query(request)?).await?;
    let next = next.map(|next| page::link(&urls::api_messages(slug.as_str()), next));
    let messages = messages.iter().map(Message::of).collect();
    page::page_response(&MessagesPage { room: slug.as_str(), messages, next: next.as_deref() }, next.as_deref())
}

impl<'a> Message<'a> {
    fn of(message: &'a room::Message) -> Self {
        Self {
            seq: message.seq,
            member: message.member.as_str(),
            name: message.name.as_str(),
            text: message.body.as_str(),
            said_at: templates::timestamp(message.said_at),
        }
    }
}

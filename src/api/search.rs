//! A search in a room.

use room::{Message, PageQuery, SearchQuery, Seq, Slug};
use serde::{Deserialize, Serialize};
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::clock;
use crate::http::error::{Expected, Problem};
use crate::http::query;
use crate::room_client::SearchRequest;
use crate::search::{self, Coverage, SearchResults};

#[derive(Deserialize)]
struct Fields {
    /// What is searched for, as people type it.
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct FoundPage<'a> {
    room: &'a str,
    /// Newest first.
    messages: Vec<FoundMessage<'a>>,
    /// How much of what was ever said was searched.
    searched: Searched,
    next: Option<&'a str>,
}

/// A message, without how people reacted to it.
#[derive(Serialize)]
struct FoundMessage<'a> {
    seq: Seq,
    member: &'a str,
    name: &'a str,
    text: &'a str,
    /// RFC 3339, UTC.
    said_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Searched {
    Everything,
    WithoutTheOldest,
    OnlyTheNewest,
}

/// Answers with the newest messages that are found. Days are those of UTC.
pub(crate) async fn search(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let page = page::query(request)?;
    let Fields { q } = query::read(request, Expected::QueryFields)?;
    let query = SearchQuery::parse(&q).map_err(Problem::BadSearch)?;
    let period = search::period(&query, clock::start_of_day);
    let PageQuery { after, before, limit } = page;
    let (said_from, said_until, text) = (period.from, period.until, q.clone());
    let wanted = SearchRequest { text, before, said_from, said_until, limit, ..SearchRequest::default() };
    let SearchResults { room, messages, next, coverage } = search::find(env, slug, Some(&query), wanted).await?;
    if let Some(refusal) = room.access_denied {
        return Err(refusal.into());
    }
    let is_wanted = |seq: Seq| after.is_none_or(|after| seq > after);
    let next = next.filter(|next| is_wanted(*next));
    let next = next.map(|before| page::link(&urls::api_search(slug.as_str(), &q), page.before(before)));
    let found = FoundPage {
        room: slug.as_str(),
        messages: messages.iter().filter(|message| is_wanted(message.seq)).map(FoundMessage::of).collect(),
        searched: match coverage {
            Coverage::Everything => Searched::Everything,
            Coverage::WithoutTheOldest => Searched::WithoutTheOldest,
            Coverage::OnlyTheNewest => Searched::OnlyTheNewest,
        },
        next: next.as_deref(),
    };
    page::page_response(&found, next.as_deref())
}

impl<'a> FoundMessage<'a> {
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

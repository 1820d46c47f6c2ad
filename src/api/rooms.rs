//! Rooms that are listed.

use serde::{Deserialize, Serialize};
use serde_json::json;
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::db;
use crate::directory::{Cursor, Entry, Listed};
use crate::http::error::{Expected, Problem};
use crate::http::query;
use crate::log;

#[derive(Deserialize)]
struct RoomsQuery {
    limit: Option<usize>,
    after: Option<String>,
}

#[derive(Serialize)]
struct RoomsPage<'a> {
    /// The liveliest first.
    rooms: Vec<ListedRoom<'a>>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct ListedRoom<'a> {
    room: &'a str,
    /// What it is called, or its address if it is called nothing else.
    title: &'a str,
    topic: &'a str,
    people: u32,
    /// RFC 3339, UTC.
    last_said_at: Option<String>,
    link: String,
}

/// Answers with a page of the directory. No room is woken.
pub(crate) async fn rooms(request: &Request, env: &Env) -> Result<Response, Problem> {
    let RoomsQuery { limit, after } = query::read(request, Expected::RoomsQuery)?;
    let after = after.map_or_else(|| Some(Cursor::start()), |after| Cursor::parse(&after));
    let (Some(limit), Some(after)) = (page::checked_limit(limit), after) else {
        return Err(Problem::Unreadable(Expected::RoomsQuery));
    };
    let listed = async { db::Directory::of(env)?.listed(&after, limit).await }.await;
    let Listed { entries, next } = listed.map_err(|error| {
        log::warn("directory_unavailable", json!({ "error": error.to_string() }));
        Problem::DirectoryUnavailable
    })?;
    let next = next.map(|next| format!("{}?limit={limit}&after={}", urls::API_ROOMS, next.to_text()));
    page::page_response(
        &RoomsPage { rooms: entries.iter().map(ListedRoom::of).collect(), next: next.as_deref() },
        next.as_deref(),
    )
}

impl<'a> ListedRoom<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            room: entry.room.as_str(),
            title: if entry.title.is_empty() { entry.room.as_str() } else { &entry.title },
            topic: &entry.topic,
            people: entry.people,
            last_said_at: entry.last_said_at.map(templates::timestamp),
            link: urls::room(entry.room.as_str()),
        }
    }
}

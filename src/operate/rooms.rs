//! The list of all rooms, as D1 knows them. No room is woken.

use room::Millis;
use serde::Deserialize;
use serde_json::json;
use templates::views::{OperatedRoomRowView, OperatedRoomsView, RoomAccess};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::directory::Cursor;
use crate::http::error::{Expected, Problem};
use crate::http::{origin, query, response};
use crate::limits::{INDEX_MESSAGES_MAX, MEGABYTE, OPERATED_ROOMS};
use crate::local_time::LocalClock;
use crate::room_index::{Access, IndexPage, IndexedRoom};
use crate::{clock, db, log};

#[derive(Deserialize)]
struct RoomsQuery {
    after: Option<String>,
}

/// The place after which a request wants rooms.
pub(super) fn place(request: &Request) -> Result<Cursor, Problem> {
    let RoomsQuery { after } = query::read(request, Expected::RoomsPlace)?;
    match after {
        Some(after) => Cursor::parse(&after).ok_or(Problem::Unreadable(Expected::RoomsPlace)),
        None => Ok(Cursor::start()),
    }
}

/// A page of the index; none if D1 does not answer, which is logged.
pub(super) async fn page(env: &Env, after: &Cursor, limit: usize) -> Option<IndexPage> {
    let page = async { db::Index::of(env)?.page(after, limit).await }.await;
    page.inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() }))).ok()
}

/// Shows it.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, after) = (request.inner().url(), place(request)?);
    let page = page(env, &after, OPERATED_ROOMS).await;
    let (local, now) = (LocalClock::of(request, words), clock::now());
    let texts: Vec<Texts> =
        page.iter().flat_map(|page| &page.rooms).map(|room| Texts::of(room, &local, now, words)).collect();
    let next = page.as_ref().and_then(|page| page.next.as_ref()).map(Cursor::to_text);
    let rooms = page.as_ref().map(|page| page.rooms.iter().zip(&texts).map(|(room, texts)| row(room, texts)).collect());
    let view = OperatedRoomsView {
        page: origin::within(&url),
        rooms,
        next: next.as_deref(),
        is_first: after == Cursor::start(),
    };
    let status = if view.rooms.is_some() { 200 } else { 503 };
    Ok(response::html_response(status, &templates::operator_rooms(&view, words))?)
}

/// What of a room has to be written out.
struct Texts {
    messages: String,
    megabytes: String,
    changed: String,
}

impl Texts {
    fn of(room: &IndexedRoom, local: &LocalClock, now: Millis, words: &Words) -> Self {
        Self {
            messages: counted(room.messages),
            megabytes: megabytes(room.entry.bytes),
            changed: templates::ago(now, room.changed_at, &local.date(room.changed_at), words),
        }
    }
}

/// So many, or that many and more.
fn counted(messages: usize) -> String {
    if messages > INDEX_MESSAGES_MAX { format!("{INDEX_MESSAGES_MAX}+") } else { messages.to_string() }
}

/// With one digit behind the point.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(MEGABYTE / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn row<'a>(indexed: &'a IndexedRoom, texts: &'a Texts) -> OperatedRoomRowView<'a> {
    let Texts { messages, megabytes, changed } = texts;
    OperatedRoomRowView {
        room: indexed.room.as_str(),
        title: &indexed.entry.title,
        access: access(indexed.entry.access, indexed.room.is_private()),
        people: u32::try_from(indexed.entry.people).unwrap_or(u32::MAX),
        messages,
        reported: u32::try_from(indexed.reported).unwrap_or(u32::MAX),
        megabytes,
        changed,
        changed_at: indexed.changed_at,
    }
}

/// For a template, which says of a private room that it is one unless there is more to say.
pub(super) fn access(access: Access, is_private: bool) -> RoomAccess {
    match access {
        Access::Closed => RoomAccess::Closed,
        Access::Locked => RoomAccess::Locked,
        Access::Unlisted if is_private => RoomAccess::Private,
        Access::Unlisted => RoomAccess::Unlisted,
        Access::Listed => RoomAccess::Listed,
    }
}

//! Recent rooms: the list of the rooms that a browser was in.

use std::collections::HashMap;

use room::{MemberId, Slug};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::RecentRoomView;
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::db;
use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, response};
use crate::log;
use crate::read_markers::{self, ReadMarker, ReadMarkers};

#[derive(Deserialize)]
struct RemoveForm {
    room: String,
}

/// Shows them, with how much is new in each.
pub(crate) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?;
    let markers = ReadMarkers::of(request.headers())?;
    let rooms = views(env, &markers, session.as_ref()).await?;
    let response = response::html_response(200, &templates::your_rooms(&rooms, words))?;
    markers.drop_surplus(&response, &url)?;
    Ok(response)
}

/// The rooms of a browser, and how much is new in those that it was shown. If D1 does not answer
/// soon, nothing counts as new.
pub(super) async fn views<'a>(
    env: &Env,
    markers: &'a ReadMarkers,
    session: Option<&Session>,
) -> Result<Vec<RecentRoomView<'a>>, Problem> {
    let (rooms, keys) = (markers.recent(), Keys::of(env)?);
    let mut unread = HashMap::new();
    if let Some(session) = session {
        let is_shown = |it: &&ReadMarker| session.proof_of_visit(&it.room, &keys).is_ok_and(|proof| proof == it.proof);
        let shown = rooms.iter().filter(is_shown).map(|it| Ok((it, session.member_in(&it.room)?.id)));
        unread = unread_in(env, &shown.collect::<Result<Vec<_>, Problem>>()?).await;
    }
    let view = |marker: &'a ReadMarker| RecentRoomView {
        room: marker.room.as_str(),
        title: marker.title.as_str(),
        unread: unread.get(&marker.room).copied().unwrap_or_default(),
    };
    Ok(rooms.iter().map(view).collect())
}

/// How much is new in rooms, each with who the reader is there.
async fn unread_in(env: &Env, rooms: &[(&ReadMarker, MemberId)]) -> HashMap<Slug, u32> {
    if rooms.is_empty() {
        return HashMap::new();
    }
    let unread = async { db::Directory::of(env)?.unread(rooms).await }.await;
    let unread = unread.inspect_err(log_unavailable).unwrap_or_default();
    rooms.iter().map(|(marker, _)| marker.room.clone()).zip(unread).collect()
}

/// The directory answers late or not at all; nobody needs it to join.
pub(super) fn log_unavailable(error: &worker::Error) {
    log::warn("directory_unavailable", json!({ "error": error.to_string() }));
}

/// Removes a room from the list. Nobody in it learns of it.
pub(crate) async fn remove(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let RemoveForm { room } = form::read(request).await?;
    let room = Slug::parse(&room)?;
    let response = response::see_other(urls::LANDING)?;
    read_markers::clear(&response, &url, &room)?;
    Ok(response)
}

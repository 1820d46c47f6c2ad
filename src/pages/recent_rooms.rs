//! Recent rooms: the list of the rooms that a browser was in.

use room::{Member, Slug};
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
use crate::read_markers::{self, ReadMarkers};

#[derive(Deserialize)]
struct RemoveForm {
    room: String,
}

/// Shows them, with how much is new in each.
pub(crate) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?;
    let reader = session.as_ref().map(Session::member).transpose()?;
    let markers = ReadMarkers::of(request.headers())?;
    let rooms = views(env, &markers, reader.as_ref()).await;
    let response = response::html_response(200, &templates::your_rooms(&rooms, words))?;
    markers.drop_surplus(&response, &url)?;
    Ok(response)
}

/// The rooms of a browser, and how much is new in them. If D1 does not answer soon, nothing counts
/// as new.
pub(super) async fn views<'a>(env: &Env, markers: &'a ReadMarkers, reader: Option<&Member>) -> Vec<RecentRoomView<'a>> {
    let rooms = markers.recent();
    if rooms.is_empty() {
        return Vec::new();
    }
    let unread = async { db::Directory::of(env)?.unread(rooms, reader.map(|reader| &reader.id)).await }.await;
    let unread = unread.inspect_err(log_unavailable).unwrap_or_else(|_| vec![0; rooms.len()]);
    let view = |(marker, unread): (&'a read_markers::ReadMarker, u32)| RecentRoomView {
        room: marker.room.as_str(),
        title: marker.title.as_str(),
        unread,
    };
    rooms.iter().zip(unread).map(view).collect()
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

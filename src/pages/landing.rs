//! The landing page: joining a room, the directory and recent rooms.

use futures_util::future;
use room::{Founding, Listing, Member, Name, Refusal, Slug};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{DirectoryView, FieldView, LandingView, RecentRoomView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::joining;
use crate::db;
use crate::directory::{Cursor, Entry, Listed};
use crate::http::error::{Expected, Problem};
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::http::{form, origin, query, response};
use crate::limits::LANDING_ROOMS;
use crate::local_time::LocalClock;
use crate::read_markers::{ReadMarker, ReadMarkers};
use crate::{clock, log, random, sentences, views};

#[derive(Deserialize)]
struct LandingQuery {
    room: Option<String>,
    after: Option<String>,
}

#[derive(Deserialize)]
struct JoinForm {
    #[serde(default)]
    name: String,
    /// The suggested name, if the button with it was pressed.
    #[serde(rename = "instead")]
    suggestion: Option<String>,
    #[serde(default)]
    room: String,
    listed: Option<String>,
    private: Option<String>,
}

/// Shows the landing page, with name and room filled in as far as they are known.
pub(crate) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?;
    let LandingQuery { room, after } = query::read(request, Expected::RoomsPlace)?;
    let after = match after {
        Some(after) => Cursor::parse(&after).ok_or(Problem::Unreadable(Expected::RoomsPlace))?,
        None => Cursor::start(),
    };
    let room = room.unwrap_or_else(|| Slug::lobby().as_str().to_owned());
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    let markers = ReadMarkers::of(request.headers())?;
    let reader = session.as_ref().map(Session::member).transpose()?;
    let (listed, unread) = future::join(listed(env, &after), unread(env, markers.recent(), reader.as_ref())).await;
    let recent_rooms = markers.recent().iter().zip(unread).map(|(marker, unread)| RecentRoomView {
        room: marker.room.as_str(),
        title: marker.title.as_str(),
        unread,
    });
    let now = clock::now();
    let local = LocalClock::of(request, words);
    let date = |entry: &Entry| entry.last_said_at.map(|at| local.date(at)).unwrap_or_default();
    let dates: Vec<String> = listed.iter().flat_map(|listed| &listed.entries).map(date).collect();
    let view = LandingView {
        page: origin::within(&url),
        name: FieldView { text: name, ..FieldView::default() },
        room: FieldView { text: &room, ..FieldView::default() },
        listed: false,
        kept: "",
        recent_rooms: recent_rooms.collect(),
        directory: listed.as_ref().map_or(DirectoryView::Unavailable, |listed| views::directory(listed, &dates, now)),
    };
    let response = response::html_response(200, &templates::landing(&view, words))?;
    markers.drop_surplus(&response, &url)?;
    Ok(response)
}

/// How much is new in rooms. If D1 does not answer soon, nothing counts as new.
async fn unread(env: &Env, rooms: &[ReadMarker], reader: Option<&Member>) -> Vec<u32> {
    if rooms.is_empty() {
        return Vec::new();
    }
    let unread = async { db::Directory::of(env)?.unread(rooms, reader.map(|reader| &reader.id)).await }.await;
    unread.inspect_err(log_unavailable).unwrap_or_else(|_| vec![0; rooms.len()])
}

/// A page of the directory; none if D1 does not answer soon. Nobody needs it to join.
async fn listed(env: &Env, after: &Cursor) -> Option<Listed> {
    let listed = async { db::Directory::of(env)?.listed(after, LANDING_ROOMS).await }.await;
    listed.inspect_err(log_unavailable).ok()
}

fn log_unavailable(error: &worker::Error) {
    log::warn("directory_unavailable", json!({ "error": error.to_string() }));
}

/// Joins a room under a name: starts a session and redirects to the room. A room that refuses
/// starts no session, and ends none.
pub(crate) async fn join(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let browser = Browser::of(request.headers(), &url, &keys)?;
    let blocks_cookies = joining::blocks_cookies(&browser, request.headers())?;
    let JoinForm { name, suggestion, room, listed, private } = form::read(request).await?;
    let name = suggestion.unwrap_or(name);
    let typed = Typed { page: urls::LANDING, name: &name, room: &room, listed: listed.is_some(), kept: "" };
    let slug = if private.is_some() { Ok(Slug::private(random::u128()?)) } else { Slug::typed(&room) };
    let (name, room) = match (Name::parse(&name), slug) {
        (Ok(name), Ok(slug)) => (name, slug),
        (name, slug) => return typed.again(422, name.err().as_ref(), slug.err().as_ref(), words),
    };
    if blocks_cookies {
        let response = typed.without_cookies(words)?;
        browser.renew(&response, &url, &keys)?;
        return Ok(response);
    }
    let listing = if listed.is_some() && private.is_none() { Listing::Listed } else { Listing::Unlisted };
    let arrival = Arrival { room, founding: Founding { listing, ..Founding::default() } };
    let path = urls::room(arrival.room.as_str());
    match joining::admit(env, browser, name, arrival).await? {
        Ok(session) => {
            let response = response::see_other(&path)?;
            session.put(&response, &url, &keys)?;
            Ok(response)
        }
        Err(refusal) => typed.refused(&refusal, words),
    }
}

/// The form as it was typed.
pub(crate) struct Typed<'a> {
    /// The address of a page with it.
    pub(crate) page: &'a str,
    pub(crate) name: &'a str,
    pub(crate) room: &'a str,
    pub(crate) listed: bool,
    /// What somebody said whose name is taken.
    pub(crate) kept: &'a str,
}

impl Typed<'_> {
    /// Shows the page again, with the refusal beside the field that it is about.
    pub(crate) fn refused(&self, refusal: &Refusal, words: &Words) -> Result<Response, Problem> {
        let status = Problem::Refused(refusal.clone()).status();
        match refusal {
            Refusal::NameTaken { .. } => self.again(status, Some(refusal), None, words),
            _ => self.again(status, None, Some(refusal), words),
        }
    }

    /// Shows the page again, to a browser that did not send the cookie that the page gave it.
    fn without_cookies(&self, words: &Words) -> Result<Response, Problem> {
        let field = |text| FieldView { text, ..FieldView::default() };
        let name = FieldView { problem: Some(words.landing.no_cookies), ..field(self.name) };
        self.page(403, name, field(self.room), words)
    }

    fn again(
        &self,
        status: u16,
        name: Option<&Refusal>,
        room: Option<&Refusal>,
        words: &Words,
    ) -> Result<Response, Problem> {
        let [name_problem, room_problem] =
            [name, room].map(|refusal| refusal.map(|refusal| sentences::refusal(refusal, words)));
        let name = FieldView { text: self.name, problem: name_problem.as_deref(), suggestion: suggested_name(name) };
        let room = FieldView { text: self.room, problem: room_problem.as_deref(), suggestion: None };
        self.page(status, name, room, words)
    }

    fn page(&self, status: u16, name: FieldView, room: FieldView, words: &Words) -> Result<Response, Problem> {
        let view = LandingView {
            page: self.page,
            name,
            room,
            listed: self.listed,
            kept: self.kept,
            recent_rooms: Vec::new(),
            directory: DirectoryView::Omitted,
        };
        Ok(response::html_response(status, &templates::landing(&view, words))?)
    }
}

/// The name that a refusal suggests.
pub(crate) fn suggested_name(refusal: Option<&Refusal>) -> Option<&str> {
    match refusal? {
        Refusal::NameTaken { free } => free.as_ref().map(Name::as_str),
        _ => None,
    }
}

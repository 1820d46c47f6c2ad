//! The landing page: joining a room, the directory and recent rooms.

use futures_util::future;
use room::{Founding, Listing, Name, Seq, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{DirectoryView, FieldView, LandingView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::joining::Wanted;
use super::{joining, preview, recent_rooms};
use crate::db;
use crate::directory::{Cursor, Entry, Listed};
use crate::http::error::{Expected, Problem};
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::http::{form, origin, query, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::{LANDING_ROOMS, TOKEN_BYTES};
use crate::local_time::LocalClock;
use crate::read_markers::ReadMarkers;
use crate::{clock, random, views};

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
    #[serde(default)]
    token: String,
    /// The message that the link led to.
    at: Option<Seq>,
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
    let (listed, recent_rooms) =
        future::join(listed(env, &after), recent_rooms::views(env, &markers, session.as_ref())).await;
    let now = clock::now();
    let local = LocalClock::of(request, words);
    let date = |entry: &Entry| entry.last_said_at.map(|at| local.date(at)).unwrap_or_default();
    let dates: Vec<String> = listed.iter().flat_map(|listed| &listed.entries).map(date).collect();
    let view = LandingView {
        page: origin::within(&url),
        name: FieldView { text: name, ..FieldView::default() },
        room: FieldView { text: &room, ..FieldView::default() },
        token: &random::hex::<TOKEN_BYTES>()?,
        listed: false,
        kept: "",
        recent_rooms: recent_rooms?,
        directory: listed.as_ref().map_or(DirectoryView::Unavailable, |listed| views::directory(listed, &dates, now)),
    };
    let response = response::html_response(200, &templates::landing(&view, words))?;
    markers.drop_surplus(&response, &url)?;
    Ok(response)
}

/// A page of the directory; none if D1 does not answer soon. Nobody needs it to join.
async fn listed(env: &Env, after: &Cursor) -> Option<Listed> {
    let listed = async { db::Directory::of(env)?.listed(after, LANDING_ROOMS).await }.await;
    listed.inspect_err(recent_rooms::log_unavailable).ok()
}

/// Shows the page with a form that it has refused, as often as it is asked to; without one, as it
/// is.
pub(crate) fn show_kept(request: &Request, words: &Words) -> Result<Response, Problem> {
    match KeptForm::of(request.headers())? {
        Some(form) => again(200, (urls::JOIN, ""), &form, words),
        None => Ok(response::see_other(urls::LANDING)?),
    }
}

/// Joins a room under a name: starts a session and redirects to the room. A room that refuses
/// starts no session, and ends none.
pub(crate) async fn join(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    match submit(request, env, None).await? {
        Submitted::Joined(response) => {
            kept_form::clear(&headers, &response, &url, urls::JOIN)?;
            Ok(response)
        }
        Submitted::Refused(form) => match form.see_other(&headers, &url, urls::JOIN)? {
            Some(response) => Ok(response),
            None => form.answered_with(again(form.status(), (urls::LANDING, ""), &form, words)?),
        },
        Submitted::WithoutCookies(form, browser) => {
            let problem = Some(words.landing.no_cookies);
            let (name, room) = (form.field("name", problem), form.field("room", None));
            let response = page(403, (urls::LANDING, ""), (name, room), words)?;
            browser.renew(&response, &url, &Keys::of(env)?)?;
            Ok(response)
        }
    }
}

/// The same by the preview of a room, which says what is wrong.
pub(crate) async fn join_room(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers, place) = (request.inner().url(), request.headers().clone(), urls::join(slug.as_str()));
    match submit(request, env, Some(slug)).await? {
        Submitted::Joined(response) => {
            kept_form::clear(&headers, &response, &url, &place)?;
            Ok(response)
        }
        Submitted::Refused(form) => match form.see_other(&headers, &url, &place)? {
            Some(response) => Ok(response),
            None => form.answered_with(preview::again(env, slug, form.status(), &form, words).await?),
        },
        Submitted::WithoutCookies(form, browser) => {
            let name = form.field("name", Some(words.landing.no_cookies));
            let at = form.text("at").and_then(|at| at.parse().ok());
            let response = preview::page(env, slug, Some(403), (&urls::room(slug.as_str()), name, at), words).await?;
            browser.renew(&response, &url, &Keys::of(env)?)?;
            Ok(response)
        }
    }
}

/// What became of a form.
enum Submitted {
    /// The room let them in.
    Joined(Response),
    /// A name cannot be one, or the room refuses.
    Refused(KeptForm),
    /// The browser did not send the cookie that the page gave it.
    WithoutCookies(KeptForm, Browser),
}

/// Joins the room of a form, or the one whose preview has sent it.
async fn submit(request: Request, env: &Env, previewed: Option<&Slug>) -> Result<Submitted, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let keys = Keys::of(env)?;
    let browser = Browser::of(request.headers(), &url, &keys)?;
    let blocks_cookies = joining::blocks_cookies(&browser, request.headers())?;
    let JoinForm { name, suggestion, room, listed, private, token, at } = form::read(request).await?;
    let name = suggestion.unwrap_or(name);
    let place = at.map(|at| at.to_string());
    let fields =
        [("name", name.as_str()), ("room", &room)].into_iter().chain(place.iter().map(|at| ("at", at.as_str())));
    let mut form = KeptForm::typed(&fields.collect::<Vec<_>>());
    let slug = match previewed {
        Some(slug) => Ok(slug.clone()),
        None if private.is_some() => Ok(Slug::private(random::u128()?)),
        None => Slug::typed(&room),
    };
    let (name, room) = match (Name::parse(&name), slug) {
        (Ok(name), Ok(slug)) => (name, slug),
        (name, slug) => {
            form.refuse("name", name.err());
            form.refuse("room", slug.err());
            return Ok(Submitted::Refused(form));
        }
    };
    if blocks_cookies {
        return Ok(Submitted::WithoutCookies(form, browser));
    }
    let listing = if listed.is_some() && private.is_none() { Listing::Listed } else { Listing::Unlisted };
    let arrival = Arrival { room, founding: Founding { listing, ..Founding::default() } };
    let room = arrival.room.as_str();
    let path = at.map_or_else(|| urls::room(room), |at| urls::in_log(room, at));
    match joining::admit(&headers, env, browser, Wanted { name, token: &token }, arrival).await? {
        Ok(session) => {
            let response = response::see_other(&path)?;
            session.put(&response, &url, &keys)?;
            Ok(Submitted::Joined(response))
        }
        Err(refusal) => {
            let field = if refusal.is_about_name() { "name" } else { "room" };
            form.refuse(field, Some(refusal));
            Ok(Submitted::Refused(form))
        }
    }
}

/// Shows the page again with a form that was refused, each refusal beside the field that it is
/// about; and with what somebody said whose name is taken.
pub(crate) fn again(
    status: u16,
    page_and_kept: (&str, &str),
    form: &KeptForm,
    words: &Words,
) -> Result<Response, Problem> {
    let [name_problem, room_problem] = ["name", "room"].map(|field| form.problem(field, words));
    let (name, room) = (form.field("name", name_problem.as_deref()), form.field("room", room_problem.as_deref()));
    page(status, page_and_kept, (name, room), words)
}

fn page(
    status: u16,
    (page, kept): (&str, &str),
    (name, room): (FieldView, FieldView),
    words: &Words,
) -> Result<Response, Problem> {
    let view = LandingView {
        page,
        name,
        room,
        token: &random::hex::<TOKEN_BYTES>()?,
        listed: false,
        kept,
        recent_rooms: Vec::new(),
        directory: DirectoryView::Omitted,
    };
    Ok(response::html_response(status, &templates::landing(&view, words))?)
}

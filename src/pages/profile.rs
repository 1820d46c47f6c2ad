//! The profile page of a member: renaming, leaving, ending the session.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use room::{Name, Refusal, Role, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{MemberView, OwnedRoomView, ProfileView};
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use crate::fence::Fence;
use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, response};
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::{self, KeptForm};
use crate::read_markers::ReadMarkers;
use crate::room_client::{LEAVE, RENAME, RoomStub, Snapshot, SnapshotRequest};
use crate::{left_rooms, session_end, views};

#[derive(Deserialize)]
struct RenameForm {
    #[serde(default)]
    name: String,
    /// The suggested name, if the button with it was pressed.
    #[serde(rename = "instead")]
    suggestion: Option<String>,
}

#[derive(Deserialize)]
struct LeaveForm {
    room: Option<String>,
}

/// Shows the page, with the rooms that nobody could manage who is forgotten.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let Some(session) = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)? else {
        return Ok(response::see_other(&urls::landing_for(slug.as_str()))?);
    };
    let (markers, ignored) = (ReadMarkers::of(request.headers())?, IgnoredMembers::of(request.headers())?);
    let form = KeptForm::shown(request)?.unwrap_or_else(|| KeptForm::typed(&[("name", session.name().as_str())]));
    let url = request.inner().url();
    let page = ProfilePage {
        env,
        page: origin::within(&url),
        slug,
        markers: &markers,
        ignored: &ignored,
        session: &session,
        words,
    };
    page.page(200, &form).await
}

/// Renames the member.
pub(crate) async fn rename(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let session = Session::of(request.headers(), &url, &keys)?.ok_or(Problem::NoSession)?;
    let headers = request.headers().clone();
    let RenameForm { name, suggestion } = form::read(request).await?;
    let typed = suggestion.unwrap_or(name);
    let path = urls::profile(slug.as_str());
    let refusal = match take_name(&headers, env, slug, &session, &typed).await? {
        Ok(renamed) => {
            let response = response::see_other(&urls::room(slug.as_str()))?;
            renamed.put(&response, &url, &keys)?;
            kept_form::clear(&headers, &response, &url, &path)?;
            return Ok(response);
        }
        Err(refusal) => refusal,
    };
    let mut form = KeptForm::typed(&[("name", &typed)]);
    form.refuse("name", Some(refusal));
    if let Some(response) = form.see_other(&headers, &url, &urls::kept(&path))? {
        return Ok(response);
    }
    let (markers, ignored) = (ReadMarkers::of(&headers)?, IgnoredMembers::of(&headers)?);
    let page = ProfilePage { env, page: &path, slug, markers: &markers, ignored: &ignored, session: &session, words };
    form.answered_with(page.page(form.status(), &form).await?)
}

/// Calls a member by another name in a room, if the room takes it. The session has to be put into
/// the answer.
pub(super) async fn take_name(
    headers: &Headers,
    env: &Env,
    slug: &Slug,
    session: &Session,
    typed: &str,
) -> Result<Result<Session, Refusal>, Problem> {
    let renamed = match Name::parse(typed) {
        Ok(name) => session.clone().renamed(name),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let room = RoomStub::called_by(headers, env, slug)?.with_session(&renamed);
    if let Err(refusal) = Fence::Joins.pass(env, room.caller()).await {
        return Ok(Err(refusal));
    }
    let reply = room.request(RENAME, renamed.member_in(slug)?, ()).await?;
    if reply.is_ok() {
        session_end::end_if_renamed(env, Some(session), &renamed).await;
    }
    Ok(reply.map(|()| renamed))
}

/// Leaves a room.
pub(crate) async fn leave(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let url = request.inner().url();
    let headers = request.headers().clone();
    let session = Session::of(&headers, &url, &Keys::of(env)?)?;
    let LeaveForm { room: _ } = form::read(request).await?;
    let response = response::see_other(urls::LANDING)?;
    if let Some(session) = session {
        leave_room(env, slug, &session).await?;
        left_rooms::mark(&headers, &response, &url, slug)?;
    }
    Ok(response)
}

/// Ends the session, clears the read markers, and leaves every room that the browser was in.
pub(crate) async fn forget_me(request: Request, env: &Env) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?;
    let (markers, headers) = (ReadMarkers::of(request.headers())?, request.headers().clone());
    let LeaveForm { room } = form::read(request).await?;
    if let Some(session) = session {
        let of_page = room.and_then(|room| Slug::parse(&room).ok());
        let of_browser = markers.recent().iter().map(|marker| marker.room.clone()).chain(of_page);
        let rooms: BTreeSet<Slug> = of_browser.chain(session_end::rooms_of(env, &session).await).collect();
        // A room that cannot be reached learns of it when the sockets of the browser are gone.
        let _ = join_all(rooms.iter().map(|room| leave_room(env, room, &session))).await;
        session_end::end_all(env, session.person()).await?;
    }
    let response = response::see_other(urls::LANDING)?;
    Session::end(&response, &url)?;
    markers.clear_all(&response, &url)?;
    left_rooms::clear_all(&headers, &response, &url)?;
    IgnoredMembers::default().put(&response, &url)?;
    // Drafts, and of what somebody wanted to be told.
    response.headers().set("Clear-Site-Data", "\"storage\"")?;
    Ok(response)
}

/// The room as this reader sees it, if it answers.
async fn seen<'a>(env: &Env, slug: &'a Slug, reader: &Session) -> Option<(&'a Slug, Snapshot)> {
    let request = SnapshotRequest::of(Some(&reader.member_in(slug).ok()?), None, 0);
    Some((slug, RoomStub::of(env, slug).ok()?.snapshot(&request).await.ok()?))
}

/// The room ignores this for somebody who was never let in.
async fn leave_room(env: &Env, slug: &Slug, session: &Session) -> Result<(), Problem> {
    RoomStub::of(env, slug)?.request(LEAVE, session.member_in(slug)?, ()).await?.map_err(Problem::from)
}

/// The page, apart from what somebody wants to be called.
struct ProfilePage<'a> {
    env: &'a Env,
    /// Its address.
    page: &'a str,
    slug: &'a Slug,
    markers: &'a ReadMarkers,
    ignored: &'a IgnoredMembers,
    session: &'a Session,
    words: &'a Words,
}

impl ProfilePage<'_> {
    async fn page(&self, status: u16, form: &KeptForm) -> Result<Response, Problem> {
        let me = self.session.member_in(self.slug)?;
        let problem = form.problem("name", self.words);
        let rooms: BTreeSet<&Slug> =
            self.markers.recent().iter().map(|marker| &marker.room).chain([self.slug]).collect();
        let seen = join_all(rooms.into_iter().map(|room| seen(self.env, room, self.session))).await;
        let seen: Vec<(&Slug, Snapshot)> = seen.into_iter().flatten().collect();
        let owned = seen.iter().filter(|(_, seen)| seen.role == Role::Owner).map(|(room, seen)| OwnedRoomView {
            room: room.as_str(),
            title: seen.settings.title.as_str(),
            is_only_owner: seen.owners.len() == 1,
        });
        let of_page = seen.iter().find(|(room, _)| *room == self.slug);
        let members = of_page.map(|(_, seen)| views::members(&seen.listed_members, seen.online_count));
        let view = ProfileView {
            page: self.page,
            room: self.slug.as_str(),
            title: self.markers.title_of(self.slug),
            ignored: self
                .ignored
                .iter()
                .map(|ignored| MemberView { id: ignored.id.as_str(), name: &ignored.name })
                .collect(),
            owned: owned.collect(),
            me: views::member_view(&me),
            members: members.unwrap_or_default(),
            name: form.field("name", problem.as_deref()),
        };
        Ok(response::html_response(status, &templates::profile(&view, self.words))?)
    }
}

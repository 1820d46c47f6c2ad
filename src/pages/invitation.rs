//! The page that invites people to a room: its link, and a QR code of it.

use room::{JoinPolicy, Slug};
use templates::urls;
use templates::views::InvitationView;
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{origin, response};
use crate::room_client::{RoomStub, SnapshotRequest};

/// Shows the page to somebody who may be in the room; others are led to the room.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let path = urls::room(slug.as_str());
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        return Ok(response::see_other(&path)?);
    };
    let reader = session.member_in(slug)?;
    let snapshot = RoomStub::of(env, slug)?.snapshot(&SnapshotRequest::of(Some(&reader), None, 0)).await?;
    if snapshot.access_denied.is_some() {
        return Ok(response::see_other(&path)?);
    }
    let link = format!("{}{path}", origin::public(&url));
    let view = InvitationView {
        room: slug.as_str(),
        title: snapshot.settings.title.as_str(),
        link: &link,
        locked: snapshot.settings.join_policy == JoinPolicy::Locked,
        private: slug.is_private(),
    };
    Ok(response::html_response(200, &templates::invitation(&view, words))?)
}

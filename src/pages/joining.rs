//! Letting somebody into a room by a form. Nothing is claimed for a session before its browser has
//! shown that it keeps it (decision 20).

use room::{Listing, Name, Refusal};
use worker::{Env, Headers};

use crate::fence::Fence;
use crate::founding;
use crate::http::error::Problem;
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::met_rooms;
use crate::person_check::{self, PersonCheck};
use crate::room_client::{RoomStub, SnapshotRequest};
use crate::session_end;

/// Lets a browser into a room, whose name it claims by that. A stranger only learns whether it
/// would be let in: the room writes nothing, and the join is carried out when the session comes
/// back.
///
/// # Errors
/// The inner result is the room's.
pub(crate) async fn admit(
    headers: &Headers,
    env: &Env,
    browser: Browser,
    wanted: Wanted<'_>,
    arrival: Arrival,
) -> Admission {
    let is_stranger = browser == Browser::Stranger;
    if !matches!(browser, Browser::Member(_))
        && PersonCheck::of(env).is_some()
        && !person_check::has_passed(headers, env)?
    {
        return Ok(Err(Refusal::CheckNeeded));
    }
    let known = browser.clone().session();
    let session = browser.begin(wanted.name, wanted.token, &Keys::of(env)?)?;
    let (room, member) =
        (RoomStub::called_by(headers, env, &arrival.room)?.with_session(&session), session.member_in(&arrival.room)?);
    if let Err(refusal) = Fence::Joins.pass(env, room.caller()).await {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = met_rooms::allow(env, &arrival.room, room.caller()).await {
        return Ok(Err(refusal));
    }
    if arrival.founding.listing == Listing::Listed
        && let Err(refusal) = founding::check_listing(env, room.caller(), Some(session.person()), &arrival.room).await
    {
        return Ok(Err(refusal));
    }
    if !is_stranger {
        if let Err(refusal) = room.join(member, arrival.founding).await? {
            return Ok(Err(refusal));
        }
        session_end::end_if_renamed(env, known.as_ref(), &session).await;
        return Ok(Ok(session));
    }
    let snapshot = room.snapshot(&SnapshotRequest::of(Some(&member), None, 0)).await?;
    let reserved = if snapshot.is_new { founding::check_slug(&arrival.room).err() } else { None };
    Ok(match snapshot.access_denied.or(reserved) {
        None => Ok(session.arriving(arrival)),
        Some(refusal) => Err(refusal),
    })
}

/// What a form wants.
pub(crate) struct Wanted<'a> {
    /// What somebody wants to be called.
    pub(crate) name: Name,
    /// What the form is known by; empty if it has nothing to be known by.
    pub(crate) token: &'a str,
}

/// The session of whoever is let in, or why the room refuses.
type Admission = Result<Result<Session, Refusal>, Problem>;

/// Whether a browser that is a stranger keeps no cookies: it came from one of our pages, which gave
/// it one. A program that posts without a page says nothing of the kind.
pub(crate) fn blocks_cookies(browser: &Browser, headers: &Headers) -> Result<bool, Problem> {
    let navigates = headers.get("Sec-Fetch-Mode")?.is_some_and(|mode| mode == "navigate");
    let is_browser = navigates || headers.get("Upgrade-Insecure-Requests")?.is_some();
    Ok(*browser == Browser::Stranger && is_browser)
}

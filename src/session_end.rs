//! Ending sessions everywhere: D1 is told, and every room that the person is or was connected to.
//! An isolate that is not asked learns of it from D1 ([`ended_sessions`]).

use futures_util::future::join_all;
use room::{MemberId, Millis, Person, Refusal, Slug};
use serde_json::json;
use worker::{Env, Error, Result};

use crate::ended_sessions::{self, Ended};
use crate::http::error::Problem;
use crate::http::session::Session;
use crate::room_client::RoomStub;
use crate::{clock, db, log};

/// Ends every session of a person, for good: no cookie that they have is anybody's from now on.
///
/// # Errors
/// [`Problem::NotForgotten`]: D1 did not answer, and the session may go on.
pub(crate) async fn end_all(env: &Env, person: Person) -> Result<(), Problem> {
    // Of this moment too: a session may have begun in it.
    let ended = ended(person, clock::now() + 1);
    let outcome = async {
        end(env, ended).await?;
        db::Sessions::of(env)?.forget(person).await
    };
    outcome.await.map_err(|error| {
        log_not_ended(&error);
        Problem::NotForgotten
    })
}

/// Ends every session of whoever is a member of a room.
///
/// # Errors
/// [`Refusal::NoSuchMember`] if D1 does not know who that is in all rooms, or D1 did not answer.
pub(crate) async fn sign_out(env: &Env, room: &Slug, member: &MemberId) -> Result<(), Problem> {
    let visits = async { db::Sessions::of(env)?.visits_of(&[member]).await }.await.map_err(|error| {
        log_not_ended(&error);
        Problem::DirectoryUnavailable
    })?;
    let visit = visits.into_iter().find(|visit| visit.room == *room).ok_or(Refusal::NoSuchMember)?;
    end_all(env, visit.person).await
}

/// The rooms that somebody is or was connected to, as far as D1 tells.
pub(crate) async fn rooms_of(env: &Env, session: &Session) -> Vec<Slug> {
    let rooms = async { db::Sessions::of(env)?.rooms_of(session.person()).await };
    rooms.await.inspect_err(log_not_ended).unwrap_or_default()
}

/// Ends what a session was before it had its name, if it has another one now. The new one goes on;
/// if D1 does not answer, so does the one before, which is logged.
pub(crate) async fn end_if_renamed(env: &Env, before: Option<&Session>, session: &Session) {
    if before.is_none_or(|before| before.name() == session.name()) {
        return;
    }
    let mark = session.mark();
    if let Err(error) = end(env, ended(mark.person, mark.since)).await {
        log_not_ended(&error);
    }
}

fn log_not_ended(error: &Error) {
    log::warn("session_not_ended", json!({ "error": error.to_string() }));
}

fn ended(person: Person, before: Millis) -> Ended {
    Ended { person, before, at: clock::now() }
}

async fn end(env: &Env, ended: Ended) -> Result<()> {
    let sessions = db::Sessions::of(env)?;
    sessions.end(ended).await?;
    ended_sessions::add(ended);
    let rooms = sessions.rooms_of(ended.person).await?;
    let told = rooms.iter().map(async |room| RoomStub::of(env, room)?.end_sessions(&ended).await);
    for problem in join_all(told).await.into_iter().filter_map(std::result::Result::err) {
        // The room learns of it from D1, as soon as it is awake.
        problem.log();
    }
    Ok(())
}

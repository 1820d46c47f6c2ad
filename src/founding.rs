//! Whether a room may be founded, and listed: what the Worker decides before a room does.
//!
//! A room that nobody has founded asks the Worker first ([`NOT_FOUNDED`]), so only what founds one
//! is counted, and nobody founds one by a socket who could not by a form.
//!
//! [`NOT_FOUNDED`]: crate::limits::NOT_FOUNDED

use room::{Caller, Person, Refusal, SingleLineText, Slug, Strictness, is_reserved_for_operators};
use serde_json::json;
use worker::Env;

use crate::directory::ListedMax;
use crate::fence::Fence;
use crate::{db, log, site};

/// Whether a caller may found a room here. It is counted.
///
/// # Errors
/// [`Refusal::RoomNameReserved`] or [`Refusal::AddressBusy`].
pub(crate) async fn allow(env: &Env, slug: &Slug, caller: Caller) -> Result<(), Refusal> {
    check_slug(slug)?;
    Fence::NewRooms.pass(env, caller).await
}

/// Whether a room may have this address. Of one that nobody can guess it says nothing.
///
/// # Errors
/// [`Refusal::RoomNameReserved`].
pub(crate) fn check_slug(slug: &Slug) -> Result<(), Refusal> {
    if !slug.is_private() && is_reserved_for_operators(slug.as_str()) { Err(Refusal::RoomNameReserved) } else { Ok(()) }
}

/// Whether a room may be called so.
///
/// # Errors
/// [`Refusal::RoomNameReserved`].
pub(crate) fn check_title(title: &SingleLineText) -> Result<(), Refusal> {
    if is_reserved_for_operators(title.as_str()) { Err(Refusal::RoomNameReserved) } else { Ok(()) }
}

/// Whether somebody may have one more room on the list. If D1 does not say, they may: the list
/// itself holds to it when the room is written there.
///
/// # Errors
/// [`Refusal::TooManyListed`] or [`Refusal::TooManyListedNearby`].
pub(crate) async fn check_listing(
    env: &Env,
    caller: Caller,
    owner: Option<Person>,
    room: &Slug,
) -> Result<(), Refusal> {
    if caller.strictness == Strictness::Off || room.is_lobby() {
        return Ok(());
    }
    let max = ListedMax::of(env, site::known().listing, caller.strictness);
    let places = async { db::Directory::of(env)?.places(owner, caller.from, room).await }.await;
    let Ok(places) = places.inspect_err(|error| {
        log::warn("directory_unavailable", json!({ "error": error.to_string() }));
    }) else {
        return Ok(());
    };
    match places {
        places if places.of_owner >= max.per_owner => Err(Refusal::TooManyListed { max: max.per_owner }),
        places if places.of_address >= max.per_address => Err(Refusal::TooManyListedNearby { max: max.per_address }),
        _ => Ok(()),
    }
}

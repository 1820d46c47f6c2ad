//! Rooms that a browser has left on purpose, and has not opened again: one cookie for each.
//!
//! A tab that was reconnecting, frozen or offline when its reader left comes back later, and must
//! not bring them back. A page is closed for that as the others were; opening the room again clears
//! the cookie. The cookie is not signed: it keeps nobody out who does not want to be.

use room::Slug;
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::{LEFT_ROOM_LIFETIME_S, LEFT_ROOMS_MAX, ROOM_COOKIES_READ_MAX};

/// The beginning of the cookies' names; the rest is the room.
const PREFIX: &str = "left-";

/// Records on an answer to a request for `url` that the browser has left a room, and forgets the
/// first of too many.
pub(crate) fn mark(headers: &Headers, response: &Response, url: &str, room: &Slug) -> Result<(), Problem> {
    set(response, url, room, "1", LEFT_ROOM_LIFETIME_S)?;
    let cookies = headers.get("Cookie")?.unwrap_or_default();
    let others: Vec<Slug> = marked(&cookies).filter(|other| other != room).collect();
    let surplus = others.len().saturating_sub(LEFT_ROOMS_MAX - 1);
    expire(response, url, others.iter().take(surplus))
}

/// Clears all marks.
pub(crate) fn clear_all(headers: &Headers, response: &Response, url: &str) -> Result<(), Problem> {
    let cookies = headers.get("Cookie")?.unwrap_or_default();
    expire(response, url, marked(&cookies).collect::<Vec<_>>().iter())
}

/// Whether the browser has left a room and not opened it since.
pub(crate) fn has_left(headers: &Headers, room: &Slug) -> Result<bool, Problem> {
    Ok(is_marked(&headers.get("Cookie")?.unwrap_or_default(), room))
}

/// Clears the mark of a room that is opened again.
pub(crate) fn clear(headers: &Headers, response: &Response, url: &str, room: &Slug) -> Result<(), Problem> {
    if has_left(headers, room)? { set(response, url, room, "", 0) } else { Ok(()) }
}

/// The rooms, in the order in which the browser left them: so it sends cookies of one path (RFC
/// 6265, section 5.4).
fn marked(cookies: &str) -> impl Iterator<Item = Slug> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let rooms = pairs.filter_map(|(name, _)| name.strip_prefix(PREFIX));
    rooms.take(ROOM_COOKIES_READ_MAX).filter_map(|room| Slug::parse(room).ok())
}

fn expire<'a>(response: &Response, url: &str, rooms: impl Iterator<Item = &'a Slug>) -> Result<(), Problem> {
    for room in rooms.take(LEFT_ROOMS_MAX) {
        set(response, url, room, "", 0)?;
    }
    Ok(())
}

/// Whether cookies say so.
pub(crate) fn is_marked(cookies: &str, room: &Slug) -> bool {
    cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name.strip_prefix(PREFIX) == Some(room.as_str()) && !value.is_empty())
}

fn set(response: &Response, url: &str, room: &Slug, value: &str, age: u32) -> Result<(), Problem> {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let room = room.as_str();
    let cookie = format!("{PREFIX}{room}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_room_that_was_left_is_marked() {
        let lobby = Slug::lobby();
        assert!(is_marked("natter=x; left-lobby=1; seen-lobby=1.2", &lobby));
        for cookies in ["", "left-lobby=", "left-lobby2=1", "xleft-lobby=1", "seen-lobby=1.2", "left-garden=1"] {
            assert!(!is_marked(cookies, &lobby), "{cookies}");
        }
    }
}

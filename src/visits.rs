//! The rooms that a browser was in, and how far it has read there: a cookie for each, and nothing anywhere else.
//!
//! They are not signed. Whoever changes theirs is shown something else as new, and gets into no room by it. The page of a room
//! raises its own when it is hidden (`static/socket.js`), so a script may read them.

use room::{MemberId, Message, Millis, Seq, Slug, Version};
use worker::{Headers, Response};

use crate::http::error::Problem;

/// What the names of these cookies begin with; the rest is the room.
const PREFIX: &str = "seen-";

/// Rooms that are remembered: a list that fits a screen, and cookies of a kilobyte.
const ROOMS_MAX: usize = 20;

/// How long a room is remembered after the last visit: as long as a session.
const LIFETIME_S: u32 = 30 * 24 * 60 * 60;

/// Cookies that are no visits and are taken away at once. More go the next time.
const JUNK_MAX: usize = 50;

/// A room that a browser was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    /// Which.
    pub room: Slug,
    /// The version up to which it was read.
    pub seen: Version,
    /// When that was; by the browser's clock, if its page has said so.
    at: Millis,
}

/// The rooms that a browser was in.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    /// The latest first.
    visits: Vec<Visit>,
    /// Names of cookies that look like ours and say nothing.
    junk: Vec<String>,
}

impl Visits {
    /// The visits that a request tells of.
    pub(crate) fn of(headers: &Headers) -> Result<Self, Problem> {
        Ok(Self::read(&headers.get("Cookie")?.unwrap_or_default()))
    }

    fn read(cookies: &str) -> Self {
        let mut found = Self::default();
        for (name, value) in cookies.split(';').filter_map(|pair| pair.trim().split_once('=')) {
            let Some(slug) = name.strip_prefix(PREFIX) else { continue };
            match Visit::parse(slug, value) {
                Some(visit) if found.visits.iter().all(|other| other.room != visit.room) => found.visits.push(visit),
                Some(_) => {}
                None if found.junk.len() < JUNK_MAX && is_plain(slug) => found.junk.push(slug.to_owned()),
                None => {}
            }
        }
        found.visits.sort_by_key(|visit| std::cmp::Reverse(visit.at));
        found
    }

    /// The rooms, the latest first.
    pub(crate) fn rooms(&self) -> &[Visit] {
        self.visits.get(..ROOMS_MAX).unwrap_or(&self.visits)
    }

    /// The first message of a page that is new to somebody who has been here. None if they know none of it, where a line
    /// would divide nothing, or if what is new is their own.
    pub(crate) fn first_new(&self, room: &Slug, messages: &[Message], reader: &MemberId) -> Option<Seq> {
        let seen = self.visits.iter().find(|visit| visit.room == *room)?.seen;
        messages.first().filter(|first| first.seq <= seen)?;
        messages.iter().find(|message| message.seq > seen && message.member != *reader).map(|message| message.seq)
    }

    /// Notes on an answer to a request for `url` that a room was read up to a version, and takes away what is too much.
    pub(crate) fn note(
        &self,
        response: &Response,
        url: &str,
        room: &Slug,
        seen: Version,
        now: Millis,
    ) -> Result<(), Problem> {
        set(response, &cookie(url, room.as_str(), &format!("{seen}.{now}"), LIFETIME_S))?;
        let others = self.visits.iter().filter(|visit| visit.room != *room).skip(ROOMS_MAX - 1);
        self.expire(response, url, others.map(|visit| visit.room.as_str()))
    }

    /// Takes away what is too much.
    pub(crate) fn tidy(&self, response: &Response, url: &str) -> Result<(), Problem> {
        self.expire(response, url, self.visits.iter().skip(ROOMS_MAX).map(|visit| visit.room.as_str()))
    }

    /// Takes everything away.
    pub(crate) fn forget(&self, response: &Response, url: &str) -> Result<(), Problem> {
        self.expire(response, url, self.visits.iter().map(|visit| visit.room.as_str()))
    }

    fn expire<'a>(
        &'a self,
        response: &Response,
        url: &str,
        rooms: impl Iterator<Item = &'a str>,
    ) -> Result<(), Problem> {
        for room in rooms.chain(self.junk.iter().map(String::as_str)) {
            set(response, &cookie(url, room, "", 0))?;
        }
        Ok(())
    }
}

impl Visit {
    fn parse(slug: &str, value: &str) -> Option<Self> {
        let number = |digits: &str| {
            let is_one = digits.len() <= 15 && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| is_one)
        };
        let (seen, at) = value.split_once('.')?;
        Some(Self { room: Slug::parse(slug).ok()?, seen: number(seen)?, at: number(at)? })
    }
}

/// Takes one room away.
pub(crate) fn forget(response: &Response, url: &str, room: &Slug) -> Result<(), Problem> {
    set(response, &cookie(url, room.as_str(), "", 0))
}

/// The cookie with which a page of a room raises what was seen, without its value.
pub(crate) fn blank(url: &str, room: &Slug) -> String {
    cookie(url, room.as_str(), "", LIFETIME_S)
}

fn cookie(url: &str, room: &str, value: &str, age: u32) -> String {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    format!("{PREFIX}{room}={value}; Path=/; Max-Age={age}; SameSite=Lax{secure}")
}

fn set(response: &Response, cookie: &str) -> Result<(), Problem> {
    Ok(response.headers().append("Set-Cookie", cookie)?)
}

/// Nothing that could be anything but the name of a cookie.
fn is_plain(slug: &str) -> bool {
    slug.len() <= 64 && slug.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use room::{Body, Cid, Name};

    use super::*;

    fn rooms(visits: &Visits) -> Vec<(&str, Version)> {
        visits.rooms().iter().map(|visit| (visit.room.as_str(), visit.seen)).collect()
    }

    #[test]
    fn the_latest_visit_comes_first_and_what_is_none_is_not_taken_for_one() {
        let visits = Visits::read(
            "natter=abc; seen-garden=7.1000; seen-lobby=9.3000; seen-lobby=1.1; seen-attic=5.2000; \
             seen-Cellar=1.1; seen-a=-1.1; seen-b=1; seen-c=1.1.1; seen-d=; seen-e=1234567890123456.1; seen-<x>=1; seen=1.1",
        );
        assert_eq!(rooms(&visits), [("lobby", 9), ("attic", 5), ("garden", 7)]);
        assert_eq!(visits.junk, ["Cellar", "a", "b", "c", "d", "e"]);
    }

    #[test]
    fn only_the_twenty_latest_rooms_are_shown() {
        let cookies: Vec<String> = (0..25).map(|n| format!("seen-room-{n}={n}.{n}")).collect();
        let visits = Visits::read(&cookies.join("; "));
        assert_eq!(rooms(&visits).len(), 20);
        assert_eq!((rooms(&visits)[0], rooms(&visits)[19]), (("room-24", 24), ("room-5", 5)));
    }

    #[test]
    fn a_cookie_is_kept_to_where_it_belongs() {
        let room = Slug::lobby();
        assert_eq!(blank("http://localhost/", &room), "seen-lobby=; Path=/; Max-Age=2592000; SameSite=Lax");
        assert_eq!(
            blank("https://natter.example/", &room),
            "seen-lobby=; Path=/; Max-Age=2592000; SameSite=Lax; Secure"
        );
    }

    #[test]
    fn what_is_new_begins_with_the_first_message_of_somebody_else() {
        let [me, other] = ["a", "b"].map(|letter| MemberId::parse(&letter.repeat(16)).unwrap());
        let message = |seq, member: &MemberId| Message {
            seq,
            version: seq,
            member: member.clone(),
            name: Name::parse("Ada").unwrap(),
            body: Body::parse("hello").unwrap(),
            cid: Cid::parse("0123456789abcdef").unwrap(),
            said_at: 0,
            continues: false,
        };
        let page = [message(5, &other), message(6, &me), message(7, &other), message(8, &other)];
        let first_new = |seen: i64, page: &[Message]| {
            Visits::read(&format!("seen-lobby={seen}.1")).first_new(&Slug::lobby(), page, &me)
        };
        assert_eq!(first_new(5, &page), Some(7), "not above what one has said oneself");
        assert_eq!(first_new(7, &page), Some(8));
        assert_eq!(first_new(8, &page), None, "nothing is new");
        assert_eq!(first_new(4, &page), None, "everything is");
        assert_eq!(first_new(5, &page[..2]), None, "only one's own is");
        assert_eq!(first_new(5, &[]), None);
        assert_eq!(Visits::default().first_new(&Slug::lobby(), &page, &me), None, "nobody was here");
    }
}

//! Read markers: how far a browser has read in each room that it was in. One cookie for each room,
//! and nothing anywhere else.
//!
//! The numbers are not signed: a reader who changes them sees other messages as new. A script may
//! set them, because the page of a room raises its marker when it is hidden
//! (`static/js/read_marker.js`). But each marker has a proof that its browser was shown the room
//! ([`Session::proof_of_visit`](crate::http::session::Session::proof_of_visit)): without one nobody
//! is told how much is new there, not even whether there is such a room.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use room::{MemberId, Message, Millis, Seq, SingleLineText, Slug, Version};
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::{
    CLEARED_MARKERS_MAX, NUMBER_MAX_DIGITS, READ_MARKER_LIFETIME_S, READ_MARKER_TITLE_MAX_BYTES, READ_MARKERS_MAX,
    ROOM_COOKIES_READ_MAX, STRAY_COOKIE_MAX_CHARS,
};

/// The beginning of the cookies' names; the rest is the room.
const PREFIX: &str = "seen-";

/// What a proof begins with. No title does: there it would be encoded.
const PROOF: char = '~';

/// How far a browser has read in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadMarker {
    /// Which.
    pub room: Slug,
    /// The version up to which it was read.
    pub seen: Version,
    /// What the room was called then; empty if it was only known by its address.
    pub title: SingleLineText,
    /// That the browser was shown the room; empty if it does not say.
    pub proof: String,
    /// When that was; by the browser's clock, if its page has said so.
    at: Millis,
}

/// A room that a browser is shown, as its marker keeps it.
pub(crate) struct Visit<'a> {
    /// Which.
    pub room: &'a Slug,
    /// What it is called.
    pub title: &'a SingleLineText,
    /// That it was shown.
    pub proof: String,
}

/// The read markers of a browser.
#[derive(Debug, Default)]
pub(crate) struct ReadMarkers {
    /// The latest first.
    markers: Vec<ReadMarker>,
    /// Names of stray cookies: named like a marker, without a valid one in them.
    stray: Vec<String>,
}

impl ReadMarkers {
    /// The markers that a request carries.
    pub(crate) fn of(headers: &Headers) -> Result<Self, Problem> {
        Ok(Self::read(&headers.get("Cookie")?.unwrap_or_default()))
    }

    /// The markers that cookies hold.
    pub(crate) fn read(cookies: &str) -> Self {
        let mut found = Self::default();
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        let ours = pairs.filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?, value)));
        for (slug, value) in ours.take(ROOM_COOKIES_READ_MAX) {
            match ReadMarker::parse(slug, value) {
                Some(marker) if found.markers.iter().all(|other| other.room != marker.room) => {
                    found.markers.push(marker)
                }
                Some(_) => {}
                None if is_plain(slug) => found.stray.push(slug.to_owned()),
                None => {}
            }
        }
        found.markers.sort_by_key(|marker| std::cmp::Reverse(marker.at));
        found
    }

    /// What a room was called when it was last seen; empty if that is not known.
    pub(crate) fn title_of(&self, room: &Slug) -> &str {
        self.markers.iter().find(|marker| marker.room == *room).map_or("", |marker| marker.title.as_str())
    }

    /// The rooms, the latest first.
    pub(crate) fn recent(&self) -> &[ReadMarker] {
        self.markers.get(..READ_MARKERS_MAX).unwrap_or(&self.markers)
    }

    /// Whether the browser has read a room before.
    pub(crate) fn knows(&self, room: &Slug) -> bool {
        self.markers.iter().any(|marker| marker.room == *room)
    }

    /// The first message on a page that is new to a returning reader. None if the whole page is
    /// new, because a line would divide nothing. None if only messages of the reader are new.
    pub(crate) fn first_new(&self, room: &Slug, messages: &[Message], reader: &MemberId) -> Option<Seq> {
        let seen = self.markers.iter().find(|marker| marker.room == *room)?.seen;
        messages.first().filter(|first| first.seq <= seen)?;
        messages.iter().find(|message| message.seq > seen && message.member != *reader).map(|message| message.seq)
    }

    /// Raises the marker of a room on an answer to a request for `url`, and clears the markers
    /// beyond the most recent.
    pub(crate) fn mark_read(
        &self,
        response: &Response,
        url: &str,
        visit: &Visit<'_>,
        seen: Version,
        now: Millis,
    ) -> Result<(), Problem> {
        let value = format!("{seen}.{now}{}", visit.encoded());
        set(response, &cookie(url, visit.room.as_str(), &value, READ_MARKER_LIFETIME_S))?;
        let others = self.markers.iter().filter(|marker| marker.room != *visit.room).skip(READ_MARKERS_MAX - 1);
        self.expire(response, url, others.map(|marker| marker.room.as_str()))
    }

    /// Clears the markers beyond the most recent, and stray cookies.
    pub(crate) fn drop_surplus(&self, response: &Response, url: &str) -> Result<(), Problem> {
        self.expire(response, url, self.markers.iter().skip(READ_MARKERS_MAX).map(|marker| marker.room.as_str()))
    }

    /// Clears all markers.
    pub(crate) fn clear_all(&self, response: &Response, url: &str) -> Result<(), Problem> {
        self.expire(response, url, self.markers.iter().map(|marker| marker.room.as_str()))
    }

    fn expire<'a>(
        &'a self,
        response: &Response,
        url: &str,
        rooms: impl Iterator<Item = &'a str>,
    ) -> Result<(), Problem> {
        for room in rooms.chain(self.stray.iter().map(String::as_str)).take(CLEARED_MARKERS_MAX) {
            set(response, &cookie(url, room, "", 0))?;
        }
        Ok(())
    }
}

impl ReadMarker {
    fn parse(slug: &str, value: &str) -> Option<Self> {
        let number = |digits: &str| {
            let is_one = digits.len() <= NUMBER_MAX_DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| is_one)
        };
        let mut parts = value.split('.').peekable();
        let (seen, at) = (number(parts.next()?)?, number(parts.next()?)?);
        let proof = parts.next_if(|part| part.starts_with(PROOF)).unwrap_or_default();
        let proof = proof.trim_start_matches(PROOF).to_owned();
        let title = parts.next().map(|title| percent_decode_str(title).decode_utf8_lossy());
        let title = title.and_then(|title| SingleLineText::title(&title).ok()).unwrap_or_default();
        let is_whole = parts.next().is_none();
        Some(Self { room: Slug::parse(slug).ok()?, seen, title, proof, at }).filter(|_| is_whole)
    }
}

#[cfg(any(test, fuzzing))]
impl ReadMarker {
    /// The cookie that holds it, as a browser sends it.
    pub(crate) fn written(&self) -> String {
        let visit = Visit { room: &self.room, title: &self.title, proof: self.proof.clone() };
        format!("{PREFIX}{}={}.{}{}", self.room.as_str(), self.seen, self.at, visit.encoded())
    }
}

/// Clears the marker of one room.
pub(crate) fn clear(response: &Response, url: &str, room: &Slug) -> Result<(), Problem> {
    set(response, &cookie(url, room.as_str(), "", 0))
}

/// The cookie of a room's marker without its numbers: the page of the room fills them in and sets
/// it.
pub(crate) fn empty_cookie(url: &str, visit: &Visit<'_>) -> String {
    cookie(url, visit.room.as_str(), &visit.encoded(), READ_MARKER_LIFETIME_S)
}

impl Visit<'_> {
    /// The end of the cookie's value.
    fn encoded(&self) -> String {
        format!(".{PROOF}{}{}", self.proof, encoded(self.title))
    }
}

/// What a room is called, as the end of a cookie's value. A long name ends early: it is for a list.
fn encoded(title: &SingleLineText) -> String {
    let mut encoded = String::new();
    let mut buffer = [0; 4];
    for letter in title.as_str().chars() {
        let letter = utf8_percent_encode(letter.encode_utf8(&mut buffer), NON_ALPHANUMERIC).to_string();
        if encoded.len() + letter.len() > READ_MARKER_TITLE_MAX_BYTES {
            encoded.push_str("%E2%80%A6");
            break;
        }
        encoded.push_str(&letter);
    }
    if encoded.is_empty() { encoded } else { format!(".{encoded}") }
}

fn cookie(url: &str, room: &str, value: &str, age: u32) -> String {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    format!("{PREFIX}{room}={value}; Path=/; Max-Age={age}; SameSite=Lax{secure}")
}

fn set(response: &Response, cookie: &str) -> Result<(), Problem> {
    Ok(response.headers().append("Set-Cookie", cookie)?)
}

/// Whether the text is safe in a `Set-Cookie` header as a name.
fn is_plain(slug: &str) -> bool {
    slug.len() <= STRAY_COOKIE_MAX_CHARS
        && slug.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use room::{Body, Cid, Name};

    use super::*;

    fn rooms(markers: &ReadMarkers) -> Vec<(&str, Version)> {
        markers.recent().iter().map(|marker| (marker.room.as_str(), marker.seen)).collect()
    }

    #[test]
    fn latest_marker_comes_first_and_stray_cookies_are_none() {
        let markers = ReadMarkers::read(
            "natter=abc; seen-garden=7.1000; seen-lobby=9.3000; seen-lobby=1.1; seen-attic=5.2000; \
             seen-Cellar=1.1; seen-a=-1.1; seen-b=1; seen-c=1.1.1.1; seen-d=; seen-e=1234567890123456.1; seen-<x>=1; \
             seen=1.1",
        );
        assert_eq!(rooms(&markers), [("lobby", 9), ("attic", 5), ("garden", 7)]);
        assert_eq!(markers.stray, ["Cellar", "a", "b", "c", "d", "e"]);
    }

    #[test]
    fn markers_beyond_the_limit_are_not_recent() {
        let cookies: Vec<String> = (0..25).map(|n| format!("seen-room-{n}={n}.{n}")).collect();
        let markers = ReadMarkers::read(&cookies.join("; "));
        assert_eq!(rooms(&markers).len(), 20);
        assert_eq!((rooms(&markers)[0], rooms(&markers)[19]), (("room-24", 24), ("room-5", 5)));
    }

    fn empty_cookie_of(url: &str, title: &str) -> String {
        let (room, title) = (&Slug::lobby(), &SingleLineText::title(title).unwrap_or_default());
        empty_cookie(url, &Visit { room, title, proof: "0123456789abcdef".to_owned() })
    }

    #[test]
    fn cookie_keeps_to_its_site() {
        assert_eq!(
            empty_cookie_of("http://localhost/", ""),
            "seen-lobby=.~0123456789abcdef; Path=/; Max-Age=15552000; SameSite=Lax"
        );
        assert_eq!(
            empty_cookie_of("https://natter.example/", "Tea; & = Cake"),
            "seen-lobby=.~0123456789abcdef.Tea%3B%20%26%20%3D%20Cake; Path=/; Max-Age=15552000; SameSite=Lax; Secure"
        );
    }

    #[test]
    fn proof_comes_back_with_and_without_a_title() {
        for title in ["", "Tea. & Cake", "~tilde"] {
            let cookie = empty_cookie_of("http://localhost/", title).replace('=', "=7.1000");
            let markers = ReadMarkers::read(cookie.split(';').next().unwrap());
            let marker = &markers.recent()[0];
            assert_eq!((marker.proof.as_str(), marker.title.as_str()), ("0123456789abcdef", title));
        }
        assert_eq!(ReadMarkers::read("seen-tea=7.1000.Tea").recent()[0].proof, "", "one of an earlier build");
    }

    #[test]
    fn marker_remembers_what_the_room_is_called() {
        for (title, read) in [
            ("Küche", "Küche".to_owned()),
            ("Tea. & Cake = good; really", "Tea. & Cake = good; really".to_owned()),
            ("", String::new()),
            (&"語".repeat(50), format!("{}…", "語".repeat(22))),
        ] {
            let encoded = encoded(&SingleLineText::title(title).unwrap());
            assert!(encoded.len() <= READ_MARKER_TITLE_MAX_BYTES + 10, "{title}");
            let markers = ReadMarkers::read(&format!("seen-tea=7.1000{encoded}"));
            assert_eq!((markers.title_of(&Slug::parse("tea").unwrap()), rooms(&markers)[0]), (&*read, ("tea", 7)));
        }
        for forged in ["seen-tea=7.1.%00%0A", "seen-tea=7.1.", &format!("seen-tea=7.1.{}", "x".repeat(500))] {
            assert_eq!(ReadMarkers::read(forged).title_of(&Slug::parse("tea").unwrap()), "", "{forged:.40}");
        }
        assert_eq!(ReadMarkers::default().title_of(&Slug::lobby()), "");
    }

    #[test]
    fn first_new_message_is_by_somebody_else() {
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
            edited_at: None,
            mentions: Vec::new(),
            removal: None,
            reply_to: None,
            files: Vec::new(),
        };
        let page = [message(5, &other), message(6, &me), message(7, &other), message(8, &other)];
        let first_new = |seen: i64, page: &[Message]| {
            ReadMarkers::read(&format!("seen-lobby={seen}.1")).first_new(&Slug::lobby(), page, &me)
        };
        assert_eq!(first_new(5, &page), Some(7), "not above what one has said oneself");
        assert_eq!(first_new(7, &page), Some(8));
        assert_eq!(first_new(8, &page), None, "nothing is new");
        assert_eq!(first_new(4, &page), None, "everything is");
        assert_eq!(first_new(5, &page[..2]), None, "only one's own is");
        assert_eq!(first_new(5, &[]), None);
        assert_eq!(ReadMarkers::default().first_new(&Slug::lobby(), &page, &me), None, "nobody was here");
    }
}

//! Sessions: a signed cookie says who a browser is. Nothing is stored anywhere else.
//!
//! Nothing is claimed for a session that its browser has not sent back once: an answer may be lost,
//! a form sent twice, cookies be blocked. So a page gives a stranger a *visitor's* cookie, and who
//! joins with it is known to keep it. A program that joins without a cookie is given a session with
//! an [`Arrival`], which is carried out when it comes back (decision 20).

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
pub(crate) mod signing;

use room::{Founding, Listing, Member, MemberId, Millis, Name, Person, SessionMark, SingleLineText, Slug};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use worker::{Headers, Response};

use crate::http::cookie;
use crate::http::error::Problem;
use crate::limits::{PROOF_OF_VISIT_BYTES, SESSION_LIFETIME_MS, SESSION_RENEWED_AFTER_MS, TOKEN_BYTES};
use crate::{clock, ended_sessions, random};

pub(crate) use signing::Keys;

/// The purposes that are signed with the content. What was signed for any other purpose must not
/// pass for a session.
const SESSION: &str = "session";
const VISITOR: &str = "visitor";

/// What a session says whose member ids are of the room.
const IDS_OF_ROOM: &str = "room";

/// Who a browser is, by the cookie that it sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    /// It sent none that we signed.
    Stranger,
    /// It keeps our cookie, and has not joined.
    Visitor(Cookie),
    /// It has joined.
    Member(Session),
}

/// What every cookie of ours holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cookie {
    /// 128 random bits. Never shown: pages show only ids that are derived from it.
    id: String,
    /// When it runs out.
    until: Millis,
}

/// A browser that has joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    cookie: Cookie,
    /// The name that was joined under.
    name: Name,
    /// When it began under this name. 0 of one from before sessions could end.
    since: Millis,
    members: MemberIds,
    /// None once the session has come back.
    arrival: Option<Arrival>,
}

/// How a session's member ids are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MemberIds {
    /// Another one in each room.
    OfRoom,
    /// One in all rooms: those of sessions that began before there were others, which may own rooms
    /// by it.
    OfSite,
}

/// A join that waits until the session comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// Where.
    pub room: Slug,
    /// How the room begins, if the join founds it.
    pub founding: Founding,
}

/// What is signed.
#[derive(Default, Serialize, Deserialize)]
struct Content {
    purpose: String,
    id: String,
    #[serde(default)]
    name: String,
    until: Millis,
    #[serde(default)]
    since: Millis,
    /// `room` if there is another member id in each room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ids: Option<String>,
    /// Where the session arrives when it comes back…
    #[serde(default, skip_serializing_if = "Option::is_none")]
    room: Option<String>,
    /// …what that room is called if it is new…
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// …and `yes` if the directory should list it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    listed: Option<String>,
}

impl Content {
    fn of_visitor(cookie: Cookie) -> Self {
        Self { purpose: VISITOR.to_owned(), id: cookie.id, until: cookie.until, ..Self::default() }
    }

    fn of_session(session: Session) -> Self {
        let Session { cookie, name, since, members, arrival } = session;
        let content = Self {
            purpose: SESSION.to_owned(),
            id: cookie.id,
            name: name.as_str().to_owned(),
            until: cookie.until,
            since,
            ids: (members == MemberIds::OfRoom).then(|| IDS_OF_ROOM.to_owned()),
            ..Self::default()
        };
        let Some(Arrival { room, founding: Founding { title, listing } }) = arrival else { return content };
        Self {
            room: Some(room.as_str().to_owned()),
            title: Some(title.as_str().to_owned()).filter(|title| !title.is_empty()),
            listed: (listing == Listing::Listed).then(|| "yes".to_owned()),
            ..content
        }
    }

    fn signed(&self, keys: &Keys) -> Result<String, Problem> {
        keys.sign(&serde_urlencoded::to_string(self).map_err(|error| Problem::internal("a session", &error))?)
    }

    /// Whose it is, until it runs out.
    fn browser(self, now: Millis) -> Option<Browser> {
        let cookie = Cookie { id: self.id, until: self.until };
        match self.purpose.as_str() {
            _ if cookie.until <= now => None,
            VISITOR => Some(Browser::Visitor(cookie)),
            SESSION => {
                let listing = if self.listed.is_some() { Listing::Listed } else { Listing::Unlisted };
                let title = self.title.and_then(|title| SingleLineText::title(&title).ok()).unwrap_or_default();
                let room = self.room.and_then(|room| Slug::parse(&room).ok());
                let arrival = room.map(|room| Arrival { room, founding: Founding { title, listing } });
                let is_of_room = self.ids.is_some_and(|ids| ids == IDS_OF_ROOM);
                let members = if is_of_room { MemberIds::OfRoom } else { MemberIds::OfSite };
                let name = Name::parse(&self.name).ok()?;
                Some(Browser::Member(Session { cookie, name, since: self.since, members, arrival }))
            }
            _ => None,
        }
    }
}

impl Cookie {
    fn fresh(now: Millis) -> Result<Self, Problem> {
        Ok(Self { id: random::hex::<TOKEN_BYTES>()?, until: now + SESSION_LIFETIME_MS })
    }

    /// The cookie of whoever joins with this form, however often it is sent. Its id is not that of
    /// the visitor's cookie, which somebody else may have planted: they do not know the token. A
    /// program has no form, and none, and nobody plants it anything.
    fn of_form(&self, token: &str, keys: &Keys, now: Millis) -> Result<Self, Problem> {
        let hash = keys.hash("natter join", format!("{} {token}", self.id).as_bytes())?;
        let id = random::to_hex(hash.get(..TOKEN_BYTES).unwrap_or(&hash));
        Ok(Self { id, until: now + SESSION_LIFETIME_MS })
    }

    fn renewed(&self, now: Millis) -> Self {
        Self { id: self.id.clone(), until: now + SESSION_LIFETIME_MS }
    }

    fn is_due(&self, now: Millis) -> bool {
        self.until - now < SESSION_LIFETIME_MS - SESSION_RENEWED_AFTER_MS
    }
}

impl Browser {
    /// Who sent a request for `url`.
    pub(crate) fn of(headers: &Headers, url: &str, keys: &Keys) -> Result<Self, Problem> {
        let cookies = headers.get("Cookie")?.unwrap_or_default();
        let wanted = cookie_name(url);
        let now = clock::now();
        let mut signed = cookie::values(&cookies, wanted).filter_map(|value| Self::signed(value, keys, now));
        Ok(signed.find(|browser| !browser.is_over()).unwrap_or(Self::Stranger))
    }

    fn is_over(&self) -> bool {
        matches!(self, Self::Member(session) if ended_sessions::is_over(session.mark()))
    }

    /// Whom we signed this for. Nothing unsigned is parsed.
    fn signed(value: &str, keys: &Keys, now: Millis) -> Option<Self> {
        serde_urlencoded::from_str::<Content>(keys.verify(value)?).ok()?.browser(now)
    }

    /// The session, of whoever has one.
    pub(crate) fn session(self) -> Option<Session> {
        if let Self::Member(session) = self { Some(session) } else { None }
    }

    /// The session of this browser under a name, by a form with this token; empty if it has none.
    pub(crate) fn begin(self, name: Name, token: &str, keys: &Keys) -> Result<Session, Problem> {
        self.begin_at(clock::now(), name, token, keys)
    }

    fn begin_at(self, now: Millis, name: Name, token: &str, keys: &Keys) -> Result<Session, Problem> {
        let cookie = match self {
            Self::Stranger => Cookie::fresh(now)?,
            Self::Visitor(cookie) => cookie.of_form(token, keys, now)?,
            Self::Member(session) if session.name == name => return Ok(Session { arrival: None, ..session }),
            Self::Member(session) => return Ok(Session { arrival: None, ..session.renamed_at(now, name) }),
        };
        Ok(Session { cookie, name, since: now, members: MemberIds::OfRoom, arrival: None })
    }

    /// Puts a cookie on an answer to a request for `url`: expiry counts from the last use, and a
    /// stranger becomes a visitor.
    pub(crate) fn renew(&self, response: &Response, url: &str, keys: &Keys) -> Result<(), Problem> {
        let now = clock::now();
        let content = match self {
            Self::Stranger => Content::of_visitor(Cookie::fresh(now)?),
            Self::Visitor(cookie) => Content::of_visitor(cookie.renewed(now)),
            Self::Member(session) => {
                Content::of_session(Session { cookie: session.cookie.renewed(now), ..session.clone() })
            }
        };
        set(response, url, &content.signed(keys)?, SESSION_LIFETIME_MS / 1_000)
    }

    /// Whether so much of the cookie's time is gone that the next answer renews it.
    pub(crate) fn is_due(&self) -> bool {
        match self {
            Self::Stranger => false,
            Self::Visitor(cookie) | Self::Member(Session { cookie, .. }) => cookie.is_due(clock::now()),
        }
    }
}

impl Session {
    /// The session that a request carries, if we signed it and it has not run out.
    pub(crate) fn of(headers: &Headers, url: &str, keys: &Keys) -> Result<Option<Self>, Problem> {
        Ok(Browser::of(headers, url, keys)?.session())
    }

    /// The same browser under another name. What it had before is to be ended
    /// ([`ended_sessions`]).
    pub(crate) fn renamed(self, name: Name) -> Self {
        self.renamed_at(clock::now(), name)
    }

    fn renamed_at(self, now: Millis, name: Name) -> Self {
        Self { name, since: now, ..self }
    }

    /// The same session, of a browser that was a stranger: it joins when it comes back.
    pub(crate) fn arriving(self, arrival: Arrival) -> Self {
        Self { arrival: Some(arrival), ..self }
    }

    /// The join that waits until the session comes back.
    pub(crate) fn arrival(&self) -> Option<&Arrival> {
        self.arrival.as_ref()
    }

    /// The session after its arrival was carried out.
    pub(crate) fn arrived(self) -> Self {
        Self { arrival: None, ..self }
    }

    /// Puts the session's cookie on an answer to a request for `url`.
    pub(crate) fn put(&self, response: &Response, url: &str, keys: &Keys) -> Result<(), Problem> {
        Browser::Member(self.clone()).renew(response, url, keys)
    }

    /// Takes the session's cookie away.
    pub(crate) fn end(response: &Response, url: &str) -> Result<(), Problem> {
        set(response, url, "", 0)
    }

    /// Whether an answer to a request for `url` has the session's cookie already.
    pub(crate) fn is_put(response: &Response, url: &str) -> bool {
        let ours = format!("{}=", cookie_name(url));
        response.headers().entries().any(|(name, value)| {
            name.eq_ignore_ascii_case("set-cookie") && value.split(", ").any(|cookie| cookie.starts_with(&ours))
        })
    }

    /// The name that was joined under.
    pub(crate) fn name(&self) -> &Name {
        &self.name
    }

    /// Who this browser is in a room.
    pub(crate) fn member_in(&self, room: &Slug) -> Result<Member, Problem> {
        let id = match self.members {
            MemberIds::OfRoom => digest(&format!("natter member {} {}", self.cookie.id, room.as_str())),
            MemberIds::OfSite => self.person(),
        };
        Ok(Member { id: MemberId::parse(&id.to_string())?, name: self.name.clone() })
    }

    /// Who this browser is in all rooms together, which nobody is shown.
    pub(crate) fn person(&self) -> Person {
        digest(&format!("natter member {}", self.cookie.id))
    }

    /// What a room knows the session by.
    pub(crate) fn mark(&self) -> SessionMark {
        SessionMark { person: self.person(), since: self.since }
    }

    /// That this browser was shown a room. Nobody else can make it, for themselves or another room.
    pub(crate) fn proof_of_visit(&self, room: &Slug, keys: &Keys) -> Result<String, Problem> {
        let hash = keys.hash("natter read marker", format!("{} {}", self.cookie.id, room.as_str()).as_bytes())?;
        Ok(random::to_hex(hash.get(..PROOF_OF_VISIT_BYTES).unwrap_or(&hash)))
    }

    /// A number that only this browser and this token make: a form that is sent twice starts one
    /// private room.
    pub(crate) fn number_of(&self, token: &str) -> u128 {
        let digest = Sha256::digest(format!("natter private room {} {token}", self.cookie.id));
        digest.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }
}

fn set(response: &Response, url: &str, value: &str, age: Millis) -> Result<(), Problem> {
    let (name, secure) = (cookie_name(url), if url.starts_with("https:") { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

/// The `__Host-` prefix makes browsers keep the cookie to this very host over https; without https
/// they would drop it.
fn cookie_name(url: &str) -> &'static str {
    if url.starts_with("https:") { "__Host-natter" } else { "natter" }
}

/// 80 bits of a digest.
fn digest(text: &str) -> Person {
    let digest = Sha256::digest(text);
    Person::of_bits(digest.iter().take(10).fold(0, |bits, byte| bits << 8 | u128::from(*byte)))
}

#[cfg(test)]
mod tests;

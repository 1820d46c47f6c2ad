//! Sessions: a signed cookie says who a browser is. Nothing is stored anywhere else.
//!
//! Nothing is claimed for a session that its browser has not sent back once: an answer may be lost,
//! a form sent twice, cookies be blocked. So a page gives a stranger a *visitor's* cookie, and who
//! joins with it is known to keep it. A program that joins without a cookie is given a session with
//! an [`Arrival`], which is carried out when it comes back (decision 20).

pub(crate) mod signing;

use room::{Founding, Listing, Member, MemberId, Millis, Name, SingleLineText, Slug};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::{PROOF_OF_VISIT_BYTES, SESSION_LIFETIME_MS, SESSION_RENEWED_AFTER_MS, TOKEN_BYTES};
use crate::{clock, random};

pub(crate) use signing::Keys;

/// The purposes that are signed with the content. What was signed for any other purpose must not
/// pass for a session.
const SESSION: &str = "session";
const VISITOR: &str = "visitor";

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
    /// None once the session has come back.
    arrival: Option<Arrival>,
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
        let Session { cookie, name, arrival } = session;
        let content = Self {
            purpose: SESSION.to_owned(),
            id: cookie.id,
            name: name.as_str().to_owned(),
            until: cookie.until,
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
                Some(Browser::Member(Session { cookie, name: Name::parse(&self.name).ok()?, arrival }))
            }
            _ => None,
        }
    }
}

impl Cookie {
    fn fresh(now: Millis) -> Result<Self, Problem> {
        Ok(Self { id: random::hex::<TOKEN_BYTES>()?, until: now + SESSION_LIFETIME_MS })
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
        let cookie =
            cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == wanted);
        Ok(cookie.and_then(|(_, value)| Self::signed(value, keys, clock::now())).unwrap_or(Self::Stranger))
    }

    /// Whom we signed this for. Nothing unsigned is parsed.
    fn signed(value: &str, keys: &Keys, now: Millis) -> Option<Self> {
        serde_urlencoded::from_str::<Content>(keys.verify(value)?).ok()?.browser(now)
    }

    /// The session, of whoever has one.
    pub(crate) fn session(self) -> Option<Session> {
        if let Self::Member(session) = self { Some(session) } else { None }
    }

    /// The session of this browser under a name.
    pub(crate) fn begin(self, name: Name) -> Result<Session, Problem> {
        let cookie = match self {
            Self::Stranger => Cookie::fresh(clock::now())?,
            Self::Visitor(cookie) | Self::Member(Session { cookie, .. }) => cookie,
        };
        Ok(Session { cookie, name, arrival: None })
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

    /// The same browser under another name.
    pub(crate) fn renamed(self, name: Name) -> Self {
        Self { name, ..self }
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

    /// The person that this browser is, in every room.
    pub(crate) fn member(&self) -> Result<Member, Problem> {
        Ok(Member { id: member_id(&self.cookie.id)?, name: self.name.clone() })
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

/// 80 bits of a digest of the id, five to a character.
fn member_id(session_id: &str) -> Result<MemberId, Problem> {
    let digest = Sha256::digest(format!("natter member {session_id}"));
    let bits = digest.iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    Ok(MemberId::parse(&room::base32(bits, room::limits::MEMBER_ID_CHARS))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Session {
        let cookie = Cookie { id: "00112233445566778899aabbccddeeff".to_owned(), until: 5_000 };
        Session { cookie, name: Name::parse("Ada Łovelace & co.").unwrap(), arrival: None }
    }

    fn keys() -> Keys {
        Keys::signing_with("0123456789abcdef0123456789abcdef")
    }

    fn read_at(now: Millis, content: &Content) -> Option<Browser> {
        Browser::signed(&content.signed(&keys()).unwrap(), &keys(), now)
    }

    #[test]
    fn session_lasts_until_it_runs_out() {
        let content = Content::of_session(ada());
        assert_eq!(read_at(1_000, &content), Some(Browser::Member(ada())));
        assert_eq!(read_at(4_999, &content), Some(Browser::Member(ada())));
        assert_eq!(read_at(5_000, &content), None);
    }

    #[test]
    fn arrival_travels_with_the_session() {
        for listing in [Listing::Listed, Listing::Unlisted] {
            let founding = Founding { title: SingleLineText::title("Küche & co.").unwrap(), listing };
            let arrival = Some(Arrival { room: Slug::parse("garden").unwrap(), founding });
            let session = Session { arrival, ..ada() };
            assert_eq!(read_at(0, &Content::of_session(session.clone())), Some(Browser::Member(session)));
        }
    }

    #[test]
    fn visitor_is_no_member_and_keeps_the_id() {
        let visitor = read_at(0, &Content::of_visitor(ada().cookie)).unwrap();
        assert_eq!(visitor, Browser::Visitor(ada().cookie));
        assert_eq!(visitor.session(), None);
    }

    #[test]
    fn cookie_of_the_build_before_is_a_session() {
        let signed = keys().sign("purpose=session&id=1&name=Ada&until=5000").unwrap();
        let session = Browser::signed(&signed, &keys(), 0).and_then(Browser::session).unwrap();
        assert_eq!((session.name().as_str(), session.arrival()), ("Ada", None));
    }

    #[test]
    fn signature_for_another_purpose_is_no_session() {
        let content = Content { purpose: "owner".to_owned(), ..Content::of_session(ada()) };
        assert_eq!(read_at(0, &content), None);
    }

    #[test]
    fn cookie_is_renewed_when_a_day_of_it_is_gone() {
        let cookie = Cookie { id: String::new(), until: SESSION_LIFETIME_MS };
        assert!(!cookie.is_due(0) && !cookie.is_due(SESSION_RENEWED_AFTER_MS));
        assert!(cookie.is_due(SESSION_RENEWED_AFTER_MS + 1));
        assert_eq!(cookie.renewed(7).until, SESSION_LIFETIME_MS + 7);
    }

    #[test]
    fn number_of_a_token_belongs_to_one_browser() {
        let other = Session { cookie: Cookie { id: "f".repeat(32), until: 0 }, ..ada() };
        assert_eq!(ada().number_of("a"), ada().number_of("a"));
        assert_ne!(ada().number_of("a"), ada().number_of("b"));
        assert_ne!(ada().number_of("a"), other.number_of("a"));
    }

    #[test]
    fn member_id_is_stable_and_hides_the_session() {
        let member = ada().member().unwrap();
        assert_eq!(member, ada().member().unwrap());
        assert_eq!(member.id.as_str().len(), 16);
        assert!(!ada().cookie.id.contains(member.id.as_str()));
    }
}

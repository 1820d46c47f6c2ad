//! Whom a browser's reader ignores: a cookie with their ids, and what they were called then. Pages
//! leave out what these people say. Nobody else is told, and nothing of it is stored here.
//!
//! The cookie is not signed: whoever changes it hides other messages from themselves.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use room::{Member, MemberId, Name};
use templates::views::{Change, Format, MessageView, QuoteView};
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::{IGNORED_LIFETIME_S, IGNORED_MAX, IGNORED_NAME_MAX_BYTES};

const COOKIE: &str = "ignored";

/// Whom a reader ignores, in the order in which they came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IgnoredMembers(Vec<Ignored>);

/// Somebody whom a reader ignores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ignored {
    pub(crate) id: MemberId,
    /// What they were called then; empty if that was too long to be kept.
    pub(crate) name: String,
}

impl IgnoredMembers {
    /// Those whom the reader of a request ignores.
    pub(crate) fn of(headers: &Headers) -> Result<Self, Problem> {
        Ok(Self::read(&headers.get("Cookie")?.unwrap_or_default()))
    }

    /// Those whom cookies name.
    pub(crate) fn read(cookies: &str) -> Self {
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        let value = pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value).next().unwrap_or_default();
        let ignored = value.split('.').take(IGNORED_MAX).filter_map(|one| {
            let (id, name) = one.split_once('~')?;
            let name = percent_decode_str(name).decode_utf8().ok()?;
            // A name is shown again: only what could have been one.
            let name = Name::parse(&name).map_or(String::new(), |name| name.as_str().to_owned());
            Some(Ignored { id: MemberId::parse(id).ok()?, name })
        });
        Self(ignored.collect())
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Ignored> {
        self.0.iter()
    }

    /// Whether a member is one of them.
    pub(crate) fn has(&self, member: &str) -> bool {
        self.0.iter().any(|ignored| ignored.id.as_str() == member)
    }

    /// Their ids, for the script of a page; none if there is nobody.
    pub(crate) fn ids(&self) -> Option<String> {
        let ids: Vec<&str> = self.0.iter().map(|ignored| ignored.id.as_str()).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Adds somebody. Of too many the first are ignored no more.
    pub(crate) fn add(&mut self, Member { id, name }: &Member) {
        self.remove(id);
        let is_short = encoded(name.as_str()).len() <= IGNORED_NAME_MAX_BYTES;
        let name = if is_short { name.as_str().to_owned() } else { String::new() };
        self.0.push(Ignored { id: id.clone(), name });
        self.0.drain(..self.0.len().saturating_sub(IGNORED_MAX));
    }

    /// Removes somebody.
    pub(crate) fn remove(&mut self, member: &MemberId) {
        self.0.retain(|ignored| ignored.id != *member);
    }

    /// Leaves out of a page what they said, also where others answer it.
    pub(crate) fn leave_out(&self, messages: &mut [MessageView]) {
        for reply in messages.iter_mut().filter_map(|message| message.reply.as_mut()) {
            if reply.quote.author().is_some_and(|author| self.has(author.id)) {
                reply.quote = QuoteView::Unknown;
            }
        }
        for message in messages.iter_mut().filter(|message| self.has(message.author.id)) {
            message.change = Change::LeftOut;
            (message.text, message.format, message.reply) = ("", Format::AsTyped, None);
            message.reactions.clear();
        }
    }

    /// Keeps them in the browser that is sent an answer to a request for `url`.
    pub(crate) fn put(&self, response: &Response, url: &str) -> Result<(), Problem> {
        Ok(response.headers().append("Set-Cookie", &self.cookie(url))?)
    }

    /// The cookie in an answer to a request for `url`.
    pub(crate) fn cookie(&self, url: &str) -> String {
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        let one = |Ignored { id, name }: &Ignored| format!("{}~{}", id.as_str(), encoded(name));
        let value = self.0.iter().map(one).collect::<Vec<_>>().join(".");
        let age = if value.is_empty() { 0 } else { IGNORED_LIFETIME_S };
        format!("{COOKIE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }
}

fn encoded(name: &str) -> String {
    utf8_percent_encode(name, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(letter: &str, name: &str) -> Member {
        Member { id: MemberId::parse(&letter.repeat(16)).unwrap(), name: Name::parse(name).unwrap() }
    }

    fn read_again(ignored: &IgnoredMembers) -> IgnoredMembers {
        let cookie = ignored.cookie("https://natter.example/");
        IgnoredMembers::read(&format!("natter=x; {}; plain=1", cookie.split(';').next().unwrap()))
    }

    #[test]
    fn cookie_brings_them_back() {
        let mut ignored = IgnoredMembers::default();
        for (letter, name) in [("a", "Ada. ~Lovelace~"), ("g", "Grace; Hopper=1"), ("n", "نور الهدى")] {
            ignored.add(&member(letter, name));
        }
        assert_eq!(read_again(&ignored), ignored);
        ignored.remove(&member("g", "Grace").id);
        assert_eq!(read_again(&ignored).ids().as_deref(), Some("aaaaaaaaaaaaaaaa nnnnnnnnnnnnnnnn"));
        assert!(ignored.has("aaaaaaaaaaaaaaaa") && !ignored.has("gggggggggggggggg"));
    }

    #[test]
    fn cookie_stays_small() {
        let mut ignored = IgnoredMembers::default();
        for number in 0..IGNORED_MAX + 5 {
            let id = MemberId::parse(&room::base32(number as u128, 16)).unwrap();
            ignored.add(&Member { id, name: Name::parse(&"语".repeat(32)).unwrap() });
            ignored
                .add(&Member { id: ignored.0.last().unwrap().id.clone(), name: Name::parse("Grace Hopper").unwrap() });
        }
        assert_eq!(ignored.0.len(), IGNORED_MAX);
        assert!(ignored.cookie("https://a.example").len() < 4_096);
        ignored.add(&member("z", &"语".repeat(32)));
        assert_eq!(ignored.0.last().unwrap().name, "", "too long to be kept");
    }

    #[test]
    fn forged_cookie_ignores_nobody() {
        for cookies in ["", "ignored=", "ignored=x~y", "ignored=AAAAAAAAAAAAAAAA~Ada", "xignored=aaaaaaaaaaaaaaaa~Ada"]
        {
            assert_eq!(IgnoredMembers::read(cookies), IgnoredMembers::default(), "{cookies}");
        }
        let hostile = IgnoredMembers::read("ignored=aaaaaaaaaaaaaaaa~%E2%80%AE%00");
        assert_eq!(hostile.0[0].name, "");
    }
}

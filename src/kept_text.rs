//! A text that a form could not say, kept by the browser that sent it: cookies for the one address
//! at which it is shown again. So that page can be loaded as often as its reader likes, and nothing
//! is posted for it.
//!
//! The cookies are not signed: whoever changes them reads another text of their own.

use room::{Refusal, Slug};
use serde::{Deserialize, Serialize};
use templates::urls;
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::{KEPT_TEXT_COOKIE_CHARS, KEPT_TEXT_LIFETIME_S, KEPT_TEXT_MAX_CHARS};

/// The beginning of the cookies' names; the rest is a number.
const PREFIX: &str = "kept-";

/// Base64 for addresses (RFC 4648, section 5), which may stand in a cookie as it is.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What was typed, and why it was not said.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptText {
    /// What was typed.
    pub text: String,
    /// Why the room refused it; none if it was not asked.
    #[serde(default)]
    pub refusal: Option<Refusal>,
}

impl KeptText {
    /// The text that a request carries. None if there is none, or one of another build.
    pub(crate) fn of(headers: &Headers) -> Result<Option<Self>, Problem> {
        Ok(Self::read(&headers.get("Cookie")?.unwrap_or_default()))
    }

    fn read(cookies: &str) -> Option<Self> {
        let parts: Vec<String> = (0..parts_max()).map_while(|number| part(cookies, number)).collect();
        // Not from bytes: that would be a second reader of JSON in the wasm.
        serde_json::from_str(&String::from_utf8(decode(&parts.concat())?).ok()?).ok()
    }

    /// Keeps it on an answer to a request for `url`, about a room. Does nothing, and says so, if it
    /// is too long.
    pub(crate) fn keep(&self, response: &Response, url: &str, room: &Slug) -> Result<bool, Problem> {
        let encoded = encode(serde_json::to_string(self)?.as_bytes());
        if encoded.len() > KEPT_TEXT_MAX_CHARS {
            return Ok(false);
        }
        let mut rest = encoded.as_str();
        // Those that are not needed are cleared: they would be read as a part of this text.
        for number in 0..parts_max() {
            let (value, later) = rest.split_at(rest.len().min(KEPT_TEXT_COOKIE_CHARS));
            set(response, url, room, number, value)?;
            rest = later;
        }
        Ok(true)
    }
}

/// Clears what a request carries: it was said.
pub(crate) fn clear(headers: &Headers, response: &Response, url: &str, room: &Slug) -> Result<(), Problem> {
    let cookies = headers.get("Cookie")?.unwrap_or_default();
    for number in (0..parts_max()).filter(|number| part(&cookies, *number).is_some()) {
        set(response, url, room, number, "")?;
    }
    Ok(())
}

fn parts_max() -> usize {
    KEPT_TEXT_MAX_CHARS.div_ceil(KEPT_TEXT_COOKIE_CHARS)
}

fn part(cookies: &str, number: usize) -> Option<String> {
    let name = format!("{PREFIX}{number}");
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(other, value)| *other == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}

fn set(response: &Response, url: &str, room: &Slug, number: usize, value: &str) -> Result<(), Problem> {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let (path, age) = (urls::say(room.as_str()), if value.is_empty() { 0 } else { KEPT_TEXT_LIFETIME_S });
    let cookie = format!("{PREFIX}{number}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, index| (bits << 8) | chunk.get(index).map_or(0, |byte| u32::from(*byte)));
        let digits = (0..4).rev().map(|place| usize::try_from((bits >> (6 * place)) % (1 << 6)).unwrap_or_default());
        encoded
            .extend(digits.take(chunk.len() + 1).filter_map(|digit| DIGITS.get(digit)).map(|digit| char::from(*digit)));
    }
    encoded
}

fn decode(encoded: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(encoded.len() * 3 / 4);
    for chunk in encoded.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for index in 0..4 {
            let digit = chunk.get(index).map_or(Some(0), |digit| DIGITS.iter().position(|known| known == digit))?;
            bits = (bits << 6) | u32::try_from(digit).ok()?;
        }
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(chunk.len() - 1));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookies(of: &KeptText) -> String {
        let encoded = encode(&serde_json::to_vec(of).unwrap());
        let parts = encoded.as_bytes().chunks(KEPT_TEXT_COOKIE_CHARS).enumerate();
        let parts = parts.map(|(number, part)| format!("{PREFIX}{number}={}", std::str::from_utf8(part).unwrap()));
        format!("natter=x.y; {}; seen-lobby=1.2", parts.collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn text_comes_back_as_it_was_typed() {
        for text in ["", "a", "ab", "abc", "Tea; \"Cake\"\r\n= 語🫖", &"x".repeat(4_000)] {
            let kept = KeptText { text: text.to_owned(), refusal: Some(Refusal::TooLong { chars: 2_001 }) };
            assert_eq!(KeptText::read(&cookies(&kept)), Some(kept));
        }
    }

    #[test]
    fn cookies_of_others_are_no_text() {
        for cookies in ["", "kept-0=", "kept-0=e30", "kept-0=!!!!", "kept-1=e30", "xkept-0=e30", "kept-0=A"] {
            assert_eq!(KeptText::read(cookies), None, "{cookies}");
        }
    }

    #[test]
    fn longest_message_in_most_scripts_can_be_kept() {
        let length = |text: String| {
            encode(&serde_json::to_vec(&KeptText { text, refusal: Some(Refusal::NoSpace) }).unwrap()).len()
        };
        assert!(length("é".repeat(room::limits::BODY_MAX_CHARS)) <= KEPT_TEXT_MAX_CHARS);
    }
}

//! The operator: whoever holds the `OPERATOR_KEY`. A person signs in with it and gets a cookie for
//! half a day; a program sends it with each request.
//!
//! A cookie is signed with a key that is made from the `OPERATOR_KEY`, so a new one ends them all,
//! and no signature for another purpose passes for one.

mod tries;

use room::Millis;
use serde::{Deserialize, Serialize};
use worker::{Env, Headers, Response};

use crate::http::cookie;
use crate::http::error::Problem;
use crate::http::session::Keys;
use crate::http::session::signing::is_secret;
use crate::limits::OPERATOR_COOKIE_LIFETIME_MS;
use crate::{clock, config};

pub(crate) use tries::check as check_tries;

/// What is signed says what it is for.
const PURPOSE: &str = "operator";

/// The key that makes one the operator.
pub(crate) struct OperatorKey(String);

/// The operator made a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    /// How they said so.
    pub way: Way,
}

/// How the operator comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By pages, with a cookie.
    Page,
    /// By a program, with the key.
    Program,
}

#[derive(Serialize, Deserialize)]
struct Content {
    purpose: String,
    until: Millis,
}

impl OperatorKey {
    /// The key that is set. None if there is none, or one that could be guessed: then nobody is the
    /// operator.
    pub(crate) fn of(env: &Env) -> Option<Self> {
        config::secret_of(env, config::OPERATOR_KEY).map(|key| Self(key.trim().to_owned()))
    }

    /// Whether this is the key.
    pub(crate) fn is(&self, typed: &str) -> Result<bool, Problem> {
        is_secret(typed.trim(), &self.0)
    }

    /// The operator who made a request for a page of `url`, by the cookie.
    pub(crate) fn on_page(&self, headers: &Headers, url: &str) -> Result<Option<Operator>, Problem> {
        let cookies = headers.get("Cookie")?.unwrap_or_default();
        let keys = self.cookie_keys()?;
        let is_signed = |value: &str| is_valid(value, &keys, clock::now());
        let is_ours = cookie::values(&cookies, cookie_name(url)).any(is_signed);
        Ok(is_ours.then_some(Operator { way: Way::Page }))
    }

    /// Whether the program that made a request has the key.
    pub(crate) fn in_program(&self, headers: &Headers) -> Result<bool, Problem> {
        let sent = headers.get("Authorization")?.unwrap_or_default();
        let Some((scheme, key)) = sent.split_once(' ') else { return Ok(false) };
        Ok(scheme.eq_ignore_ascii_case("Bearer") && self.is(key)?)
    }

    /// Puts the cookie on an answer to a request for `url`.
    pub(crate) fn sign_in(&self, response: &Response, url: &str) -> Result<(), Problem> {
        let until = clock::now() + OPERATOR_COOKIE_LIFETIME_MS;
        let signed = Content { purpose: PURPOSE.to_owned(), until }.signed(&self.cookie_keys()?)?;
        set(response, url, &signed, OPERATOR_COOKIE_LIFETIME_MS / 1_000)
    }

    fn cookie_keys(&self) -> Result<Keys, Problem> {
        Keys::derived(&self.0, "natter operator cookie")
    }
}

impl Operator {
    /// The operator, where only pages are: none without a key, or without a cookie that it signed.
    pub(crate) fn of(headers: &Headers, url: &str, env: &Env) -> Result<Option<Self>, Problem> {
        OperatorKey::of(env).map_or(Ok(None), |key| key.on_page(headers, url))
    }

    /// Whether whoever makes a request is signed in as the operator, where nobody knows by which
    /// scheme it came: a cookie of the other name is signed by the key too. Another site sends
    /// neither (`SameSite=Strict`).
    pub(crate) fn anywhere(headers: &Headers, env: &Env) -> Result<bool, Problem> {
        let by = |url| Self::of(headers, url, env);
        Ok(by("https:")?.is_some() || by("http:")?.is_some())
    }
}

impl Content {
    fn signed(&self, keys: &Keys) -> Result<String, Problem> {
        keys.sign(&serde_urlencoded::to_string(self).map_err(|error| Problem::internal("a cookie", &error))?)
    }
}

/// Takes the cookie away.
pub(crate) fn sign_out(response: &Response, url: &str) -> Result<(), Problem> {
    set(response, url, "", 0)
}

fn is_valid(value: &str, keys: &Keys, now: Millis) -> bool {
    let content = keys.verify(value).and_then(|content| serde_urlencoded::from_str::<Content>(content).ok());
    content.is_some_and(|content| content.purpose == PURPOSE && now < content.until)
}

/// `SameSite=Strict`: a link of another site opens no page of the operator's, signed in.
fn set(response: &Response, url: &str, value: &str, age: Millis) -> Result<(), Problem> {
    let (name, secure) = (cookie_name(url), if url.starts_with("https:") { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

/// As for sessions: the prefix keeps it to this very host over https.
fn cookie_name(url: &str) -> &'static str {
    if url.starts_with("https:") { "__Host-natter-operator" } else { "natter-operator" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> OperatorKey {
        OperatorKey("0123456789abcdef0123456789abcdef".to_owned())
    }

    fn cookie(purpose: &str, until: Millis) -> String {
        Content { purpose: purpose.to_owned(), until }.signed(&key().cookie_keys().unwrap()).unwrap()
    }

    fn is_valid_at(now: Millis, cookie: &str) -> bool {
        is_valid(cookie, &key().cookie_keys().unwrap(), now)
    }

    #[test]
    fn only_the_key_is_the_key() {
        assert!(key().is("0123456789abcdef0123456789abcdef").unwrap());
        assert!(key().is(" 0123456789abcdef0123456789abcdef\n").unwrap(), "as it is pasted");
        for wrong in ["", "0123456789abcdef0123456789abcdee", "0123456789abcdef0123456789abcdef0", "0123456789ABCDEF"] {
            assert!(!key().is(wrong).unwrap(), "{wrong}");
        }
    }

    #[test]
    fn cookie_lasts_until_it_runs_out() {
        let cookie = cookie(PURPOSE, 5_000);
        assert!(is_valid_at(4_999, &cookie));
        assert!(!is_valid_at(5_000, &cookie));
    }

    #[test]
    fn cookie_for_another_purpose_makes_no_operator() {
        assert!(!is_valid_at(0, &cookie("session", 5_000)));
        // Signed with the secret of sessions, or with the key itself.
        for secret in ["55555555555555555555555555555555", "0123456789abcdef0123456789abcdef"] {
            let keys = Keys::signing_with(secret);
            let other = Content { purpose: PURPOSE.to_owned(), until: 5_000 }.signed(&keys).unwrap();
            assert!(!is_valid_at(0, &other));
        }
        for forged in ["", "purpose=operator&until=5000", "purpose=operator&until=5000."] {
            assert!(!is_valid_at(0, forged), "{forged}");
        }
    }

    #[test]
    fn new_key_ends_cookies_of_the_old_one() {
        let new = OperatorKey("f".repeat(32));
        assert!(!is_valid(&cookie(PURPOSE, 5_000), &new.cookie_keys().unwrap(), 0));
    }
}

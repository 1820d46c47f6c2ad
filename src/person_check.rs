//! Whether somebody is a person, asked of Cloudflare's Turnstile: only of those who join while the
//! site is under attack, and only if the operator has set it up. Leaves out the page that asks.
//!
//! Who passed has a cookie for an hour, which holds for the address that they came from: one person
//! lets in no crowd of programs elsewhere.

pub(crate) mod way_on;

use std::pin::pin;

use futures_util::future::{Either, select};
use room::Millis;
use serde::{Deserialize, Serialize};
use serde_json::json;
use worker::web_sys::{self, RequestInit};
use worker::{Delay, Env, Error, Fetch, Headers, Response, Result};

use crate::http::error::Problem;
use crate::http::session::Keys;
use crate::http::{address, cookie};
use crate::limits::{PERSON_CHECK_LIFETIME_MS, PERSON_CHECK_TIMEOUT};
use crate::{clock, config, log, strictness};

/// Where Turnstile says what became of a check
/// ([documentation](https://developers.cloudflare.com/turnstile/get-started/server-side-validation/)).
const SITEVERIFY: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

const COOKIE: &str = "natter-checked";

/// A check that holds now.
pub(crate) struct PersonCheck {
    /// What the page shows to Turnstile: no secret.
    pub(crate) sitekey: String,
    secret: String,
    verify: String,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    Failed,
    /// Turnstile did not answer.
    Unknown,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    success: bool,
}

/// What is signed for who passed.
#[derive(Serialize, Deserialize)]
struct Content {
    until: Millis,
    from: String,
}

impl PersonCheck {
    /// The check that those have to pass who join. None if there is no attack, or if it is not set
    /// up.
    pub(crate) fn of(env: &Env) -> Option<Self> {
        if strictness::of(env) != room::Strictness::UnderAttack {
            return None;
        }
        let sitekey = config::text_of(env, config::TURNSTILE_SITEKEY).filter(|key| !key.trim().is_empty())?;
        let secret = config::secret_of(env, config::TURNSTILE_SECRET)?;
        let verify = config::text_of(env, config::TURNSTILE_VERIFY).filter(|address| is_allowed(address));
        Some(Self { sitekey, secret, verify: verify.unwrap_or_else(|| SITEVERIFY.to_owned()) })
    }

    /// Asks Turnstile what became of a check, whose page got this token.
    pub(crate) async fn verdict(&self, token: &str) -> Verdict {
        if token.is_empty() {
            return Verdict::Failed;
        }
        let asked = pin!(self.ask(token));
        let answer = match select(asked, pin!(Delay::from(PERSON_CHECK_TIMEOUT))).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(Error::from("no answer in time")),
        };
        match answer {
            Ok(Answer { success: true }) => Verdict::Passed,
            Ok(_) => Verdict::Failed,
            Err(error) => {
                log::warn("person_check_unavailable", json!({ "error": error.to_string() }));
                Verdict::Unknown
            }
        }
    }

    async fn ask(&self, token: &str) -> Result<Answer> {
        let (headers, init) = (Headers::new(), RequestInit::new());
        headers.set("Content-Type", "application/json")?;
        init.set_method("POST");
        init.set_headers(&headers.0);
        init.set_body(&json!({ "secret": self.secret, "response": token }).to_string().into());
        let request = web_sys::Request::new_with_str_and_init(&self.verify, &init).map_err(Error::from)?;
        Ok(serde_json::from_str(&Fetch::Request(request.into()).send().await?.text().await?)?)
    }
}

/// Whether whoever makes a request has passed, a while ago at most, from where they are.
pub(crate) fn has_passed(headers: &Headers, env: &Env) -> std::result::Result<bool, Problem> {
    let cookies = headers.get("Cookie")?.unwrap_or_default();
    let (keys, from) = (keys(env)?, from(headers, env)?);
    Ok(cookie::values(&cookies, COOKIE).any(|value| {
        let content = keys.verify(value).and_then(|content| serde_urlencoded::from_str::<Content>(content).ok());
        content.is_some_and(|content| clock::now() < content.until && content.from == from)
    }))
}

/// Keeps in a browser that its reader passed, with an answer to a request for `url`.
pub(crate) fn keep(headers: &Headers, env: &Env, response: &Response, url: &str) -> std::result::Result<(), Problem> {
    let content = Content { until: clock::now() + PERSON_CHECK_LIFETIME_MS, from: from(headers, env)? };
    let content = serde_urlencoded::to_string(content).map_err(|error| Problem::internal("a cookie", &error))?;
    let (signed, age) = (keys(env)?.sign(&content)?, PERSON_CHECK_LIFETIME_MS / 1_000);
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={signed}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

fn keys(env: &Env) -> std::result::Result<Keys, Problem> {
    let secret = config::secret_of(env, config::SESSION_SECRET).ok_or(Problem::SecretMissing)?;
    Keys::derived(&secret, "natter person check")
}

/// Where a request comes from, as a keyed hash.
fn from(headers: &Headers, env: &Env) -> std::result::Result<String, Problem> {
    Ok(address::caller(headers, env)?.from.map(String::from).unwrap_or_default())
}

/// Another address than Turnstile's own is for tests.
fn is_allowed(address: &str) -> bool {
    ["https://", "http://127.0.0.1:", "http://localhost:"].iter().any(|begins| address.starts_with(begins))
}

//! The page on which somebody shows that they are a person, before they join a site that is under
//! attack.

use serde::Deserialize;
use templates::urls;
use templates::views::PersonCheckView;
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::fence::Fence;
use crate::http::error::{Expected, Problem};
use crate::http::{address, form, query, response};
use crate::language::is_address;
use crate::person_check::{self, PersonCheck, Verdict};

/// Where they want to go on.
#[derive(Deserialize)]
struct CheckQuery {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct CheckForm {
    #[serde(default)]
    to: String,
    /// What Turnstile gave the page.
    #[serde(default, rename = "cf-turnstile-response")]
    token: String,
}

/// Shows it.
pub(crate) fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let CheckQuery { to } = query::read(request, Expected::QueryFields)?;
    match PersonCheck::of(env) {
        Some(check) if !person_check::has_passed(request.headers(), env)? => {
            page(200, &check, way_on(&to), None, words)
        }
        _ => Ok(response::see_other(way_on(&to))?),
    }
}

/// Asks Turnstile, and leads on whoever passed.
pub(crate) async fn submit(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let CheckForm { to, token } = form::read(request).await?;
    let to = way_on(&to);
    let Some(check) = PersonCheck::of(env) else { return Ok(response::see_other(to)?) };
    let said = &words.person_check;
    Fence::Joins.pass(env, address::caller(&headers, env)?).await?;
    match check.verdict(&token).await {
        Verdict::Passed => {
            let response = response::see_other(to)?;
            person_check::keep(&headers, env, &response, &url)?;
            Ok(response)
        }
        Verdict::Failed => page(403, &check, to, Some(said.failed), words),
        Verdict::Unknown => page(503, &check, to, Some(said.unavailable), words),
    }
}

/// A page of ours; the front page if it is none.
fn way_on(to: &str) -> &str {
    if is_address(to) { to } else { urls::LANDING }
}

fn page(status: u16, check: &PersonCheck, to: &str, problem: Option<&str>, words: &Words) -> Result<Response, Problem> {
    let view = PersonCheckView { sitekey: &check.sitekey, to, problem };
    Ok(response::html_response(status, &templates::person_check(&view, words))?)
}

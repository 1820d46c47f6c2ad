//! The page on which somebody shows that they are a person, before they join a site that is under
//! attack.

use serde::Deserialize;
use templates::views::PersonCheckView;
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use crate::fence::Fence;
use crate::http::error::Problem;
use crate::http::{address, form, response};
use crate::person_check::{self, PersonCheck, Verdict, way_on};

#[derive(Deserialize)]
struct CheckForm {
    /// What Turnstile gave the page.
    #[serde(default, rename = "cf-turnstile-response")]
    token: String,
}

/// Shows it.
pub(crate) fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let headers = request.headers();
    match PersonCheck::of(env) {
        Some(check) if !person_check::has_passed(headers, env)? => page(200, &check, None, words),
        _ => go_on(headers, &request.inner().url()),
    }
}

/// Asks Turnstile, and leads on whoever passed.
pub(crate) async fn submit(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let CheckForm { token } = form::read(request).await?;
    let Some(check) = PersonCheck::of(env) else { return go_on(&headers, &url) };
    let said = &words.person_check;
    Fence::Joins.pass(env, address::caller(&headers, env)?).await?;
    match check.verdict(&token).await {
        Verdict::Passed => {
            let response = go_on(&headers, &url)?;
            person_check::keep(&headers, env, &response, &url)?;
            Ok(response)
        }
        Verdict::Failed => page(403, &check, Some(said.failed), words),
        Verdict::Unknown => page(503, &check, Some(said.unavailable), words),
    }
}

fn go_on(headers: &Headers, url: &str) -> Result<Response, Problem> {
    let response = response::see_other(&way_on::of(headers)?)?;
    way_on::drop(&response, url)?;
    Ok(response)
}

fn page(status: u16, check: &PersonCheck, problem: Option<&str>, words: &Words) -> Result<Response, Problem> {
    let view = PersonCheckView { sitekey: &check.sitekey, problem };
    Ok(response::html_response(status, &templates::person_check(&view, words))?)
}

//! The operator signs in and out.

use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{SignIn, SigningInView};
use templates::words::Words;
use worker::{Env, Method, Request, Response};

use super::actions::{self, Deed};
use crate::http::error::Problem;
use crate::http::operator::{self, Operator, OperatorKey, Way};
use crate::http::{form, origin, response};
use crate::log;

#[derive(Deserialize)]
struct KeyForm {
    #[serde(default)]
    key: String,
    /// The page that they wanted to see.
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct EmptyForm {}

/// Asks for the key in place of the page that somebody wants who is not signed in.
pub(super) fn ask(request: &Request, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let reads = matches!(request.method(), Method::Get | Method::Head);
    let (to, sign_in) =
        if reads { (origin::within(&url), SignIn::First) } else { (urls::operator::ROOMS, SignIn::Again) };
    let status = if request.path() == urls::operator::ROOMS { 200 } else { 401 };
    show(status, &SigningInView { page: urls::operator::ROOMS, to, problem: None, sign_in }, words)
}

/// Takes the key, and leads on to what was wanted.
pub(super) async fn sign_in(
    request: Request,
    env: &Env,
    key: &OperatorKey,
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let KeyForm { key: typed, to } = form::read(request).await?;
    let to = if is_ours(&to) { &*to } else { urls::operator::ROOMS };
    let refused = |problem: &str, status| {
        let view = SigningInView { page: urls::operator::ROOMS, to, problem: Some(problem), sign_in: SignIn::First };
        show(status, &view, words)
    };
    match operator::check_tries(&headers, || key.is(&typed)) {
        Ok(true) => {
            let response = response::see_other(to)?;
            key.sign_in(&response, &url)?;
            actions::record(env, Operator { way: Way::Page }, Deed::SignedIn, None, "").await;
            Ok(response)
        }
        Ok(false) => {
            log_wrong_key();
            refused(words.operator.signing_in.wrong_key, 403)
        }
        Err(problem @ Problem::TooManyTries { .. }) => {
            let response = refused(&problem.advice(words), problem.status())?;
            response::set_retry_after_problem(&response, &problem)?;
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// Signs out.
pub(super) async fn sign_out(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let EmptyForm {} = form::read(request).await?;
    let response = response::see_other(urls::operator::ROOMS)?;
    operator::sign_out(&response, &url)?;
    Ok(response)
}

/// The operator whose program sends the key. A wrong one counts as a try.
pub(super) fn check_program(request: &Request, key: &OperatorKey) -> Result<Option<Operator>, Problem> {
    let headers = request.headers();
    if headers.get("Authorization")?.is_none() {
        return Ok(None);
    }
    if operator::check_tries(headers, || key.in_program(headers))? {
        return Ok(Some(Operator { way: Way::Program }));
    }
    log_wrong_key();
    Ok(None)
}

fn log_wrong_key() {
    let how = "If nobody who runs this site mistyped it, somebody is guessing. Nobody guesses a random key.";
    log::warn("operator_key_wrong", json!({ "do": how }));
}

fn show(status: u16, view: &SigningInView, words: &Words) -> Result<Response, Problem> {
    Ok(response::html_response(status, &templates::signing_in(view, words))?)
}

/// Whether it is an address of the operator's, so that nobody is led elsewhere.
fn is_ours(to: &str) -> bool {
    let below =
        to.strip_prefix(urls::operator::ROOMS).filter(|below| below.is_empty() || below.starts_with(['/', '?']));
    below.is_some_and(|below| below.chars().all(|c| c.is_ascii_graphic() && c != '\\'))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn operator_is_led_to_no_page_but_theirs() {
        for ours in ["/operate", "/operate/rooms/lobby", "/operate?after=1.2.a"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in ["", "/", "//evil.example", "/operated", "https://evil.example/operate", "/operate/\r\nX: y"] {
            assert!(!is_ours(other), "{other}");
        }
    }
}

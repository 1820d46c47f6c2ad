//! Responses: pages, JSON, redirects, errors, and the security headers that each of them carries.

use maud::Markup;
use room::{Refusal, Slug};
use serde::Serialize;
use serde_json::json;
use templates::views::{ProblemView, ProblemWayOn};
use templates::words::Words;
use worker::{Method, Request, Response, ResponseBuilder, Result, WebSocketPair};

use crate::connections::close_code::CloseCode;
use crate::http::content_security_policy;
use crate::http::error::Problem;
use crate::limits::{D1_RETRY_AFTER_S, HSTS_MAX_AGE_S, READ_ONLY_RETRY_AFTER_S, ROOM_UPDATE_RETRY_AFTER_S};
use crate::sentences;

/// The format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Pages, for a person.
    Html,
    /// JSON, for a program.
    Json,
}

impl Format {
    /// The format for a request: JSON below `/api`.
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.path();
        if path == "/api" || path.starts_with("/api/") { Self::Json } else { Self::Html }
    }
}

/// Where something went wrong.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place<'a> {
    /// The address at which the page can be loaded.
    pub(crate) page: &'a str,
    /// The room to which it leads back.
    pub(crate) room: Option<&'a Slug>,
    /// What was typed and cannot be said.
    pub(crate) typed: &'a str,
}

/// The room that an address lies in, if it is not that of the room's own page: that would lead back
/// to itself.
pub(crate) fn room_around(path: &str) -> Option<Slug> {
    let (room, page) = path.strip_prefix("/r/")?.split_once('/')?;
    Slug::parse(room).ok().filter(|_| !page.is_empty())
}

/// Answers with what went wrong and what to do.
pub(crate) fn error_response(format: Format, problem: &Problem, place: Place<'_>, words: &Words) -> Result<Response> {
    let response = match format {
        Format::Html => problem_page(problem, place, words)?,
        Format::Json => {
            let (title, advice) = (problem.title(words), problem.advice(words));
            let message = format!("{title}. {advice}");
            json_response(problem.status(), &json!({ "error": { "code": problem.code(), "message": message } }))?
        }
    };
    match problem {
        Problem::WrongMethod { allow } => response.headers().set("Allow", allow)?,
        Problem::NotAnUpgrade => response.headers().set("Upgrade", "websocket")?,
        Problem::Refused(refusal) => set_retry_after(&response, refusal)?,
        Problem::NotOperator => response.headers().set("WWW-Authenticate", "Bearer")?,
        Problem::TooManyTries { .. } => set_retry_after_problem(&response, problem)?,
        Problem::ArchiveUnavailable | Problem::DirectoryUnavailable => {
            response.headers().set("Retry-After", &D1_RETRY_AFTER_S.to_string())?
        }
        _ => {}
    }
    Ok(response)
}

fn problem_page(problem: &Problem, Place { page, room, typed }: Place<'_>, words: &Words) -> Result<Response> {
    let (status, title, advice) = (problem.status(), problem.title(words), problem.advice(words));
    let way_on = match (problem, room) {
        (Problem::NoSuchRoom, _) => ProblemWayOn::NewRoom,
        // It says the same there.
        (Problem::Refused(Refusal::RoomDeleted | Refusal::RoomClosed { .. }), _) | (_, None) => ProblemWayOn::FrontPage,
        (_, Some(room)) => ProblemWayOn::Room(room.as_str()),
    };
    let view = ProblemView { page, status, title, advice: &advice, typed, way_on };
    html_response(status, &templates::problem(&view, words))
}

/// A whole document. No cache stores it: it shows what one person sees at one moment.
pub(crate) fn html_response(status: u16, markup: &Markup) -> Result<Response> {
    respond(status, "text/html; charset=utf-8", markup.0.clone().into_bytes())
}

/// A value for programs.
pub(crate) fn json_response<T: Serialize>(status: u16, value: &T) -> Result<Response> {
    respond(status, "application/json; charset=utf-8", serde_json::to_vec(value)?)
}

fn respond(status: u16, content_type: &str, body: Vec<u8>) -> Result<Response> {
    Ok(ResponseBuilder::new()
        .with_status(status)
        .with_header("Content-Type", content_type)?
        .with_header("Cache-Control", "no-store")?
        .fixed(body))
}

/// A sentence for a program that nobody watches.
pub(crate) fn text_response(status: u16, sentence: &str) -> Result<Response> {
    respond(status, "text/plain; charset=utf-8", sentence.to_owned().into_bytes())
}

/// A file to be kept. Its name is ours: letters, digits, `-` and `.`.
pub(crate) fn download(name: &str, content_type: &str, text: String) -> Result<Response> {
    let response = respond(200, content_type, text.into_bytes())?;
    response.headers().set("Content-Disposition", &format!("attachment; filename=\"{name}\""))?;
    Ok(response)
}

/// A frame for a page that has no socket.
pub(crate) fn frame_response(frame: &str, tag: &str) -> Result<Response> {
    let response = respond(200, "text/html; charset=utf-8", frame.to_owned().into_bytes())?;
    response.headers().set("Answer-Tag", tag)?;
    Ok(response)
}

/// Nothing, for a page that has no socket: it knows all there is.
pub(crate) fn no_content() -> Response {
    ResponseBuilder::new().with_status(204).empty()
}

/// The answer to a page that is loaded again and has not changed.
pub(crate) fn not_modified() -> Response {
    ResponseBuilder::new().with_status(304).empty()
}

/// Lets the browser keep a page of one reader, and ask each time whether it has changed.
pub(crate) fn set_revalidated(response: &Response, tag: &str) -> Result<()> {
    set_private(response)?;
    response.headers().set("ETag", &format!("\"{tag}\""))
}

/// Lets the browser keep a page of one reader, with what is being typed into it.
pub(crate) fn set_private(response: &Response) -> Result<()> {
    response.headers().set("Cache-Control", "private, no-cache")
}

/// What a socket would be closed with, for a page that has none.
pub(crate) fn closed_response(code: u16, reason: &str) -> Result<Response> {
    let response = text_response(403, reason)?;
    response.headers().set("Close-Code", &code.to_string())?;
    Ok(response)
}

/// Redirects to a page after a form.
pub(crate) fn see_other(location: &str) -> Result<Response> {
    Ok(ResponseBuilder::new()
        .with_status(303)
        .with_header("Location", location)?
        .with_header("Cache-Control", "no-store")?
        .empty())
}

/// Leads to the address that a page has, for good, with the query of the request. A form is posted
/// there again.
pub(crate) fn moved(request: &Request, path: &str) -> Result<Response> {
    let url = request.inner().url();
    let query = url.split('#').next().and_then(|url| url.split_once('?'));
    let query = query.map_or_else(String::new, |(_, query)| format!("?{query}"));
    Ok(ResponseBuilder::new()
        .with_status(if matches!(request.method(), Method::Get | Method::Head) { 301 } else { 308 })
        .with_header("Location", &format!("{path}{query}"))?
        // The address of a private room is not for the browser to keep.
        .with_header("Cache-Control", "no-store")?
        .empty())
}

/// Accepts a connection only to say why there is none: a script never learns why an upgrade was
/// refused, but it does learn how a socket was closed.
pub(crate) fn closed_socket(code: CloseCode, words: &Words) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    pair.server.accept()?;
    pair.server.close(Some(code.number()), Some(code.reason(words)))?;
    Response::from_websocket(pair.client)
}

/// Tells programs how long to wait, when waiting helps.
pub(crate) fn set_retry_after(response: &Response, refusal: &Refusal) -> Result<()> {
    let seconds = match refusal {
        Refusal::TooFast { wait_ms }
        | Refusal::ShutOut { wait_ms }
        | Refusal::SlowMode { wait_ms, .. }
        | Refusal::AddressBusy { wait_ms } => sentences::wait_seconds(*wait_ms),
        Refusal::RoomUpdating => ROOM_UPDATE_RETRY_AFTER_S,
        Refusal::SiteReadOnly { .. } => READ_ONLY_RETRY_AFTER_S,
        _ => return Ok(()),
    };
    response.headers().set("Retry-After", &seconds.to_string())
}

/// The same of a problem.
pub(crate) fn set_retry_after_problem(response: &Response, problem: &Problem) -> Result<()> {
    match problem {
        Problem::TooManyTries { wait_ms } => {
            response.headers().set("Retry-After", &sentences::wait_seconds(*wait_ms).to_string())
        }
        _ => Ok(()),
    }
}

/// Adds the security headers to an answer to a request for `url`. Static files get theirs from
/// `static/_headers`, which a test compares with these.
pub(crate) fn add_security_headers(response: Response, url: &str) -> Result<Response> {
    if response.status_code() == 101 {
        return Ok(response);
    }
    // Answers that came from a room have headers that cannot be changed.
    let response = with_headers_copied(response)?;
    let headers = response.headers();
    // Files have one of their own.
    if !headers.has("Content-Security-Policy")? {
        headers.set("Content-Security-Policy", &content_security_policy::of(url))?;
    }
    headers.set("Reporting-Endpoints", &content_security_policy::reporting_endpoints())?;
    for (name, value) in [
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ] {
        headers.set(name, value)?;
    }
    if content_security_policy::is_check(url) {
        // The frame of Turnstile does not say that it may be embedded.
        headers.delete("Cross-Origin-Embedder-Policy")?;
    }
    headers.set("Referrer-Policy", if holds_secret(url) { "no-referrer" } else { "same-origin" })?;
    if holds_secret(url) {
        headers.set("X-Robots-Tag", "noindex, nofollow")?;
    }
    if url.starts_with("https:") {
        headers.set("Strict-Transport-Security", &format!("max-age={HSTS_MAX_AGE_S}; includeSubDomains"))?;
    }
    Ok(response)
}

/// Whether an address is a secret, because it lets in anybody who has it: that of a private room,
/// that of the landing page on the way to one, an owner link, and the operator's pages. Browsers
/// must send it to nobody as a referrer, not even to us.
fn holds_secret(url: &str) -> bool {
    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // The operator's pages name private rooms, in their addresses too.
    if ["operate", "api/operate"].iter().any(|own| path.strip_prefix(own).is_some_and(is_end_of_segment)) {
        return true;
    }
    if path.is_empty() || path == "new" {
        let fields: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        return fields.iter().any(|(_, value)| Slug::typed(value).is_ok_and(|slug| slug.is_private()));
    }
    let room = path.strip_prefix("r/").or_else(|| path.strip_prefix("api/rooms/"));
    room.is_some_and(|rest| {
        let (slug, page) = rest.split_once('/').unwrap_or((rest, ""));
        page == "own" || page == "owner-link" || Slug::in_path(slug).is_ok_and(|slug| slug.is_private())
    })
}

fn is_end_of_segment(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// The same response, with headers that can be changed.
pub(crate) fn with_headers_copied(response: Response) -> Result<Response> {
    let headers = worker::Headers::new();
    for (name, value) in response.headers().entries() {
        headers.append(&name, &value)?;
    }
    Ok(response.with_headers(headers))
}

#[cfg(test)]
mod tests {
    use super::holds_secret;

    const PRIVATE: &str = "p-abcdefghijklmnopqrstuvwxyz";

    #[test]
    fn address_that_lets_somebody_in_is_secret() {
        for path in [
            format!("r/{PRIVATE}"),
            format!("r/{PRIVATE}?before=1"),
            format!("r/{PRIVATE}/you"),
            format!("r/{}.", PRIVATE.to_uppercase()),
            format!("api/rooms/{PRIVATE}/users"),
            format!("?room={PRIVATE}"),
            format!("?after=1.2.a&room={}#rooms", PRIVATE.to_uppercase()),
            format!("?room={}", PRIVATE.replace('-', "%2D")),
            format!("new?room={PRIVATE}"),
            "r/lobby/own?key=1".to_owned(),
            "r/lobby/owner-link".to_owned(),
            "operate".to_owned(),
            format!("operate/rooms/{PRIVATE}"),
            "api/operate/rooms".to_owned(),
        ] {
            assert!(holds_secret(&format!("https://natter.example/{path}")), "{path}");
        }
        for path in [
            "",
            "?room=lobby",
            "?room=p-abc",
            "?room=%",
            "r/lobby",
            "r/own",
            "r/p-abc/you",
            "api/rooms",
            "p",
            "operated",
        ] {
            assert!(!holds_secret(&format!("https://natter.example/{path}")), "{path}");
        }
    }
}

//! Backups: everything that is in a room, as a file, and back.
//!
//! A file is lines of JSON ([`line`]). A request reads or writes a part of one: what one
//! invocation may ask of D1 is limited. `docs/backup.md` has the format.

mod export;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod html;
mod import;
mod line;

use room::{Seq, Slug};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
use crate::pages::actor::Actor;
use export::Part;
pub(crate) use import::{Place, import};

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// To be read by people.
    Html,
    /// To be brought back.
    Ndjson,
}

/// Where a part begins.
#[derive(serde::Deserialize)]
struct Beginning {
    /// Only messages after this place.
    after: Option<Seq>,
}

/// Answers an owner, or the operator, who is signed in.
pub(crate) async fn download(
    request: &Request,
    env: &Env,
    slug: &Slug,
    format: FileFormat,
    words: &Words,
) -> Result<Response, Problem> {
    let actor = Actor::keeping_order(request.headers(), &request.inner().url(), env)?;
    file(request, env, slug, (&actor.member_in(slug)?, format), words).await
}

/// A part of a room as a file, for a reader whom the room allows it.
pub(crate) async fn file(
    request: &Request,
    env: &Env,
    slug: &Slug,
    (reader, format): (&room::Member, FileFormat),
    words: &Words,
) -> Result<Response, Problem> {
    let Beginning { after } = query::read(request, Expected::QueryFields)?;
    let part = Part::read(env, slug, reader, after).await?;
    let (text, kind, end) = match format {
        FileFormat::Html => (html::document(&part, slug, request, words), "text/html; charset=utf-8", "html"),
        FileFormat::Ndjson => (line::file(&part, slug)?, "application/x-ndjson; charset=utf-8", "ndjson"),
    };
    let name = format!("{}{}.{end}", slug.as_str(), after.map_or_else(String::new, |after| format!("-{after}")));
    let response = response::download(&name, kind, text)?;
    if let Some(next) = part.next {
        response.headers().set("Link", &format!("<{}?after={next}>; rel=\"next\"", request.path()))?;
    }
    Ok(response)
}

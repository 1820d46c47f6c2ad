//! Files of messages, for whoever may read their room.
//!
//! What people have uploaded is never a page of ours: it is served in a sandbox, under the type
//! that its content has, and saved unless it is a picture or a recording.

use room::{ByteRange, FileKind, Slug, UploadId, UploadedFile};
use worker::{Env, Method, Request, Response, ResponseBuilder};

use super::actor::Actor;
use crate::file_store::{FileStore, Part};
use crate::http::error::Problem;
use crate::limits::FILE_MAX_AGE_S;
use crate::room_client::{FileAnswer, FileRequest, RoomStub};

/// What the browser does with a file: nothing of it runs, and no page holds it as a frame.
const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Serves a file or its small picture, or the part that is asked for.
pub(crate) async fn show(
    request: &Request,
    env: &Env,
    (slug, id): (&Slug, &UploadId),
    part: Part,
) -> Result<Response, Problem> {
    let files = FileStore::of(env).ok_or(Problem::NoSuchFile)?;
    let file = find(request, env, (slug, id)).await?;
    if part == Part::Preview && file.preview.is_none() {
        return Err(Problem::NoSuchFile);
    }
    let headers = request.headers();
    // A file never changes under its id.
    let tag = format!("\"{}\"", id.as_str());
    if headers.get("If-None-Match")?.is_some_and(|known| known.split(',').any(|known| is_tag(known, &tag))) {
        return Ok(with_headers(ResponseBuilder::new().with_status(304), &file, part, &tag)?.empty());
    }
    let range = match (part, headers.get("Range")?) {
        (Part::Whole, Some(range)) if request.method() == Method::Get => ByteRange::parse(&range, file.bytes),
        _ => ByteRange::Whole,
    };
    let (status, wanted) = match range {
        ByteRange::Whole => (200, None),
        ByteRange::Part { offset, length } => (206, Some((offset, length))),
        ByteRange::Unsatisfiable => (416, None),
    };
    let answer = with_headers(ResponseBuilder::new().with_status(status), &file, part, &tag)?;
    let answer = match range.content_range(file.bytes) {
        Some(content_range) => answer.with_header("Content-Range", &content_range)?,
        None => answer,
    };
    if status == 416 || request.method() == Method::Head {
        return Ok(answer.empty());
    }
    let object = files.get(slug, id, part, wanted).await?.ok_or(Problem::NoSuchFile)?;
    let content = object.body().ok_or(Problem::NoSuchFile)?;
    Ok(answer.body(content.response_body()?))
}

/// The file, if somebody of those who ask may read it.
async fn find(request: &Request, env: &Env, (slug, id): (&Slug, &UploadId)) -> Result<UploadedFile, Problem> {
    let (headers, room) = (request.headers(), RoomStub::of(env, slug)?);
    let readers = match Actor::all(headers, &request.inner().url(), env) {
        Ok(actors) => actors.iter().map(|actor| actor.member_in(slug).map(Some)).collect::<Result<Vec<_>, _>>()?,
        // A program reads what is open to all.
        Err(Problem::NoSession) => vec![None],
        Err(problem) => return Err(problem),
    };
    let mut refused = Problem::NoSuchFile;
    for reader in readers {
        match room.file(&FileRequest::of(reader.as_ref(), id)).await? {
            FileAnswer::Shown(file) => return Ok(file),
            FileAnswer::Absent => {}
            FileAnswer::Refused(refusal) => refused = refusal.into(),
        }
    }
    Err(refused)
}

fn with_headers(
    answer: ResponseBuilder,
    file: &UploadedFile,
    part: Part,
    tag: &str,
) -> Result<ResponseBuilder, Problem> {
    let kind = match part {
        Part::Whole => file.kind,
        Part::Preview => file.preview.unwrap_or(FileKind::Other),
    };
    Ok(answer
        .with_header("Content-Type", kind.media_type())?
        .with_header("Content-Disposition", &file.name.content_disposition(kind))?
        .with_header("Content-Security-Policy", SANDBOX)?
        .with_header("Cache-Control", &format!("private, max-age={FILE_MAX_AGE_S}"))?
        .with_header("Accept-Ranges", if part == Part::Whole { "bytes" } else { "none" })?
        .with_header("ETag", tag)?)
}

fn is_tag(known: &str, tag: &str) -> bool {
    let known = known.trim();
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}

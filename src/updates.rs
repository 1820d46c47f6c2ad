//! What is new in a room, for a page that cannot have a socket: the same fragments as the first
//! frame of one, asked for again and again (polling).

use room::{Refusal, Slug, Version};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use templates::words::Words;
use templates::{Envelope, ServerFrame, Swap, Target};
use worker::{Env, Request, Response};

use crate::connections::close_code::CloseCode;
use crate::http::error::Problem;
use crate::http::{form, origin, response};
use crate::limits::ANSWER_TAG_BYTES;
use crate::protocol::Page;
use crate::room_client::RoomStub;
use crate::{random, socket};

#[derive(Deserialize)]
struct PollForm {
    /// The protocol that the page speaks.
    v: String,
    /// The language that it is in.
    lang: Option<String>,
    /// Set by a page that shows pictures.
    pictures: Option<String>,
    /// The version that it shows.
    since: Option<String>,
    /// The tag of the last answer.
    #[serde(default)]
    last: String,
}

/// Answers with what the page has not yet, and with nothing if that is what it was told last.
pub(crate) async fn poll(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let headers = request.headers().clone();
    let PollForm { v, lang, pictures, since, last } = form::read(request).await?;
    let page = Page::said(Some(&v), lang.as_deref(), pictures.as_deref(), words);
    let words = page.language.words();
    let session = match socket::admit_page(&headers, &url, env, slug, page.protocol)? {
        Ok(session) => session,
        Err(code) => return closed(code, words),
    };
    let since: Option<Version> = since.and_then(|since| since.parse().ok());
    let news = match RoomStub::called_by(&headers, env, slug)?
        .with_session(&session)
        .poll(&session.member_in(slug)?, since, page)
        .await?
    {
        Ok(news) => news,
        Err(refusal) => return refused(refusal, words),
    };
    // A program has no origin; a browser names it with every form.
    let is_accepted = headers.get("Origin")?.is_none() || origin::may_connect(&headers, &url)?;
    let why = if is_accepted {
        words.live_updates.blocked
    } else {
        // The page is ours, and its socket would be refused: a proxy has rewritten the host.
        drop(origin::foreign(&headers, &url));
        words.live_updates.foreign_origin
    };
    let mut frame = ServerFrame::default();
    let envelope = Envelope { target: Target::LiveUpdates, swap: Swap::Replace, version: None };
    frame.add(envelope, &maud::html! { (why) });
    let frame = format!("{}{news}", frame.take());
    let tag = random::to_hex(Sha256::digest(&frame).get(..ANSWER_TAG_BYTES).unwrap_or_default());
    Ok(if tag == last { response::no_content() } else { response::frame_response(&frame, &tag)? })
}

/// The room has refused: the page ends, or tries again and says why.
pub(crate) fn refused(refusal: Refusal, words: &Words) -> Result<Response, Problem> {
    match CloseCode::of(&refusal) {
        Some(code) => closed(code, words),
        None => Err(refusal.into()),
    }
}

/// What a socket would be told by its close.
pub(crate) fn closed(code: CloseCode, words: &Words) -> Result<Response, Problem> {
    Ok(response::closed_response(code.number(), &code.reason(words))?)
}

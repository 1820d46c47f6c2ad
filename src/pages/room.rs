//! The page of a room, and sending a message by a form.

mod reader;
mod typed;

use room::{Body, Cid, Name, Refusal, Retry, Seq, SlashCommand, Slug, UploadId, Version};
use serde::Deserialize;
use templates::words::Words;
use templates::{ServerFrame, urls};
use worker::{Env, Headers, Request, Response};

use self::reader::Reader;
use self::typed::Typed;
use super::{preview, profile};
use crate::connections::close_code::CloseCode;
use crate::http::error::{Expected, Problem};
use crate::http::operator::Operator;
use crate::http::response::{Format, Place};
use crate::http::session::{Keys, Session};
use crate::http::{form, query, response};
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::{self, KeptForm};
use crate::local_time::LocalClock;
use crate::protocol::Page;
use crate::read_markers::ReadMarkers;
use crate::room_client::RoomStub;
use crate::{left_rooms, socket, updates, views, without_scripts};

/// The part of the log that an address names.
#[derive(Default, Deserialize)]
struct RoomQuery {
    before: Option<Seq>,
    after: Option<Seq>,
    at: Option<Seq>,
}

#[derive(Deserialize)]
struct MessageForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    cid: String,
    /// The place of the message that it answers; empty if it answers none.
    #[serde(default)]
    reply: String,
    /// The files that it has: their ids, with spaces between them.
    #[serde(default)]
    files: String,
    /// The protocol of a page that has no socket and sends it by script.
    v: Option<String>,
    /// The language that such a page is in.
    lang: Option<String>,
    /// Set by such a page if it shows pictures.
    pictures: Option<String>,
    /// The version that such a page shows.
    since: Option<String>,
}

/// Shows a room; to a browser without a session what one may see before one joins.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        let RoomQuery { at, .. } = query::read(request, Expected::MessageNumber).unwrap_or_default();
        return preview::show(env, slug, at, words).await;
    };
    let part: RoomQuery = query::read(request, Expected::MessageNumber)?;
    let (markers, ignored) = (ReadMarkers::of(request.headers())?, IgnoredMembers::of(request.headers())?);
    let (clock, operator) = (LocalClock::of(request, words), Operator::of(request.headers(), &url, env)?);
    let (session, markers, ignored) = (&session, &markers, &ignored);
    let reader = Reader { env, url: &url, slug, session, markers, ignored, operator, clock, words };
    let response = match part {
        RoomQuery { at: Some(seq), .. } => reader.around(seq).await,
        RoomQuery { before: Some(seq), .. } => reader.before(seq).await,
        RoomQuery { after: Some(seq), .. } => reader.after(seq).await,
        RoomQuery { .. } => reader.current(200, Typed::default(), None).await,
    }?;
    if without_scripts::is_known(request.headers())? {
        response::set_private(&response)?;
    }
    left_rooms::clear(request.headers(), &response, &url, slug)?;
    Ok(response)
}

/// Shows a room with the text that it has refused back in the composer, as often as it is asked to;
/// without one, the room.
pub(crate) async fn show_kept(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers());
    let Some(form) = KeptForm::of(headers)? else {
        return Ok(response::see_other(&urls::room(slug.as_str()))?);
    };
    let text = form.text("text").unwrap_or_default();
    let typed = Typed { text, reply: form.text("reply").unwrap_or_default() };
    let shown = async {
        let session = Session::of(headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
        let (markers, ignored) = (ReadMarkers::of(headers)?, IgnoredMembers::of(headers)?);
        let (clock, operator) = (LocalClock::of(request, words), Operator::of(headers, &url, env)?);
        let (session, markers, ignored) = (&session, &markers, &ignored);
        let reader = Reader { env, url: &url, slug, session, markers, ignored, operator, clock, words };
        let response = reader.current(200, typed, form.problem("text", words).as_deref()).await?;
        if without_scripts::is_known(headers)? {
            response::set_private(&response)?;
        }
        Ok(response)
    };
    match shown.await {
        Err(problem) => with_text(&problem, (slug, &urls::say(slug.as_str()), text), words),
        answer => answer,
    }
}

/// Sends a message by a form, as a browser without scripts does. Whatever goes wrong, the answer
/// keeps the text.
pub(crate) async fn say(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let form: MessageForm = form::read(request).await?;
    let (text, reply, is_by_script) = (form.text.clone(), form.reply.clone(), form.v.is_some());
    let sent = send(form, (&headers, &url), env, slug, words).await;
    if let Ok(Sent::Answered(response)) = sent {
        return Ok(response);
    }
    let reply = kept_reply(&sent, &reply);
    if !is_by_script {
        let mut form = KeptForm::typed(&[("text", &text), ("reply", reply)]);
        if let Ok(Sent::Refused(_, refusal)) = &sent {
            form.refuse("text", Some(refusal.clone()));
        }
        if let Some(response) = form.see_other(&headers, &url, &urls::say(slug.as_str()))? {
            return Ok(response);
        }
    }
    match sent {
        Ok(Sent::Answered(response)) => Ok(response),
        Ok(Sent::Refused(session, refusal)) => {
            let (markers, ignored) = (ReadMarkers::of(&headers)?, IgnoredMembers::of(&headers)?);
            let operator = Operator::of(&headers, &url, env)?;
            let (session, markers, ignored) = (&session, &markers, &ignored);
            let reader = Reader { env, url: &url, slug, session, markers, ignored, operator, clock, words };
            reader.refused(Typed { text: &text, reply }, refusal).await
        }
        Err(problem) => with_text(&problem, (slug, &urls::room(slug.as_str()), &text), words),
    }
}

/// What a text still answers that is given back. If there is nothing to answer, it can be sent
/// without.
fn kept_reply<'a>(sent: &Result<Sent, Problem>, reply: &'a str) -> &'a str {
    match sent {
        Ok(Sent::Refused(_, Refusal::NothingToAnswer)) => "",
        _ => reply,
    }
}

fn with_text(problem: &Problem, (room, page, typed): (&Slug, &str, &str), words: &Words) -> Result<Response, Problem> {
    problem.log();
    Ok(response::error_response(Format::Html, problem, Place { page, room: Some(room), typed }, words)?)
}

/// What became of a form.
enum Sent {
    /// This is the answer.
    Answered(Response),
    /// The room refused it.
    Refused(Session, Refusal),
}

async fn send(
    form: MessageForm,
    (headers, url): (&Headers, &str),
    env: &Env,
    slug: &Slug,
    words: &Words,
) -> Result<Sent, Problem> {
    let MessageForm { text, cid, reply, files, v, lang, pictures, since } = form;
    let files = UploadId::parse_all(&files)?;
    let reply_to = Typed { text: &text, reply: &reply }.reply_to();
    let cid = Cid::parse(&cid)?;
    if let Some(v) = v {
        let page = Page::said(Some(&v), lang.as_deref(), pictures.as_deref(), words);
        let words = page.language.words();
        let answer = match socket::admit_page(headers, url, env, slug, page.protocol)? {
            Ok(session) => {
                let since = since.and_then(|since| since.parse().ok());
                let room = RoomStub::called_by(headers, env, slug)?;
                say_by_script(&room, slug, &session, (since, page), (&cid, text, reply_to, files), words).await
            }
            Err(code) => updates::closed(code, words),
        };
        return answer.map(Sent::Answered);
    }
    let session = Session::of(headers, url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let cid = if without_scripts::is_known(headers)? { without_scripts::cid_of(&cid, &text)? } else { cid };
    match PageCommand::of(&text).filter(|_| files.is_empty()) {
        Some(PageCommand::Help) => return Ok(Sent::Answered(response::see_other(urls::HELP_COMMANDS)?)),
        Some(PageCommand::Nick(name)) => return take_name((headers, url), env, slug, session, &name).await,
        None => {}
    }
    let room = RoomStub::called_by(headers, env, slug)?.with_session(&session);
    match room.say(session.member_in(slug)?, &cid, text, reply_to, files).await? {
        Ok(()) => {
            let response = response::see_other(&urls::room(slug.as_str()))?;
            kept_form::clear(headers, &response, url, &urls::say(slug.as_str()))?;
            kept_form::clear(headers, &response, url, &urls::files(slug.as_str()))?;
            Ok(Sent::Answered(response))
        }
        Err(refusal) => Ok(Sent::Refused(session, refusal)),
    }
}

/// Calls somebody who typed it by another name. The answer leads back to the room, as the profile's
/// does.
async fn take_name(
    (headers, url): (&Headers, &str),
    env: &Env,
    slug: &Slug,
    session: Session,
    typed: &str,
) -> Result<Sent, Problem> {
    match profile::take_name(headers, env, slug, &session, typed).await? {
        Ok(renamed) => {
            let response = response::see_other(&urls::room(slug.as_str()))?;
            renamed.put(&response, url, &Keys::of(env)?)?;
            kept_form::clear(headers, &response, url, &urls::say(slug.as_str()))?;
            Ok(Sent::Answered(response))
        }
        Err(refusal) => Ok(Sent::Refused(session, refusal)),
    }
}

/// A command that concerns the page of whoever typed it and no room: pages without a socket have it
/// done here.
enum PageCommand {
    /// They want to know what can be typed.
    Help,
    /// They want to be called this.
    Nick(String),
}

impl PageCommand {
    /// What a text asks for. None if that, or that it is wrong, is for the room to say.
    fn of(text: &str) -> Option<Self> {
        match SlashCommand::parse(Body::parse(text).ok()?.as_str()).ok()?? {
            SlashCommand::Help => Some(Self::Help),
            SlashCommand::Nick(name) => Some(Self::Nick(name.to_owned())),
            SlashCommand::Me(_) | SlashCommand::Topic(_) => None,
        }
    }
}

/// Sends a message of a page that has no socket. The answer is what its socket would have brought:
/// the message, with all else that is new, or why it was refused.
async fn say_by_script(
    room: &RoomStub,
    slug: &Slug,
    session: &Session,
    (since, page): (Option<Version>, Page),
    (cid, text, reply_to, files): (&Cid, String, Option<Seq>, Vec<UploadId>),
    words: &Words,
) -> Result<Response, Problem> {
    let member = session.member_in(slug)?;
    if let Some(command) = PageCommand::of(&text).filter(|_| files.is_empty()) {
        let mut frame = ServerFrame::default();
        match command {
            PageCommand::Help => views::add_command_help(cid, words, &mut frame),
            PageCommand::Nick(typed) => match Name::parse(&typed) {
                Ok(name) => views::add_name_form(cid, slug, &name, words, &mut frame),
                Err(refusal) => views::add_send_refusal(cid, &refusal, words, &mut frame),
            },
        }
        return Ok(response::frame_response(&frame.take(), "")?);
    }
    match room.say(member.clone(), cid, text, reply_to, files).await? {
        Ok(()) => match room.poll(&member, since, page).await? {
            Ok(news) => Ok(response::frame_response(&(news + &views::confirmation(cid).take()), "")?),
            Err(refusal) => updates::refused(refusal, words),
        },
        // Whoever waits for others of their address sends it again by themselves.
        Err(refusal) if CloseCode::of(&refusal).is_some() && !matches!(refusal.retry(), Retry::After(_)) => {
            updates::refused(refusal, words)
        }
        Err(refusal) => {
            let mut frame = ServerFrame::default();
            views::add_send_refusal(cid, &refusal, words, &mut frame);
            Ok(response::frame_response(&frame.take(), "")?)
        }
    }
}

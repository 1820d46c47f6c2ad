//! The page of a room, and sending a message by a form.

use room::{Cid, Refusal, Seq, Slug, Version, limits};
use serde::Deserialize;
use templates::views::{ComposerView, LogPart, MessageListMode, MessageListView, RoomPageMode, RoomView};
use templates::words::Words;
use templates::{ServerFrame, urls};
use worker::{Env, Headers, Request, Response};

use super::{landing, preview};
use crate::connections::close_code::CloseCode;
use crate::http::error::{Expected, Problem};
use crate::http::response::{Format, Place};
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, query, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::TOKEN_BYTES;
use crate::local_time::LocalClock;
use crate::protocol::Page;
use crate::read_markers::{self, ReadMarkers};
use crate::room_client::{HistorySource, RoomStub, Snapshot, SnapshotRequest};
use crate::{clock, history, left_rooms, random, sentences, socket, updates, views, without_scripts};

#[derive(Deserialize)]
struct RoomQuery {
    before: Option<Seq>,
}

#[derive(Deserialize)]
struct MessageForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    cid: String,
    /// The protocol of a page that has no socket and sends it by script.
    v: Option<String>,
    /// The language that such a page is in.
    lang: Option<String>,
    /// The version that such a page shows.
    since: Option<String>,
}

/// Shows a room; to a browser without a session what one may see before one joins.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        return preview::show(env, slug, words).await;
    };
    let RoomQuery { before } = query::read(request, Expected::MessageNumber)?;
    let markers = ReadMarkers::of(request.headers())?;
    let clock = LocalClock::of(request, words);
    let reader = Reader { env, url: &url, slug, session: &session, markers: &markers, clock, words };
    let response = match before {
        Some(seq) => reader.archive(seq).await,
        None => reader.current(200, "", None).await,
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
    let shown = async {
        let session = Session::of(headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
        let markers = ReadMarkers::of(headers)?;
        let clock = LocalClock::of(request, words);
        let reader = Reader { env, url: &url, slug, session: &session, markers: &markers, clock, words };
        let response = reader.current(200, text, form.problem("text", words).as_deref()).await?;
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
    let (text, is_by_script) = (form.text.clone(), form.v.is_some());
    let sent = send(form, (&headers, &url), env, slug, words).await;
    if let Ok(Sent::Answered(response)) = sent {
        return Ok(response);
    }
    if !is_by_script {
        let mut form = KeptForm::typed(&[("text", &text)]);
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
            let markers = ReadMarkers::of(&headers)?;
            let reader = Reader { env, url: &url, slug, session: &session, markers: &markers, clock, words };
            reader.refused(&text, refusal).await
        }
        Err(problem) => with_text(&problem, (slug, &urls::room(slug.as_str()), &text), words),
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
    let MessageForm { text, cid, v, lang, since } = form;
    let cid = Cid::parse(&cid)?;
    if let Some(v) = v {
        let page = Page::said(Some(&v), lang.as_deref(), words);
        let words = page.language.words();
        let answer = match socket::admit_page(headers, url, env, slug, page.protocol)? {
            Ok(session) => {
                let since = since.and_then(|since| since.parse().ok());
                say_by_script(env, slug, &session, (since, page), (&cid, text), words).await
            }
            Err(code) => updates::closed(code, words),
        };
        return answer.map(Sent::Answered);
    }
    let session = Session::of(headers, url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let cid = if without_scripts::is_known(headers)? { without_scripts::cid_of(&cid, &text)? } else { cid };
    match RoomStub::of(env, slug)?.say(session.member()?, &cid, text).await? {
        Ok(()) => {
            let response = response::see_other(&urls::room(slug.as_str()))?;
            kept_form::clear(headers, &response, url, &urls::say(slug.as_str()))?;
            Ok(Sent::Answered(response))
        }
        Err(refusal) => Ok(Sent::Refused(session, refusal)),
    }
}

/// Sends a message of a page that has no socket. The answer is what its socket would have brought:
/// the message, with all else that is new, or why it was refused.
async fn say_by_script(
    env: &Env,
    slug: &Slug,
    session: &Session,
    (since, page): (Option<Version>, Page),
    (cid, text): (&Cid, String),
    words: &Words,
) -> Result<Response, Problem> {
    let (room, member) = (RoomStub::of(env, slug)?, session.member()?);
    match room.say(member.clone(), cid, text).await? {
        Ok(()) => match room.poll(&member, since, page).await? {
            Ok(news) => Ok(response::frame_response(&(news + &views::confirmation(cid).take()), "")?),
            Err(refusal) => updates::refused(refusal, words),
        },
        Err(refusal) if CloseCode::of(&refusal).is_some() => updates::refused(refusal, words),
        Err(refusal) => {
            let mut frame = ServerFrame::default();
            views::add_send_refusal(cid, &refusal, words, &mut frame);
            Ok(response::frame_response(&frame.take(), "")?)
        }
    }
}

/// Somebody who reads a room.
struct Reader<'a> {
    env: &'a Env,
    url: &'a str,
    slug: &'a Slug,
    session: &'a Session,
    markers: &'a ReadMarkers,
    clock: LocalClock<'a>,
    words: &'a Words,
}

impl Reader<'_> {
    /// Shows the newest messages. A refused text is back in the composer.
    async fn current(&self, status: u16, text: &str, refusal: Option<&str>) -> Result<Response, Problem> {
        let cid = random::hex::<TOKEN_BYTES>()?;
        let snapshot = self.read(None).await?;
        if let Some(refusal) = snapshot.access_denied {
            return self.access_denied(&refusal, text);
        }
        let title = &snapshot.settings.title;
        let composer = ComposerView { room: self.slug.as_str(), title: title.as_str(), cid: &cid, text, refusal };
        let seen = read_markers::empty_cookie(self.url, self.slug, title);
        let endings = CloseCode::endings(self.words);
        let first_new = self.markers.first_new(self.slug, &snapshot.messages, &self.session.member()?.id);
        let frame = LogPart { first_new, head: Some(views::digest_of_head(&snapshot)), ..LogPart::default() };
        let mode = RoomPageMode::Current { version: snapshot.version, seen: &seen, frame, composer, endings: &endings };
        let response = self.page(status, &snapshot, mode)?;
        self.markers.mark_read(&response, self.url, self.slug, title, snapshot.version, clock::now())?;
        Ok(response)
    }

    async fn archive(&self, before: Seq) -> Result<Response, Problem> {
        let snapshot = self.read(Some(before)).await?;
        if let Some(refusal) = snapshot.access_denied {
            return self.access_denied(&refusal, "");
        }
        self.page(200, &snapshot, RoomPageMode::Archive)
    }

    async fn read(&self, before: Option<Seq>) -> Result<Snapshot, Problem> {
        let request = SnapshotRequest::of(Some(&self.session.member()?), before, limits::PAGE_MESSAGES);
        history::read(self.env, self.slug, &request).await
    }

    /// Says why the room cannot be read. A reader whose name is taken here may choose another one.
    /// What was typed is not lost with it.
    fn access_denied(&self, refusal: &Refusal, typed: &str) -> Result<Response, Problem> {
        match refusal {
            Refusal::NameTaken { .. } => {
                let name = self.session.name().as_str();
                let mut form = KeptForm::typed(&[("name", name), ("room", self.slug.as_str())]);
                form.refuse("name", Some(refusal.clone()));
                landing::again(form.status(), (origin::within(self.url), typed), &form, self.words)
            }
            _ => {
                let room = (!typed.is_empty()).then_some(self.slug);
                let place = Place { page: origin::within(self.url), room, typed };
                Ok(response::error_response(Format::Html, &refusal.clone().into(), place, self.words)?)
            }
        }
    }

    async fn refused(&self, text: &str, refusal: Refusal) -> Result<Response, Problem> {
        let sentence = sentences::refusal(&refusal, self.words);
        let response = self.current(Problem::Refused(refusal.clone()).status(), text, Some(&sentence)).await?;
        response::set_retry_after(&response, &refusal)?;
        Ok(response)
    }

    fn page(&self, status: u16, snapshot: &Snapshot, mode: RoomPageMode) -> Result<Response, Problem> {
        let me = self.session.member()?;
        let first = snapshot.messages.first().map(|first| first.seq);
        let times = self.clock.times(&snapshot.messages);
        let path = urls::room(self.slug.as_str());
        let link = format!("{}{path}", origin::public(self.url));
        let view = RoomView {
            page: origin::within(self.url),
            locale: self.clock.locale(),
            link: &link,
            me: views::member_view(&me),
            role: views::role(snapshot.role),
            needs_owner_link: match mode {
                RoomPageMode::Current { .. } => snapshot.needs_owner_link,
                RoomPageMode::Archive => false,
            },
            title: snapshot.settings.title.as_str(),
            reader: match mode {
                RoomPageMode::Current { .. } if !self.markers.knows(self.slug) => templates::views::Reader::Newcomer,
                _ => templates::views::Reader::Regular,
            },
            topic: snapshot.settings.topic.as_str(),
            welcome: snapshot.settings.welcome.as_str(),
            messages: MessageListView {
                room: self.slug.as_str(),
                mode: match mode {
                    RoomPageMode::Current { .. } => MessageListMode::Live,
                    RoomPageMode::Archive => MessageListMode::Static,
                },
                messages: views::messages(&snapshot.messages, &times),
                earlier: first.filter(|_| snapshot.earlier != HistorySource::Nowhere),
                first_new: match mode {
                    RoomPageMode::Current { frame, .. } => frame.first_new,
                    RoomPageMode::Archive => None,
                },
                reader: Some(me.id.as_str()),
            },
            members: views::members(&snapshot.listed_members, snapshot.online_count),
            mode,
        };
        Ok(response::html_response(status, &templates::room_page(&view, self.words))?)
    }
}

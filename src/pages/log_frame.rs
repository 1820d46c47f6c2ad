//! The log of a room in a frame, for browsers without scripts. It loads itself again and again, and
//! each time its reader counts as here, as one of a page that has no socket does.
//!
//! If nothing has changed the answer is short, and the room reads no messages for it: the tag of
//! what a browser has names the state of the room.

use room::{Member, PageQuery, Refusal, Seq, Slug, limits};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use templates::views::{EndingView, HeadView, LogFrameView, LogPart, LogPlace, MessageListMode, MessageListView};
use templates::words::Words;
use templates::{assets, urls};
use worker::{Env, Headers, Request, Response};

use crate::connections::close_code::CloseCode;
use crate::history::HistoryPage;
use crate::http::error::{Expected, Problem};
use crate::http::session::Keys;
use crate::http::{origin, query, response};
use crate::ignored_members::IgnoredMembers;
use crate::limits::{ANSWER_TAG_BYTES, LOG_FRAME_REFRESH_S};
use crate::local_time::LocalClock;
use crate::protocol::Protocol;
use crate::read_markers::{ReadMarkers, Visit};
use crate::room_client::{HistorySource, MessagesAfter, RoomStub, Snapshot, SnapshotRequest};
use crate::{clock, history, random, sentences, socket, views, without_scripts};

/// The part of the log that an address names; `templates::urls::log_frame` writes it.
#[derive(Deserialize)]
struct PartQuery {
    before: Option<Seq>,
    after: Option<Seq>,
    at: Option<Seq>,
    new: Option<Seq>,
    people: Option<String>,
    updates: Option<String>,
    head: Option<u32>,
}

/// Shows the frame. Whatever goes wrong, it tries again by itself if that can help.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    match frame(request, env, slug, words).await {
        Err(problem) => {
            problem.log();
            let trouble = templates::log_frame_trouble(&problem.advice(words), words);
            let response = response::html_response(problem.status(), &trouble)?;
            refresh(&response)?;
            Ok(response)
        }
        answer => answer,
    }
}

async fn frame(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers());
    let PartQuery { before, after, at, new, people, updates, head } = query::read(request, Expected::MessageNumber)?;
    let place = match (before, after) {
        (Some(seq), _) => LogPlace::Before(seq),
        (None, Some(seq)) => LogPlace::After(seq),
        (None, None) => LogPlace::Newest,
    };
    let (members_open, paused) = (people.is_some(), updates.is_some());
    let part = LogPart { place, at, first_new: new, members_open, paused, head };
    // A frame speaks nothing: whatever it was made by, the next answer takes its place.
    let session = match socket::admit_page(headers, &url, env, slug, Protocol::said(None))? {
        Ok(session) => session,
        Err(code) => return ended(code, slug, words),
    };
    let reader = session.member_in(slug)?;
    let clock = LocalClock::of(request, words);
    let frame =
        Frame { env, url: &url, slug, reader: &reader, ignored: IgnoredMembers::of(headers)?, part, clock, words };
    let look = frame.look();
    let known = known(headers, &look)?;
    let query = PageQuery { before, after, limit: limits::PAGE_MESSAGES };
    let request = SnapshotRequest::of_frame(&reader, query, known.clone());
    let snapshot = RoomStub::called_by(headers, env, slug)?.with_session(&session).log_frame(&request).await?;
    if let Some(refusal) = snapshot.access_denied {
        return refused(refusal, slug, words);
    }
    let state = snapshot.state.clone();
    let response = if known.as_ref() == Some(&state) {
        response::not_modified()
    } else {
        let log = frame.log(snapshot, query).await?;
        let response = frame.page(&log)?;
        if place == LogPlace::Newest {
            let (title, seen) = (&log.snapshot.settings.title, log.snapshot.version);
            let visit = Visit { room: slug, title, proof: session.proof_of_visit(slug, &Keys::of(env)?)? };
            ReadMarkers::of(headers)?.mark_read(&response, &url, &visit, seen, clock::now())?;
        }
        response
    };
    response::set_revalidated(&response, &format!("{state}.{look}"))?;
    without_scripts::mark(headers, &response, &url)?;
    if place == LogPlace::Newest && !part.paused {
        refresh(&response)?;
    }
    Ok(response)
}

/// Has the browser load the frame again in a while, from the same address.
fn refresh(response: &Response) -> Result<(), Problem> {
    Ok(response.headers().set("Refresh", &LOG_FRAME_REFRESH_S.to_string())?)
}

/// The state of the room that the browser has, if it has it as it would look now.
fn known(headers: &Headers, look: &str) -> Result<Option<String>, Problem> {
    let tags = headers.get("If-None-Match")?.unwrap_or_default();
    // A proxy that compresses an answer makes its tag a weak one.
    let tag = tags.trim().trim_start_matches("W/").trim_matches('"');
    Ok(tag.split_once('.').filter(|(_, known)| *known == look).map(|(state, _)| state.to_owned()))
}

fn refused(refusal: Refusal, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    match CloseCode::of(&refusal) {
        Some(code) => ended(code, slug, words),
        None => Err(refusal.into()),
    }
}

/// Says why there is nothing to be read any more, and the way on. It is not loaded again.
fn ended(code: CloseCode, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let Some(way_on) = code.way_on() else { return Err(Problem::Internal) };
    let view = EndingView { code: code.number(), sentence: code.reason(words).into(), way_on };
    Ok(response::html_response(403, &templates::log_frame_ending(&view, slug.as_str(), words))?)
}

/// A frame of one reader.
struct Frame<'a> {
    env: &'a Env,
    url: &'a str,
    slug: &'a Slug,
    reader: &'a Member,
    ignored: IgnoredMembers,
    part: LogPart,
    clock: LocalClock<'a>,
    words: &'a Words,
}

/// What a frame shows.
struct Log {
    snapshot: Snapshot,
    earlier: Option<Seq>,
    later: Option<Seq>,
}

impl Frame<'_> {
    /// What decides how a state of the room looks to this reader: all that the markup depends on
    /// and the room does not know. What is forgotten here stays as it was until the room changes.
    fn look(&self) -> String {
        let (times, part) = (self.clock.look(), urls::log_frame(self.slug.as_str(), self.part));
        let Member { id, name } = self.reader;
        let ignored = self.ignored.ids().unwrap_or_default();
        let all = [self.words.lang, &part, &times, id.as_str(), name.as_str(), &ignored, assets::NATTER_CSS];
        let all = all.join("\n");
        random::to_hex(Sha256::digest(all).get(..ANSWER_TAG_BYTES).unwrap_or_default())
    }

    /// The messages, and the ways to those around them.
    async fn log(&self, mut snapshot: Snapshot, query: PageQuery) -> Result<Log, Problem> {
        let request = SnapshotRequest::of(Some(self.reader), None, query.limit);
        let last = |messages: &[room::Message]| messages.last().map(|last| last.seq);
        if let LogPlace::After(after) = self.part.place {
            let (messages, archived_until) = (snapshot.messages, snapshot.archived_until);
            let brought_back = snapshot.brought_back.clone();
            let in_room = MessagesAfter { messages, archived_until, brought_back, ..MessagesAfter::default() };
            let HistoryPage { messages, next, .. } =
                history::joined_after(self.env, self.slug, after, query, in_room).await?;
            let later = last(&messages).filter(|_| next.is_some());
            snapshot.messages = messages;
            history::add_parts(self.env, self.slug, &mut snapshot, &request).await;
            // Those before it were read on the way here.
            return Ok(Log { snapshot, earlier: Some(after.saturating_add(1)), later });
        }
        let mut snapshot = history::with_archived(self.env, self.slug, snapshot, query.before, query.limit).await?;
        history::add_parts(self.env, self.slug, &mut snapshot, &request).await;
        let first = snapshot.messages.first().map(|first| first.seq);
        let earlier = first.filter(|_| snapshot.earlier != HistorySource::Nowhere);
        let later = last(&snapshot.messages).filter(|_| query.before.is_some());
        Ok(Log { snapshot, earlier, later })
    }

    fn page(&self, log: &Log) -> Result<Response, Problem> {
        let Log { snapshot, earlier, later } = log;
        let room = self.slug.as_str();
        let ignored = self.ignored.ids();
        let times = self.clock.times(&snapshot.messages);
        let mut messages = views::messages(&snapshot.messages, &times, views::Log::of(self.slug, snapshot));
        self.ignored.leave_out(&mut messages);
        let not_counted = snapshot.not_counted.as_ref().map(|refusal| sentences::refusal(refusal, self.words));
        let view = LogFrameView {
            link: &format!("{}{}", origin::public(self.url), urls::room(room)),
            me: views::member_view(self.reader),
            ignored: ignored.as_deref(),
            title: snapshot.settings.title.as_str(),
            welcome: snapshot.settings.welcome.as_str(),
            part: self.part,
            new_head: self.part.head.filter(|head| *head != views::digest_of_head(snapshot)).map(|_| HeadView {
                topic: snapshot.settings.topic.as_str(),
                posting: views::posting(&snapshot.settings.posting),
                role: views::role(snapshot.role),
            }),
            messages: MessageListView {
                room,
                mode: MessageListMode::Static,
                messages,
                earlier: None,
                later: None,
                at: self.part.at,
                first_new: self.part.first_new,
                reader: Some(self.reader.id.as_str()),
            },
            earlier: *earlier,
            later: *later,
            members: views::members(&snapshot.listed_members, snapshot.online_count),
            not_counted: not_counted.as_deref(),
        };
        Ok(response::html_response(200, &templates::log_frame(&view, self.words))?)
    }
}

//! Somebody who reads a room, and which part of its log their page shows.

use room::{Refusal, Role, Seq, Slug, limits};
use templates::urls;
use templates::views::{
    ComposerView, LogPart, LogPlace, MessageListMode, MessageListView, RoomPageMode, RoomView, UploadsView,
};
use templates::words::Words;
use worker::{Env, Response};

use super::super::landing;
use super::typed::Typed;
use crate::file_store::FileStore;
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::response::{Format, Place};
use crate::http::session::{Keys, Session};
use crate::http::{origin, response};
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::KeptForm;
use crate::limits::TOKEN_BYTES;
use crate::local_time::LocalClock;
use crate::read_markers::{self, ReadMarkers, Visit};
use crate::room_client::{HistorySource, Snapshot, SnapshotRequest};
use crate::{clock, history, random, sentences, uploads, views};

/// Somebody who reads a room.
pub(super) struct Reader<'a> {
    pub(super) env: &'a Env,
    pub(super) url: &'a str,
    pub(super) slug: &'a Slug,
    pub(super) session: &'a Session,
    pub(super) markers: &'a ReadMarkers,
    pub(super) ignored: &'a IgnoredMembers,
    /// Set if they run the site, and so have what an owner has.
    pub(super) operator: Option<Operator>,
    pub(super) clock: LocalClock<'a>,
    pub(super) words: &'a Words,
}

/// A part of a room, as a page shows it.
struct Shown {
    snapshot: Snapshot,
    /// The place of the last message, if there are later ones.
    later: Option<Seq>,
    /// The place that a link led to.
    at: Option<Seq>,
}

impl Reader<'_> {
    /// Shows the newest messages. A refused text is back in the composer.
    pub(super) async fn current(
        &self,
        status: u16,
        typed: Typed<'_>,
        refusal: Option<&str>,
    ) -> Result<Response, Problem> {
        let snapshot = self.read(None, typed.reply_to(), limits::PAGE_MESSAGES).await?;
        self.live(status, Shown { snapshot, later: None, at: None }, typed, refusal)
    }

    /// Shows the messages around a place, however old. Unless the newest one is among them, those
    /// that are said meanwhile are only counted.
    pub(super) async fn around(&self, at: Seq) -> Result<Response, Problem> {
        let half = limits::PAGE_MESSAGES / 2;
        let mut snapshot = self.read(Some(at.saturating_add(1)), None, half).await?;
        let mut later = None;
        if snapshot.access_denied.is_none() {
            // What is said between the two questions is among the answers to the second one. The
            // version is that of the first: the socket brings what changed since.
            let (after, last) =
                history::read_after(self.env, self.slug, &self.session.member_in(self.slug)?, at, half).await?;
            snapshot.access_denied = after.access_denied;
            snapshot.messages.extend(after.messages);
            snapshot.quotes.extend(after.quotes);
            snapshot.reactions.extend(after.reactions);
            later = last;
        }
        self.live(200, Shown { snapshot, later, at: Some(at) }, Typed::default(), None)
    }

    /// A page with a composer, which is kept up to date.
    fn live(&self, status: u16, shown: Shown, typed: Typed<'_>, refusal: Option<&str>) -> Result<Response, Problem> {
        let cid = random::hex::<TOKEN_BYTES>()?;
        let (text, reply_to) = (typed.text, typed.reply_to());
        let Shown { snapshot, later, at } = &shown;
        if let Some(refusal) = &snapshot.access_denied {
            return self.access_denied(refusal, text);
        }
        // Who is muted reads it before they try.
        let muted = snapshot.muted.as_ref().map(|muted| sentences::refusal(muted, self.words));
        let refusal = refusal.or(muted.as_deref());
        let (room, title) = (self.slug.as_str(), &snapshot.settings.title);
        let log = views::Log::of(self.slug, snapshot);
        let reply = reply_to.map(|seq| log.reply(seq));
        let posting = views::posting(&snapshot.settings.posting);
        let waiting: Vec<_> = snapshot.uploads.iter().map(views::file).collect();
        let allowed = uploads::limits(self.env);
        let uploads = FileStore::of(self.env).map(|_| UploadsView {
            waiting: &waiting,
            per_message: allowed.per_message,
            max_bytes: allowed.file_bytes,
            preview_max_bytes: limits::PREVIEW_MAX_BYTES,
        });
        let composer = ComposerView { room, title: title.as_str(), cid: &cid, text, refusal, reply, posting, uploads };
        let proof = self.session.proof_of_visit(self.slug, &Keys::of(self.env)?)?;
        let visit = Visit { room: self.slug, title, proof };
        let seen = read_markers::empty_cookie(self.url, &visit);
        let first_new = self.markers.first_new(self.slug, &snapshot.messages, &self.session.member_in(self.slug)?.id);
        let first_new = first_new.filter(|_| later.is_none());
        let last = snapshot.messages.last().filter(|_| at.is_some()).map(|last| last.seq.saturating_add(1));
        let place = last.map_or(LogPlace::Newest, LogPlace::Before);
        let head = Some(views::digest_of_head(snapshot));
        let frame = LogPart { place, at: *at, first_new, head, ..LogPart::default() };
        let mode = RoomPageMode::Current { version: snapshot.version, seen: &seen, frame, composer };
        let response = self.page(status, &shown, mode)?;
        if later.is_none() {
            self.markers.mark_read(&response, self.url, &visit, snapshot.version, clock::now())?;
        }
        Ok(response)
    }

    /// Shows the last messages before a place, as they were.
    pub(super) async fn before(&self, before: Seq) -> Result<Response, Problem> {
        let snapshot = self.read(Some(before), None, limits::PAGE_MESSAGES).await?;
        let later = snapshot.messages.last().map(|last| last.seq);
        self.archive(Shown { snapshot, later, at: None })
    }

    /// Shows the first messages after a place, as they were; the room, if there are none.
    pub(super) async fn after(&self, after: Seq) -> Result<Response, Problem> {
        let member = self.session.member_in(self.slug)?;
        let (snapshot, later) = history::read_after(self.env, self.slug, &member, after, limits::PAGE_MESSAGES).await?;
        if snapshot.access_denied.is_none() && snapshot.messages.is_empty() {
            return Ok(response::see_other(&urls::room(self.slug.as_str()))?);
        }
        self.archive(Shown { snapshot, later, at: None })
    }

    fn archive(&self, shown: Shown) -> Result<Response, Problem> {
        match &shown.snapshot.access_denied {
            Some(refusal) => self.access_denied(refusal, ""),
            None => self.page(200, &shown, RoomPageMode::Archive),
        }
    }

    /// The last messages before a place, with what somebody is about to answer.
    async fn read(&self, before: Option<Seq>, reply_to: Option<Seq>, limit: usize) -> Result<Snapshot, Problem> {
        let request = SnapshotRequest::of(Some(&self.session.member_in(self.slug)?), before, limit);
        let request = SnapshotRequest { reply_to, ..request };
        history::read(self.env, self.slug, &request).await
    }

    /// Says why the room cannot be read. A reader whose name is taken here may choose another one.
    /// What was typed is not lost with it.
    fn access_denied(&self, refusal: &Refusal, typed: &str) -> Result<Response, Problem> {
        match refusal {
            refusal if refusal.is_about_name() => {
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

    pub(super) async fn refused(&self, typed: Typed<'_>, refusal: Refusal) -> Result<Response, Problem> {
        let sentence = sentences::refusal(&refusal, self.words);
        let response = self.current(Problem::Refused(refusal.clone()).status(), typed, Some(&sentence)).await?;
        response::set_retry_after(&response, &refusal)?;
        Ok(response)
    }

    fn page(&self, status: u16, shown: &Shown, mode: RoomPageMode) -> Result<Response, Problem> {
        let Shown { snapshot, later, at } = shown;
        let me = self.session.member_in(self.slug)?;
        let first = snapshot.messages.first().map(|first| first.seq);
        let times = self.clock.times(&snapshot.messages);
        let log = views::Log::of(self.slug, snapshot);
        let mut messages = views::messages(&snapshot.messages, &times, log);
        self.ignored.leave_out(&mut messages);
        let ignored = self.ignored.ids();
        let path = urls::room(self.slug.as_str());
        let link = format!("{}{path}", origin::public(self.url));
        let view = RoomView {
            page: origin::within(self.url),
            locale: self.clock.locale(),
            link: &link,
            me: views::member_view(&me),
            ignored: ignored.as_deref(),
            role: views::role(if self.operator.is_some() { Role::Owner } else { snapshot.role }),
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
                messages,
                earlier: first.filter(|_| snapshot.earlier != HistorySource::Nowhere),
                later: *later,
                at: *at,
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

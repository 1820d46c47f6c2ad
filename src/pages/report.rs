//! The page on which somebody reports a message.

use std::slice;

use room::{Refusal, ReportReason, Seq, Slug, limits};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, ReportPageView, ReportStep};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, response};
use crate::kept_form::{self, KeptForm};
use crate::local_time::LocalClock;
use crate::room_client::{MessageRequest, REPORT, ReportValue, RoomStub};
use crate::{history, views};

/// The fields of the form.
const NOTE: &str = "note";
const REASON: &str = "reason";

#[derive(Deserialize)]
struct ReportForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

/// Shows the form; to a browser without a session the page of the message, where one joins.
pub(crate) async fn show(
    request: &Request,
    env: &Env,
    (slug, seq): (&Slug, Seq),
    words: &Words,
) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        return Ok(response::see_other(&urls::message(slug.as_str(), seq))?);
    };
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let clock = LocalClock::of(request, words);
    let page = ReportPage { env, page: origin::within(&url), slug, seq, session: &session, clock, words };
    page.page(200, &form, ReportStep::Form).await
}

/// Sends the report.
pub(crate) async fn send(
    request: Request,
    env: &Env,
    (slug, seq): (&Slug, Seq),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let session = Session::of(&headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let ReportForm { reason, note } = form::read(request).await?;
    let mut form = KeptForm::typed(&[(REASON, &reason), (NOTE, &note)]);
    let path = urls::report(slug.as_str(), seq);
    // The address of a private room is a secret.
    let link = (!slug.is_private()).then(|| format!("{}{}", origin::public(&url), urls::message(slug.as_str(), seq)));
    let value = ReportValue { seq, reason: ReportReason::parse(&reason), note, link };
    form.refuse(NOTE, RoomStub::of(env, slug)?.change(REPORT, session.member_in(slug)?, value).await?.err());
    let page = ReportPage { env, page: &path, slug, seq, session: &session, clock, words };
    if !form.is_refused() {
        let response = page.page(200, &KeptForm::default(), ReportStep::Sent).await?;
        kept_form::clear(&headers, &response, &url, &path)?;
        return Ok(response);
    }
    match form.see_other(&headers, &url, &urls::kept(&path))? {
        Some(response) => Ok(response),
        None => page.page(form.status(), &form, ReportStep::Form).await,
    }
}

/// The page, apart from what was typed into it.
struct ReportPage<'a> {
    env: &'a Env,
    /// Its address.
    page: &'a str,
    slug: &'a Slug,
    seq: Seq,
    session: &'a Session,
    clock: LocalClock<'a>,
    words: &'a Words,
}

impl ReportPage<'_> {
    async fn page(&self, status: u16, form: &KeptForm, step: ReportStep) -> Result<Response, Problem> {
        let me = self.session.member_in(self.slug)?;
        let answer = RoomStub::of(self.env, self.slug)?.message(&MessageRequest::of(&me, self.seq)).await?;
        if let Some(refusal) = answer.room.access_denied {
            return Err(refusal.into());
        }
        let message = history::found(self.env, self.slug, self.seq, &answer).await?;
        let messages = slice::from_ref(&message);
        let mut quotes = answer.room.quotes;
        history::add_quotes(self.env, self.slug, (messages, None), &mut quotes).await;
        let times = self.clock.times(messages);
        let log = views::Log { room: self.slug.as_str(), quotes: &quotes, reactions: &[] };
        let shown = views::messages(messages, &times, log).pop();
        let problem = form.problem(NOTE, self.words);
        let view = ReportPageView {
            page: self.page,
            title: answer.room.settings.title.as_str(),
            me: views::member_view(&me),
            members: views::members(&answer.room.listed_members, answer.room.online_count),
            message: shown.ok_or(Refusal::NoSuchMessage)?,
            reason: views::report_reason(form.text(REASON).map_or(ReportReason::Spam, ReportReason::parse)),
            note: FieldView {
                text: form.text(NOTE).unwrap_or_default(),
                problem: problem.as_deref(),
                suggestion: None,
            },
            note_max: limits::REPORT_NOTE_MAX_CHARS,
            step,
        };
        Ok(response::html_response(status, &templates::report_page(&view, self.words))?)
    }
}

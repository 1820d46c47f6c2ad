//! The page of somebody in a room, and what its forms do: mute, ban, lift, remove what they said.

use room::{Member, MemberId, Millis, NewSanction, Refusal, SanctionKind, Slug, limits};
use serde::Deserialize;
use templates::urls;
use templates::views::{
    self as shown, Ignoring, MessageListMode, MessageListView, PersonOrderView, PersonView, SignOut,
};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actor::Actor;
use crate::http::error::Problem;
use crate::http::{form, origin, response};
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::{self, KeptForm};
use crate::local_time::LocalClock;
use crate::operate::actions::{self, Deed};
use crate::room_client::{
    LIFT_SANCTION, LiftValue, PersonAnswer, PersonRequest, REMOVE_MESSAGES, RESTORE_MESSAGES, RoomStub, SANCTION,
    SanctionNow, SanctionValue,
};
use crate::route::PersonAction;
use crate::{session_end, views};

#[derive(Deserialize)]
struct OrderForm {
    /// For how long, in milliseconds; 0: for good.
    #[serde(default)]
    term: String,
    #[serde(rename = "mute-reason")]
    mute_reason: Option<String>,
    #[serde(rename = "ban-reason")]
    ban_reason: Option<String>,
}

/// The fields for the reasons. What else is refused stands beside the name.
const MUTE_REASON: &str = "mute-reason";
const BAN_REASON: &str = "ban-reason";
const PERSON: &str = "person";

/// Shows the page.
pub(crate) async fn show(
    request: &Request,
    env: &Env,
    (slug, member): (&Slug, &MemberId),
    words: &Words,
) -> Result<Response, Problem> {
    let url = request.inner().url();
    let actor = Actor::keeping_order(request.headers(), &url, env)?;
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let ignored = IgnoredMembers::of(request.headers())?;
    let page = Page { env, page: origin::within(&url), slug, member, me: actor.member_in(slug)?, ignored, words };
    page.show(200, &form, &LocalClock::of(request, words)).await
}

/// Does what a moderator decided, and shows the page again.
pub(crate) async fn act(
    request: Request,
    env: &Env,
    (slug, member): (&Slug, &MemberId),
    action: PersonAction,
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let actor = Actor::keeping_order(&headers, &url, env)?;
    let typed: OrderForm = form::read(request).await?;
    let reasons = [(MUTE_REASON, &typed.mute_reason), (BAN_REASON, &typed.ban_reason)];
    let fields = reasons.map(|(field, reason)| (field, reason.as_deref().unwrap_or_default()));
    let mut kept = KeptForm::typed(&fields);
    let (room, me) = (RoomStub::called_by(&headers, env, slug)?, actor.member_in(slug)?);
    let reason = if action == PersonAction::Mute { &typed.mute_reason } else { &typed.ban_reason };
    let order = Order { term: &typed.term, reason: reason.as_deref().unwrap_or_default() };
    let outcome = if action == PersonAction::SignOut {
        actor.operator().ok_or(Problem::NotOperator)?;
        session_end::sign_out(env, slug, member).await.map(Ok).or_else(Problem::refusal)?
    } else {
        carry_out(&room, me.clone(), member, action, order).await?
    };
    if let (Ok(()), Some(operator)) = (&outcome, actor.operator()) {
        actions::record(env, operator, Deed::of(action), Some(slug), member.as_str()).await;
    }
    let path = urls::person(slug.as_str(), member.as_str());
    let Err(refusal) = outcome else {
        let response = response::see_other(&path)?;
        kept_form::clear(&headers, &response, &url, &path)?;
        return Ok(response);
    };
    let field = match (&refusal, action) {
        (Refusal::ReasonTooLong, PersonAction::Mute) => MUTE_REASON,
        (Refusal::ReasonTooLong, _) => BAN_REASON,
        _ => PERSON,
    };
    kept.refuse(field, Some(refusal));
    match kept.see_other(&headers, &url, &urls::kept(&path))? {
        Some(response) => Ok(response),
        None => {
            let ignored = IgnoredMembers::of(&headers)?;
            let page = Page { env, page: &path, slug, member, me, ignored, words };
            page.show(kept.status(), &kept, &clock).await
        }
    }
}

/// For how long and why, as it was typed.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    /// In milliseconds; 0: for good.
    pub(crate) term: &'a str,
    pub(crate) reason: &'a str,
}

/// Does what somebody decided about somebody. The inner result is the room's.
pub(crate) async fn carry_out(
    room: &RoomStub,
    me: Member,
    member: &MemberId,
    action: PersonAction,
    order: Order<'_>,
) -> Result<Result<(), Refusal>, Problem> {
    let member = member.clone();
    let kind = match action {
        PersonAction::Mute => SanctionKind::Mute,
        PersonAction::Ban => SanctionKind::Ban,
        PersonAction::Unmute => return lift(room, me, member, SanctionKind::Mute).await,
        PersonAction::Unban => return lift(room, me, member, SanctionKind::Ban).await,
        PersonAction::RemoveMessages => return room.request(REMOVE_MESSAGES, me, member).await,
        PersonAction::RestoreMessages => return room.request(RESTORE_MESSAGES, me, member).await,
        // Not the room's to do.
        PersonAction::SignOut => return Ok(Err(Refusal::Malformed)),
    };
    let new = term(order.term).and_then(|term_ms| NewSanction::parse(kind, term_ms, order.reason));
    match new {
        Ok(new) => room.request(SANCTION, me, SanctionValue { member, new }).await,
        Err(refusal) => Ok(Err(refusal)),
    }
}

async fn lift(
    room: &RoomStub,
    me: Member,
    member: MemberId,
    kind: SanctionKind,
) -> Result<Result<(), Refusal>, Problem> {
    room.request(LIFT_SANCTION, me, LiftValue { member, kind }).await
}

/// A term as the form names it.
fn term(typed: &str) -> Result<Option<Millis>, Refusal> {
    typed.parse().map(|ms| Some(ms).filter(|ms| *ms != 0)).map_err(|_| Refusal::Malformed)
}

/// The page of somebody, apart from what was typed into it.
struct Page<'a> {
    env: &'a Env,
    /// Its address.
    page: &'a str,
    slug: &'a Slug,
    /// Whose.
    member: &'a MemberId,
    me: Member,
    ignored: IgnoredMembers,
    words: &'a Words,
}

impl Page<'_> {
    async fn show(&self, status: u16, form: &KeptForm, clock: &LocalClock<'_>) -> Result<Response, Problem> {
        let words = self.words;
        let request = PersonRequest::of(&self.me, self.member.as_str(), None);
        let answer = RoomStub::of(self.env, self.slug)?.person(&request).await?;
        if let Some(refusal) = answer.room.access_denied {
            return Err(refusal.into());
        }
        let person = answer.member.as_ref().ok_or(Refusal::NoSuchMember)?;
        let times = clock.times(&answer.messages);
        let problem = |field| form.problem(field, words);
        let [refusal, mute_problem, ban_problem] = [PERSON, MUTE_REASON, BAN_REASON].map(problem);
        let order = answer.may_moderate.then(|| PersonOrderView {
            mute: sanction(&answer, SanctionKind::Mute).map(views::sanction),
            ban: sanction(&answer, SanctionKind::Ban).map(views::sanction),
            mute_terms: SanctionKind::Mute.terms_ms(),
            ban_terms: SanctionKind::Ban.terms_ms(),
            mute_reason: form.field(MUTE_REASON, mute_problem.as_deref()),
            ban_reason: form.field(BAN_REASON, ban_problem.as_deref()),
            messages: MessageListView {
                room: self.slug.as_str(),
                mode: MessageListMode::Static,
                messages: views::messages(
                    &answer.messages,
                    &times,
                    views::Log { room: self.slug.as_str(), quotes: &answer.quotes, reactions: &answer.reactions },
                )
                .into_iter()
                .map(|message| shown::MessageView { continues: false, ..message })
                .collect(),
                earlier: None,
                later: None,
                at: None,
                first_new: None,
                reader: Some(self.me.id.as_str()),
            },
            restorable: answer.restorable,
            sign_out: if self.me.id.is_operator() { SignOut::Offered } else { SignOut::NotTheirs },
            undo_seconds: limits::UNDO_REMOVAL_MS / 1_000,
        });
        let view = PersonView {
            page: self.page,
            room: self.slug.as_str(),
            title: answer.room.settings.title.as_str(),
            me: views::member_view(&self.me),
            members: views::members(&answer.room.listed_members, answer.room.online_count),
            person: views::member_view(person),
            role: views::role(answer.role),
            present: answer.present.as_ref().map(views::present_member),
            order,
            ignoring: match person {
                person if person.id == self.me.id => Ignoring::Oneself,
                person if self.ignored.has(person.id.as_str()) => Ignoring::Already,
                _ => Ignoring::NotYet,
            },
            refusal: refusal.as_deref(),
        };
        Ok(response::html_response(status, &templates::person(&view, words))?)
    }
}

fn sanction(answer: &PersonAnswer, kind: SanctionKind) -> Option<&SanctionNow> {
    answer.sanctions.iter().find(|it| it.sanction.kind == kind)
}

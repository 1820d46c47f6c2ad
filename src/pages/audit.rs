//! The audit log of a room, for those who manage it.

use maud::{Markup, html};
use room::{AuditAction, AuditEntry, Member, MemberId, Millis, Refusal, Role, Slug};
use serde::Deserialize;
use templates::views::{AuditEntryView, AuditView, Span};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actor::Actor;
use crate::http::error::{Expected, Problem};
use crate::http::{origin, query, response};
use crate::local_time::LocalClock;
use crate::room_client::{PersonRequest, RoomStub};
use crate::views;

#[derive(Deserialize)]
struct AuditQuery {
    /// Only entries before this one.
    before: Option<i64>,
}

/// Shows it.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let actor = Actor::keeping_order(request.headers(), &url, env)?;
    let AuditQuery { before } = query::read(request, Expected::QueryFields)?;
    let me = actor.member_in(slug)?;
    let answer = RoomStub::of(env, slug)?.audit(&PersonRequest::of(&me, "", before)).await?;
    match answer.room.access_denied {
        Some(refusal) => return Err(refusal.into()),
        None if !answer.room.role.may_manage() => return Err(Refusal::NotOwner.into()),
        None => {}
    }
    let clock = LocalClock::of(request, words);
    let times: Vec<String> = answer.entries.iter().map(|(_, entry)| clock.date_and_time(entry.at)).collect();
    let entries = answer.entries.iter().zip(&times).map(|((_, entry), local)| AuditEntryView {
        at: entry.at,
        local,
        sentence: sentence(entry, &answer.names, words),
    });
    let view = AuditView {
        page: origin::within(&url),
        room: slug.as_str(),
        title: answer.room.settings.title.as_str(),
        me: views::member_view(&me),
        members: views::members(&answer.room.listed_members, answer.room.online_count),
        entries: entries.collect(),
        older: answer.entries.last().map(|(id, _)| *id).filter(|_| answer.has_more),
    };
    Ok(response::html_response(200, &templates::audit(&view, words))?)
}

/// Who decided what about whom.
fn sentence(entry: &AuditEntry, names: &[Member], words: &Words) -> Markup {
    let said = &words.moderation.audit;
    let who = &name(&entry.by, names, words);
    let whom = &entry.subject.as_ref().map_or_else(|| html! {}, |subject| name(subject, names, words));
    match &entry.action {
        AuditAction::SettingsChanged => (said.settings_changed)(who),
        AuditAction::RoleLinkMade(Role::Owner) => (said.owner_link_made)(who),
        AuditAction::RoleLinkMade(_) => (said.moderator_link_made)(who),
        AuditAction::RoleGiven(Role::Owner) => (said.became_owner)(who),
        AuditAction::RoleGiven(_) => (said.became_moderator)(who),
        AuditAction::RoleRemoved(Role::Owner) => (said.owner_removed)(who, whom),
        AuditAction::RoleRemoved(_) => (said.moderator_removed)(who, whom),
        AuditAction::Muted(until) => html! { ((said.muted)(who, whom)) (term(entry, *until, words)) },
        AuditAction::Banned(until) => html! { ((said.banned)(who, whom)) (term(entry, *until, words)) },
        AuditAction::Unmuted => (said.unmuted)(who, whom),
        AuditAction::Unbanned => (said.unbanned)(who, whom),
        AuditAction::MessageRemoved(_) => (said.message_removed)(who, whom),
        AuditAction::MessageRestored(_) => (said.message_restored)(who, whom),
        AuditAction::MessagesRemoved => (said.messages_removed)(who, whom),
        AuditAction::MessagesRestored => (said.messages_restored)(who, whom),
        AuditAction::Closed => html! { (who) ": " (words.operator.audit.closed_room) },
        AuditAction::Reopened => html! { (who) ": " (words.operator.audit.reopened_room) },
        AuditAction::Other => (said.other)(who),
    }
}

/// For how long, and why.
fn term(entry: &AuditEntry, until: Option<Millis>, words: &Words) -> Markup {
    let (order, reason) = (&words.moderation, entry.reason.as_str());
    let span = until.map_or(order.for_good.to_owned(), |until| (order.span)(Span::of(until - entry.at)));
    html! {
        " " span.small { (order.how_long) ": " (span) @if !reason.is_empty() { " · " ((order.because)(reason)) } }
    }
}

/// A name may be another's by now, so the tag stands behind it.
fn name(id: &MemberId, names: &[Member], words: &Words) -> Markup {
    let said = &words.moderation;
    match names.iter().find(|member| member.id == *id) {
        Some(member) => {
            let view = views::member_view(member);
            html! { bdi { (view.name) } " " span.tag { (view.tag()) } }
        }
        None if id.is_operator() => html! { (said.operator) },
        None => html! { (said.somebody) },
    }
}

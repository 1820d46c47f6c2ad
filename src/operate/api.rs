//! What the pages of the operator do, for programs: JSON, as `docs/openapi.json` says.

mod order;

use room::{Member, MemberId, Refusal, Slug};
use serde::{Deserialize, Serialize};
use serde_json::json;
use templates::urls;
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::{self, Deed, RoomForm};
use super::audit::{self, AuditPage};
use super::people::{self, PeoplePage};
use super::settings::{self, SiteForm};
use super::{one_room, rooms};
use crate::backup;
use crate::db::{self, Visit};
use crate::directory::{Cursor, ListingRule};
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, response};
use crate::kept_form::KeptForm;
use crate::limits::{OPERATED_MESSAGES, OPERATED_ROOMS};
use crate::pages::person::{self, Order};
use crate::room_client::{Forgotten, Reshipped, RoomStub};
use crate::room_index::{Access, IndexPage, IndexedRoom};
use crate::route::{ApiRoute, PersonAction, RoomAction};
use crate::site::{Defence, Site};
use crate::{log, session_end};

#[derive(Serialize)]
struct Rooms<'a> {
    rooms: Vec<RoomEntry<'a>>,
    next: Option<String>,
}

#[derive(Serialize)]
struct RoomEntry<'a> {
    room: &'a str,
    title: &'a str,
    access: &'static str,
    people: usize,
    /// Counted up to a limit, and one more if there are more.
    messages: usize,
    /// How many of them have reports that nobody has looked at.
    reported: usize,
    bytes: usize,
    /// RFC 3339, UTC.
    changed_at: String,
}

#[derive(Serialize)]
struct RoomNow<'a> {
    room: &'a str,
    title: &'a str,
    topic: &'a str,
    access: &'static str,
    /// Why it is closed; empty if it is open.
    closed: &'a str,
    people: usize,
    users: Vec<User<'a>>,
    /// The newest last.
    messages: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct User<'a> {
    member: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    seq: i64,
    member: &'a str,
    name: &'a str,
    text: &'a str,
    said_at: String,
}

#[derive(Serialize)]
struct People<'a> {
    people: Vec<PersonEntry<'a>>,
    next: Option<String>,
}

#[derive(Serialize)]
struct PersonEntry<'a> {
    member: &'a str,
    name: &'a str,
    rooms: Vec<&'a str>,
    /// Who they are there, in the same order.
    members: Vec<&'a str>,
}

#[derive(Serialize)]
struct Audit {
    entries: Vec<AuditLine>,
    next: Option<String>,
}

#[derive(Serialize)]
struct AuditLine {
    number: i64,
    at: String,
    way: String,
    action: String,
    room: String,
    detail: String,
}

#[derive(Serialize)]
struct Settings<'a> {
    name: &'a str,
    welcome: &'a str,
    announcement: &'a str,
    /// Why nobody can write; none if everybody can.
    read_only: Option<&'a str>,
    starters: &'static str,
    under_attack: bool,
    /// Empty where the variables hold.
    listing: &'static str,
    listed_per_owner: Option<u32>,
    listed_per_address: Option<u32>,
}

#[derive(Deserialize)]
struct OrderForm {
    /// In milliseconds; 0: for good.
    #[serde(default)]
    term: String,
    #[serde(default)]
    reason: String,
}

#[derive(Serialize)]
struct Done {
    done: bool,
}

/// Answers a program of the operator.
pub(super) async fn serve(
    request: Request,
    env: &Env,
    operator: Operator,
    route: ApiRoute,
    words: &Words,
) -> Result<Response, Problem> {
    match route {
        ApiRoute::Export(slug, format) => {
            backup::file(&request, env, &slug, (&Member::operator(), format), words).await
        }
        ApiRoute::Import(slug) => import(request, env, operator, &slug, words).await,
        ApiRoute::Forget(slug, member) => forget(env, operator, &slug, &member).await,
        ApiRoute::Reship(slug) => reship(env, operator, &slug).await,
        ApiRoute::Rooms => list(&request, env).await,
        ApiRoute::Room(slug) => one(env, &slug).await,
        ApiRoute::ChangeRoom(slug, action) => change(request, env, operator, &slug, action).await,
        ApiRoute::ActOnPerson(slug, member, action) => act(request, env, operator, (&slug, &member), action).await,
        ApiRoute::People => in_rooms(&request, env).await,
        ApiRoute::Person(member) => everywhere(env, &member).await,
        ApiRoute::Audit => deeds(&request, env).await,
        ApiRoute::Settings => {
            let site = settings::stored(env).await.ok_or(Problem::DirectoryUnavailable)?;
            answer_settings(&site)
        }
        ApiRoute::UpdateSettings => update(request, env, operator).await,
        ApiRoute::Reports => order::reports(env).await,
        ApiRoute::CloseReports => order::close_reports(request, env, operator).await,
        ApiRoute::Sanctions => order::sanctions(&request, env).await,
        ApiRoute::ListingDecisions => order::listing_decisions(env).await,
    }
}

async fn list(request: &Request, env: &Env) -> Result<Response, Problem> {
    let page = rooms::page(env, &rooms::place(request)?, OPERATED_ROOMS).await;
    let IndexPage { rooms, next } = page.ok_or(Problem::DirectoryUnavailable)?;
    let next = next.map(|next| format!("{}/rooms?after={}", urls::operator::API, next.to_text()));
    answer(&Rooms { rooms: rooms.iter().map(entry).collect(), next })
}

fn entry(indexed: &IndexedRoom) -> RoomEntry<'_> {
    RoomEntry {
        room: indexed.room.as_str(),
        title: &indexed.entry.title,
        access: indexed.entry.access.name(),
        people: indexed.entry.people,
        messages: indexed.messages,
        reported: indexed.reported,
        bytes: indexed.entry.bytes,
        changed_at: templates::timestamp(indexed.changed_at),
    }
}

async fn one(env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let shown = one_room::snapshot(env, slug, OPERATED_MESSAGES).await?;
    let said = shown.messages.iter().filter(|message| message.removal.is_none());
    answer(&RoomNow {
        room: slug.as_str(),
        title: shown.settings.title.as_str(),
        topic: shown.settings.topic.as_str(),
        access: Access::of(&shown.settings, slug).name(),
        closed: shown.settings.closed.as_str(),
        people: shown.online_count,
        users: shown
            .listed_members
            .iter()
            .map(|present| User { member: present.member.id.as_str(), name: present.member.name.as_str() })
            .collect(),
        messages: said
            .map(|message| Message {
                seq: message.seq,
                member: message.member.as_str(),
                name: message.name.as_str(),
                text: message.body.as_str(),
                said_at: templates::timestamp(message.said_at),
            })
            .collect(),
    })
}

/// A deletion needs its address once more: a script that has the wrong one deletes nothing.
async fn change(
    request: Request,
    env: &Env,
    operator: Operator,
    slug: &Slug,
    action: RoomAction,
) -> Result<Response, Problem> {
    let fields: RoomForm = form::read(request).await?;
    if action == RoomAction::Delete && fields.confirm != slug.as_str() {
        return Err(Refusal::NotConfirmed.into());
    }
    actions::change_room(env, operator, slug, action, &fields).await??;
    answer(&Done { done: true })
}

/// Mutes, bans, lifts, or removes what somebody said.
async fn act(
    request: Request,
    env: &Env,
    operator: Operator,
    (slug, member): (&Slug, &MemberId),
    action: PersonAction,
) -> Result<Response, Problem> {
    let OrderForm { term, reason } = form::read(request).await?;
    let order = Order { term: &term, reason: &reason };
    if action == PersonAction::SignOut {
        session_end::sign_out(env, slug, member).await?;
    } else {
        person::carry_out(&RoomStub::of(env, slug)?, Member::operator(), member, action, order).await??;
    }
    actions::record(env, operator, Deed::of(action), Some(slug), member.as_str()).await;
    answer(&Done { done: true })
}

/// Takes in a part of a backup. The first one is recorded.
async fn import(
    request: Request,
    env: &Env,
    operator: Operator,
    slug: &Slug,
    words: &Words,
) -> Result<Response, Problem> {
    if backup::import(request, env, slug, words).await?? == backup::Place::First {
        actions::record(env, operator, Deed::ImportedRoom, Some(slug), "").await;
    }
    answer(&Done { done: true })
}

/// Has D1 take once more what a room has.
async fn reship(env: &Env, operator: Operator, slug: &Slug) -> Result<Response, Problem> {
    let stub = RoomStub::of(env, slug)?;
    if stub.export(&Member::operator()).await??.version == 0 {
        return Err(Problem::NotFound);
    }
    let Reshipped { oldest, oldest_at, before_at } = stub.reship().await?;
    actions::record(env, operator, Deed::ReshippedRoom, Some(slug), "").await;
    let time = |at: Option<room::Millis>| at.map(templates::timestamp);
    answer(&json!({ "oldest": oldest, "oldest_at": time(oldest_at), "before_at": time(before_at) }))
}

/// Forgets somebody in one room, as far as one request gets.
async fn forget(env: &Env, operator: Operator, slug: &Slug, member: &MemberId) -> Result<Response, Problem> {
    let stub = RoomStub::of(env, slug)?;
    if stub.export(&Member::operator()).await??.version == 0 {
        return Err(Problem::NotFound);
    }
    let Forgotten { messages, is_done } = stub.forget(member).await?;
    if is_done {
        actions::record(env, operator, Deed::ForgotPerson, Some(slug), member.as_str()).await;
    }
    answer(&json!({ "messages": messages, "done": is_done }))
}

/// Where somebody is or was connected, and who they are there.
async fn everywhere(env: &Env, member: &MemberId) -> Result<Response, Problem> {
    let visits = async { db::Sessions::of(env)?.everywhere(member).await }.await.map_err(|error| {
        log::warn("operator_page_unavailable", json!({ "error": error.to_string() }));
        Problem::DirectoryUnavailable
    })?;
    let row = |visit: &Visit| json!({ "room": visit.room.as_str(), "member": visit.member.as_str() });
    answer(&json!({ "rooms": visits.iter().map(row).collect::<Vec<_>>() }))
}

async fn in_rooms(request: &Request, env: &Env) -> Result<Response, Problem> {
    let PeoplePage { people, next } = people::page(env, &rooms::place(request)?).await;
    let people = people.ok_or(Problem::DirectoryUnavailable)?;
    let next = next.map(|next: Cursor| format!("{}/people?after={}", urls::operator::API, next.to_text()));
    let people = people.iter().map(|person| PersonEntry {
        member: person.id(),
        name: &person.name,
        rooms: person.rooms.iter().map(|place| place.room.as_str()).collect(),
        members: person.rooms.iter().map(|place| place.member.as_str()).collect(),
    });
    answer(&People { people: people.collect(), next })
}

async fn deeds(request: &Request, env: &Env) -> Result<Response, Problem> {
    let AuditPage { entries, earlier } = audit::page(request, env).await?;
    let entries = entries.ok_or(Problem::DirectoryUnavailable)?;
    let next = earlier.map(|before| format!("{}/audit?before={before}", urls::operator::API));
    let line = |entry: crate::db::AuditEntry| AuditLine {
        number: entry.number,
        at: templates::timestamp(entry.at),
        way: entry.way,
        action: entry.action,
        room: entry.room,
        detail: entry.detail,
    };
    answer(&Audit { entries: entries.into_iter().map(line).collect(), next })
}

/// Changes what is sent, and nothing else.
async fn update(request: Request, env: &Env, operator: Operator) -> Result<Response, Problem> {
    let fields: SiteForm = form::read(request).await?;
    let known = settings::stored(env).await.ok_or(Problem::DirectoryUnavailable)?;
    let mut form = KeptForm::default();
    let Some(site) = fields.change(&known, &mut form) else {
        return Err(form.first_refusal().cloned().unwrap_or(Refusal::Malformed).into());
    };
    let stored = settings::store(env, operator, &site).await.ok_or(Problem::DirectoryUnavailable)?;
    answer_settings(&stored)
}

fn answer_settings(site: &Site) -> Result<Response, Problem> {
    answer(&Settings {
        name: &site.name,
        welcome: &site.welcome,
        announcement: &site.announcement,
        read_only: site.policy.read_only.as_deref(),
        starters: site.starters(),
        under_attack: site.defence == Defence::UnderAttack,
        listing: site.listing.rule.map_or("", ListingRule::name),
        listed_per_owner: site.listing.per_owner,
        listed_per_address: site.listing.per_address,
    })
}

fn answer<T: Serialize>(value: &T) -> Result<Response, Problem> {
    Ok(response::json_response(200, value)?)
}

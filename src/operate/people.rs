//! Who is in the rooms at this moment. Only rooms are asked in which D1 knows somebody.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use room::{Member, MemberId, Slug};
use templates::views::{MemberView, OperatedPeopleView, OperatedPersonView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::{one_room, rooms};
use crate::db::{self, Visit};
use crate::directory::Cursor;
use crate::http::error::Problem;
use crate::http::{origin, response};
use crate::limits::OPERATED_PEOPLE_ROOMS;
use crate::room_client::Snapshot;

/// Somebody, and where they are.
pub(super) struct Person {
    pub(super) name: String,
    /// At least one.
    pub(super) rooms: Vec<PlaceOf>,
}

/// A room that somebody is in.
pub(super) struct PlaceOf {
    pub(super) room: Slug,
    pub(super) title: String,
    /// Who they are there.
    pub(super) member: MemberId,
}

/// What tells people apart: who they are in all rooms, or in one, if D1 does not know that.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Everywhere(room::Person),
    Here(MemberId),
}

/// The people of a page of rooms; none if D1 does not answer.
pub(super) struct PeoplePage {
    pub(super) people: Option<Vec<Person>>,
    pub(super) next: Option<Cursor>,
}

/// Asks the rooms after a place who is there. A room that does not answer is left out.
pub(super) async fn page(env: &Env, after: &Cursor) -> PeoplePage {
    let Some(index) = rooms::page(env, after, OPERATED_PEOPLE_ROOMS).await else {
        return PeoplePage { people: None, next: None };
    };
    let occupied = index.rooms.iter().filter(|indexed| indexed.entry.people > 0);
    let asked = join_all(occupied.map(async |indexed| {
        let snapshot = one_room::snapshot(env, &indexed.room, 0).await.ok()?;
        Some((indexed.room.clone(), snapshot))
    }));
    let answers: Vec<(Slug, Snapshot)> = asked.await.into_iter().flatten().collect();
    let members = answers.iter().flat_map(|(_, snapshot)| &snapshot.listed_members);
    let known = known(env, &members.map(|present| &present.member.id).collect::<Vec<_>>()).await;
    let mut people: BTreeMap<Who, Person> = BTreeMap::new();
    for (slug, snapshot) in answers {
        for Member { id, name } in snapshot.listed_members.into_iter().map(|present| present.member) {
            let who = known.get(&(slug.clone(), id.clone()));
            let who = who.map_or_else(|| Who::Here(id.clone()), |person| Who::Everywhere(*person));
            let name = name.as_str().to_owned();
            let person = people.entry(who).or_insert_with(|| Person { name, rooms: Vec::new() });
            let (room, title) = (slug.clone(), snapshot.settings.title.as_str().to_owned());
            person.rooms.push(PlaceOf { room, title, member: id });
        }
    }
    let mut people: Vec<Person> = people.into_values().collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    // Rooms without people come last: behind the first of them nobody is to be found.
    let has_more = index.rooms.last().is_some_and(|last| last.entry.people > 0);
    PeoplePage { people: Some(people), next: index.next.filter(|_| has_more) }
}

/// Who members are in all rooms, as far as D1 tells.
async fn known(env: &Env, members: &[&MemberId]) -> BTreeMap<(Slug, MemberId), room::Person> {
    let visits = async { db::Sessions::of(env)?.visits_of(members).await }.await.unwrap_or_default();
    visits.into_iter().map(|Visit { person, room, member }| ((room, member), person)).collect()
}

impl Person {
    /// What tells them from others of their name, in the first of the rooms.
    pub(super) fn id(&self) -> &str {
        self.rooms.first().map_or("", |place| place.member.as_str())
    }
}

/// Shows them.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, after) = (request.inner().url(), rooms::place(request)?);
    let page = page(env, &after).await;
    let next = page.next.as_ref().map(Cursor::to_text);
    let view = OperatedPeopleView {
        page: origin::within(&url),
        people: page.people.as_ref().map(|people| people.iter().map(view).collect()),
        next: next.as_deref(),
        is_first: after == Cursor::start(),
    };
    let status = if view.people.is_some() { 200 } else { 503 };
    Ok(response::html_response(status, &templates::operator_people(&view, words))?)
}

fn view(person: &Person) -> OperatedPersonView<'_> {
    OperatedPersonView {
        member: MemberView { id: person.id(), name: &person.name },
        rooms: person.rooms.iter().map(|place| (place.room.as_str(), place.title.as_str())).collect(),
    }
}

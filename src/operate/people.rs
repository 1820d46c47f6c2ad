//! Who is in the rooms at this moment. Only rooms are asked in which D1 knows somebody.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use room::{MemberId, Slug};
use templates::views::{MemberView, OperatedPeopleView, OperatedPersonView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::{one_room, rooms};
use crate::directory::Cursor;
use crate::http::error::Problem;
use crate::http::{origin, response};
use crate::limits::OPERATED_PEOPLE_ROOMS;

/// Somebody, and where they are.
pub(super) struct Person {
    pub(super) id: MemberId,
    pub(super) name: String,
    /// Address and title of each room.
    pub(super) rooms: Vec<(Slug, String)>,
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
    let mut people: BTreeMap<MemberId, Person> = BTreeMap::new();
    for (slug, snapshot) in asked.await.into_iter().flatten() {
        for present in snapshot.listed_members {
            let id = present.member.id;
            let name = present.member.name.as_str().to_owned();
            let person = people.entry(id.clone()).or_insert_with(|| Person { id, name, rooms: Vec::new() });
            person.rooms.push((slug.clone(), snapshot.settings.title.as_str().to_owned()));
        }
    }
    let mut people: Vec<Person> = people.into_values().collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    // Rooms without people come last: behind the first of them nobody is to be found.
    let has_more = index.rooms.last().is_some_and(|last| last.entry.people > 0);
    PeoplePage { people: Some(people), next: index.next.filter(|_| has_more) }
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
        member: MemberView { id: person.id.as_str(), name: &person.name },
        rooms: person.rooms.iter().map(|(room, title)| (room.as_str(), title.as_str())).collect(),
    }
}

//! The page of a search in a room.

use room::{Member, SearchQuery, SearchRefusal, Seq, Slug};
use serde::Deserialize;
use templates::views::{MemberView, SearchCoverage, SearchHitView, SearchState, SearchView, SnippetPartView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actor::Actor;
use crate::fence::Fence;
use crate::http::error::{Expected, Problem};
use crate::http::{address, origin, query, response};
use crate::ignored_members::IgnoredMembers;
use crate::limits::{SAFE_INTEGER_MAX, SEARCH_PAGE};
use crate::local_time::LocalClock;
use crate::room_client::SearchRequest;
use crate::search::{self, Coverage, SearchResults};
use crate::{sentences, views};

#[derive(Deserialize)]
struct SearchForm {
    /// What was typed.
    #[serde(default)]
    q: String,
    /// Only what is before this place.
    before: Option<Seq>,
}

/// Shows it: the form, and what was found if something was asked for.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let actors = Actor::all(request.headers(), &url, env)?;
    let SearchForm { q, before } = query::read(request, Expected::QueryFields)?;
    if before.is_some_and(|place| !(0..=SAFE_INTEGER_MAX).contains(&place)) {
        return Err(Problem::Unreadable(Expected::MessageNumber));
    }
    let clock = LocalClock::of(request, words);
    let (asked, refusal) = match SearchQuery::parse(&q) {
        Ok(query) => (Some(query), None),
        // Nobody has asked yet.
        Err(SearchRefusal::Nothing) if q.trim().is_empty() => (None, None),
        Err(refusal) => (None, Some(refusal)),
    };
    let mut wanted = SearchRequest { limit: SEARCH_PAGE, ..SearchRequest::default() };
    if let Some(query) = &asked {
        Fence::Searches.pass(env, address::caller(request.headers(), env)?).await?;
        if let Some(person) = actors.iter().find_map(Actor::person) {
            Fence::Searches.pass_as(env, person).await?;
        }
        let period = search::period(query, |day| clock.start_of(day));
        wanted = SearchRequest { text: q.clone(), before, said_from: period.from, said_until: period.until, ..wanted };
    }
    let (me, found) = found_by_first(&actors, env, slug, (asked.as_ref(), &wanted)).await?;
    let SearchResults { room, messages, next, coverage } = &found;
    let ignored = IgnoredMembers::of(request.headers())?;
    let messages: Vec<_> = messages.iter().filter(|message| !ignored.has(message.member.as_str())).collect();
    let times: Vec<String> = messages.iter().map(|message| clock.date_and_time(message.said_at)).collect();
    let snippets: Vec<_> = match &asked {
        Some(query) => messages.iter().map(|message| query.snippet(&message.searched_text())).collect(),
        None => Vec::new(),
    };
    let hits = messages.iter().zip(&times).zip(&snippets).map(|((message, local), snippet)| SearchHitView {
        seq: message.seq,
        author: MemberView { id: message.member.as_str(), name: message.name.as_str() },
        said_at: message.said_at,
        local,
        snippet: snippet
            .parts
            .iter()
            .map(|part| SnippetPartView { text: &part.text, is_match: part.is_match })
            .collect(),
        is_cut_before: snippet.cut_before,
        is_cut_after: snippet.cut_after,
    });
    let problem = refusal.as_ref().map(|refusal| sentences::search(refusal, words));
    let state = match (&asked, &problem) {
        (_, Some(problem)) => SearchState::Refused(problem),
        (None, None) => SearchState::Unasked,
        (Some(_), None) => SearchState::Found { hits: hits.collect(), next: *next, coverage: coverage_view(*coverage) },
    };
    let view = SearchView {
        page: origin::within(&url),
        room: slug.as_str(),
        title: room.settings.title.as_str(),
        me: views::member_view(&me),
        members: views::members(&room.listed_members, room.online_count),
        query: &q,
        state,
    };
    let status = refusal.map_or(200, |refusal| Problem::BadSearch(refusal).status());
    Ok(response::html_response(status, &templates::search(&view, words))?)
}

/// What the first of these finds who may read the room: whoever is a member and the operator too
/// searches as a member.
async fn found_by_first(
    actors: &[Actor],
    env: &Env,
    slug: &Slug,
    (query, wanted): (Option<&SearchQuery>, &SearchRequest),
) -> Result<(Member, SearchResults), Problem> {
    let mut refused = Problem::NoSession;
    for actor in actors {
        let me = actor.member_in(slug)?;
        let mut found = search::find(env, slug, query, wanted.clone().by(&me)).await?;
        match found.room.access_denied.take() {
            None => return Ok((me, found)),
            Some(refusal) => refused = refusal.into(),
        }
    }
    Err(refused)
}

fn coverage_view(coverage: Coverage) -> SearchCoverage {
    match coverage {
        Coverage::Everything => SearchCoverage::Everything,
        Coverage::WithoutTheOldest => SearchCoverage::WithoutTheOldest,
        Coverage::OnlyTheNewest => SearchCoverage::OnlyTheNewest,
    }
}

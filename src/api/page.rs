//! Cursor pagination for programs: which page a request wants, and the link to the next one.

use room::{PageQuery, limits};
use serde::{Deserialize, Serialize};
use worker::{Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
use crate::limits::SAFE_INTEGER_MAX;

/// The fields of a query for a page.
#[derive(Deserialize)]
struct Fields {
    limit: Option<usize>,
    before: Option<i64>,
    after: Option<i64>,
}

impl Fields {
    /// The page, if there can be such a one.
    fn page(self) -> Option<PageQuery> {
        let Self { limit, before, after } = self;
        let is_place = |place: &i64| (0..=SAFE_INTEGER_MAX).contains(place);
        let are_places = [before, after].iter().flatten().all(is_place);
        checked_limit(limit).filter(|_| are_places).map(|limit| PageQuery { after, before, limit })
    }
}

/// The page that a request asks for.
pub(super) fn query(request: &Request) -> Result<PageQuery, Problem> {
    let fields: Fields = query::read(request, Expected::PageQuery)?;
    fields.page().ok_or(Problem::Unreadable(Expected::PageQuery))
}

/// The page that the query of an address asks for.
#[cfg(any(test, fuzzing))]
pub(crate) fn read(query: &str) -> Option<PageQuery> {
    serde_urlencoded::from_str::<Fields>(query).ok()?.page()
}

/// The wanted number of entries; none if it is zero or more than [`limits::API_PAGE_MAX`].
pub(super) fn checked_limit(limit: Option<usize>) -> Option<usize> {
    Some(limit.unwrap_or(limits::PAGE_MESSAGES)).filter(|limit| (1..=limits::API_PAGE_MAX).contains(limit))
}

/// The address of a page of the list at `url`, which may have a query.
pub(crate) fn link(url: &str, page: PageQuery) -> String {
    let PageQuery { after, before, limit } = page;
    let place = |name: &str, place: Option<i64>| place.map_or_else(String::new, |place| format!("&{name}={place}"));
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}limit={limit}{}{}", place("after", after), place("before", before))
}

/// Answers with a page, and names the next one in the header too (RFC 8288).
pub(super) fn page_response<T: Serialize>(page: &T, next: Option<&str>) -> Result<Response, Problem> {
    let response = response::json_response(200, page)?;
    if let Some(next) = next {
        response.headers().set("Link", &format!("<{next}>; rel=\"next\""))?;
    }
    Ok(response)
}

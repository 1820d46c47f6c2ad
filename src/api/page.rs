//! Pages of something long: which one a program asks for, and how it is told where the next one is.

use room::{PageQuery, limits};
use serde::{Deserialize, Serialize};
use worker::{Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
use crate::limits::API_PLACE_MAX;

/// What may be asked of anything that has an order.
#[derive(Deserialize)]
struct Fields {
    limit: Option<usize>,
    before: Option<i64>,
    after: Option<i64>,
}

/// The page that a request asks for.
pub(super) fn query(request: &Request) -> Result<PageQuery, Problem> {
    let Fields { limit, before, after } = query::read(request, Expected::PageQuery)?;
    let is_place = |place: &i64| (0..=API_PLACE_MAX).contains(place);
    let are_places = [before, after].iter().flatten().all(is_place);
    match checked_limit(limit) {
        Some(limit) if are_places => Ok(PageQuery { after, before, limit }),
        _ => Err(Problem::Unreadable(Expected::PageQuery)),
    }
}

/// How much is asked for; none if it is nothing, or too much.
pub(super) fn checked_limit(limit: Option<usize>) -> Option<usize> {
    Some(limit.unwrap_or(limits::PAGE_MESSAGES)).filter(|limit| (1..=limits::API_PAGE_MAX).contains(limit))
}

/// The address of a page of what stands at `url`.
pub(super) fn link(url: &str, page: PageQuery) -> String {
    let PageQuery { after, before, limit } = page;
    let place = |name: &str, place: Option<i64>| place.map_or_else(String::new, |place| format!("&{name}={place}"));
    format!("{url}?limit={limit}{}{}", place("after", after), place("before", before))
}

/// A page, with the address of the next one in its header as well (RFC 8288).
pub(super) fn page_response<T: Serialize>(page: &T, next: Option<&str>) -> Result<Response, Problem> {
    let response = response::json_response(200, page)?;
    if let Some(next) = next {
        response.headers().set("Link", &format!("<{next}>; rel=\"next\""))?;
    }
    Ok(response)
}

//! What programs are told: JSON, described in `docs/api.md` and, to the letter, in `docs/openapi.json`.

mod history;
mod rooms;
mod users;

use room::{Slug, Span, limits};
use serde::{Deserialize, Serialize};
use worker::{Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::{query, response};

pub(crate) use history::history;
pub(crate) use rooms::rooms;
pub(crate) use users::users;

/// The largest place that may be named: every program can hold it exactly (RFC 8259, section 6).
const PLACE_MAX: i64 = (1 << 53) - 1;

/// What may be asked of anything that has an order.
#[derive(Deserialize)]
struct Question {
    limit: Option<usize>,
    before: Option<i64>,
    after: Option<i64>,
}

/// The part of something that a request asks for.
fn span(request: &Request) -> Result<Span, Problem> {
    let odd = Problem::Unreadable(Expected::PageQuery);
    let Question { limit, before, after } = query::read(request, Expected::PageQuery)?;
    let Some(limit) = some(limit) else { return Err(odd) };
    let is_place = |place: &i64| (0..=PLACE_MAX).contains(place);
    let places = [before, after].iter().flatten().all(is_place);
    if places { Ok(Span { after, before, limit }) } else { Err(odd) }
}

/// How much is asked for; none if it is nothing, or too much.
fn some(limit: Option<usize>) -> Option<usize> {
    Some(limit.unwrap_or(limits::PAGE_MESSAGES)).filter(|limit| (1..=limits::PART_MAX).contains(limit))
}

/// Where a part of what a room has is told.
fn link(slug: &Slug, what: &str, span: Span) -> String {
    let Span { after, before, limit } = span;
    let place = |name: &str, place: Option<i64>| place.map_or_else(String::new, |place| format!("&{name}={place}"));
    format!("/api/rooms/{slug}/{what}?limit={limit}{}{}", place("after", after), place("before", before))
}

/// An answer, with the way on told in its head as well (RFC 8288).
fn tell<T: Serialize>(told: &T, next: Option<&str>) -> Result<Response, Problem> {
    let response = response::json_response(200, told)?;
    if let Some(next) = next {
        response.headers().set("Link", &format!("<{next}>; rel=\"next\""))?;
    }
    Ok(response)
}

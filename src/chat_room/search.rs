//! What is found in a room, for whoever may read it.

use room::{Millis, Room, SearchQuery};
use worker::Result;

use super::queries;
use super::storage::{Found, Search, Sql, Storage};
use crate::room_client::{SearchAnswer, SearchRequest, SnapshotRequest};

/// What a page of results needs, from one instant. The Worker has read the query before; a room of
/// another build that does not understand it finds nothing.
pub(super) fn search<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SearchRequest,
    now: Millis,
) -> Result<SearchAnswer> {
    let reader = request.reader();
    let shown = queries::snapshot(room, storage, &SnapshotRequest::of(reader.as_ref(), None, 0), now)?;
    let query = SearchQuery::parse(&request.text);
    let Some(query) = query.ok().filter(|_| shown.access_denied.is_none()) else {
        return Ok(SearchAnswer { room: shown, ..SearchAnswer::default() });
    };
    let SearchRequest { before, said_from, said_until, limit, .. } = *request;
    let Found { here, archived, is_complete } =
        storage.searching().find(Search { query: &query, before, said_from, said_until, limit })?;
    Ok(SearchAnswer { room: shown, here, archived, is_complete })
}

//! The query of a request: the part behind the `?`.

use serde::de::DeserializeOwned;
use worker::Request;

use crate::http::error::{Expected, Problem};

/// Reads a request's query. Unknown fields are ignored: other sites add their own to links.
///
/// `expected` names what the query should have held, for the answer to a client that sent something
/// else.
pub(crate) fn read<T: DeserializeOwned>(request: &Request, expected: Expected) -> Result<T, Problem> {
    let url = request.inner().url();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    serde_urlencoded::from_str(query).map_err(|_| Problem::Unreadable(expected))
}

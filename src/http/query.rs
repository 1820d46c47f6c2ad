//! What stands behind the `?`.

use serde::de::DeserializeOwned;
use worker::Request;

use crate::http::error::{Expected, Problem};

/// Reads a request's query. Fields that nobody asked for are passed over: links get decorated on
/// their way.
///
/// `expected` is what whoever sent something else is told.
pub(crate) fn read<T: DeserializeOwned>(request: &Request, expected: Expected) -> Result<T, Problem> {
    let url = request.inner().url();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    serde_urlencoded::from_str(query).map_err(|_| Problem::Unreadable(expected))
}

//! What rooms answer, and what is made of it.

use room::Refusal;
use serde::de::DeserializeOwned;
use serde_json::json;
use worker::web_sys::{self, RequestInit};
use worker::{Error, Request, Response};

use crate::http::error::Problem;
use crate::log;

/// What a room answered, if it is an answer to what was asked.
pub(super) async fn answer_of(mut response: Response) -> Result<String, Problem> {
    let (status, text) = (response.status_code(), response.text().await?);
    match status {
        200 => Ok(text),
        _ => Err(problem_of(status, &text)),
    }
}

/// Why a room did not answer what was asked.
pub(super) fn problem_of(status: u16, text: &str) -> Problem {
    match serde_json::from_str(text) {
        Ok(refusal) => Problem::Refused(refusal),
        // It has logged what went wrong.
        Err(_) if status == 500 => Problem::Internal,
        Err(_) if status == 503 => Problem::ArchiveUnavailable,
        // It knows no such call, or could not read it.
        Err(_) => Problem::Refused(Refusal::RoomUpdating),
    }
}

/// Whether the platform says that a room ended because a deploy reached it. It begins anew, with
/// the new build, when it is called again.
pub(super) fn is_about_update(error: &str) -> bool {
    error.contains("code was updated") || error.contains("code has been updated")
}

/// The platform's own options: those of the SDK know all about caches and pictures, in 2 KB of
/// wasm.
pub(super) fn new_request(address: &str, init: &RequestInit) -> Result<Request, Problem> {
    Ok(web_sys::Request::new_with_str_and_init(address, init).map_err(Error::from)?.into())
}

/// A room of another build may answer what we do not know: a refusal that came later.
pub(super) fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Problem> {
    serde_json::from_str(answer).map_err(|error| {
        // The error itself may quote what somebody said.
        log::warn("room_answer_not_understood", json!({ "column": error.column(), "bytes": answer.len() }));
        Problem::Refused(Refusal::RoomUpdating)
    })
}

//! What came with a call of the Worker, if this build can read it.

use room::Refusal;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::http::error::Problem;
use crate::log;

/// The Worker is of another build than this room.
pub(super) fn not_understood(call: &str) -> Problem {
    log::warn("call_not_understood", json!({ "call": call }));
    Refusal::RoomUpdating.into()
}

/// The value in the body of a call.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Problem> {
    serde_json::from_str(body).map_err(|_| not_understood("the body of a call"))
}

//! The API for programs: JSON, described in `docs/api.md` and precisely in `docs/openapi.json`.

mod health;
mod members;
mod messages;
pub(crate) mod page;
mod rooms;
mod search;

pub(crate) use health::health;
pub(crate) use members::members;
pub(crate) use messages::messages;
pub(crate) use rooms::rooms;
pub(crate) use search::search;

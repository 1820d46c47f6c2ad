//! The socket of a room: everything is checked before the room is woken.

use room::{Slug, Version};
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::call::RoomStub;
use crate::origin;
use crate::problem::Problem;
use crate::query;
use crate::session::{Keys, Session};

#[derive(Deserialize)]
struct Cursor {
    since: Option<String>,
}

/// Opens a connection to a room.
pub(crate) async fn connect(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let headers = request.headers();
    let url = request.inner().url();
    if !headers.get("Upgrade")?.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket")) {
        return Err(Problem::NotAnUpgrade);
    }
    if !origin::may_connect(headers, &url)? {
        return Err(Problem::ForeignOrigin);
    }
    let session = Session::of(headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let Cursor { since } = query::read(request, "The query holds a field twice.")?;
    // A cursor that cannot be read is one that cannot be continued: the room replaces the log and says so.
    let since: Option<Version> = since.and_then(|since| since.parse().ok());
    RoomStub::of(env, slug)?.connect(&session.member()?, since).await
}

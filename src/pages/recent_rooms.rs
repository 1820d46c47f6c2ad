//! Recent rooms: the list of the rooms that a browser was in.

use room::Slug;
use serde::Deserialize;
use templates::urls;
use worker::{Request, Response};

use crate::http::error::Problem;
use crate::http::{form, response};
use crate::read_markers;

#[derive(Deserialize)]
struct RemoveForm {
    room: String,
}

/// Removes a room from the list. Nobody in it learns of it.
pub(crate) async fn remove(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let RemoveForm { room } = form::read(request).await?;
    let room = Slug::parse(&room)?;
    let response = response::see_other(urls::LANDING)?;
    read_markers::clear(&response, &url, &room)?;
    Ok(response)
}

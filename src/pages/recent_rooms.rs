//! The list of the rooms that a browser was in.

use room::Slug;
use serde::Deserialize;
use templates::urls;
use worker::{Request, Response};

use crate::http::error::Problem;
use crate::http::{form, response};
use crate::read_markers;

#[derive(Deserialize)]
struct ForgetForm {
    room: String,
}

/// Takes a room off the list. Nobody in it is told.
pub(crate) async fn forget(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let ForgetForm { room } = form::read(request).await?;
    let room = Slug::parse(&room)?;
    let response = response::see_other(urls::LANDING)?;
    read_markers::clear(&response, &url, &room)?;
    Ok(response)
}

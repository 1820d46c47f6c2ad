//! Posted forms: of which origin, of which type and how long.

use room::limits;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::http::body;
use crate::http::error::{Expected, Problem};
use crate::http::origin;
use crate::limits::FORM_READ_MAX_BYTES;

/// Reads a form that a page of ours posted, no further than its limit.
pub(crate) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Problem> {
    serde_urlencoded::from_bytes(&body_of(request).await?).map_err(|_| Problem::Unreadable(Expected::FormFields))
}

/// Knows no type of form, so that it is compiled once and not for each.
async fn body_of(request: Request) -> Result<Vec<u8>, Problem> {
    if !origin::may_post(request.headers(), &request.inner().url())? {
        return Err(origin::foreign(request.headers(), &request.inner().url()));
    }
    if body::media_type(&request)? != "application/x-www-form-urlencoded" {
        return Err(Problem::NotAForm);
    }
    body::read_on(request, limits::FORM_MAX_BYTES, FORM_READ_MAX_BYTES).await
}

//! Posted forms: of which origin, of which type and how long.

use futures_util::StreamExt;
use room::limits;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::http::error::{Expected, Problem};
use crate::http::origin;
use crate::limits::FORM_READ_MAX_BYTES;

/// Reads a form that a page of ours posted, no further than its limit.
pub(crate) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Problem> {
    serde_urlencoded::from_bytes(&body(request).await?).map_err(|_| Problem::Unreadable(Expected::FormFields))
}

/// Knows no type of form, so that it is compiled once and not for each.
async fn body(mut request: Request) -> Result<Vec<u8>, Problem> {
    if !origin::may_post(request.headers(), &request.inner().url())? {
        return Err(origin::foreign(request.headers(), &request.inner().url()));
    }
    let kind = request.headers().get("Content-Type")?.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Problem::NotAForm);
    }
    let (mut form, mut bytes) = (Vec::new(), 0_usize);
    if request.inner().body().is_some() {
        let mut chunks = request.stream()?;
        while bytes <= FORM_READ_MAX_BYTES
            && let Some(chunk) = chunks.next().await
        {
            let chunk = chunk?;
            bytes += chunk.len();
            // What is too long is read and dropped: whoever still sends reads no answer.
            if bytes <= limits::FORM_MAX_BYTES {
                form.extend(chunk);
            }
        }
    }
    if bytes > limits::FORM_MAX_BYTES { Err(Problem::TooLarge) } else { Ok(form) }
}

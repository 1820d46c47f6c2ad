//! Bodies of requests, read no further than a limit.

use futures_util::StreamExt;
use worker::Request;

use crate::http::error::{Expected, Problem};

/// Reads a body of at most so many bytes.
pub(crate) async fn read(request: Request, max_bytes: usize) -> Result<Vec<u8>, Problem> {
    read_on(request, max_bytes, max_bytes).await
}

/// The same. What is longer is read and dropped, up to `read_max_bytes`: whoever still sends reads
/// no answer.
pub(crate) async fn read_on(mut request: Request, max_bytes: usize, read_max_bytes: usize) -> Result<Vec<u8>, Problem> {
    let (mut body, mut bytes) = (Vec::new(), 0_usize);
    if request.inner().body().is_some() {
        let mut chunks = request.stream()?;
        while bytes <= read_max_bytes
            && let Some(chunk) = chunks.next().await
        {
            // It broke off: nothing of ours is wrong, and whoever does that could fill the log.
            // Nobody reads which sentence it gets.
            let chunk = chunk.map_err(|_| Problem::Unreadable(Expected::FormFields))?;
            bytes += chunk.len();
            if bytes <= max_bytes {
                body.extend(chunk);
            }
        }
    }
    if bytes > max_bytes { Err(Problem::TooLarge) } else { Ok(body) }
}

/// The type that a request says its body has, without parameters, in small letters.
pub(crate) fn media_type(request: &Request) -> Result<String, Problem> {
    let kind = request.headers().get("Content-Type")?.unwrap_or_default();
    Ok(kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

//! Browsers without scripts: only they load the frame with the log, so it sets a cookie for as long
//! as the browser is open.
//!
//! Their pages of rooms may be kept by the browser, which keeps what is being typed with them
//! (Firefox over a reload; `no-store` forbids that). The frame beside it, which has the messages,
//! is kept already. A page with scripts keeps its draft itself, and nothing else of it is kept.

use room::Cid;
use sha2::{Digest as _, Sha256};
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::limits::TOKEN_BYTES;
use crate::random;

const COOKIE: &str = "plain=1";

/// Whether a request comes from such a browser.
pub(crate) fn is_known(headers: &Headers) -> Result<bool, Problem> {
    Ok(headers.get("Cookie")?.is_some_and(|cookies| cookies.split(';').any(|pair| pair.trim() == COOKIE)))
}

/// Records on the answer to a frame that its browser runs no scripts.
pub(crate) fn mark(headers: &Headers, response: &Response, url: &str) -> Result<(), Problem> {
    if is_known(headers)? {
        return Ok(());
    }
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}; Path=/r/; HttpOnly; SameSite=Lax{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

/// The id of a text that a page of such a browser sends. "Back" leads to a page that has sent
/// something, as it was: if its text was changed since, that is another message, and no second
/// press.
pub(crate) fn cid_of(cid: &Cid, text: &str) -> Result<Cid, Problem> {
    let digest = Sha256::digest(format!("{}\n{text}", cid.as_str()));
    Ok(Cid::parse(&random::to_hex(digest.get(..TOKEN_BYTES).unwrap_or_default()))?)
}

//! Where somebody goes on after the check. A cookie has it, which no script can read: it may be the
//! address of a private room, and the page of the check runs a script of another site.

use templates::urls;
use worker::{Headers, Response};

use crate::http::error::Problem;
use crate::language::is_address;
use crate::limits::KEPT_FORM_LIFETIME_S;

const COOKIE: &str = "check-leads-to";

/// Keeps it with an answer to a request for `url`, as long as the form that stands there.
pub(crate) fn keep(response: &Response, url: &str, place: &str) -> Result<(), Problem> {
    let pair = serde_urlencoded::to_string([(COOKIE, place)]).map_err(|error| Problem::internal("a cookie", &error))?;
    set(response, url, &pair, KEPT_FORM_LIFETIME_S)
}

/// Drops it: somebody goes on.
pub(crate) fn drop(response: &Response, url: &str) -> Result<(), Problem> {
    set(response, url, &format!("{COOKIE}="), 0)
}

/// A page of ours; the front page if none is kept.
pub(crate) fn of(headers: &Headers) -> Result<String, Problem> {
    Ok(read(&headers.get("Cookie")?.unwrap_or_default()).unwrap_or_else(|| urls::LANDING.to_owned()))
}

fn read(cookies: &str) -> Option<String> {
    let pairs = cookies.split(';').filter_map(|pair| serde_urlencoded::from_str::<Vec<_>>(pair.trim()).ok());
    let mut kept = pairs.flatten().filter(|(name, _): &(String, String)| name == COOKIE);
    kept.next().map(|(_, place)| place).filter(|place| is_address(place))
}

fn set(response: &Response, url: &str, pair: &str, age: u32) -> Result<(), Problem> {
    let (path, secure) = (urls::CHECK, if url.starts_with("https:") { "; Secure" } else { "" });
    let cookie = format!("{pair}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn way_on_is_a_page_of_ours_or_none() {
        assert_eq!(read("natter=x.y; check-leads-to=%2Fr%2Fgarden%3Fat%3D7").as_deref(), Some("/r/garden?at=7"));
        for cookies in ["", "check-leads-to=", "check-leads-to=%2F%2Fevil.example", "natter=check-leads-to"] {
            assert_eq!(read(cookies), None, "{cookies}");
        }
    }
}

//! The origin of a request: does a page of ours send it?

use worker::{Headers, Result};

/// The origin (scheme, host, port) of a URL as the platform writes it.
pub(crate) fn of(url: &str) -> Option<&str> {
    let host_at = url.find("://")? + 3;
    let end = url.get(host_at..)?.find(['/', '?', '#']).map_or(url.len(), |at| host_at + at);
    url.get(..end)
}

/// Whether a socket may be opened: only by a page of ours. Every browser names the origin of its
/// page. We compare it whole, to the letter, so no part of a foreign name can pass for ours.
pub(crate) fn may_connect(headers: &Headers, url: &str) -> Result<bool> {
    Ok(headers.get("Origin")?.is_some_and(|origin| is_ours(&origin, url)))
}

/// Whether a form may be taken. A browser says whether its page is ours (`Sec-Fetch-Site`); an
/// older one names the origin. A client that says neither is no browser: it carries a cookie only
/// if somebody gave it one on purpose.
pub(crate) fn may_post(headers: &Headers, url: &str) -> Result<bool> {
    if let Some(site) = headers.get("Sec-Fetch-Site")? {
        return Ok(site == "same-origin" || site == "none");
    }
    Ok(headers.get("Origin")?.is_none_or(|origin| is_ours(&origin, url)))
}

fn is_ours(origin: &str, url: &str) -> bool {
    of(url) == Some(origin)
}

#[cfg(test)]
mod tests {
    use super::{is_ours, of};

    #[test]
    fn origin_is_compared_to_the_letter() {
        let is_ours = |origin: &str| is_ours(origin, "https://natter.example:8443/r/lobby/ws?since=1");
        assert!(is_ours("https://natter.example:8443"));
        for foreign in [
            "http://natter.example:8443",
            "wss://natter.example:8443",
            "https://natter.example",
            "https://natter.example:843",
            "https://natter.example:8443/",
            "https://natter.example.:8443",
            "HTTPS://natter.example:8443",
            "https://natter.example:8443.evil.example",
            "https://evilnatter.example:8443",
            "https://ada@natter.example:8443",
            "null",
            "",
        ] {
            assert!(!is_ours(foreign), "{foreign:?}");
        }
    }

    #[test]
    fn origin_is_scheme_host_and_port() {
        assert_eq!(of("http://localhost:8787/r/lobby/ws?since=1"), Some("http://localhost:8787"));
        assert_eq!(of("https://natter.example"), Some("https://natter.example"));
        assert_eq!(of("https://natter.example?x"), Some("https://natter.example"));
        assert_eq!(of("nonsense"), None);
    }
}

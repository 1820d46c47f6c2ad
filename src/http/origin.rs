//! The origin of a request: does a page of ours send it?
//!
//! Ours is the origin of the request itself. Behind a proxy that rewrites the host, browsers see
//! another one: the operator configures it as `ORIGINS`.

use std::cell::{Cell, OnceCell};

use room::Millis;
use serde_json::json;
use worker::{Env, Headers, Result};

use crate::http::error::Problem;
use crate::limits::{FOREIGN_ORIGIN_LOG_INTERVAL_MS, ORIGIN_MAX_CHARS};
use crate::{clock, config, log};

thread_local! {
    /// What is configured, read once for each isolate: it changes with a deploy only.
    static CONFIGURED: OnceCell<Vec<String>> = const { OnceCell::new() };
    static LAST_LOGGED_AT: Cell<Option<Millis>> = const { Cell::new(None) };
}

/// Reads the origins that are configured. A value that is none is logged and ignored.
pub(crate) fn read_configured(env: &Env) {
    CONFIGURED.with(|configured| {
        configured.get_or_init(|| {
            let text = config::text_of(env, config::ORIGINS).unwrap_or_default();
            let (origins, bad) = parse_configured(&text);
            for value in bad {
                let how = "Set ORIGINS to https://host or https://host:port. Separate several with spaces.";
                config::log_ignored(config::ORIGINS, value, "not an origin", how);
            }
            origins
        });
    });
}

fn with_configured<T>(read: impl FnOnce(&[String]) -> T) -> T {
    CONFIGURED.with(|configured| read(configured.get().map_or(&[], Vec::as_slice)))
}

/// The origin (scheme, host, port) of a URL as the platform writes it.
pub(crate) fn of(url: &str) -> Option<&str> {
    let host_at = url.find("://")? + 3;
    let end = url.get(host_at..)?.find(['/', '?', '#']).map_or(url.len(), |at| host_at + at);
    url.get(..end)
}

/// The address of a page within its origin, from a URL: path and query.
pub(crate) fn within(url: &str) -> &str {
    let address = url.get(of(url).map_or(0, str::len)..).unwrap_or_default();
    address.split('#').next().unwrap_or_default()
}

/// The origin of links that people pass on: the first that is configured, or that of the request.
pub(crate) fn public(url: &str) -> String {
    with_configured(|configured| configured.first().cloned()).unwrap_or_else(|| of(url).unwrap_or_default().to_owned())
}

/// Where pages may open sockets, as the content security policy writes it. Older Safari does not
/// count a page's own socket as 'self'.
pub(crate) fn sockets(url: &str) -> String {
    let socket = |origin: &str| origin.replacen("http", "ws", 1);
    let own = of(url).map(socket);
    with_configured(|configured| {
        let configured = configured.iter().map(|origin| socket(origin)).filter(|origin| Some(origin) != own.as_ref());
        own.iter().cloned().chain(configured).collect::<Vec<_>>().join(" ")
    })
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
    let (origin, site) = (headers.get("Origin")?, headers.get("Sec-Fetch-Site")?);
    Ok(takes_form(origin.as_deref(), site.as_deref(), url))
}

fn takes_form(origin: Option<&str>, site: Option<&str>, url: &str) -> bool {
    let is_ours = |origin| is_ours(origin, url);
    match site {
        // A proxy may have rewritten the host, and a page whose address is secret calls its origin
        // `null`.
        Some("same-origin") => true,
        // Nobody's page did it, so no other page is named.
        Some("none") => origin.is_none_or(|origin| origin == "null" || is_ours(origin)),
        Some(_) => origin.is_some_and(is_configured),
        None => origin.is_none_or(is_ours),
    }
}

/// The problem with a request that is not from a page of ours. Logs it, once in a while: who sees
/// it may be its operator, behind a proxy.
pub(crate) fn foreign(headers: &Headers, url: &str) -> Problem {
    let now = clock::now();
    let is_due = LAST_LOGGED_AT.get().is_none_or(|at| (now - at).abs() >= FOREIGN_ORIGIN_LOG_INTERVAL_MS);
    if is_due {
        LAST_LOGGED_AT.set(Some(now));
        let got = headers.get("Origin").ok().flatten().unwrap_or_default();
        let how = "If people open Natter at this address, behind a proxy, add it to ORIGINS in wrangler.toml. \
                   Otherwise do nothing: another site tried to use ours.";
        log::warn("foreign_origin_refused", json!({ "expected": of(url), "got": loggable(&got), "do": how }));
    }
    Problem::ForeignOrigin
}

/// Anybody can send anything as an origin, and the log takes only what looks like one.
fn loggable(origin: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '[' | ']');
    match origin {
        "" => "none",
        _ if origin.len() <= ORIGIN_MAX_CHARS && origin.chars().all(is_plain) => origin,
        _ => "not an origin",
    }
}

fn is_ours(origin: &str, url: &str) -> bool {
    of(url) == Some(origin) || is_configured(origin)
}

fn is_configured(origin: &str) -> bool {
    with_configured(|configured| configured.iter().any(|ours| ours == origin))
}

/// The origins in a text, as browsers write them, and what in it is none.
fn parse_configured(text: &str) -> (Vec<String>, Vec<&str>) {
    let (mut origins, mut bad) = (Vec::new(), Vec::new());
    for value in config::words_in(text) {
        match parse(value) {
            Some(origin) if !origins.contains(&origin) => origins.push(origin),
            Some(_) => {}
            None => bad.push(value),
        }
    }
    (origins, bad)
}

/// An origin as browsers write it: in small letters, without a slash and without the usual port.
/// Only one of this machine may be without TLS.
pub(super) fn parse(value: &str) -> Option<String> {
    let origin = value.strip_suffix('/').unwrap_or(value).to_ascii_lowercase();
    let (scheme, authority) = origin.split_once("://")?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_name = !host.is_empty() && host.split('.').all(is_label);
    let is_ipv6 = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .is_some_and(|address| address.contains(':') && address.chars().all(|c| c.is_ascii_hexdigit() || c == ':'));
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0 && !port.starts_with('+')));
    let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let is_scheme = scheme == "https" || (scheme == "http" && is_local);
    if !(is_scheme && is_port && (is_name || is_ipv6) && origin.len() <= ORIGIN_MAX_CHARS) {
        return None;
    }
    let usual = if scheme == "https" { "443" } else { "80" };
    Some(match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{is_ours, loggable, of, parse_configured, takes_form};

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
    fn page_that_contradicts_itself_is_foreign() {
        let url = "https://natter.example/r/lobby/say";
        let (ours, evil, null) = (Some("https://natter.example"), Some("https://evil.example"), Some("null"));
        for (origin, site, takes) in [
            (ours, Some("same-origin"), true),
            (null, Some("same-origin"), true),
            (None, Some("same-origin"), true),
            (ours, Some("none"), true),
            (null, Some("none"), true),
            (evil, Some("none"), false),
            (ours, Some("same-site"), false),
            (ours, Some("cross-site"), false),
            (None, Some("cross-site"), false),
            (ours, Some("Same-Origin"), false),
            (ours, Some("same-origin, same-origin"), false),
            (ours, Some(""), false),
            (ours, None, true),
            (None, None, true),
            (evil, None, false),
            (null, None, false),
        ] {
            assert_eq!(takes_form(origin, site, url), takes, "{origin:?} {site:?}");
        }
    }

    #[test]
    fn origin_is_scheme_host_and_port() {
        assert_eq!(of("http://localhost:8787/r/lobby/ws?since=1"), Some("http://localhost:8787"));
        assert_eq!(of("https://natter.example"), Some("https://natter.example"));
        assert_eq!(of("https://natter.example?x"), Some("https://natter.example"));
        assert_eq!(of("nonsense"), None);
    }

    #[test]
    fn configured_origins_are_written_as_browsers_write_them() {
        let (origins, bad) = parse_configured(
            "https://chat.example, https://Chat.Example:8443/ https://chat.example:443\thttp://localhost:8787,\n\
             https://[2001:db8::1]",
        );
        let expected =
            ["https://chat.example", "https://chat.example:8443", "http://localhost:8787", "https://[2001:db8::1]"];
        assert_eq!(origins, expected);
        assert_eq!(bad, [""; 0]);
        assert_eq!(parse_configured(""), (Vec::new(), Vec::new()));
    }

    #[test]
    fn configured_value_that_is_no_origin_is_ignored() {
        for value in [
            "chat.example",
            "http://chat.example",
            "https://",
            "https://*.example",
            "https://chat.example/room",
            "https://chat.example:0",
            "https://chat.example:99999",
            "https://chat.example:",
            "https://ada@chat.example",
            "wss://chat.example",
            "https://chat..example",
            "*",
            "null",
        ] {
            let text = format!("{value} https://good.example");
            assert_eq!(parse_configured(&text), (vec!["https://good.example".to_owned()], vec![value]), "{value}");
        }
    }

    #[test]
    fn log_takes_only_what_looks_like_an_origin() {
        assert_eq!(loggable("https://chat.example:8443"), "https://chat.example:8443");
        assert_eq!(loggable(""), "none");
        for value in ["https://a.example/?key=secret", "Ada Lovelace", &"x".repeat(1_000)] {
            assert_eq!(loggable(value), "not an origin", "{value}");
        }
    }
}

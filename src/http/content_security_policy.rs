//! The content security policy of an answer: what its page loads, runs, frames and makes markup of,
//! and where the browser reports what it kept from that.

use templates::urls;

use crate::http::origin;

/// What the policy calls the place for reports, which another header tells the address of.
const REPORTS: &str = "violations";

/// The policy of an answer to a request for `url`.
pub(crate) fn of(url: &str) -> String {
    let page = Page::at(url);
    let turnstile = if page == Page::PersonCheck { " https://challenges.cloudflare.com" } else { "" };
    format!(
        "default-src 'none'; script-src 'self'{turnstile}; style-src 'self'; img-src 'self'; media-src 'self'; \
         connect-src 'self' {}; form-action 'self'; base-uri 'none'; object-src 'none'; {}{}; \
         report-uri {}; report-to {REPORTS}",
        origin::sockets(url),
        page.frames(),
        page.trusted_types(),
        urls::VIOLATIONS,
    )
}

/// Where browsers send what violates the policy. Those without it take `report-uri`.
pub(crate) fn reporting_endpoints() -> String {
    format!("{REPORTS}=\"{}\"", urls::VIOLATIONS)
}

/// Whether it is the address of the page that shows a check of Turnstile.
pub(crate) fn is_check(url: &str) -> bool {
    Page::at(url) == Page::PersonCheck
}

/// What a policy tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// A room: its scripts make markup of what it sends, and without scripts it holds its log.
    Room,
    /// The log, which its room holds.
    LogFrame,
    /// The check of Turnstile, with a script and a frame of another site.
    PersonCheck,
    /// Any other.
    Other,
}

impl Page {
    fn at(url: &str) -> Self {
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["check"] => Self::PersonCheck,
            ["r", _, "log"] => Self::LogFrame,
            ["r", _] | ["r", _, "say"] => Self::Room,
            _ => Self::Other,
        }
    }

    fn frames(self) -> &'static str {
        match self {
            Self::PersonCheck => "frame-src https://challenges.cloudflare.com; frame-ancestors 'none'",
            Self::LogFrame => "frame-ancestors 'self'",
            Self::Room => "frame-src 'self'; frame-ancestors 'none'",
            Self::Other => "frame-ancestors 'none'",
        }
    }

    /// Which scripts may make markup of texts: those of a room, of what its policy lets through
    /// (`static/js/trusted_types.js`). No other page has a script that does. Nobody says whether
    /// that of Turnstile does, and its page shows nothing that people wrote.
    fn trusted_types(self) -> &'static str {
        match self {
            Self::PersonCheck => "",
            Self::Room => "; require-trusted-types-for 'script'; trusted-types default",
            Self::LogFrame | Self::Other => "; require-trusted-types-for 'script'; trusted-types 'none'",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Page {
        Page::at(&format!("https://natter.example{path}"))
    }

    #[test]
    fn only_the_log_is_framed_and_only_by_its_room() {
        let frames = |path: &str| page(path).frames();
        assert_eq!(frames("/r/lobby/log?before=3"), "frame-ancestors 'self'");
        for path in ["/r/lobby", "/r/lobby?before=3", "/r/lobby/say"] {
            assert_eq!(frames(path), "frame-src 'self'; frame-ancestors 'none'");
        }
        for other in ["", "/", "/log", "/r/lobby/log/", "/r/lobby/you", "/new?room=r/lobby/log", "/api/rooms/r/log"] {
            assert_eq!(frames(other), "frame-ancestors 'none'", "{other}");
        }
    }

    #[test]
    fn only_rooms_make_markup_of_texts() {
        for path in ["/r/lobby", "/r/lobby?at=3", "/r/lobby/say"] {
            assert!(page(path).trusted_types().ends_with("trusted-types default"), "{path}");
        }
        for path in ["/", "/r/lobby/log", "/r/lobby/you", "/operate", "/nowhere", "/api/rooms", "/checks"] {
            assert!(page(path).trusted_types().ends_with("trusted-types 'none'"), "{path}");
        }
        assert_eq!(page("/check?room=lobby").trusted_types(), "");
    }
}

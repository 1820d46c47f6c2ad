//! The host that a request names: is it one of ours?
//!
//! Cloudflare hands the Worker only what is for its own names, so any is ours as long as the
//! operator lists none. With `HOSTS` set there are no others: nobody is served at a forgotten
//! address, and no page, link or QR code repeats a name that somebody else has made up. Static
//! files do not pass here.

use std::cell::OnceCell;

use worker::Env;

use crate::config;
use crate::http::error::Problem;
use crate::http::origin;

thread_local! {
    /// What is configured, read once for each isolate: it changes with a deploy only.
    static CONFIGURED: OnceCell<Vec<String>> = const { OnceCell::new() };
}

/// Whether a request for `url` is for us.
///
/// # Errors
/// [`Problem::WrongHost`].
pub(crate) fn check(env: &Env, url: &str) -> Result<(), Problem> {
    CONFIGURED.with(|configured| {
        let configured = configured.get_or_init(|| read_configured(env));
        if is_served(url, configured) { Ok(()) } else { Err(Problem::WrongHost) }
    })
}

/// A value that is no host is logged and ignored.
fn read_configured(env: &Env) -> Vec<String> {
    let text = config::text_of(env, config::HOSTS).unwrap_or_default();
    let (hosts, bad) = parse_configured(&text);
    for value in bad {
        let how = "Set HOSTS to chat.example or chat.example:8443. Separate several with spaces.";
        config::log_ignored(config::HOSTS, value, "not a host", how);
    }
    hosts
}

fn is_served(url: &str, configured: &[String]) -> bool {
    // workerd leaves the host as it was sent; Cloudflare does not.
    let host = origin::of(url).and_then(|origin| origin.split_once("://")).map(|(scheme, host)| {
        let usual = if scheme == "https" { ":443" } else { ":80" };
        host.strip_suffix(usual).unwrap_or(host).to_ascii_lowercase()
    });
    configured.is_empty() || host.is_some_and(|host| configured.contains(&host))
}

/// The hosts in a text, as addresses have them, and what in it is none.
fn parse_configured(text: &str) -> (Vec<String>, Vec<&str>) {
    let (mut hosts, mut bad) = (Vec::new(), Vec::new());
    for value in config::words_in(text) {
        let origin = origin::parse(&format!("https://{value}")).filter(|_| !value.ends_with('/'));
        match origin.as_deref().and_then(|origin| origin.strip_prefix("https://")) {
            Some(host) => hosts.push(host.to_owned()),
            None => bad.push(value),
        }
    }
    (hosts, bad)
}

#[cfg(test)]
mod tests {
    use super::{is_served, parse_configured};

    #[test]
    fn hosts_are_written_as_addresses_have_them() {
        let (hosts, bad) =
            parse_configured("Chat.Example, chat.example:8443 chat.example:443\n[2001:db8::1] localhost");
        assert_eq!(hosts, ["chat.example", "chat.example:8443", "chat.example", "[2001:db8::1]", "localhost"]);
        assert_eq!(bad, [""; 0]);
    }

    #[test]
    fn configured_value_that_is_no_host_is_ignored() {
        for value in
            ["https://chat.example", "chat.example/", "*.example", "chat..example", "a@b", "chat.example:0", ":80"]
        {
            assert_eq!(parse_configured(value), (Vec::new(), vec![value]), "{value}");
        }
    }

    #[test]
    fn only_listed_hosts_are_served() {
        let listed = ["chat.example".to_owned(), "chat.example:8443".to_owned()];
        for url in [
            "https://chat.example",
            "http://chat.example/r/lobby?since=1",
            "https://Chat.Example:443/",
            "https://chat.example:8443/",
        ] {
            assert!(is_served(url, &listed), "{url}");
        }
        for url in [
            "https://chat.example.evil.example/",
            "https://evil.example/chat.example",
            "https://chat.example:844/",
            "https://chat.example./",
            "https://evilchat.example/",
            "https://chat.example@evil.example/",
            "chat.example",
        ] {
            assert!(!is_served(url, &listed), "{url}");
            assert!(is_served(url, &[]), "{url}: with none listed any is served");
        }
    }
}

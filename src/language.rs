//! The language of an answer: what its reader chose with the switch, or else what their browser
//! asks for.

use serde::Deserialize;
use templates::urls;
use templates::words::Language;
use worker::{Headers, Request, Response};

use crate::http::error::Problem;
use crate::http::{form, response};
use crate::limits::LANGUAGE_LIFETIME_S;

const COOKIE: &str = "lang";

#[derive(Deserialize)]
struct SwitchForm {
    lang: String,
    /// The page that it was chosen on.
    #[serde(default)]
    to: String,
}

/// The language for the answer to a request.
pub(crate) fn of(headers: &Headers) -> Language {
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    chosen(&header("Cookie")).unwrap_or_else(|| Language::preferred(&header("Accept-Language")))
}

/// Remembers the language that a reader chose, and leads back to the page that they chose it on.
pub(crate) async fn choose(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let SwitchForm { lang, to } = form::read(request).await?;
    let response = response::see_other(if is_address(&to) { &to } else { urls::LANDING })?;
    if let Some(language) = Language::from_tag(&lang) {
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        let (tag, age) = (language.tag(), LANGUAGE_LIFETIME_S);
        let cookie = format!("{COOKIE}={tag}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        response.headers().append("Set-Cookie", &cookie)?;
    }
    Ok(response)
}

fn chosen(cookies: &str) -> Option<Language> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).find_map(|(_, tag)| Language::from_tag(tag))
}

/// Whether it is an address of a page of ours: nobody is sent to another site. Two slashes would
/// begin the name of another host; browsers drop whatever is invisible, and take `\` for a slash.
pub(crate) fn is_address(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && to.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choice_is_read_from_its_cookie() {
        assert_eq!(chosen("natter=x; lang=de; seen-lobby=1"), Some(Language::German));
        for cookies in ["", "lang=", "lang=tlh", "xlang=de", "lang-x=de"] {
            assert_eq!(chosen(cookies), None, "{cookies}");
        }
    }

    #[test]
    fn reader_comes_back_to_a_page_and_no_other_site() {
        for address in ["/", "/r/lobby?before=7", "/?after=7.lobby#rooms", "/r/%E6%97%A5"] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "",
            "r/lobby",
            "//evil.example/",
            "/\\evil.example/",
            "/\t/evil.example/",
            "/\r\nSet-Cookie: lang=de",
            "https://evil.example/r/lobby",
            "é",
            "/é",
        ] {
            assert!(!is_address(other), "{other:?}");
        }
    }
}

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
}

/// The language for the answer to a request.
pub(crate) fn of(headers: &Headers) -> Language {
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    chosen(&header("Cookie")).unwrap_or_else(|| Language::preferred(&header("Accept-Language")))
}

/// Remembers the language that a reader chose, and leads back to the page that they chose it on.
pub(crate) async fn choose(request: Request) -> Result<Response, Problem> {
    let url = request.inner().url();
    let referrer = request.headers().get("Referer")?.unwrap_or_default();
    let SwitchForm { lang } = form::read(request).await?;
    let response = response::see_other(page_of(&referrer, &url))?;
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

/// The path of a page of ours, or the front page: nobody is sent to another site.
fn page_of<'a>(referrer: &'a str, url: &str) -> &'a str {
    let origin = url.splitn(4, '/').take(3).map(str::len).sum::<usize>() + 2;
    match (referrer.get(..origin), referrer.get(origin..)) {
        (Some(theirs), Some(path)) if url.get(..origin) == Some(theirs) && is_path(path) => path,
        _ => urls::LANDING,
    }
}

/// Two slashes would begin the name of another host.
fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
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
    fn reader_comes_back_to_their_page_and_no_other_site() {
        let url = "https://chat.example:8443/language";
        assert_eq!(page_of("https://chat.example:8443/r/lobby?before=7", url), "/r/lobby?before=7");
        for other in [
            "",
            "https://chat.example:8443",
            "https://chat.example:8443//evil.example/",
            "https://chat.example:8443/\\evil.example/",
            "https://chat.example:84431/r/lobby",
            "https://chat.example/r/lobby",
            "http://chat.example:8443/r/lobby",
            "https://evil.example/r/lobby",
            "/r/lobby",
            "é",
        ] {
            assert_eq!(page_of(other, url), "/", "{other}");
        }
    }
}

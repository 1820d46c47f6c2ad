//! Which room people mean by what they type, paste or follow.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::transliteration::words;
use super::{Slug, joined};
use crate::{Refusal, limits};

/// What stands before a room's slug in a link: in its path, and in the query of the front page.
const BEFORE_A_SLUG: [&str; 3] = ["/r/", "?room=", "&room="];

/// What stands around a link that was copied with it.
const AROUND_A_LINK: [char; 9] = ['<', '>', '"', '\'', '“', '”', '(', ')', ' '];

/// The room that somebody means by the text of a field: its address as far as it can be read, a
/// whole link to it or into it, or what it is called. Nothing at all is the lobby.
pub(super) fn typed(text: &str) -> Result<Slug, Refusal> {
    let text = text.trim();
    if text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_')) {
        return Ok(Slug::lobby());
    }
    let decoded = decoded(text);
    if let Some(slug) = in_link(text).or_else(|| in_link(&decoded)) {
        return in_path(slug);
    }
    if is_foreign(&decoded) { Err(Refusal::BadSlug) } else { named(&decoded) }
}

/// The room that a segment of a path means: `Tea-Room`, `tea_room`, `tea%20room` and `tea-room.`
/// are all `tea-room`.
pub(super) fn in_path(segment: &str) -> Result<Slug, Refusal> {
    let decoded = decoded(segment);
    if decoded.contains('/') || decoded.starts_with("..") { Err(Refusal::BadSlug) } else { named(&decoded) }
}

/// The room that is called so. What is too long is cut between two words, as for a new room.
fn named(text: &str) -> Result<Slug, Refusal> {
    let words = words(text).ok_or(Refusal::BadSlug)?;
    let is_one_word = words.first().is_none_or(|word| word.len() > limits::SLUG_MAX_CHARS);
    if is_one_word { Err(Refusal::BadSlug) } else { Slug::parse(&joined(&words)) }
}

/// A link that was copied twice is encoded twice.
fn decoded(text: &str) -> Cow<'_, str> {
    let once = percent_decode_str(text).decode_utf8_lossy();
    match once.contains('%') {
        true => Cow::Owned(percent_decode_str(&once).decode_utf8_lossy().into_owned()),
        false => once,
    }
}

/// The slug in a link, as it stands there.
fn in_link(text: &str) -> Option<&str> {
    let text = text.trim_matches(AROUND_A_LINK);
    let lower = text.to_ascii_lowercase();
    let at = match lower.strip_prefix("r/") {
        Some(_) => "r/".len(),
        None => BEFORE_A_SLUG.iter().find_map(|before| lower.find(before).map(|at| at + before.len()))?,
    };
    let slug = text.get(at..)?.trim_start_matches('/');
    let end = slug.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '&' | '<' | '>' | '"'));
    Some(slug.get(..end.unwrap_or(slug.len())).unwrap_or(slug))
}

/// Whether a text is a link to something else, a path, or markup: no room is called so.
fn is_foreign(text: &str) -> bool {
    let is_host = |host: &str| host.contains('.') && !host.contains(char::is_whitespace);
    text.contains("://")
        || text.contains("..")
        || text.starts_with('/')
        || (text.contains('<') && text.contains('>'))
        || text.split_once('/').is_some_and(|(host, _)| is_host(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: &str = "p-abcdefghijklmnopqrstuvwxyz";

    #[test]
    fn typed_address_link_or_name_leads_to_the_room() {
        for text in [
            "tea-room",
            "Tea Room",
            " TEA  room ",
            "tea_room",
            "tea--room",
            "-tea-room-",
            "tea-room.",
            "tea-room!",
            "“Tea Room”",
            "#tea-room",
            "tea–room",
            "tea%20room",
            "tea+room",
            "Tea & Room",
            "tea/room",
            "r/tea-room",
            "/r/tea-room",
            "/r/Tea-Room/",
            "natter.example/r/tea-room",
            "http://natter.example/r/tea-room",
            "https://natter.example:8443/r/tea-room/",
            "HTTPS://NATTER.EXAMPLE/R/TEA-ROOM",
            "https://natter.example/r/tea-room?before=1795442523004",
            "https://natter.example/r/tea-room?utm_source=a&b=c#m1795442523004",
            "https://natter.example/r/tea-room#m1",
            "https://natter.example/r/tea-room/settings",
            "https://natter.example/r/tea-room/invite?x",
            "https://natter.example/r/tea%20room",
            "https://natter.example/r/tea%2520room",
            "https%3A%2F%2Fnatter.example%2Fr%2Ftea-room",
            "<https://natter.example/r/tea-room>",
            "\"https://natter.example/r/tea-room\",",
            "Come to https://natter.example/r/tea-room, it is nice",
            "[Tea](https://natter.example/r/tea-room)",
            "https://natter.example/?room=tea-room",
            "natter.example/?after=1.2.a&room=Tea%20Room#rooms",
            "Téa Rööm",
        ] {
            assert_eq!(typed(text).as_ref().map(Slug::as_str), Ok("tea-room"), "{text:?}");
        }
        for nothing in ["", "   ", "-", " _ "] {
            assert_eq!(typed(nothing), Ok(Slug::lobby()), "{nothing:?}");
        }
    }

    #[test]
    fn private_address_is_read_in_any_case() {
        for text in [PRIVATE.to_uppercase(), format!(" https://natter.example/r/{}. ", PRIVATE.to_uppercase())] {
            let slug = typed(&text).unwrap();
            assert_eq!((slug.as_str(), slug.is_private()), (PRIVATE, true), "{text:?}");
        }
    }

    #[test]
    fn text_that_names_no_room_is_refused() {
        for text in [
            "https://natter.example/",
            "https://natter.example/tea-room",
            "natter.example/tea-room",
            "https://natter.example/r/",
            "https://natter.example/r/日本語",
            "/",
            "/settings",
            "../api",
            "<script>",
            "日本語",
            "💬",
            "!!!",
            "%",
            "%FF",
            "x".repeat(33).as_str(),
        ] {
            assert_eq!(typed(text), Err(Refusal::BadSlug), "{text:?}");
        }
    }

    #[test]
    fn segment_of_a_path_is_read_as_people_write_it() {
        for segment in
            ["Tea-Room", "tea_room", "tea-room.", "tea--room", "tea%20room", "tea+room", "tea-room%2C", "tea.room"]
        {
            assert_eq!(in_path(segment).as_ref().map(Slug::as_str), Ok("tea-room"), "{segment:?}");
        }
        for segment in ["", ".", "%2e%2e", "%2e%2e%2fadmin", "a%2Fb", "%F0%9F%92%AC", "---", &"x".repeat(33)] {
            assert_eq!(in_path(segment), Err(Refusal::BadSlug), "{segment:?}");
        }
    }
}

//! A room's name in the URL: what it is made of, how it is read, how one is made for a new room.

mod reading;
mod reserved;
mod transliteration;

use std::fmt;

pub use reserved::is_reserved_for_operators;

use serde::{Deserialize, Serialize};

use crate::text::base32;
use crate::{Refusal, limits};

const LOBBY: &str = "lobby";

/// The beginning of every private room's address.
const PRIVATE: &str = "p-";

/// The beginning of an address that says nothing.
const NEUTRAL: &str = "room-";

/// A room's name in the URL: 1 to 32 of `a-z 0-9`, with single `-` between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// The room that everybody finds.
    #[must_use]
    pub fn lobby() -> Self {
        Self(LOBBY.to_owned())
    }

    /// Takes a slug as it stands in a URL, to the letter: one room has one address.
    ///
    /// # Errors
    /// [`Refusal::BadSlug`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= limits::SLUG_MAX_CHARS && text.split('-').all(is_word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::BadSlug)
        }
    }

    /// The room that somebody means by what they typed or pasted: `Tea Room` is `tea-room`, a whole
    /// link is the room that it leads to, and nothing at all is the lobby.
    ///
    /// # Errors
    /// [`Refusal::BadSlug`] if it names no room.
    pub fn typed(text: &str) -> Result<Self, Refusal> {
        reading::typed(text)
    }

    /// The room that a segment of a path means, however people wrote it down.
    ///
    /// # Errors
    /// [`Refusal::BadSlug`] if it names no room.
    pub fn in_path(segment: &str) -> Result<Self, Refusal> {
        reading::in_path(segment)
    }

    /// A slug for a room that is called so; none if its script has no simple counterpart in `a-z`.
    #[must_use]
    pub fn suggested(title: &str) -> Option<Self> {
        let slug = Self::parse(&joined(&transliteration::words(title)?)).ok()?;
        (!slug.is_private()).then_some(slug)
    }

    /// Other slugs, to be tried when this one is taken: `tea-2`, `tea-3`…
    pub fn variants(&self) -> impl Iterator<Item = Self> {
        (2..2 + limits::SLUG_SUGGESTIONS_MAX).map(|number| {
            let number = format!("-{number}");
            let kept = self.0.get(..limits::SLUG_MAX_CHARS - number.len()).unwrap_or(&self.0);
            Self(format!("{}{number}", kept.trim_end_matches('-')))
        })
    }

    /// A slug that says nothing, for a room whose name has no counterpart in `a-z`.
    #[must_use]
    pub fn neutral(random: u128) -> Self {
        Self(format!("{NEUTRAL}{}", base32(random, limits::NEUTRAL_SLUG_CHARS)))
    }

    /// A private room, which only people with its address find: `p-` and 128 random bits, five to a
    /// character.
    #[must_use]
    pub fn private(random: u128) -> Self {
        Self(format!("{PRIVATE}{}", base32(random, limits::PRIVATE_SLUG_CHARS)))
    }

    /// Whether the room's address is a secret.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.0
            .strip_prefix(PRIVATE)
            .is_some_and(|secret| secret.len() == limits::PRIVATE_SLUG_CHARS && !secret.contains('-'))
    }

    /// Whether this is the room that everybody finds.
    #[must_use]
    pub fn is_lobby(&self) -> bool {
        self.0 == LOBBY
    }

    /// The name of the room in the log for operators. Of a private room it is only the beginning,
    /// which lets nobody in.
    #[must_use]
    pub fn log_label(&self) -> &str {
        if self.is_private() { self.0.get(..PRIVATE.len() + 4).unwrap_or(PRIVATE) } else { &self.0 }
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words as a slug. It ends before the first word that does not fit; a word that is too long alone
/// is cut.
fn joined(words: &[String]) -> String {
    let mut slug = String::new();
    for word in words {
        let hyphen = if slug.is_empty() { "" } else { "-" };
        if slug.len() + hyphen.len() + word.len() > limits::SLUG_MAX_CHARS && !slug.is_empty() {
            break;
        }
        slug.push_str(hyphen);
        slug.extend(word.chars().take(limits::SLUG_MAX_CHARS));
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_is_lower_case_words_joined_by_hyphens() {
        for good in ["lobby", "a", "tea-room", "2026", &"x".repeat(32)] {
            assert!(Slug::parse(good).is_ok(), "{good:?}");
        }
        for bad in ["", "-", "-a", "a-", "a--b", "Lobby", "a b", "a/b", "..", "é", "a.b", &"x".repeat(33)] {
            assert_eq!(Slug::parse(bad), Err(Refusal::BadSlug), "{bad:?}");
        }
    }

    #[test]
    fn slug_is_suggested_by_what_the_room_is_called() {
        let long = "The most wonderful garden party of us all";
        for (title, slug) in [
            ("Küche", Some("kuche")),
            ("Tea & Cake", Some("tea-cake")),
            (long, Some("the-most-wonderful-garden-party")),
            (&"x".repeat(50), Some(&*"x".repeat(32))),
            ("日本語", None),
            ("P abcdefghijklmnopqrstuvwxyz", None),
        ] {
            assert_eq!(Slug::suggested(title).as_ref().map(Slug::as_str), slug, "{title}");
        }
        assert_eq!(Slug::typed(long).ok(), Slug::suggested(long), "typed, the name leads to the room");
    }

    #[test]
    fn variants_of_a_slug_are_slugs() {
        let long = format!("{}-{}", "x".repeat(29), "yy");
        for (slug, variants) in [
            ("tea", ["tea-2", "tea-3"]),
            (&long, [&*format!("{}-2", "x".repeat(29)), &*format!("{}-3", "x".repeat(29))]),
        ] {
            let found: Vec<Slug> = Slug::parse(slug).unwrap().variants().collect();
            assert_eq!(found.iter().take(2).map(Slug::as_str).collect::<Vec<_>>(), variants);
            assert!(found.iter().all(|slug| Slug::parse(slug.as_str()).as_ref() == Ok(slug)));
        }
    }

    #[test]
    fn neutral_slug_is_short_and_not_private() {
        let slug = Slug::neutral(u128::MAX);
        assert_eq!((slug.as_str(), slug.is_private()), ("room-77777", false));
        assert_eq!(Slug::parse(slug.as_str()), Ok(slug));
    }
}

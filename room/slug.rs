//! A room's name in the URL.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::base32;
use crate::{Refusal, limits};

const LOBBY: &str = "lobby";

/// The beginning of every private room's address.
const PRIVATE: &str = "p-";

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

    /// Takes a room's name as a person types it: `Tea Room` is `tea-room`, nothing at all is the
    /// lobby.
    ///
    /// # Errors
    /// [`Refusal::BadSlug`] if it is still none then.
    pub fn typed(text: &str) -> Result<Self, Refusal> {
        let words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        if words.is_empty() { Ok(Self::lobby()) } else { Self::parse(&words.join("-")) }
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
    fn typed_slug_is_tidied_first() {
        assert_eq!(Slug::typed(" Tea  Room ").unwrap().as_str(), "tea-room");
        assert_eq!(Slug::typed("   ").unwrap(), Slug::lobby());
        assert_eq!(Slug::typed("tea/room"), Err(Refusal::BadSlug));
    }
}

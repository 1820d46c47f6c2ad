//! What a person is called.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Refusal, body, limits};

/// What a person is called: 1 to 32 characters, at least one letter or digit, nothing that hides or reverses
/// text. White space is single spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Takes a name as it was typed.
    ///
    /// # Errors
    /// [`Refusal::NameMissing`], [`Refusal::NameTooLong`], [`Refusal::NameHidden`] (controls, marks of
    /// direction, invisible characters) or [`Refusal::NameWithoutLetter`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(Refusal::NameMissing);
        }
        if name.chars().any(|c| c.is_control() || body::is_invisible(c)) {
            return Err(Refusal::NameHidden);
        }
        if name.chars().count() > limits::NAME_MAX_CHARS || name.len() > limits::NAME_MAX_BYTES {
            return Err(Refusal::NameTooLong);
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Refusal::NameWithoutLetter);
        }
        Ok(Self(name))
    }

    /// Takes it back from storage. It was parsed when it was first said; rules that changed since do not undo it.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// What the name claims.
    #[must_use]
    pub fn keys(&self) -> Vec<NameKey> {
        vec![NameKey(self.0.to_lowercase())]
    }

    /// A name like this one that is free.
    #[must_use]
    pub fn free_variant(&self, is_taken: impl Fn(&NameKey) -> bool) -> Option<Self> {
        (2..100)
            .filter_map(|n| Self::parse(&format!("{} {n}", self.0)).ok())
            .find(|name| !name.keys().iter().any(&is_taken))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What two names have in common that nobody could tell apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(String);

impl NameKey {
    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_language_are_welcome() {
        for name in ["Ada", "Grace Hopper", "李小龍", "Владимир", "مريم", "O’Brien", "x", "<script>alert(1)</script>"]
        {
            assert_eq!(Name::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn white_space_is_tidied() {
        assert_eq!(Name::parse("  Ada \t Lovelace\u{00A0}").unwrap().as_str(), "Ada Lovelace");
    }

    #[test]
    fn a_name_that_would_fool_a_reader_is_refused() {
        let refused = |typed: &str| Name::parse(typed).unwrap_err();
        assert_eq!(refused(" \n "), Refusal::NameMissing);
        assert_eq!(refused("Ada\u{202E}nimda"), Refusal::NameHidden);
        assert_eq!(refused("A\u{200B}da"), Refusal::NameHidden);
        assert_eq!(refused("Ada\u{7}"), Refusal::NameHidden);
        assert_eq!(refused("!!!"), Refusal::NameWithoutLetter);
    }

    #[test]
    fn thirty_two_characters_fit_and_one_more_does_not() {
        assert!(Name::parse(&"é".repeat(32)).is_ok());
        assert_eq!(Name::parse(&"é".repeat(33)), Err(Refusal::NameTooLong));
        assert!(Name::parse(&"李".repeat(32)).is_ok(), "96 bytes");
        assert!(Name::parse(&"𝔸".repeat(32)).is_ok(), "128 bytes");
    }
}

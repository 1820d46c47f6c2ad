//! What a person is called.

mod characters;
mod key;
mod kind;
mod looks;
mod marks;
mod normal;
mod reserved;
mod selectors;
mod suggestion;
mod tables;

use std::fmt;

use icu_segmenter::GraphemeClusterSegmenter;
use serde::{Deserialize, Serialize};

use crate::{Refusal, limits};
pub use key::NameKey;
pub(crate) use marks::is_mark;

/// What a person is called, in any language: 1 to 32 characters as a reader counts them, at least one letter or digit,
/// nothing that hides or reverses text or passes for those who run the place. White space is single spaces.
///
/// Names are prepared as nicknames are by [RFC 8266], section 2, with the tables of today's Unicode. So `ＡＤＡ` is
/// `ADA`, and `<script>` and `O’Brien` are names.
///
/// [RFC 8266]: https://www.rfc-editor.org/rfc/rfc8266#section-2
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Takes a name as it was typed.
    ///
    /// # Errors
    /// [`Refusal::NameMissing`], [`Refusal::NameTooLong`], [`Refusal::NameHidden`] (controls, marks of
    /// direction, invisible characters), [`Refusal::NameUnknown`] (unassigned and private characters),
    /// [`Refusal::NameOutOfPlace`], [`Refusal::NameMarks`], [`Refusal::NameWithoutLetter`] or
    /// [`Refusal::NameReserved`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = prepared(typed)?;
        if name.is_empty() {
            return Err(Refusal::NameMissing);
        }
        characters::check(&name)?;
        marks::check(&name)?;
        if !fits(&name) {
            return Err(Refusal::NameTooLong);
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Refusal::NameWithoutLetter);
        }
        if reserved::is_reserved(&name) {
            return Err(Refusal::NameReserved);
        }
        Ok(Self(name))
    }

    /// Takes it back from storage. It was parsed when it was first said; rules that changed since do not undo it.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the name claims: one key or two, no two the same. Two names are the same to a reader when they have a
    /// key in common, so whoever holds a name holds all of its keys, and it is taken if any of them is.
    #[must_use]
    pub fn keys(&self) -> Vec<NameKey> {
        key::keys(&self.0)
    }

    /// Whether a reader could take this name for that one.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let others = other.keys();
        self.keys().iter().any(|key| others.contains(key))
    }

    /// A name like this one that is free: `Ada 2`, `Ada 3`… None if a hundred of them are taken.
    #[must_use]
    pub fn free_variant(&self, is_taken: impl Fn(&NameKey) -> bool) -> Option<Self> {
        suggestion::free_variant(self, is_taken)
    }
}

/// Applies the rules of RFC 8266, section 2.3, until they change nothing any more (RFC 8264, section 7).
fn prepared(typed: &str) -> Result<String, Refusal> {
    let mut name = tidied(typed);
    if name.len() > limits::NAME_TYPED_MAX_BYTES {
        return Err(Refusal::NameTooLong);
    }
    for _ in 0..4 {
        let next = tidied(&selectors::without_idle(&normal::nfkc(&name)));
        if next == name {
            return Ok(name);
        }
        name = next;
    }
    Err(Refusal::NameUnknown)
}

/// White space of every kind as single spaces, and none around. Tabs and line ends too, which the RFC refuses: they
/// come with what was copied, and nobody can see what would be wrong.
fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(name: &str) -> bool {
    name.len() <= limits::NAME_MAX_BYTES && graphemes(name).count() <= limits::NAME_MAX_GRAPHEMES
}

/// The characters as a reader counts them.
fn graphemes(name: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    GraphemeClusterSegmenter::new().segment_str(name).filter_map(move |end| {
        let grapheme = name.get(start..end).filter(|grapheme| !grapheme.is_empty());
        start = end;
        grapheme
    })
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;

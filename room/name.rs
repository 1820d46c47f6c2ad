//! What a person is called: which names are allowed, and which two are the same to a reader.
//!
//! The Unicode data is that of ICU4X (`icu_*`), except for the table of confusables, which
//! `build.rs` writes.

mod allowed_characters;
mod case_folding;
mod char_class;
mod combining_marks;
mod confusables;
mod key;
mod letters;
mod normalization;
mod prefix;
pub(crate) mod reserved;
mod suggestion;
mod variation_selectors;

use std::fmt;

use icu_segmenter::GraphemeClusterSegmenter;
use serde::{Deserialize, Serialize};

use crate::text::checked_text;
use crate::{Refusal, limits};
pub(crate) use case_folding::fold_case;
pub(crate) use char_class::is_default_ignorable;
pub(crate) use combining_marks::is_mark;
pub(crate) use key::{LookAlikes, is_decoration, keys};
pub use key::{NAME_KEYS_VERSION, NameKey};
pub(crate) use normalization::{combining_class, nfkd};
pub use prefix::NamePrefix;

/// What a person is called, in any language: 1 to [`limits::NAME_MAX_GRAPHEMES`] characters as a
/// reader counts them, at least one of them a letter or digit. A name does not hide or reverse
/// text, and is not one that only those who run the place should have. Its words are separated by
/// single spaces.
///
/// Names are prepared as nicknames are by [RFC 8266], section 2, with the data of today's Unicode.
/// So `ＡＤＡ` becomes `ADA`, and `<script>` and `O’Brien` are names.
///
/// [RFC 8266]: https://www.rfc-editor.org/rfc/rfc8266#section-2
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

/// What stands where the name of somebody stood who was forgotten. Nobody can be called so: it has
/// neither letter nor digit.
const NOBODY: &str = "—";

impl Name {
    /// The name of nobody: of whoever was forgotten.
    #[must_use]
    pub fn nobody() -> Self {
        Self(NOBODY.to_owned())
    }

    /// Prepares and checks a name that somebody typed.
    ///
    /// # Errors
    /// [`Refusal::NameMissing`], [`Refusal::NameTooLong`], [`Refusal::NameHidden`] (controls, marks
    /// of direction, invisible characters), [`Refusal::NameUnknown`] (unassigned and private
    /// characters), [`Refusal::NameOutOfPlace`], [`Refusal::NameMarks`],
    /// [`Refusal::NameWithoutLetter`] or [`Refusal::NameReserved`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = prepare(typed)?;
        if name.is_empty() {
            return Err(Refusal::NameMissing);
        }
        allowed_characters::check(&name)?;
        combining_marks::check(&name)?;
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

    /// The one or two keys that the name claims. Two names are the same to a reader if they share a
    /// key. So a member holds all keys of their name, and a name is taken if somebody else holds
    /// any of its keys.
    #[must_use]
    pub fn keys(&self) -> Vec<NameKey> {
        keys(&self.0)
    }

    /// Whether a reader could take this name for the other one.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let others = other.keys();
        self.keys().iter().any(|key| others.contains(key))
    }

    /// Names like this one, to be offered when it is taken: `Ada 2`, `Ada 3`… at most
    /// [`limits::NAME_SUGGESTIONS_MAX`] of them.
    pub fn variants(&self) -> impl Iterator<Item = Self> {
        suggestion::variants(self)
    }
}

checked_text!(Name);

/// Applies the rules of RFC 8266, section 2.3, until they no longer change anything (RFC 8264,
/// section 7).
fn prepare(typed: &str) -> Result<String, Refusal> {
    let mut name = with_single_spaces(typed);
    if name.len() > limits::NAME_TYPED_MAX_BYTES {
        return Err(Refusal::NameTooLong);
    }
    for _ in 0..4 {
        let next = with_single_spaces(&variation_selectors::remove_idle(&normalization::nfkc(&name)));
        if next == name {
            return Ok(name);
        }
        name = next;
    }
    Err(Refusal::NameUnknown)
}

/// Replaces white space of every kind by single spaces, and removes it at both ends. The RFC
/// refuses tabs and line ends. But they come with copied text, and nobody could see what is wrong
/// with the name.
fn with_single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(name: &str) -> bool {
    name.len() <= limits::NAME_MAX_BYTES && graphemes(name).count() <= limits::NAME_MAX_GRAPHEMES
}

/// The characters as a reader counts them (extended grapheme clusters, UAX #29).
pub(crate) fn graphemes(name: &str) -> impl Iterator<Item = &str> {
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

//! What two sides agree on that may be of different builds, as numbers: a page and its room
//! (frames), a Worker and its room (calls).
//!
//! A deploy does not reach everything at once. For some minutes a new Worker calls rooms of the
//! build before, and an old page stays on its socket while its room wakes with the new build
//! (docs/versions.md). What both sides cannot agree on is said, and never guessed.

#[cfg(test)]
pub(crate) mod forms;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use templates::words::{Language, Words};

use crate::faults;

/// The frames that pages of this build speak. Raise it, here, in `static/js/settings.js` and in
/// `client/limits.rs`, when an open page of the build before could not go on with what it is sent,
/// or we with what it sends.
pub(crate) const PROTOCOL: u16 = 2;

/// The oldest frames that this build still speaks. Raise it to [`PROTOCOL`] with it, unless this
/// build speaks both.
const PROTOCOL_OLDEST: u16 = 2;

/// What the page behind a connection speaks that does not say: builds before 2026-11-28 did not
/// attach the number, and their pages spoke this.
const UNSAID: u16 = 2;

/// Programs may leave the number out. They speak what the documents say, in every build.
const ANY: u16 = 0;

/// The calls that this build answers. Raise it when a call changes so that a room of the build
/// before would misunderstand it, and say in `room_client::needed_by` which call needs it. A new
/// call, a new field with a default, or a new answer needs no new number.
const CALLS: u16 = CALLS_FIRST;

/// What every room understands that knows the number at all.
pub(crate) const CALLS_FIRST: u16 = 1;

/// The number of the frames that the page behind a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Protocol(u16);

/// The page behind a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Page {
    /// What it speaks.
    #[serde(default)]
    pub protocol: Protocol,
    /// The language that its reader reads. English for the pages of builds that had no other.
    #[serde(default, with = "language")]
    pub language: Language,
    /// Whether it shows pictures.
    #[serde(default)]
    pub pictures: Pictures,
}

/// Whether a page makes pictures and recordings of what it is sent. One of a build before there
/// were any says nothing, and its policy of Trusted Types refuses a whole frame for one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Pictures {
    /// It does.
    Shown,
    /// It does not. It is sent words in their place.
    #[default]
    #[serde(other)]
    Unknown,
}

impl Page {
    /// What a page says of itself. A program says nothing, and reads what its request asks for:
    /// these words.
    pub(crate) fn said(protocol: Option<&str>, language: Option<&str>, pictures: Option<&str>, words: &Words) -> Self {
        let language = language.and_then(Language::from_tag).unwrap_or_else(|| words.language());
        let shows = protocol.is_none() || pictures.is_some();
        let pictures = if shows { Pictures::Shown } else { Pictures::Unknown };
        Self { protocol: Protocol::said(protocol), language, pictures }
    }
}

/// A language as its tag.
pub(crate) mod language {
    use serde::{Deserialize, Deserializer, Serializer};
    use templates::words::Language;

    pub(crate) fn serialize<S: Serializer>(language: &Language, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(language.tag())
    }

    /// One that this build does not know is of a later build: English.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Language, D::Error> {
        Ok(Language::from_tag(&String::deserialize(from)?).unwrap_or_default())
    }
}

/// Whether we can serve a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// We speak what it speaks.
    Served,
    /// It is of a build that is too old.
    Outdated,
    /// It is of a build after this one.
    Newer,
}

impl Protocol {
    /// What a page says when it connects; a program says nothing.
    pub(crate) fn said(text: Option<&str>) -> Self {
        // An unreadable number is no number of ours, nor is the one that stands for none.
        let number = |text: &str| text.parse().ok().filter(|number| *number != ANY).unwrap_or(UNSAID - 1);
        Self(text.map_or(ANY, number))
    }

    /// Whether this build can serve it.
    pub(crate) fn fit(self) -> Fit {
        self.fit_in(&faults::protocols(PROTOCOL_OLDEST..=PROTOCOL))
    }

    fn fit_in(self, served: &RangeInclusive<u16>) -> Fit {
        match self.0 {
            ANY => Fit::Served,
            number if number < *served.start() => Fit::Outdated,
            number if number > *served.end() => Fit::Newer,
            _ => Fit::Served,
        }
    }
}

impl Default for Protocol {
    fn default() -> Self {
        Self(UNSAID)
    }
}

/// Whether a room of this build understands a call that needs this number.
pub(crate) fn understands_call(needed: u16) -> bool {
    needed <= faults::calls(CALLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_is_served_within_the_range() {
        let fit = |text: &str| Protocol::said(Some(text)).fit_in(&(3..=4));
        assert_eq!([fit("2"), fit("3"), fit("4"), fit("5")], [Fit::Outdated, Fit::Served, Fit::Served, Fit::Newer]);
        assert_eq!([fit("two"), fit(""), fit("0"), fit("-3"), fit("99999999")], [Fit::Outdated; 5]);
        assert_eq!(Protocol::said(None).fit_in(&(3..=4)), Fit::Served);
        assert_eq!(Protocol::default().fit_in(&(2..=3)), Fit::Served);
        assert_eq!(Protocol::default().fit_in(&(3..=3)), Fit::Outdated);
    }

    #[test]
    fn pages_of_this_build_are_served() {
        assert_eq!(Protocol(PROTOCOL).fit(), Fit::Served);
        assert!(understands_call(CALLS));
        assert!(!understands_call(CALLS + 1));
    }
}

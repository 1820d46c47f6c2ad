//! The languages, and which of them a reader gets.

use super::{Words, ar, de, en};

/// A language a line, in the order in which they are offered.
macro_rules! languages {
    ($($(#[$note:meta])? $language:ident: $words:path,)+) => {
        /// A language that Natter speaks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Language { $($(#[$note])? $language,)+ }

        impl Language {
            /// The order in which they are offered.
            pub const ALL: [Self; [$(Self::$language),+].len()] = [$(Self::$language),+];

            /// Its sentences.
            #[must_use]
            pub fn words(self) -> &'static Words {
                match self { $(Self::$language => &$words,)+ }
            }
        }
    };
}

languages! {
    #[default]
    English: en::ENGLISH,
    German: de::GERMAN,
    Arabic: ar::ARABIC,
}

impl Language {
    /// The language as BCP 47 writes it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.words().lang
    }

    /// The language of a tag, in any case and of any region: `de-AT` is German.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let language = subtags.next()?;
        let is_well_formed =
            |subtag: &str| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
        if !subtags.all(is_well_formed) {
            return None;
        }
        Self::ALL.into_iter().find(|known| known.tag().eq_ignore_ascii_case(language))
    }

    /// The language that a browser asks for (`Accept-Language`, RFC 9110, section 12.5.4): of the
    /// highest quality, and of several of the same quality the first. English if nothing fits.
    #[must_use]
    pub fn preferred(accept_language: &str) -> Self {
        let ranges: Vec<(&str, u16)> = accept_language.split(',').filter_map(range).collect();
        let mut best = (0, Self::English);
        // A star stands for every language that no other range names.
        let is_named = |language| ranges.iter().any(|(tag, quality)| names(tag, *quality) == Some(language));
        for (tag, quality) in &ranges {
            let language = match *tag {
                "*" => Self::ALL.into_iter().find(|language| !is_named(*language)),
                tag => Self::from_tag(tag),
            };
            if let Some(language) = language.filter(|_| *quality > best.0) {
                best = (*quality, language);
            }
        }
        best.1
    }

    /// The language as the reader's region has it, for what regions do differently: how they write
    /// times. `en-GB` for who asks for it, plain `en` for who names no region.
    #[must_use]
    pub fn variant(self, accept_language: &str) -> String {
        let is_own = |tag: &str| Self::from_tag(tag) == Some(self) && has_region_at_most(tag);
        let mut ranges = accept_language.split(',').filter_map(range);
        ranges.find(|(tag, quality)| *quality > 0 && is_own(tag)).map_or(self.tag(), |(tag, _)| tag).to_owned()
    }
}

/// Two letters or three digits: so there are few of them, whatever a browser asks for.
fn has_region_at_most(tag: &str) -> bool {
    tag.split_once('-').is_none_or(|(_, region)| match region.len() {
        2 => region.bytes().all(|b| b.is_ascii_alphabetic()),
        3 => region.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    })
}

/// The language that a range speaks of. A region that is not wanted says nothing about the rest of
/// its language.
fn names(tag: &str, quality: u16) -> Option<Language> {
    Language::from_tag(tag).filter(|_| quality > 0 || !tag.contains('-'))
}

/// A part of `Accept-Language`, with its quality in thousandths; nothing if it is malformed.
fn range(part: &str) -> Option<(&str, u16)> {
    const SPACE: [char; 2] = [' ', '\t'];
    let Some((tag, weight)) = part.split_once(';') else { return Some((part.trim_matches(SPACE), 1_000)) };
    let (name, value) = weight.trim_matches(SPACE).split_once('=')?;
    if !name.eq_ignore_ascii_case("q") {
        return None;
    }
    Some((tag.trim_matches(SPACE), thousandths(value)?))
}

/// A quality value: from 0 to 1, with at most three digits behind the point.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok().filter(|quality| *quality <= 1_000)
}

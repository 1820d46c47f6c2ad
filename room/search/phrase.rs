//! Phrases: terms that a text must hold one after another.

use super::terms::{Term, TermKind, terms};
use crate::limits;

/// What must stand in a text: one word, or several in this order with nothing but signs between
/// them. It holds at least one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    terms: Vec<String>,
    ending: Ending,
}

/// What a text may have where the phrase ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The last term, and no more of it.
    Whole,
    /// A term that begins so.
    Prefix,
    /// A pair that begins with this character, or the character alone.
    Character,
}

impl Phrase {
    /// The phrase that somebody typed; none if there is no term in it.
    pub(super) fn parse(text: &str, ending: Ending) -> Option<Self> {
        let mut terms = terms(text);
        let last = terms.last()?;
        let ending = match last.kind {
            TermKind::OnlyCharacter => Ending::Character,
            // More characters may follow in the text, so only the pairs are known to be there.
            TermKind::LastCharacter => {
                terms.pop();
                ending
            }
            _ if last.text.chars().count() < limits::SEARCH_PREFIX_MIN_CHARS => Ending::Whole,
            _ => ending,
        };
        Some(Self { terms: terms.into_iter().map(|term| term.text).collect(), ending })
    }

    /// The phrase in the syntax of FTS5. In quotes nothing is syntax, and terms hold no quotes.
    pub(super) fn quoted(&self) -> String {
        let star = match self.ending {
            Ending::Whole => "",
            Ending::Prefix | Ending::Character => "*",
        };
        format!("\"{}\"{star}", self.terms.join(" "))
    }

    /// Whether the phrase stands in a text of these terms.
    pub(super) fn is_in(&self, terms: &[Term]) -> bool {
        self.places(terms).next().is_some()
    }

    /// The terms of each place where the phrase stands in a text.
    pub(super) fn places<'a>(&'a self, terms: &'a [Term]) -> impl Iterator<Item = &'a [Term]> {
        terms.windows(self.terms.len().max(1)).filter(|place| self.is_at(place))
    }

    fn is_at(&self, place: &[Term]) -> bool {
        let (Some((sought_last, sought)), Some((last, before))) = (self.terms.split_last(), place.split_last()) else {
            return false;
        };
        let ends = match self.ending {
            Ending::Whole => last.text == *sought_last,
            Ending::Prefix | Ending::Character => last.text.starts_with(sought_last),
        };
        ends && before.iter().map(|term| &term.text).eq(sought)
    }

    /// Where a term of such a place ends, as far as it was searched for.
    pub(super) fn sought_end(&self, term: &Term) -> usize {
        match (self.ending, term.kind) {
            (Ending::Character, TermKind::Pair { first_end }) => first_end,
            _ => term.range.end,
        }
    }
}

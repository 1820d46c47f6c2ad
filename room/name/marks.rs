//! How many marks a letter may have.

use super::kind;
use super::tables::{combining_class, kind};
use crate::{Refusal, limits};

/// Refuses marks without a base, and piles of them.
///
/// Two on a base, says the rule, and it is about those that pile up: accents and circles. Scripts that build a syllable
/// around its base have marks with a place of their own, each of which is there once at most: Hebrew שּׁ has a dot at its
/// side and one inside, the Tibetan name Drolma three marks under and over its first letter. Those that take width
/// of their own (spacing marks) are not counted.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let mut base = Base::None;
    for c in name.chars() {
        match kind(c) & kind::KIND {
            kind::NONSPACING | kind::ENCLOSING => base.pile(c)?,
            kind::SPACING => base.stand(c)?,
            kind::HIDDEN if c == ' ' => base = Base::None,
            // Joiners and selectors neither are marks nor end the pile.
            kind::HIDDEN => {}
            _ => base = Base::With(Vec::new()),
        }
    }
    Ok(())
}

/// Whether the character is drawn on the one before.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(kind(c) & kind::KIND, kind::NONSPACING | kind::ENCLOSING | kind::SPACING)
}

enum Base {
    None,
    With(Vec<char>),
}

impl Base {
    fn pile(&mut self, mark: char) -> Result<(), Refusal> {
        let Self::With(marks) = self else { return Err(Refusal::NameOutOfPlace { character: mark }) };
        let has_a_place = !is_piled(mark);
        if has_a_place && marks.contains(&mark) {
            return Err(Refusal::NameMarks);
        }
        marks.push(mark);
        let piled = marks.iter().filter(|mark| is_piled(**mark)).count();
        if piled > limits::NAME_PILED_MARKS_MAX || marks.len() > limits::NAME_MARKS_MAX {
            return Err(Refusal::NameMarks);
        }
        Ok(())
    }

    fn stand(&self, mark: char) -> Result<(), Refusal> {
        match self {
            Self::None => Err(Refusal::NameOutOfPlace { character: mark }),
            Self::With(_) => Ok(()),
        }
    }
}

/// Marks that go on top of one another. Combining classes under 200 are places of one script, and 0 are the parts of
/// a syllable; enclosing marks have class 0 and go around everything before.
fn is_piled(mark: char) -> bool {
    combining_class(mark) >= 200 || kind(mark) & kind::KIND == kind::ENCLOSING
}

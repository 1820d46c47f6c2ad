//! How many combining marks a letter may have.

use icu_properties::props::CanonicalCombiningClass;

use super::char_class::CharClass;
use super::normalization::combining_class;
use crate::{Refusal, limits};

/// Refuses marks without a base, and piles of marks.
///
/// Only marks that pile up are limited to [`limits::NAME_PILED_MARKS_MAX`]: accents and circles. In
/// scripts that build a syllable around its base, marks have a place of their own, and each may be
/// there once: Hebrew שּׁ has a dot at its side and one inside, the Tibetan name Drolma three marks
/// under and over its first letter. Spacing marks are not counted.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let mut base = Base::None;
    for c in name.chars() {
        match CharClass::of(c) {
            CharClass::NonspacingMark | CharClass::EnclosingMark => base.add_nonspacing(c)?,
            CharClass::SpacingMark => base.check_spacing(c)?,
            CharClass::Hidden if c == ' ' => base = Base::None,
            // Joiners and selectors neither are marks nor end the pile.
            CharClass::Hidden => {}
            CharClass::Visible | CharClass::Unknown => base = Base::With(Vec::new()),
        }
    }
    Ok(())
}

/// Whether the character is drawn on the one before it.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(CharClass::of(c), CharClass::NonspacingMark | CharClass::EnclosingMark | CharClass::SpacingMark)
}

/// Whether the mark is a line through, over or under what it stands on, or a shape around it. No
/// orthography that we know tells two letters apart by one of these alone.
pub(super) fn is_line(c: char) -> bool {
    matches!(c, '\u{305}' | '\u{332}'..='\u{338}' | '\u{33F}' | '\u{35F}' | '\u{20D0}'..='\u{20F0}')
}

/// What marks stand on, and the marks on it that take no width.
enum Base {
    None,
    With(Vec<char>),
}

impl Base {
    fn add_nonspacing(&mut self, mark: char) -> Result<(), Refusal> {
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

    fn check_spacing(&self, mark: char) -> Result<(), Refusal> {
        match self {
            Self::None => Err(Refusal::NameOutOfPlace { character: mark }),
            Self::With(_) => Ok(()),
        }
    }
}

/// Whether marks like this one go on top of one another. Combining classes below 200 are places of
/// one script, and 0 are the parts of a syllable; enclosing marks have class 0 and go around
/// everything before.
fn is_piled(mark: char) -> bool {
    combining_class(mark) >= CanonicalCombiningClass::AttachedBelowLeft
        || CharClass::of(mark) == CharClass::EnclosingMark
}

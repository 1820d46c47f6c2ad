//! How many marks a letter may have.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::{normal, selectors};
use crate::{Refusal, limits};

/// Refuses marks without a base, and piles of them.
///
/// Two on a base, says the rule, and it is about those that pile up: accents and circles. Scripts that build a syllable
/// around its base have marks with a place of their own, each of which is there once at most: Hebrew שּׁ has a dot at its
/// side and one inside, the Tibetan name Drolma three marks under and over its first letter. Those that take width
/// of their own (spacing marks) are not counted.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let category = CodePointMapData::<GeneralCategory>::new();
    let mut base = Base::None;
    for c in name.chars() {
        match category.get(c) {
            GeneralCategory::SpaceSeparator => base = Base::None,
            // Joiners and selectors neither are marks nor end the pile.
            GeneralCategory::Format => {}
            GeneralCategory::NonspacingMark if selectors::is_selector(c) => {}
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => base.pile(c)?,
            GeneralCategory::SpacingMark => base.stand(c)?,
            _ => base = Base::With(Vec::new()),
        }
    }
    Ok(())
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
    normal::combining_class(mark) >= 200
        || CodePointMapData::<GeneralCategory>::new().get(mark) == GeneralCategory::EnclosingMark
}

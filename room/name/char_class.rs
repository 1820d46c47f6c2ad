//! Classes of characters, after the General_Category of Unicode (UAX #44).

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The classes of characters that the rules for names distinguish.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CharClass {
    /// A letter, digit, symbol or punctuation character.
    Visible,
    /// A mark that takes no width of its own.
    NonspacingMark,
    /// A mark around the character before it.
    EnclosingMark,
    /// A mark with a width of its own.
    SpacingMark,
    /// White space, a control character, or one that only steers its neighbours.
    Hidden,
    /// Unassigned or private: nobody can say what it looks like.
    Unknown,
}

impl CharClass {
    /// Finds the class of a character.
    pub(super) fn of(c: char) -> Self {
        match CodePointMapData::<GeneralCategory>::new().get(c) {
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate => Self::Unknown,
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator => Self::Hidden,
            _ if is_default_ignorable(c) => Self::Hidden,
            GeneralCategory::NonspacingMark => Self::NonspacingMark,
            GeneralCategory::EnclosingMark => Self::EnclosingMark,
            GeneralCategory::SpacingMark => Self::SpacingMark,
            _ => Self::Visible,
        }
    }
}

/// Whether the character takes no space or only steers its neighbours: joiners, marks of direction,
/// fillers, variation selectors, tags (`Default_Ignorable_Code_Point`).
pub(crate) fn is_default_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

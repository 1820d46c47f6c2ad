//! Variation selectors of emoji (UTS #51): whether a pictograph is drawn in colour or as text.

use icu_properties::CodePointSetData;
use icu_properties::props::ExtendedPictographic;

/// Removes the selectors that select nothing: those that stand neither after a pictograph nor in a
/// keycap. Form KC leaves such a selector behind where it makes a letter of a pictograph.
pub(super) fn remove_idle(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = result.chars().next_back();
        let is_idle = is_selector(c)
            && !before.is_some_and(is_pictograph)
            && !(before.is_some_and(is_on_a_key) && chars.peek() == Some(&KEYCAP));
        if !is_idle {
            result.push(c);
        }
    }
    result
}

/// Whether the character selects text style or emoji style.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// Whether emoji are made from the character.
pub(super) fn is_pictograph(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

const KEYCAP: char = '\u{20E3}';

fn is_on_a_key(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

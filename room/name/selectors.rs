//! Variation selectors: whether a pictograph is drawn in colour or as text.

use super::kind::PICTOGRAPH;
use super::tables::kind;

/// The text without the selectors that select nothing: those that are neither after a pictograph nor in a keycap. Form
/// KC makes such, when it makes a letter of a pictograph.
pub(super) fn without_idle(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = kept.chars().next_back();
        let is_idle = is_selector(c)
            && !before.is_some_and(is_pictograph)
            && !(before.is_some_and(is_on_a_key) && chars.peek() == Some(&KEYCAP));
        if !is_idle {
            kept.push(c);
        }
    }
    kept
}

/// Text style or emoji style.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

pub(super) fn is_pictograph(c: char) -> bool {
    kind(c) & PICTOGRAPH != 0
}

const KEYCAP: char = '\u{20E3}';

fn is_on_a_key(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

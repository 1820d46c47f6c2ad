//! Which characters may stand in a name, and where.
//!
//! The freeform class of PRECIS (RFC 8264, section 4.3) with the contextual rules of RFC 5892, appendix A, and emoji,
//! which that class leaves out: their parts are invisible characters.

mod context;
mod emoji;

use super::tables::kind;
use super::{kind, selectors};
use crate::Refusal;

/// Refuses what is hidden, unknown or out of place.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let chars: Vec<char> = name.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let (before, after) = chars.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        match class(c) {
            Class::Fine => {}
            Class::Contextual if context::allows(c, before, after) => {}
            Class::Contextual => return Err(Refusal::NameOutOfPlace { character: c }),
            Class::Hidden if context::joins(c, before, after) || emoji::needs(c, before, after) => {}
            Class::Hidden => return Err(Refusal::NameHidden),
            Class::Unknown => return Err(Refusal::NameUnknown),
        }
    }
    Ok(())
}

enum Class {
    Fine,
    /// Fine beside certain others.
    Contextual,
    /// Invisible, or steers others.
    Hidden,
    Unknown,
}

fn class(c: char) -> Class {
    match kind(c) & kind::KIND {
        _ if c == ' ' || selectors::is_selector(c) => Class::Fine,
        _ if c == char::REPLACEMENT_CHARACTER => Class::Unknown,
        _ if is_blank(c) => Class::Hidden,
        kind::HIDDEN => Class::Hidden,
        kind::UNKNOWN => Class::Unknown,
        _ if context::is_contextual(c) => Class::Contextual,
        _ => Class::Fine,
    }
}

/// Symbols that are empty: the blank of Braille, and U+FFFC, which stands for what could not be copied.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{FFFC}')
}

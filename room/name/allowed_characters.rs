//! Which characters may stand in a name, and where.
//!
//! The freeform class of PRECIS (RFC 8264, section 4.3) with its contextual rules, and emoji, which
//! that class leaves out: their parts are invisible characters.

mod contextual_rules;
mod emoji;

use super::char_class::CharClass;
use super::variation_selectors::is_selector;
use crate::Refusal;

/// Refuses characters that are hidden, unknown or out of place.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let chars: Vec<char> = name.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let (before, after) = chars.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        match permission(c) {
            Permission::Always => {}
            Permission::InContext if contextual_rules::allow(c, before, after) => {}
            Permission::InContext => return Err(Refusal::NameOutOfPlace { character: c }),
            Permission::WhereVisible
                if contextual_rules::allow_joiner(c, before, after) || emoji::allows(c, before, after) => {}
            Permission::WhereVisible => return Err(Refusal::NameHidden),
            Permission::Never => return Err(Refusal::NameUnknown),
        }
    }
    Ok(())
}

enum Permission {
    Always,
    /// Beside certain other characters.
    InContext,
    /// It is invisible or steers other characters: only where it changes what is seen.
    WhereVisible,
    Never,
}

fn permission(c: char) -> Permission {
    match CharClass::of(c) {
        _ if c == ' ' || is_selector(c) => Permission::Always,
        _ if c == char::REPLACEMENT_CHARACTER => Permission::Never,
        _ if is_blank(c) => Permission::WhereVisible,
        CharClass::Hidden => Permission::WhereVisible,
        CharClass::Unknown => Permission::Never,
        _ if contextual_rules::concern(c) => Permission::InContext,
        _ => Permission::Always,
    }
}

/// Whether the character is a symbol that is empty: the blank of Braille, and U+FFFC, which stands
/// for what could not be copied.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{FFFC}')
}

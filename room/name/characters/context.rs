//! Characters that are fine beside certain others (RFC 5892, appendix A).

use crate::name::kind::{JOINS_LAST, JOINS_NEXT, JOINS_THROUGH};
use crate::name::tables::{combining_class, kind};

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
const VIRAMA: u8 = 9;

/// Whether [`allows`] has to be asked.
pub(super) fn is_contextual(c: char) -> bool {
    matches!(c, '·' | '\u{0375}' | '\u{05F3}' | '\u{05F4}' | '・' | '٠'..='٩' | '۰'..='۹') || is_never_allowed(c)
}

/// What RFC 5892, section 2.6, excepts by name: what draws words out in Arabic and N’Ko, marks of Korean tones, signs of
/// repetition in Japanese columns; and the jamo of old Korean, which make no syllable.
fn is_never_allowed(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{07FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}')
        || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
}

/// Rules A.3 to A.9.
pub(super) fn allows(c: char, before: &[char], after: &[char]) -> bool {
    let mut others = before.iter().chain(after);
    match c {
        // Between two l of Catalan.
        '·' => before.last() == Some(&'l') && after.first() == Some(&'l'),
        // Before a Greek numeral.
        '\u{0375}' => after.first().is_some_and(|c| is_greek(*c)),
        // After a Hebrew letter.
        '\u{05F3}' | '\u{05F4}' => before.last().is_some_and(|c| is_hebrew(*c)),
        // Between Japanese words.
        '・' => others.any(|c| is_japanese(*c)),
        // The two rows of Arabic digits share half of their shapes.
        '٠'..='٩' => !others.any(|c| matches!(c, '۰'..='۹')),
        '۰'..='۹' => !others.any(|c| matches!(c, '٠'..='٩')),
        _ => false,
    }
}

/// Rules A.1 and A.2: a joiner or non-joiner that is seen, because it changes the shape of the letters around.
pub(super) fn joins(c: char, before: &[char], after: &[char]) -> bool {
    let is_after_virama = before.last().is_some_and(|c| combining_class(*c) == VIRAMA);
    match c {
        JOINER => is_after_virama,
        NON_JOINER => is_after_virama || is_between_joined_letters(before, after),
        _ => false,
    }
}

fn is_between_joined_letters(before: &[char], after: &[char]) -> bool {
    let is_letter = |kind: &u8| kind & JOINS_THROUGH == 0;
    let left = before.iter().rev().map(|c| kind(*c)).find(is_letter);
    let right = after.iter().map(|c| kind(*c)).find(is_letter);
    left.is_some_and(|kind| kind & JOINS_NEXT != 0) && right.is_some_and(|kind| kind & JOINS_LAST != 0)
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{0370}'..='\u{03E1}' | '\u{03F0}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{0591}'..='\u{05F4}')
}

/// Hiragana, Katakana or Han; the marks that they share, the middle dot itself among them, do not count.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303A}' | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}')
}

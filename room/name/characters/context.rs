//! Characters that are fine beside certain others (RFC 5892, appendix A).

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use crate::name::normal;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
const VIRAMA: u8 = 9;

/// Whether [`allows`] has to be asked. The jamo are those of old Korean, which do not make syllables alone.
pub(super) fn is_contextual(c: char) -> bool {
    matches!(c, '·' | '\u{0375}' | '\u{05F3}' | '\u{05F4}' | '・' | '٠'..='٩' | '۰'..='۹')
        || matches!(c, '\u{1100}'..='\u{115E}' | '\u{1161}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
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
    let is_after_virama = before.last().is_some_and(|c| normal::combining_class(*c) == VIRAMA);
    match c {
        JOINER => is_after_virama,
        NON_JOINER => is_after_virama || is_between_joined_letters(before, after),
        _ => false,
    }
}

fn is_between_joined_letters(before: &[char], after: &[char]) -> bool {
    let joining = CodePointMapData::<JoiningType>::new();
    let is_seen = |joins: &JoiningType| *joins != JoiningType::Transparent;
    let left = before.iter().rev().map(|c| joining.get(*c)).find(is_seen);
    let right = after.iter().map(|c| joining.get(*c)).find(is_seen);
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

fn is_greek(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{0591}'..='\u{05F4}' | '\u{FB1D}'..='\u{FB4F}')
}

/// Hiragana, Katakana or Han; their own marks, as the middle dot itself, do not count.
fn is_japanese(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}' | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

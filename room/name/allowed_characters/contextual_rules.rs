//! Characters that are allowed beside certain others (contextual rules of RFC 5892, appendix A).

use icu_properties::CodePointMapData;
use icu_properties::props::{CanonicalCombiningClass, JoiningType};

use crate::name::normalization::combining_class;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';

/// Whether the rules have something to say about the character.
pub(super) fn concern(c: char) -> bool {
    matches!(c, '·' | '\u{0375}' | '\u{05F3}' | '\u{05F4}' | '・' | '٠'..='٩' | '۰'..='۹') || is_never_allowed(c)
}

/// The exceptions that RFC 5892, section 2.6, disallows: characters that draw out words in Arabic
/// and N’Ko, marks of Korean tones, signs of repetition in Japanese columns. And the jamo of old
/// Korean, which make no syllable.
fn is_never_allowed(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{07FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}')
        || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
}

/// Rules A.3 to A.9.
pub(super) fn allow(c: char, before: &[char], after: &[char]) -> bool {
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

/// Rules A.1 and A.2: a joiner or non-joiner that is seen, because it changes the shape of the
/// letters around it.
pub(super) fn allow_joiner(c: char, before: &[char], after: &[char]) -> bool {
    let is_after_virama = before.last().is_some_and(|c| combining_class(*c) == CanonicalCombiningClass::Virama);
    match c {
        JOINER => is_after_virama,
        NON_JOINER => is_after_virama || is_between_joined_letters(before, after),
        _ => false,
    }
}

fn is_between_joined_letters(before: &[char], after: &[char]) -> bool {
    let joining_type = |c: &char| CodePointMapData::<JoiningType>::new().get(*c);
    let is_letter = |joining: &JoiningType| *joining != JoiningType::Transparent;
    let left = before.iter().rev().map(joining_type).find(is_letter);
    let right = after.iter().map(joining_type).find(is_letter);
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

// By range, and not by the property Script: its table is 5 KB of the Worker, and adds the digits of
// ancient papyri.

fn is_greek(c: char) -> bool {
    matches!(c, '\u{0370}'..='\u{03E1}' | '\u{03F0}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{0591}'..='\u{05F4}')
}

/// Hiragana, Katakana or Han; the marks that they share, the middle dot itself among them, do not
/// count.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303A}' | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}')
}

//! What sequences of emoji are made of (UTS #51). `build.rs` reads it too.

/// Asks for a character in colour, not as text (emoji presentation selector, VS16).
pub(super) const IN_COLOUR: char = '\u{FE0F}';

/// Whether this is the tone of somebody's skin (emoji modifier).
pub(crate) fn is_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// A sequence without what says only how it looks: selectors and tones.
pub(super) fn bare(sequence: &str) -> impl Iterator<Item = char> {
    sequence.chars().filter(|c| *c != IN_COLOUR && !is_tone(*c))
}

//! Suggesting a free name for one that is taken.

use super::{Name, fits, graphemes};
use crate::limits;

/// `Ada 2`, `Ada 3`… for Ada as for `Ada 2`; what is too long for a number is cut between two
/// characters.
pub(super) fn variants(name: &Name) -> impl Iterator<Item = Name> {
    let base = name.as_str().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let base = if base.is_empty() { name.as_str() } else { base };
    (2..2 + limits::NAME_SUGGESTIONS_MAX).filter_map(move |number| numbered(base, number))
}

fn numbered(base: &str, number: usize) -> Option<Name> {
    let mut base: Vec<&str> = graphemes(base).collect();
    loop {
        let candidate = format!("{} {number}", base.concat().trim_end());
        if fits(&candidate) {
            return Name::parse(&candidate).ok();
        }
        base.pop()?;
    }
}

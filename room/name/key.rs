//! How names are compared.

use serde::{Deserialize, Serialize};

use super::{looks, normal};

/// What two names have in common that a reader could take for one another: one of the keys of [`super::Name::keys`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NameKey(String);

impl NameKey {
    /// Takes it back from storage.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The key, for storage; not for reading.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the name looks like, and what it looks like in small letters.
///
/// One key cannot do both. `Ν` (Greek) looks like `N` and is the capital of `ν`, which looks like `v`: a key that knew
/// all of that would make one name of Nan and Van, and so on to `e r t u y 7`, `f s 5`, `i l 1`, `j 3` and `o 0 6`.
/// Without the first key `AIice`, with a capital i, would pass for Alice; without the second, Νίκος and νίκος,
/// Галина and галина were two names.
///
/// White space is left out, so `AdaLovelace` is Ada Lovelace, and so is punctuation at either end, as in `Ada.`; inside
/// it counts, as do accents and emoji.
pub(super) fn keys(name: &str) -> Vec<NameKey> {
    let bare = normal::nfkd(&bare(name));
    let mut keys = vec![NameKey(looks::look(&bare))];
    let folded = NameKey(looks::look(&looks::folded(&bare)));
    if !keys.contains(&folded) {
        keys.push(folded);
    }
    keys
}

fn bare(name: &str) -> String {
    let trimmed = name.trim_matches(is_overlooked);
    // Somebody may be called `ˮ`, a letter of Nenets.
    let seen = if trimmed.is_empty() { name } else { trimmed };
    seen.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether nobody would see a difference with and without it at the end of a name. Letters are seen: the Hebrew yod
/// looks like an apostrophe and is the whole difference between Or and Ori.
fn is_overlooked(c: char) -> bool {
    let is_modifier = matches!(c, '\u{02B0}'..='\u{02FF}');
    (is_modifier || !c.is_alphanumeric())
        && looks::look(c.encode_utf8(&mut [0; 4])).chars().all(|c| c.is_ascii_punctuation() || c.is_whitespace())
}

//! How names are compared.

use serde::{Deserialize, Serialize};

use super::case_folding::fold_case;
use super::combining_marks::is_line;
use super::confusables::skeleton;
use super::normalization::nfkd;
use crate::text::checked_text;

/// A key for comparing names: two names that a reader could take for one another share one
/// ([`super::Name::keys`]).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NameKey(String);

checked_text!(NameKey);

/// Counts the changes of how names are compared: a storage that has keys of an earlier count makes
/// them anew. Raise it with every change of [`keys`].
pub const NAME_KEYS_VERSION: i64 = 3;

/// The skeleton of the name, and the skeleton of the name in small letters, if that is another one.
///
/// One key cannot do both. `Ν` (Greek) looks like `N` and is the capital of `ν`, which looks like
/// `v`. A key that followed both would make one name of Nan and Van, and one letter each of
/// `e r t u y 7`, `f s 5`, `i l 1`, `j 3` and `o 0 6`. Without the first key, `AIice` with a
/// capital i would pass for Alice. Without the second, Νίκος and νίκος would be two names, as would
/// Галина and галина.
///
/// White space does not count, so `AdaLovelace` is Ada Lovelace. Punctuation at either end does not
/// count, so `Ada.` is Ada; inside a name it counts, as do accents and emoji. Lines across letters
/// do both: `o̷` looks like `ø`, and `A̲da` is Ada. So a name with such lines has the keys of the
/// same name without them, too.
pub(crate) fn keys(name: &str) -> Vec<NameKey> {
    let text = nfkd(&without_decoration(name));
    let plain: String = text.chars().filter(|c| !is_line(*c)).collect();
    let mut keys = Vec::new();
    for text in [&text, &plain] {
        for key in [skeleton(text), skeleton(&fold_case(text))].map(NameKey) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// What a part of a text looks like, to compare it with another: as it was typed, and in small
/// letters. Parts that stand beside each other are pushed together.
#[derive(Debug, Default)]
pub(crate) struct LookAlikes {
    /// The skeleton.
    pub(crate) typed: String,
    /// The skeleton of the part in small letters.
    pub(crate) folded: String,
}

impl LookAlikes {
    pub(crate) fn of(text: &str) -> Self {
        let text = nfkd(text);
        Self { typed: skeleton(&text), folded: skeleton(&fold_case(&text)) }
    }

    pub(crate) fn push(&mut self, other: &Self) {
        self.typed.push_str(&other.typed);
        self.folded.push_str(&other.folded);
    }
}

/// Removes white space everywhere, and decoration at both ends.
fn without_decoration(name: &str) -> String {
    let trimmed = name.trim_matches(is_decoration);
    // Somebody may be called `ˮ`, a letter of Nenets; with a full stop behind it, it is no other
    // name.
    let is_punctuation = |c: char| is_decoration(c) && !c.is_alphanumeric();
    let name = if trimmed.is_empty() { name.trim_matches(is_punctuation) } else { trimmed };
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether nobody would miss the character at the end of a name. Letters are not decoration: the
/// Hebrew yod looks like an apostrophe, and is the only difference between Or and Ori.
pub(crate) fn is_decoration(c: char) -> bool {
    let is_modifier = matches!(c, '\u{02B0}'..='\u{02FF}');
    (is_modifier || !c.is_alphanumeric())
        && skeleton(c.encode_utf8(&mut [0; 4])).chars().all(|c| c.is_ascii_punctuation() || c.is_whitespace())
}

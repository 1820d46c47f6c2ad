//! Finding people by how their names begin, for whoever types one.

use super::case_folding::fold_case;
use super::combining_marks::is_mark;
use super::normalization::nfkd;
use crate::Name;

/// The beginning of a name, or of one of its words, as somebody types it: accents and capitals do
/// not count, nor does white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePrefix(String);

impl NamePrefix {
    /// Takes what was typed.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self(folded(typed))
    }

    /// Whether a name begins so, or one of its words does.
    #[must_use]
    pub fn begins(&self, name: &Name) -> bool {
        let name = folded(name.as_str());
        name.match_indices(&self.0)
            .any(|(at, _)| name.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
    }
}

fn folded(text: &str) -> String {
    let plain: String = nfkd(text).chars().filter(|c| !is_mark(*c)).collect();
    fold_case(&plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_found_by_the_beginning_of_its_words() {
        for (typed, name, is_found) in [
            ("", "Ada", true),
            ("a", "Ada", true),
            ("ADA", "Ada Lovelace", true),
            ("love", "Ada Lovelace", true),
            ("ada l", "Ada Lovelace", true),
            ("ada ", "Ada Lovelace", true),
            ("king lov", "Ada King Lovelace", true),
            ("da", "Ada", false),
            ("ada x", "Ada Lovelace", false),
            ("zoe", "Zoë", true),
            ("zoë", "Zoe", true),
            ("νικ", "Νίκος", true),
            ("太", "太郎", true),
            ("نو", "نور الهدى", true),
            ("الهدى", "نور الهدى", true),
            ("ß", "Ssu", true),
        ] {
            let found = NamePrefix::of(typed).begins(&Name::parse(name).unwrap());
            assert_eq!(found, is_found, "{typed:?} in {name:?}");
        }
    }
}

//! Finds words that owners refuse, however they are dressed up.
//!
//! Words are compared as names are: capitals, look-alikes and invisible characters do not count. So
//! do not the marks between the letters of a word (`b.a.d`), and the spaces of one that is spelled
//! out (`b a d`). Only whole words are found: Scunthorpe is a town. A script without spaces has no
//! whole words, so there every place of a word is one.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::posting_rules::RefusedWords;
use crate::limits;
use crate::name::{LookAlikes, is_default_ignorable, is_mark};
use crate::text::is_of_script_without_spaces;

/// The words that a room refuses, as they are compared.
#[derive(Debug, Default)]
pub(crate) struct WordFilter {
    keys: BTreeSet<String>,
}

/// Letters that nothing stands between.
struct Piece<'a> {
    /// Where it begins in the text, and where it ends.
    start: usize,
    end: usize,
    /// Which run of characters without white space it is in.
    run: usize,
    /// Whether it is one letter.
    is_single: bool,
    text: &'a str,
}

impl WordFilter {
    pub(crate) fn of(words: &RefusedWords) -> Self {
        let mut keys = BTreeSet::new();
        for word in words.iter() {
            let LookAlikes { typed, folded } = joined(&pieces(word));
            keys.extend([typed, folded]);
        }
        keys.remove("");
        Self { keys }
    }

    /// The first refused word in a text, as it stands there.
    pub(crate) fn find<'a>(&self, text: &'a str) -> Option<&'a str> {
        if self.keys.is_empty() {
            return None;
        }
        let pieces = pieces(text);
        let alike: Vec<LookAlikes> = pieces.iter().map(|piece| LookAlikes::of(piece.text)).collect();
        (0..pieces.len()).find_map(|first| {
            let last = self.word_from(pieces.get(first..)?, alike.get(first..)?)?;
            text.get(pieces.get(first)?.start..pieces.get(first + last)?.end)
        })
    }

    /// The last piece of a refused word that begins with the first of these.
    fn word_from(&self, pieces: &[Piece], alike: &[LookAlikes]) -> Option<usize> {
        let mut word = LookAlikes::default();
        let (mut is_spelled_out, mut crosses_space) = (true, false);
        for (index, (piece, alike)) in pieces.iter().zip(alike).enumerate() {
            is_spelled_out &= piece.is_single;
            let before = index.checked_sub(1).and_then(|before| pieces.get(before));
            if before.is_some_and(|before| before.run != piece.run) {
                crosses_space = true;
            }
            if crosses_space && !is_spelled_out {
                return None;
            }
            word.push(alike);
            let is_long_enough = !crosses_space || index + 1 >= limits::SPELLED_OUT_MIN_LETTERS;
            if is_long_enough && (self.keys.contains(&word.typed) || self.keys.contains(&word.folded)) {
                return Some(index);
            }
            if !self.has_beginning(&word.typed) && !self.has_beginning(&word.folded) {
                return None;
            }
        }
        None
    }

    /// Whether a refused word begins so. Nearly none does, so looking at a text takes little more
    /// than reading it.
    fn has_beginning(&self, beginning: &str) -> bool {
        let from = (Bound::Included(beginning), Bound::Unbounded);
        self.keys.range::<str, _>(from).next().is_some_and(|key| key.starts_with(beginning))
    }
}

/// Whether a text is one word, with a letter or digit in it.
pub(crate) fn is_word(text: &str) -> bool {
    !text.chars().any(char::is_whitespace) && !pieces(text).is_empty()
}

fn joined(pieces: &[Piece]) -> LookAlikes {
    let mut all = LookAlikes::default();
    pieces.iter().for_each(|piece| all.push(&LookAlikes::of(piece.text)));
    all
}

/// Takes a text apart at everything that is no letter, digit or mark. A letter of a script without
/// spaces is a piece of its own.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut run, mut goes_on) = (0, false);
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if is_default_ignorable(c) {
            continue;
        }
        let is_letter = c.is_alphanumeric();
        match pieces.last_mut() {
            Some(last) if goes_on && (is_mark(c) || (is_letter && !is_of_script_without_spaces(c))) => {
                // The first letter may have marks and be single all the same.
                last.is_single &= is_mark(c);
                last.end = end;
                last.text = text.get(last.start..end).unwrap_or_default();
            }
            _ if is_letter => {
                let text = text.get(start..end).unwrap_or_default();
                pieces.push(Piece { start, end, run, is_single: true, text });
            }
            _ => {}
        }
        goes_on = if is_mark(c) { goes_on } else { is_letter && !is_of_script_without_spaces(c) };
        run += usize::from(c.is_whitespace());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filter(words: &str) -> WordFilter {
        WordFilter::of(&RefusedWords::parse(words).unwrap())
    }

    #[test]
    fn refused_word_is_found_however_it_is_dressed_up() {
        for (word, text, found) in [
            ("bad", "bad", "bad"),
            ("bad", "This is BAD!", "BAD"),
            ("Bad", "so bad.", "bad"),
            ("bad", "b.a.d", "b.a.d"),
            ("bad", "x b-a_d y", "b-a_d"),
            ("bad", "**b**a~d~", "b**a~d"),
            ("bad", "b.ad", "b.ad"),
            ("bad", "x.b.a.d.y", "b.a.d"),
            ("bad", "good/bad", "bad"),
            ("bad", "https://bad.example/", "bad"),
            ("bad", "bаd", "bаd"),
            ("bad", "ｂａｄ", "ｂａｄ"),
            ("bad", "b\u{200B}a\u{2060}d", "b\u{200B}a\u{2060}d"),
            ("bad", "so b a d", "b a d"),
            ("bad", "so b  A\nd", "b  A\nd"),
            ("hello", "he1l0", "he1l0"),
            ("b.a.d", "bad", "bad"),
            ("mist", "rnist", "rnist"),
            ("Straße", "STRASSE", "STRASSE"),
            ("плохо", "ПЛОХО", "ПЛОХО"),
            ("سيئ", "هذا سيئ جدا", "سيئ"),
            ("坏人", "这是坏人吗", "坏人"),
            ("caf\u{e9}", "cafe\u{301}", "cafe\u{301}"),
        ] {
            assert_eq!(filter(word).find(text), Some(found), "{word} in {text}");
        }
    }

    #[test]
    fn word_is_left_alone_that_only_holds_a_refused_one() {
        for (word, text) in [
            ("bad", "badge"),
            ("bad", "Baden-Baden"),
            ("bad", "abad"),
            ("bad", "a badly bad-ish sinbad".split(' ').next().unwrap()),
            ("bad", "ba d"),
            ("bad", "plan b ad"),
            ("abad", "a ba d"),
            ("bad", "tab advert"),
            ("bad", "bäd"),
            ("hi", "h i"),
            ("cunt", "Scunthorpe"),
            ("坏人", "坏的人"),
            ("bad", ""),
            ("", "bad"),
        ] {
            assert_eq!(filter(word).find(text), None, "{word} in {text}");
        }
    }

    #[test]
    fn two_letters_are_not_spelled_out_with_spaces() {
        assert_eq!(filter("kk").find("k k"), None);
        assert_eq!(filter("kk").find("k.k"), Some("k.k"));
    }

    proptest! {
        /// Whatever stands between its letters, and around it.
        #[test]
        fn separated_word_is_found(
            word in "[a-z]{3,8}",
            between in prop::sample::select(&[".", "-", "_", "*", "…", " ", "\u{200B}", "~~", "🎈"]),
            around in prop::sample::select(&["", " ", "!", "(", "\n", "\""]),
        ) {
            let dressed: Vec<String> = word.chars().map(String::from).collect();
            let text = format!("{around}{}{around}", dressed.join(between));
            let found = filter(&word).find(&text).map(str::to_owned);
            prop_assert_eq!(found, Some(dressed.join(between)));
        }

        /// However long the words around the place.
        #[test]
        fn longer_word_is_never_found(word in "[bcd]{3,8}", before in "[xyz]{0,3}", after in "[xyz]{1,3}") {
            let text = format!("{before}{word}{after} {after}{word}");
            prop_assert_eq!(filter(&word).find(&text), None);
        }

        #[test]
        fn anything_is_looked_at_without_a_panic(words in "\\PC{0,40}", text in "\\PC{0,200}") {
            if let Ok(words) = RefusedWords::parse(&words) {
                let found = WordFilter::of(&words).find(&text).map(str::to_owned);
                prop_assert!(found.is_none_or(|found| text.contains(&found)));
            }
        }
    }
}

//! Terms: what the index of a room stores of a text, and queries look for (tokens).

use std::mem;
use std::ops::Range;

use super::folding::{Role, fold};
use crate::name::graphemes;
use crate::text::is_of_script_without_spaces;

/// What is searched for as a whole, and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Folded. Of ASCII it holds only small letters and digits.
    pub(super) text: String,
    /// Bytes of the text; never a part of a grapheme cluster.
    pub(super) range: Range<usize>,
    pub(super) kind: TermKind,
}

/// What a term is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermKind {
    /// Letters and digits, or one symbol.
    Word,
    /// Two characters of a script without spaces (a bigram).
    Pair {
        /// Where the first one ends in the text.
        first_end: usize,
    },
    /// The last of several such characters. With it, each one begins a term.
    LastCharacter,
    /// Such a character between others.
    OnlyCharacter,
}

/// The text as the index stores it: its terms, with a space between each two.
///
/// A term is a run of letters, digits and marks, or one symbol. Han, kana, hangul, Thai, Lao, Khmer
/// and Myanmar have no spaces between their words, and finding words takes a dictionary. So they
/// are cut into overlapping pairs, and whatever is searched for is found wherever it begins.
#[must_use]
pub fn search_terms(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for term in terms(text) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&term.text);
    }
    joined
}

/// Folds a text and cuts it into terms, in order. Those of the index, of queries and of what is
/// marked in a snippet all come from here.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let mut cutter = Cutter::default();
    let mut start = 0;
    for cluster in graphemes(text) {
        let range = start..start + cluster.len();
        start = range.end;
        fold(cluster, |c, role| cutter.add(c, role, &range));
    }
    cutter.end_run();
    cutter.terms
}

/// A folded word or character, and where it comes from.
struct Piece {
    text: String,
    range: Range<usize>,
}

impl Piece {
    fn new(c: char, range: &Range<usize>) -> Self {
        Self { text: c.into(), range: range.clone() }
    }

    fn push(&mut self, c: char, range: &Range<usize>) {
        push_letter(&mut self.text, c);
        self.range.end = range.end;
    }

    fn into_term(self, kind: TermKind) -> Term {
        Term { text: self.text, range: self.range, kind }
    }
}

/// What has begun, and may go on with the next character.
#[derive(Default)]
enum Run {
    #[default]
    Nothing,
    Word(Piece),
    Symbol(Piece),
    /// Characters of scripts without spaces, each with its signs.
    Characters(Vec<Piece>),
}

#[derive(Default)]
struct Cutter {
    terms: Vec<Term>,
    run: Run,
}

impl Cutter {
    fn add(&mut self, c: char, role: Role, range: &Range<usize>) {
        match role {
            Role::Letter => self.add_letter(c, range),
            Role::Sign => self.add_sign(c, range),
            Role::Symbol => self.add_symbol(c, range),
            Role::Separator => self.end_run(),
        }
    }

    fn add_letter(&mut self, c: char, range: &Range<usize>) {
        let is_unspaced = is_of_script_without_spaces(c);
        match &mut self.run {
            Run::Word(word) if !is_unspaced => word.push(c, range),
            Run::Characters(characters) if is_unspaced => characters.push(Piece::new(c, range)),
            _ if is_unspaced => self.begin(Run::Characters(vec![Piece::new(c, range)])),
            _ => self.begin(Run::Word(Piece::new(c, range))),
        }
    }

    /// A sign that stands on nothing is searched for like a letter.
    fn add_sign(&mut self, c: char, range: &Range<usize>) {
        match &mut self.run {
            Run::Word(piece) => return piece.push(c, range),
            Run::Characters(characters) => {
                if let Some(piece) = characters.last_mut() {
                    return piece.push(c, range);
                }
            }
            Run::Nothing | Run::Symbol(_) => {}
        }
        self.add_letter(c, range);
    }

    /// All of a grapheme cluster is one symbol: a family is one emoji. Who shrugs does not count.
    fn add_symbol(&mut self, c: char, range: &Range<usize>) {
        match &mut self.run {
            Run::Symbol(symbol) if symbol.range == *range => {
                if !matches!(c, '♀' | '♂') {
                    symbol.push(c, range);
                }
            }
            _ => self.begin(Run::Symbol(Piece::new(c, range))),
        }
    }

    fn begin(&mut self, run: Run) {
        self.end_run();
        self.run = run;
    }

    fn end_run(&mut self) {
        match mem::take(&mut self.run) {
            Run::Nothing => {}
            Run::Word(piece) | Run::Symbol(piece) => self.terms.push(piece.into_term(TermKind::Word)),
            Run::Characters(characters) => self.add_pairs(characters),
        }
    }

    fn add_pairs(&mut self, characters: Vec<Piece>) {
        let mut characters = characters.into_iter();
        let Some(mut first) = characters.next() else { return };
        let mut last_kind = TermKind::OnlyCharacter;
        for second in characters {
            self.terms.push(Term {
                text: [first.text.as_str(), &second.text].concat(),
                range: first.range.start..second.range.end,
                kind: TermKind::Pair { first_end: first.range.end },
            });
            first = second;
            last_kind = TermKind::LastCharacter;
        }
        self.terms.push(first.into_term(last_kind));
    }
}

/// Adds a letter to a word. Hindi writes a nasal before a consonant of its own place in the mouth
/// as a letter or as a dot, हिन्दी or हिंदी, and so do its neighbours in the same script.
fn push_letter(word: &mut String, c: char) {
    let nasal = match c {
        'क'..='घ' => "ङ्",
        'च'..='झ' => "ञ्",
        'ट'..='ढ' => "ण्",
        'त'..='ध' => "न्",
        'प'..='भ' => "म्",
        _ => return word.push(c),
    };
    if word.ends_with(nasal) {
        word.truncate(word.len() - nasal.len());
        word.push('ं');
    }
    word.push(c);
}

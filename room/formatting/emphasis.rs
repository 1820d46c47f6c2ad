//! Emphasis: which runs of `*`, `_` and `~` mean it, and where they may stand.

use super::Inline;

/// What a run of marks means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Emphasis {
    Em,
    Strong,
    StrongEm,
    Strike,
}

/// A run that opened emphasis which is not closed yet.
pub(super) struct Open<'a> {
    pub(super) run: &'a str,
    pub(super) emphasis: Emphasis,
    /// How many nodes there were when it was opened, with the text of the run as the last.
    pub(super) nodes_before: usize,
}

impl Emphasis {
    /// What the run means, if anything: `___` is a line to be filled in.
    pub(super) fn of(run: &str) -> Option<Self> {
        match run {
            "*" | "_" => Some(Self::Em),
            "**" | "__" => Some(Self::Strong),
            "***" => Some(Self::StrongEm),
            "~~" => Some(Self::Strike),
            _ => None,
        }
    }

    /// How many levels of the tree it is.
    pub(super) fn levels(self) -> usize {
        match self {
            Self::Em | Self::Strong | Self::Strike => 1,
            Self::StrongEm => 2,
        }
    }

    pub(super) fn around(self, inside: Vec<Inline<'_>>) -> Inline<'_> {
        match self {
            Self::Em => Inline::Em(inside),
            Self::Strong => Inline::Strong(inside),
            Self::StrongEm => Inline::Strong(vec![Inline::Em(inside)]),
            Self::Strike => Inline::Strike(inside),
        }
    }
}

/// The characters around a run; none at the ends of a line.
pub(super) struct Neighbours {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
}

impl Neighbours {
    pub(super) fn may_open(&self, run: &str) -> bool {
        self.after.is_some_and(begins_emphasis) && (may_split_a_word(run) || !is_letter(self.before))
    }

    pub(super) fn may_close(&self, run: &str) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && (may_split_a_word(run) || !is_letter(self.after))
    }
}

/// Whether emphasis may begin with this character. Only ASCII's punctuation counts as such, so that
/// `**「太字」**です` is bold, and `*.rs` no beginning.
fn begins_emphasis(c: char) -> bool {
    let is_often_first =
        matches!(c, '(' | '[' | '"' | '\'' | '`' | '*' | '_' | '~' | '@' | ':' | '#' | '<' | '$' | '+' | '-');
    !c.is_whitespace() && (is_often_first || !c.is_ascii_punctuation())
}

/// Whether a run of this kind may stand within a word. `snake_case` and `Lehrer*innen` are words.
fn may_split_a_word(run: &str) -> bool {
    matches!(run, "**" | "~~")
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

//! Snippets: the part of a message that shows why it was found.

use std::ops::Range;

use super::query::SearchQuery;
use super::terms::terms;
use crate::limits;
use crate::name::graphemes;
use crate::text::is_of_script_without_spaces;

/// What is shown of a message that was found, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text in order, cut into what was searched for and what was not.
    pub parts: Vec<SnippetPart>,
    /// Whether the message has more text before.
    pub cut_before: bool,
    /// Whether the message has more text behind.
    pub cut_after: bool,
}

/// A part of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnippetPart {
    /// As it stands in the message, with single spaces for white space of every kind.
    pub text: String,
    /// Whether it was searched for.
    pub is_match: bool,
}

impl SearchQuery {
    /// The text around the first place that the query finds, with all such places marked; the
    /// beginning if it finds none. At most [`limits::SNIPPET_MAX_CHARS`] characters.
    #[must_use]
    pub fn snippet(&self, text: &str) -> Snippet {
        let line = Line::new(text, &self.matches_in(text));
        let window = line.window();
        Snippet { cut_before: window.start > 0, cut_after: window.end < line.clusters.len(), parts: line.parts(window) }
    }

    /// Where the query stands in a text, in order and apart from each other. Of a phrase, each term
    /// is a place of its own: what stands between them was not searched for.
    fn matches_in(&self, text: &str) -> Vec<Range<usize>> {
        if self.phrases().is_empty() {
            return Vec::new();
        }
        let terms = terms(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for phrase in self.phrases() {
            for place in phrase.places(&terms) {
                let Some((last, before)) = place.split_last() else { continue };
                found.extend(before.iter().map(|term| term.range.clone()));
                found.push(last.range.start..phrase.sought_end(last));
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in found {
            match merged.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => merged.push(range),
            }
        }
        merged
    }
}

/// A grapheme cluster, or one space for any white space.
struct Cluster<'a> {
    text: &'a str,
    chars: usize,
    is_match: bool,
}

impl Cluster<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }

    /// Whether a line may be broken on both sides of it, as between words.
    fn is_apart(&self) -> bool {
        self.is_space() || self.text.starts_with(is_of_script_without_spaces)
    }
}

/// A message on one line.
struct Line<'a> {
    clusters: Vec<Cluster<'a>>,
    /// The clusters of the first match; empty, at the beginning, if there is none.
    first_match: Range<usize>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, matches: &[Range<usize>]) -> Self {
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut first_match = 0..0;
        let mut matches = matches.iter().peekable();
        let first = matches.peek().copied();
        let mut start = 0;
        for cluster in graphemes(text) {
            let range = start..start + cluster.len();
            start = range.end;
            if cluster.chars().all(char::is_whitespace) {
                if clusters.last().is_some_and(|last| !last.is_space()) {
                    clusters.push(Cluster { text: " ", chars: 1, is_match: false });
                }
                continue;
            }
            while matches.next_if(|found| found.end <= range.start).is_some() {}
            let is_match = matches.peek().is_some_and(|found| found.start <= range.start);
            if is_match && first == matches.peek().copied() {
                let begins = if first_match.is_empty() { clusters.len() } else { first_match.start };
                first_match = begins..clusters.len() + 1;
            }
            clusters.push(Cluster { text: cluster, chars: cluster.chars().count(), is_match });
        }
        clusters.pop_if(|last| last.is_space());
        Self { clusters, first_match }
    }

    /// The clusters that are shown: a quarter of what may stand beside the match before it, as much
    /// as fits behind it, and what is left before it again.
    fn window(&self) -> Range<usize> {
        let Range { start: first, end: first_end } = self.first_match;
        let room = limits::SNIPPET_MAX_CHARS.saturating_sub(self.chars(&self.first_match));
        let lead = self.fitting_before(first, room / 4);
        let end = self.fitting_behind(lead, limits::SNIPPET_MAX_CHARS);
        let left = limits::SNIPPET_MAX_CHARS.saturating_sub(self.chars(&(lead..end)));
        let start = self.fitting_before(lead, left);
        self.at_words(start..end, first..first_end.min(end))
    }

    fn chars(&self, range: &Range<usize>) -> usize {
        self.clusters.get(range.clone()).unwrap_or_default().iter().map(|cluster| cluster.chars).sum()
    }

    /// The first of the clusters before a place that have no more characters than this.
    fn fitting_before(&self, end: usize, chars: usize) -> usize {
        let before = self.clusters.get(..end).unwrap_or_default();
        end - count_fitting(before.iter().rev(), chars)
    }

    /// The end of the clusters behind a place that have no more characters than this.
    fn fitting_behind(&self, start: usize, chars: usize) -> usize {
        let behind = self.clusters.get(start..).unwrap_or_default();
        start + count_fitting(behind.iter(), chars)
    }

    /// The window without the words that it cuts, and without spaces at its ends. A word stays if
    /// it is searched for, or so long that too little would be left.
    fn at_words(&self, window: Range<usize>, kept: Range<usize>) -> Range<usize> {
        let first_end = window.end.saturating_sub(limits::SNIPPET_WORD_MAX_CHARS).max(kept.end).max(window.start + 1);
        let last_start = (window.start + limits::SNIPPET_WORD_MAX_CHARS).min(kept.start);
        let start = (window.start..=last_start).find(|place| self.is_border(*place)).unwrap_or(window.start);
        let end = (first_end..=window.end).rev().find(|place| self.is_border(*place)).unwrap_or(window.end);
        let is_space = |place: usize| self.clusters.get(place).is_some_and(Cluster::is_space);
        let start = start + usize::from(start < end && is_space(start));
        let end = end - usize::from(start < end && is_space(end - 1));
        start..end
    }

    /// Whether no word goes on across this place.
    fn is_border(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.clusters.get(before));
        let behind = self.clusters.get(place);
        before.is_none_or(Cluster::is_apart) || behind.is_none_or(Cluster::is_apart)
    }

    fn parts(&self, window: Range<usize>) -> Vec<SnippetPart> {
        let shown = self.clusters.get(window).unwrap_or_default();
        let same = shown.chunk_by(|cluster, next| cluster.is_match == next.is_match);
        same.map(|clusters| SnippetPart {
            text: clusters.iter().map(|cluster| cluster.text).collect(),
            is_match: clusters.iter().any(|cluster| cluster.is_match),
        })
        .collect()
    }
}

/// How many of the clusters have no more characters than this together.
fn count_fitting<'a>(clusters: impl Iterator<Item = &'a Cluster<'a>>, chars: usize) -> usize {
    let total = clusters.scan(0, |total, cluster| {
        *total += cluster.chars;
        Some(*total)
    });
    total.take_while(|total| *total <= chars).count()
}

//! Queries: what somebody typed to search a room, for its index and for messages that are not in it
//! yet.

use super::day::Day;
use super::phrase::{Ending, Phrase};
use super::terms::terms;
use crate::limits;

/// What somebody searches a room for: words, `"phrases in quotes"`, beginnings of words (`begin*`),
/// and the operators `from:`, `has:`, `before:` and `after:`. A message is found if all of it is
/// met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    body: Vec<Phrase>,
    authors: Vec<Phrase>,
    has: Vec<Has>,
    before: Option<Day>,
    after: Option<Day>,
}

/// What a message can have (`has:link`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// An address that somebody can follow.
    Link,
    /// A file or picture.
    File,
}

/// Why there is nothing to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchRefusal {
    /// More was typed than [`limits::SEARCH_QUERY_MAX_CHARS`].
    TooLong,
    /// More is asked for than [`limits::SEARCH_TERMS_MAX`].
    TooManyTerms,
    /// Nothing was typed, or only signs.
    Nothing,
    /// There is no name behind `from:`.
    BadFrom,
    /// There is no such day.
    BadDate {
        /// What stands where a day is meant; it may be empty.
        typed: String,
    },
    /// A message cannot have what stands behind `has:`.
    BadHas,
}

impl Has {
    /// The term of it in the column `has` of the index, and behind the operator.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::File => "file",
        }
    }

    fn parse(typed: &str) -> Option<Self> {
        [Self::Link, Self::File].into_iter().find(|has| typed.eq_ignore_ascii_case(has.term()))
    }
}

impl SearchQuery {
    /// Reads what somebody typed. Whatever is no operator is searched for as it stands: an address,
    /// a time, or the syntax of another search.
    ///
    /// The last word that is not in quotes may be a beginning, as results are shown while somebody
    /// types.
    ///
    /// # Errors
    /// All of [`SearchRefusal`].
    pub fn parse(text: &str) -> Result<Self, SearchRefusal> {
        let text = text.trim();
        if text.chars().nth(limits::SEARCH_QUERY_MAX_CHARS).is_some() {
            return Err(SearchRefusal::TooLong);
        }
        let parts: Vec<Part> = Parts { rest: text }.collect();
        let last_word = parts.iter().rposition(Part::is_word);
        let mut query = Self::default();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Quoted(phrase) => query.body.extend(Phrase::parse(phrase, Ending::Whole)),
                Part::Word(word) => {
                    let may_go_on = word.ends_with('*') || last_word == Some(index);
                    let ending = if may_go_on { Ending::Prefix } else { Ending::Whole };
                    query.body.extend(Phrase::parse(word, ending));
                }
                Part::Filter { operator, value } => query.add_filter(*operator, value)?,
            }
        }
        if query.terms_count() > limits::SEARCH_TERMS_MAX {
            return Err(SearchRefusal::TooManyTerms);
        }
        if query == Self::default() { Err(SearchRefusal::Nothing) } else { Ok(query) }
    }

    fn add_filter(&mut self, operator: Operator, value: &str) -> Result<(), SearchRefusal> {
        match operator {
            Operator::From => self.authors.push(Phrase::parse(value, Ending::Whole).ok_or(SearchRefusal::BadFrom)?),
            Operator::Has => self.has.push(Has::parse(value).ok_or(SearchRefusal::BadHas)?),
            Operator::Before => {
                let day = day(value)?;
                self.before = Some(self.before.map_or(day, |other| other.min(day)));
            }
            Operator::After => {
                let day = day(value)?;
                self.after = Some(self.after.map_or(day, |other| other.max(day)));
            }
        }
        Ok(())
    }

    fn terms_count(&self) -> usize {
        self.body.len() + self.authors.len() + self.has.len()
    }

    /// The query in the syntax of FTS5, for an index with the columns `body` and `author`
    /// ([`search_terms`](super::search_terms) of both) and `has` ([`Has::term`] of what the message
    /// has). None if it only asks for days.
    ///
    /// All that was typed stands in quotes. Outside of them even a word is syntax: the name of a
    /// column alone would find every message.
    #[must_use]
    pub fn matches(&self) -> Option<String> {
        let mut conditions = Vec::new();
        if !self.body.is_empty() {
            let phrases: Vec<String> = self.body.iter().map(Phrase::quoted).collect();
            conditions.push(format!("body : ({})", phrases.join(" AND ")));
        }
        conditions.extend(self.authors.iter().map(|author| format!("author : {}", author.quoted())));
        conditions.extend(self.has.iter().map(|has| format!("has : \"{}\"", has.term())));
        (!conditions.is_empty()).then(|| conditions.join(" AND "))
    }

    /// The day before which a message was said.
    #[must_use]
    pub fn before(&self) -> Option<Day> {
        self.before
    }

    /// The day after which a message was said.
    #[must_use]
    pub fn after(&self) -> Option<Day> {
        self.after
    }

    /// Whether the index would find a message, for those that are not in it yet. When it was said
    /// is not asked here, nor by [`SearchQuery::matches`].
    #[must_use]
    pub fn is_met_by(&self, author: &str, body: &str, has_link: bool, has_file: bool) -> bool {
        let has = |has: &Has| match has {
            Has::Link => has_link,
            Has::File => has_file,
        };
        self.has.iter().all(has) && are_all_in(&self.authors, author) && are_all_in(&self.body, body)
    }

    /// What must stand in the body.
    pub(super) fn phrases(&self) -> &[Phrase] {
        &self.body
    }
}

/// Folding a text is most of the work, so it is not done for nothing.
fn are_all_in(phrases: &[Phrase], text: &str) -> bool {
    if phrases.is_empty() {
        return true;
    }
    let terms = terms(text);
    phrases.iter().all(|phrase| phrase.is_in(&terms))
}

fn day(typed: &str) -> Result<Day, SearchRefusal> {
    Day::parse(typed).ok_or_else(|| SearchRefusal::BadDate { typed: typed.to_owned() })
}

/// What stands before a colon and is no word.
#[derive(Clone, Copy)]
enum Operator {
    From,
    Has,
    Before,
    After,
}

impl Operator {
    /// The operator that a word begins with, and its value.
    fn split(word: &str) -> Option<(Self, &str)> {
        let (name, value) = word.split_once(':')?;
        let operators = [("from", Self::From), ("has", Self::Has), ("before", Self::Before), ("after", Self::After)];
        let (_, operator) = operators.into_iter().find(|(operator, _)| name.eq_ignore_ascii_case(operator))?;
        Some((operator, value))
    }
}

/// Quotation marks of many languages. Each of them opens and closes: »Germans« and «the French» do
/// not agree which.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// A part of a query, as it was typed.
enum Part<'a> {
    Word(&'a str),
    Quoted(&'a str),
    Filter { operator: Operator, value: &'a str },
}

impl Part<'_> {
    /// Whether this is a word with something to search for.
    fn is_word(&self) -> bool {
        matches!(self, Part::Word(word) if !terms(word).is_empty())
    }
}

/// Takes a query apart, from left to right.
struct Parts<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        self.rest = self.rest.trim_start();
        if let Some(quoted) = self.quoted() {
            return Some(Part::Quoted(quoted));
        }
        let word = self.take_until(|c| c.is_whitespace() || QUOTES.contains(&c));
        if word.is_empty() {
            return None;
        }
        let Some((operator, value)) = Operator::split(word) else { return Some(Part::Word(word)) };
        let value = if matches!(value, "" | "@") { self.quoted().unwrap_or_default() } else { value };
        Some(Part::Filter { operator, value })
    }
}

impl<'a> Parts<'a> {
    /// What is in quotes, if they open here. Left open, they close at the end.
    fn quoted(&mut self) -> Option<&'a str> {
        self.rest = self.rest.strip_prefix(QUOTES)?;
        let quoted = self.take_until(|c| QUOTES.contains(&c));
        self.rest = self.rest.strip_prefix(QUOTES).unwrap_or(self.rest);
        Some(quoted)
    }

    fn take_until(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}

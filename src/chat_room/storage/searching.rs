//! Searching: what is still here is read and judged, and what was pruned is looked up in the index
//! of words.

use room::{Message, Millis, SearchQuery, Seq};
use worker::Result;

use super::messages::{self, SaidText};
use super::meta::{self, MetaKey};
use super::reach::Reach;
use super::search_index::{IndexReach, Wanted};
use super::sql::Sql;
use crate::limits::{SEARCH_READ_BATCH, SEARCH_READ_MAX};

/// A search, and which of its results are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search<'a> {
    pub(crate) query: &'a SearchQuery,
    /// Only what is before this place.
    pub(crate) before: Option<Seq>,
    /// Only what was said then or later.
    pub(crate) said_from: Option<Millis>,
    /// Only what was said earlier.
    pub(crate) said_until: Option<Millis>,
    /// How many.
    pub(crate) limit: usize,
}

/// The newest messages that were searched for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Those that the room has, newest first.
    pub(crate) here: Vec<Message>,
    /// The places of those that only the archive has, newest first.
    pub(crate) archived: Vec<Seq>,
    /// Whether everything that was ever said has been searched.
    pub(crate) is_complete: bool,
}

/// What can be searched of a room. Nothing in one that was never founded.
pub(crate) struct Searching<'a, S> {
    sql: Option<&'a S>,
    reach: Reach,
    index: IndexReach,
}

impl<'a, S: Sql> Searching<'a, S> {
    pub(super) fn of(sql: Option<&'a S>, reach: Reach, index: IndexReach) -> Self {
        Self { sql, reach, index }
    }

    /// Searches what the room has and what it has pruned: each at most [`Search::limit`].
    pub(crate) fn find(&self, search: Search<'_>) -> Result<Found> {
        let Some(sql) = self.sql else { return Ok(Found { is_complete: true, ..Found::default() }) };
        let (here, has_read_all) = find_here(sql, search)?;
        let matches = search.query.matches();
        let Search { before, said_from, said_until, limit, .. } = search;
        let wanted = Wanted { matches: matches.as_deref(), before, said_from, said_until };
        let archived = self.index.find(sql, wanted, limit)?;
        Ok(Found { here, archived, is_complete: has_read_all && self.unindexed().is_none() })
    }

    /// The place up to which the index of words lacks what only the archive has, if it does.
    pub(super) fn unindexed(&self) -> Option<Seq> {
        let until = self.index.from.or(self.reach.archived())?;
        Some(until).filter(|until| *until > self.reach.expired.unwrap_or(0))
    }

    /// The same, if more of it should come into the index.
    pub(crate) fn next_to_index(&self) -> Result<Option<Seq>> {
        let Some(sql) = self.sql else { return Ok(None) };
        let has_space = meta::load_number(sql, MetaKey::IndexShortened)? != Some(1);
        Ok(self.unindexed().filter(|_| has_space))
    }

    /// When the oldest message was said that the index has.
    pub(crate) fn oldest_indexed_at(&self) -> Option<Millis> {
        self.index.oldest_said_at
    }
}

/// The newest messages that the room has, and whether it has read all that it had to.
fn find_here(sql: &impl Sql, search: Search<'_>) -> Result<(Vec<Message>, bool)> {
    let (mut found, mut before, mut read) = (Vec::new(), search.before, 0);
    let mut has_read_all = false;
    while !has_read_all && found.len() < search.limit && read < SEARCH_READ_MAX {
        let batch = messages::texts_before(sql, before, SEARCH_READ_BATCH)?;
        has_read_all = batch.len() < SEARCH_READ_BATCH;
        (before, read) = (batch.last().map(|last| last.seq), read + batch.len());
        found.extend(batch.iter().filter(|text| search.finds(text)).map(|text| text.seq));
    }
    // Who has a page full of results misses nothing of it.
    let is_complete = has_read_all || found.len() >= search.limit;
    found.truncate(search.limit);
    Ok((messages::at_all(sql, &found)?, is_complete))
}

impl Search<'_> {
    /// Whether what was said is one of those.
    fn finds(&self, text: &SaidText) -> bool {
        let is_then = self.said_from.is_none_or(|from| text.said_at >= from)
            && self.said_until.is_none_or(|until| text.said_at < until);
        is_then && self.query.finds_text(&text.name, &text.body, &text.files)
    }
}

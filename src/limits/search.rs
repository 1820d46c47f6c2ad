//! Limits of the index of words, and of searches.

use room::Millis;

/// Messages of its own that a room reads for one search. It keeps [`super::KEEP_MESSAGES_DEFAULT`];
/// there are more while D1 takes nothing, and then older ones are not found.
pub(crate) const SEARCH_READ_MAX: usize = 5_000;

/// Messages that are read at a time for a search.
pub(crate) const SEARCH_READ_BATCH: usize = 500;

/// Messages of a page of results.
pub(crate) const SEARCH_PAGE: usize = 25;

/// How far the number of a message may be from when it was said, for a search between two days:
/// numbers follow the clock, which may have been set back in between.
pub(crate) const SEARCH_CLOCK_SLACK_MS: Millis = 24 * 60 * 60 * 1_000;

/// Messages that leave the index of words in one go, as they are too old. Each takes a tenth of a
/// millisecond, in which the room reads nothing.
pub(crate) const SEARCH_EXPIRY_BATCH: usize = 200;

/// Messages of a room from before that come into the index of words in one go.
pub(crate) const SEARCH_FILL_BATCH: usize = 200;

/// How often one alarm asks D1 for such messages.
pub(crate) const SEARCH_FILL_BATCHES_PER_ALARM: usize = 10;

/// How long after it woke a room from before begins to fill its index of words: whoever woke it
/// comes first.
pub(crate) const SEARCH_FILL_DELAY_MS: Millis = 2_000;

/// The index of words may have this part of a room's storage. Then it loses the oldest messages:
/// what people say now must never lack space for it. With 500 MB that are a million messages.
pub(crate) const SEARCH_INDEX_SHARE: usize = 2;

/// Searches of one address in a minute, and of one session: a search while typing is one for each
/// pause.
#[cfg(test)]
pub(crate) const FENCE_SEARCHES: u32 = 120;

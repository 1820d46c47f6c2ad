//! Limits of searches: how much may be asked, and how much is shown of what is found.

use std::ops::RangeInclusive;

/// Characters in a query: a long sentence. A phrase of 500,000 words held the whole process for
/// more than a minute.
pub const SEARCH_QUERY_MAX_CHARS: usize = 100;

/// Words, phrases, names and the like in a query, of which all must be found. Eight of the
/// commonest word took 1.6 ms in 2,000 messages, a hundred 25 ms.
pub const SEARCH_TERMS_MAX: usize = 8;

/// Characters before what may be only the beginning of a word. All words with a common first letter
/// took 40 to 70 ms in 100,000 messages; with two letters more, less than one.
pub const SEARCH_PREFIX_MIN_CHARS: usize = 2;

/// Characters with which the index may spell out one of a text, as 株式会社 for ㍿. One that is a
/// whole sentence (ﷺ) stays as it is: 2,000 of them would be 66 KB.
pub const SEARCH_SPELLED_OUT_MAX_CHARS: usize = 4;

/// Years in which a query may ask for a day: those that a clock of ours can tell and that have four
/// digits.
pub const SEARCH_YEARS: RangeInclusive<u16> = 1970..=9999;

/// Days of the months, in a year without a 29 February.
pub const MONTH_DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Years after which a leap year is left out, three times of four.
pub const CENTURY_YEARS: u16 = 100;

/// Characters that are shown of a message that was found: three lines of a phone.
pub const SNIPPET_MAX_CHARS: usize = 240;

/// Characters of a word that a snippet leaves out rather than cutting it. Longer are only addresses
/// and what nobody can read anyway.
pub const SNIPPET_WORD_MAX_CHARS: usize = 40;

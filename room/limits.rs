//! Every limit of a room, with its unit and its reason.

use crate::Millis;

/// Characters (Unicode scalar values) in a message: long enough for a few paragraphs, short enough to read in a log.
pub const BODY_MAX_CHARS: usize = 2_000;

/// Characters as a reader counts them (grapheme clusters, UAX #29) in a name: wider ones push the time out of a
/// message's head on a phone.
pub const NAME_MAX_GRAPHEMES: usize = 32;

/// Bytes in a name, so that 32 characters of several bytes each still fit a cookie comfortably.
pub const NAME_MAX_BYTES: usize = 128;

/// Bytes of a name as it was typed, white space tidied. Normalising takes four bytes to one at best, so nothing
/// longer could become short enough.
pub const NAME_TYPED_MAX_BYTES: usize = 4 * NAME_MAX_BYTES;

/// Marks on one base that could be piled up without end (accents above and below, circles around)…
pub const NAME_PILED_MARKS_MAX: usize = 2;

/// …and all that take no width of their own, with the points, vowels and subjoined letters that scripts build
/// syllables of. UTS #39, section 5.4, finds no more than four in any language.
pub const NAME_MARKS_MAX: usize = 4;

/// Names tried before no free one is suggested.
pub const NAME_SUGGESTIONS_MAX: usize = 100;

/// Characters in a slug: it is read aloud, typed, and stands in every row of the store.
pub const SLUG_MAX_CHARS: usize = 32;

/// Characters in a client's id for a send: a UUID has 36; less than 8 could not be unique.
pub const CID_CHARS: std::ops::RangeInclusive<usize> = 8..=64;

/// Bytes in a frame from a browser, checked before it is parsed. The longest message is 8,000 bytes as
/// UTF-8; the rest leaves room for JSON's escapes. The platform itself would take 32 MiB.
pub const FRAME_MAX_BYTES: usize = 16 * 1024;

/// Bytes in a posted form. The longest message as percent-encoded UTF-8 is 24,000 bytes.
pub const FORM_MAX_BYTES: usize = 32 * 1024;

/// Frames that nobody could have typed, on one connection, before it is closed: a broken client gets told a
/// few times, a hostile one not for ever.
pub const BAD_FRAMES_MAX: u32 = 10;

/// Messages in a page of history: a few screens, 30 KB of HTML.
pub const PAGE_MESSAGES: usize = 50;

/// Messages, people or rooms that a program may ask for at once: 800 KB of text at the very most.
pub const PART_MAX: usize = 100;

/// Changes that a returning page is sent one by one. Beyond it, replacing the log costs less and reads better.
pub const CATCH_UP_MAX_CHANGES: usize = 200;

/// Messages that a member may send at once…
pub const SEND_BURST: i64 = 10;

/// …and the time in which one more is allowed. Fast typists stay under it, floods do not.
pub const SEND_INTERVAL_MS: Millis = 1_000;

/// How often a member's typing is taken note of, and how often the same line about it is sent: in between nothing
/// has changed that anybody could see.
pub const TYPING_INTERVAL_MS: Millis = 3_000;

/// How long somebody is shown as typing of whom nothing more is heard: two intervals, and time for the second to be
/// late. `.typing` in `static/natter.css` takes as long to vanish. Under the 10 s after which an idle room is put to
/// sleep, so sleep forgets nobody who is shown.
pub const TYPING_SHOWN_MS: Millis = 7_000;

/// Typists called by name; more are “several”.
pub const TYPISTS_NAMED_MAX: usize = 3;

/// Typists a room keeps in mind: enough that several stay several when one of them has finished.
pub const TYPISTS_KEPT_MAX: usize = 16;

/// How long nobody has looked at a page before it says so; kept by `static/js/presence_status.js`.
pub const AWAY_AFTER_MS: Millis = 5 * 60 * 1_000;

/// How long a member stays in the list after the last connection closed: a reload or a lost packet is not a
/// departure. Under the 10 s after which an idle room is put to sleep, so that it is awake to tell.
pub const LEAVE_GRACE_MS: Millis = 8_000;

/// How long arrivals are collected before everyone is told of them: a thousand people who arrive together
/// are a few frames, not a million.
pub const PRESENCE_MERGE_MS: Millis = 200;

/// Connections that are told of who went in a millisecond, on average, and of who came in two: to tell ten thousand takes 0.2 s
/// of a core, so they are told less often than ten…
pub const PRESENCE_TOLD_A_MS: usize = 5;

/// …but never later than this, so that whoever has left is off the list within 2 s.
pub const PRESENCE_INTERVAL_MAX_MS: Millis = 1_500;

/// People whom one line in the log can tell of as having come or gone; then the line begins anew. It names two.
pub const NEWS_KEPT_MAX: usize = 1_000;

/// People of such a line who are remembered by a socket through a loss of memory; with [`LEAVERS_KEPT_MAX`] and
/// [`ABSENCES_KEPT_MAX`] they fit one attachment (16 KiB).
pub const NEWS_REMEMBERED_MAX: usize = 12;

/// People listed by name; the count tells of the rest.
pub const PEOPLE_SHOWN_MAX: usize = 100;

/// Connections of one member in one room: tabs and devices, and a few that are still dying.
pub const CONNECTIONS_PER_MEMBER_MAX: usize = 10;

/// Connections in one room. The platform refuses the 32,769th by an exception; we refuse earlier, in words.
pub const CONNECTIONS_MAX: usize = 32_000;

/// Within this time the next message of the same person stands under the same head.
pub const CONTINUES_WITHIN_MS: Millis = 5 * 60 * 1_000;

/// How often a page sends a heartbeat. The platform answers it without waking the room.
pub const HEARTBEAT_MS: Millis = 15_000;

/// A connection that was not heard of for so long is gone: a heartbeat, and time for it to be late. With a look every
/// [`LOOK_INTERVAL_MS`] whoever is lost without a word is noticed within 87 s.
pub const SILENCE_MAX_MS: Millis = 27_000;

/// How often a room looks for connections that are gone without a word. It wakes the room, so not more often.
pub const LOOK_INTERVAL_MS: Millis = 60_000;

/// How long a name stays with somebody who is gone, so that nobody takes it while they change trains.
pub const NAME_HELD_MS: Millis = 15 * 60 * 1_000;

/// Those who went lately who are remembered one by one through a loss of memory; of more than these only that nobody's name is
/// free. With [`LEAVERS_KEPT_MAX`] they fit one attachment (16 KiB).
pub const ABSENCES_KEPT_MAX: usize = 50;

/// Characters in a room's topic: one line beside its name.
pub const TOPIC_MAX_CHARS: usize = 120;

/// Characters in what a room tells those who come.
pub const WELCOME_MAX_CHARS: usize = 280;

/// People who may own a room: its founder, and those whom an owner link made one.
pub const OWNERS_MAX: usize = 10;

/// Those in their time of grace who are remembered through a loss of memory: as many as are listed by name, and
/// they fit one attachment (16 KiB).
pub const LEAVERS_KEPT_MAX: usize = 50;

/// What the platform is given to send one frame to one socket, in microseconds: more than twice the 20 to 25 that it takes on a
/// core of a server (`docs/performance.md`), so that the rest is for everything else that a room has to do.
pub const SEND_MICROS: i64 = 62;

/// The fewest that are told something at a time, in a busy room: one in so many. Each time, whoever speaks next waits
/// until they are.
pub const TELL_AT_LEAST_ONE_IN: usize = 3;

/// If more events than this wait, everyone is told at once, as soon as that can be: so much is being said that more is about to
/// come, and would be heard only between sends.
pub const HOLD_EVENTS: usize = 4;

/// If more events than this wait, or did lately, it is a flood: everybody speaks at once. All that has come is heard first, and
/// who spoke waits with the others, as their own copy of all that waits would cost as much as to hear another.
pub const FLOOD_EVENTS: usize = 32;

/// For how long the platform is left to hear, in a flood, for each event in each of the frames that it sent lately: microseconds. Some
/// 400 bytes that are copied four times on their way.
pub const SEND_EVENT_MICROS: i64 = 1;

/// A flood in which nothing was heard for so long is over: everyone is told.
pub const LULL_MS: Millis = 10;

/// How long at most what was said waits for something else to be said: ten thousand who are told take 0.2 s.
pub const HOLD_MAX_MS: Millis = 500;

/// When so much waits, in bytes, everyone is told: a thousand frames of twice the length took up to five times as long to send,
/// for want of memory that was at hand, and everything behind them waits.
pub const HOLD_MAX_BYTES: usize = 64 * 1024;

/// After so much (UTF-16 code units, as a browser counts) a page tells that it has taken it. To hear that costs a room as much as
/// to hear a message, so in a busy room a page tells it twice a minute. Kept by `static/js/connection.js`.
pub const ACK_UNITS: usize = 512 * 1024;

/// How much may be on its way to a page that tells what it has taken. Beyond it the page has stopped reading, and
/// everything more would only fill the platform's memory, which has no limit of its own.
pub const CREDIT_UNITS: usize = 2 * 1024 * 1024;

/// The same for a page that has never told: one that is just open, or a program that only listens.
pub const CREDIT_UNITS_UNPROVEN: usize = 2 * CREDIT_UNITS;

/// How long a room knows a send again, pruned or not: a laptop that was closed over night still holds what it had
/// no answer for, and sends it again in the morning. By the room's clock, which may jump: a send is forgotten when
/// that clock is this far from when it was said, in either direction.
pub const REPEATS_KNOWN_MS: Millis = 24 * 60 * 60 * 1_000;

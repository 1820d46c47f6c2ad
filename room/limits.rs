//! Every limit of a room, with its unit and its reason; those by address are in
//! `limits/address.rs`, those of silent connections in `limits/idle.rs`, those of floods in
//! `limits/floods.rs`, those of searches in `limits/search.rs`, those of uploaded files in
//! `limits/uploads.rs`. Limits of the Worker (cookies, D1, alarms) are in `src/limits.rs`.

use crate::Millis;

mod address;
mod floods;
mod idle;
mod search;
mod uploads;

pub use address::*;
pub use floods::*;
pub use idle::*;
pub use search::*;
pub use uploads::*;

/// Characters (Unicode scalar values) in a message: long enough for a few paragraphs, short enough
/// to read in a list.
pub const BODY_MAX_CHARS: usize = 2_000;

/// Quotes in one another: an answer to an answer to an answer. The markup of a thousand would
/// overflow the stack of the Worker, and every room in it would start anew.
pub const QUOTE_DEPTH_MAX: usize = 3;

/// Emphasis in one another: strong, emphasised and struck through at once.
pub const EMPHASIS_DEPTH_MAX: usize = 3;

/// Letters of what may be a command (`/help`): a longer word behind a `/` is said as it is.
pub const COMMAND_MAX_LETTERS: usize = 32;

/// Digits of the number of an item in a list: 2026 is a year.
pub const LIST_NUMBER_MAX_DIGITS: usize = 3;

/// Links in a message. Each is 100 bytes of markup on top of its address, for every reader.
pub const LINKS_MAX: usize = 50;

/// People whom a message mentions, and `@` in it that are looked up: more are a list of everybody.
pub const MENTIONS_MAX: usize = 10;

/// How long after it was said an edit that mentions somebody is news to them.
pub const MENTION_NEWS_MS: Millis = 5 * 60 * 1_000;

/// Characters as a reader counts them (grapheme clusters) in an excerpt of a message: a line of a
/// notification.
pub const EXCERPT_MAX_GRAPHEMES: usize = 80;

/// Bytes of what may be one emoji, before it is looked up: the longest has 35.
pub const EMOJI_MAX_BYTES: usize = 40;

/// Emoji that are shown larger when a message is nothing else: more are a picture of their own.
pub const EMOJI_ALONE_MAX: usize = 3;

/// People who are listed while somebody types a name.
pub const NAMES_LISTED_MAX: usize = 8;

/// Shortcodes that are listed while somebody types one: what a phone shows above its keyboard.
pub const SHORTCODES_LISTED_MAX: usize = 8;

/// Emoji with which a message can be reacted to: a line or two below it on a phone.
pub const REACTION_KINDS_MAX: usize = 20;

/// Members who are named beside an emoji; of more the page of the message tells.
pub const REACTORS_NAMED_MAX: usize = 3;

/// Members who are named on the page of a message, for each emoji.
pub const REACTORS_LISTED_MAX: usize = 100;

/// How often pages are told of the reactions to a message at most: a thousand people who react
/// within seconds cost four renderings a second, and nobody sees a count that is late by less.
pub const REACTIONS_INTERVAL_MS: Millis = 250;

/// Characters as a reader counts them (grapheme clusters, UAX #29) in a name: wider ones push the
/// time out of a message's head on a phone.
pub const NAME_MAX_GRAPHEMES: usize = 32;

/// Bytes in a name, so that 32 characters of several bytes each still fit a cookie comfortably.
pub const NAME_MAX_BYTES: usize = 128;

/// Bytes of a name as it was typed, white space tidied. Normalising takes four bytes to one at
/// best, so nothing longer could become short enough.
pub const NAME_TYPED_MAX_BYTES: usize = 4 * NAME_MAX_BYTES;

/// Marks on one base that could be piled up without end (accents above and below, circles around)…
pub const NAME_PILED_MARKS_MAX: usize = 2;

/// …and all that take no width of their own, with the points, vowels and subjoined letters that
/// scripts build syllables of. UTS #39, section 5.4, finds no more than four in any language.
pub const NAME_MARKS_MAX: usize = 4;

/// Names tried before no free one is suggested.
pub const NAME_SUGGESTIONS_MAX: usize = 100;

/// Characters in a slug: it is read aloud, typed, and stands in every row of the archive.
pub const SLUG_MAX_CHARS: usize = 32;

/// Characters of a private room's secret: 26 of five bits hold 128.
pub const PRIVATE_SLUG_CHARS: usize = 26;

/// Slugs like one that is taken, which are tried before one that says nothing is: each try asks a
/// room.
pub const SLUG_SUGGESTIONS_MAX: usize = 4;

/// Characters of a slug that says nothing: 5 of five bits are 33 million, so one is free at once
/// and can still be read aloud.
pub const NEUTRAL_SLUG_CHARS: usize = 5;

/// Characters of a member's id: 16 of five bits hold 80, so a member meets no other by chance.
pub const MEMBER_ID_CHARS: usize = 16;

/// Characters in a client's id for a send: a UUID has 36; less than 8 could not be unique.
pub const CID_CHARS: std::ops::RangeInclusive<usize> = 8..=64;

/// Bytes in a frame from a browser, checked before it is parsed. The longest message is 8,000 bytes
/// as UTF-8; the rest leaves room for JSON's escapes. The platform itself would take 32 MiB.
pub const FRAME_MAX_BYTES: usize = 16 * 1024;

/// Bytes in a posted form. The longest message as percent-encoded UTF-8 is 24,000 bytes.
pub const FORM_MAX_BYTES: usize = 32 * 1024;

/// Messages in a page of history: a few screens, 30 KB of HTML.
pub const PAGE_MESSAGES: usize = 50;

/// Messages, members or rooms on one page of the API: 800 KB of text at the very most.
pub const API_PAGE_MAX: usize = 100;

/// Changes that a returning page is sent one by one. Beyond it, replacing the whole list of
/// messages costs less and reads better.
pub const CATCH_UP_CHANGES_MAX: usize = 200;

/// Messages that a member may send at once…
pub const SEND_BURST: i64 = 10;

/// …and the time in which one more is allowed. Fast typists stay under it, floods do not.
pub const SEND_INTERVAL_MS: Millis = 1_000;

/// How often a member's typing signal counts, and how often an unchanged typing line is sent. In
/// between nothing has changed that anybody could see.
pub const TYPING_INTERVAL_MS: Millis = 3_000;

/// How long a member is shown as typing after their last signal: two intervals, and time for the
/// second to be late. `.typing` in `static/css/typing.css` takes as long to vanish. Under the 10 s
/// after which an idle room is put to sleep, so sleep forgets nobody who is shown.
pub const TYPING_SHOWN_MS: Millis = 7_000;

/// Typists called by name; more are “several”.
pub const TYPISTS_NAMED_MAX: usize = 3;

/// Typists whom a room remembers: enough that several stay several when one of them has finished.
pub const TYPISTS_MAX: usize = 16;

/// How long nobody has looked at a page before it says that it is away. The browser measures it.
pub const AWAY_AFTER_MS: Millis = 5 * 60 * 1_000;

/// How long a member stays in the list after the last connection closed: a reload or a lost packet
/// is not a departure. Under the 10 s after which an idle room is put to sleep, so that it is awake
/// to announce it.
pub const LEAVE_GRACE_MS: Millis = 8_000;

/// How long a member whose page can have no connection stays in the list after it last asked for
/// what is new. A hidden page asks every 30 s, and browsers may make that a minute.
pub const POLL_GRACE_MS: Millis = 90_000;

/// How long arrivals are collected before they are announced: a thousand people who arrive together
/// are a few frames, not a million.
pub const PRESENCE_DEBOUNCE_MS: Millis = 200;

/// Connections that an announcement of departures reaches in a millisecond, on average: announcing
/// to ten thousand takes 0.2 s of a core, so it is done less often than for ten…
pub const ANNOUNCEMENTS_PER_MS: usize = 5;

/// …but never later than this, in milliseconds, so that a member who left is off the list within 2
/// s.
pub const ANNOUNCEMENT_INTERVAL_MAX_MS: Millis = 1_500;

/// Intervals between two announcements of arrivals. An arrival stands in nobody's way, so it may be
/// announced half as often as a departure.
pub const ARRIVAL_INTERVALS: Millis = 2;

/// Members whom one join and leave notice counts; then the notice starts anew. It names two.
pub const NOTICE_MEMBERS_MAX: usize = 1_000;

/// Members of such a notice who hibernate with a socket. With [`HIBERNATED_LEAVING_MAX`] and
/// [`HIBERNATED_RESERVATIONS_MAX`] they fit one attachment (16 KiB).
pub const HIBERNATED_NOTICE_MAX: usize = 12;

/// Members whom a page lists by name; it counts the rest.
pub const LISTED_MEMBERS_MAX: usize = 100;

/// Connections of one member in one room: tabs and devices, and a few that are still dying.
pub const CONNECTIONS_PER_MEMBER_MAX: usize = 10;

/// Connections in one room. The platform refuses the 32,769th by an exception; we refuse earlier,
/// in words.
pub const CONNECTIONS_MAX: usize = 32_000;

/// Within this time the next message of the same person stands under the same head.
pub const CONTINUES_WITHIN_MS: Millis = 5 * 60 * 1_000;

/// How long a name stays reserved for a member who left, so that nobody takes it while they change
/// trains.
pub const NAME_RESERVED_MS: Millis = 15 * 60 * 1_000;

/// Name reservations that hibernate or are stored one by one. Of more, only the time of the last
/// departure: until it is long enough ago, no name is free. With [`HIBERNATED_LEAVING_MAX`] they
/// fit one attachment (16 KiB).
pub const HIBERNATED_RESERVATIONS_MAX: usize = 50;

/// Characters in what a room is called: a line and a half of a phone, and with twenty rooms that a
/// browser remembers still small enough for its cookies.
pub const TITLE_MAX_CHARS: usize = 50;

/// Characters in a room's topic: one line beside its name.
pub const TOPIC_MAX_CHARS: usize = 120;

/// Characters in what a room tells members when they come.
pub const WELCOME_MAX_CHARS: usize = 280;

/// Owners of a room: its founder, and members whom an owner link made one.
pub const OWNERS_MAX: usize = 10;

/// Entries of a room's audit log: the newest are kept. Years of a quiet room, weeks of a busy one.
pub const AUDIT_MAX: usize = 1_000;

/// For how long somebody can be muted: a moment to calm down, an evening's hour, a day. Whoever is
/// to be silent for longer is banned.
pub const MUTE_TERMS_MS: [Option<Millis>; 3] = [Some(10 * 60 * 1_000), Some(HOUR_MS), Some(24 * HOUR_MS)];

/// For how long somebody can be banned; none: for good.
pub const BAN_TERMS_MS: [Option<Millis>; 3] = [Some(24 * HOUR_MS), Some(30 * 24 * HOUR_MS), None];

/// Sanctions of a room at a time. All are read when it wakes, at 200 bytes each.
pub const SANCTIONS_MAX: usize = 500;

/// Characters of the reason that somebody is told with a sanction: a line.
pub const REASON_MAX_CHARS: usize = 120;

/// Messages that are removed in one turn when all of somebody's are: some milliseconds, in which
/// the room hears nothing.
pub const REMOVE_BATCH: usize = 100;

/// Messages of one person that are looked at in one request to remove them all. More takes another.
pub const REMOVE_ALL_MAX: usize = 2_000;

/// Moderators of a room: some for each hour of the day.
pub const MODERATORS_MAX: usize = 20;

/// People for whom an owner link can be: all that a room's only owner could still add.
pub const OWNER_LINK_USES_MAX: usize = OWNERS_MAX - 1;

/// How long an owner link works: a letter is read by then, and a link that was lost or stands in
/// somebody's history is worth nothing soon.
pub const OWNER_LINK_LIFETIME_MS: Millis = 7 * 24 * 60 * 60 * 1_000;

/// Members in their grace period who hibernate with a socket: half of those who are listed by name,
/// and they fit one attachment (16 KiB).
pub const HIBERNATED_LEAVING_MAX: usize = 50;

/// The time that a room takes for a batch, as a ratio (20/7) to how long the platform is seen to
/// take to send it: 35 % of a room's time are for sending. The rest is for reading what comes, for
/// storing it, and for everybody else on the machine.
pub const SENDING_TIME_ONE_IN: (i64, i64) = (20, 7);

/// What is sent within a tick of the clock cannot be timed; microseconds.
pub const CLOCK_TICK_MICROS: i64 = 1_000;

/// A probe that has not come by then is lost: nothing waits for it any more.
pub const PROBE_LOST_AFTER_MS: Millis = 2_000;

/// What a broadcast to at most 1/N of the connections takes is not its frames: it is the way there,
/// most of it the confirmation of the storage, without which nothing leaves.
pub const SMALL_BATCH_ONE_IN: usize = 10;

/// What is observed changes what is expected by 1/N of the difference: one pause of the machine is
/// no slow machine, and four broadcasts in a row are.
pub const PACE_LEARNS_ONE_IN: i64 = 4;

/// In a busy room each batch goes to at least 1/N of the connections. Smaller batches would keep
/// the platform from reading what comes in.
pub const BATCH_AT_LEAST_ONE_IN: usize = 3;

/// If more events than this wait, the next batch goes to everyone: so much is being said that more
/// is about to come, and the platform would read it only between sends.
pub const BATCH_EVENTS: usize = 4;

/// If more events than this wait, or did lately, the room is overloaded: everybody speaks at once.
/// Then it reads all input before it broadcasts. An author waits with the others, because their own
/// copy of all that waits costs as much as reading another message.
pub const OVERLOAD_EVENTS: usize = 32;

/// An overload in which nothing was read for two such times in a row is over: the batch goes to
/// everyone. Two, because after a pause of the machine the timer may come before what has waited
/// with it.
pub const OVERLOAD_LULL_MS: Millis = 5;

/// How long a message waits at most for others to share its frame: sending to ten thousand takes
/// 0.2 s.
pub const BATCH_DELAY_MAX_MS: Millis = 500;

/// When this many bytes wait, the batch goes to everyone. A thousand frames of twice the length
/// took up to five times as long to send, for want of memory that was at hand, and everything
/// behind them waits.
pub const BATCH_MAX_BYTES: usize = 64 * 1024;

/// A page acknowledges after this much (UTF-16 code units, as a browser counts). Reading an
/// acknowledgement costs a room as much as reading a message, so in a busy room a page sends two a
/// minute. The browser counts.
pub const ACK_EVERY_UNITS: usize = 512 * 1024;

/// How much may be on its way to a page that acknowledges. Beyond it the page has stopped reading
/// (a slow consumer), and everything more would only fill the platform's memory, which has no limit
/// of its own.
pub const SEND_WINDOW_UNITS: usize = 2 * 1024 * 1024;

/// The same for a page that has never acknowledged: one that was just opened, or a program that
/// only listens.
pub const SEND_WINDOW_INITIAL_UNITS: usize = 2 * SEND_WINDOW_UNITS;

/// The duplicate detection window: how long a room recognises a send that comes again, pruned or
/// not. A laptop that was closed over night still holds what it had no answer for, and sends it
/// again in the morning. By the room's clock, which may jump: what recognises it may go when that
/// clock is this far from when it was recorded with others, in either direction.
pub const DEDUPE_WINDOW_MS: Millis = 24 * 60 * 60 * 1_000;

/// How long after it was said a message may get another text: a typo is seen the same day, and what
/// others have answered since should stay what they answered. The operator may say otherwise.
pub const EDIT_WINDOW_MS: Millis = 24 * HOUR_MS;

/// For how many days a room may keep its messages, as its owners choose; 0 as long as the site
/// does. What nobody would have to think about: a day, a week, a month, a quarter, a year.
pub const KEEP_DAYS_CHOICES: [u16; 6] = [0, 1, 7, 30, 90, 365];

/// Milliseconds in an hour, in which such times are set and told.
pub const HOUR_MS: Millis = 60 * 60 * 1_000;

/// Texts before that are kept of an edited message. With the longest bodies they are 160 KB.
pub const EARLIER_TEXTS_MAX: usize = 20;

/// How long a removal can be undone. As long the text stays in the room's storage, where nobody is
/// shown it.
pub const UNDO_REMOVAL_MS: Millis = 10_000;

/// Milliseconds in a second, in which people are told of times.
pub const SECOND_MS: Millis = 1_000;

/// Milliseconds in a minute, for the same.
pub const MINUTE_MS: Millis = 60 * SECOND_MS;

/// Seconds between two messages of a member that slow mode can ask for. After more than two minutes
/// nobody remembers what they answer; and the room reads the messages of as long when it wakes.
pub const SLOW_MODE_CHOICES_S: [Millis; 4] = [0, 5, 30, 120];

/// How long somebody is new in a room, where newcomers send no links: most advertising is sent
/// within seconds of coming.
pub const NEWCOMER_MS: Millis = 5 * MINUTE_MS;

/// Words that a room refuses: what an owner can still read over. Each is read when the room wakes.
pub const REFUSED_WORDS_MAX: usize = 100;

/// Characters in one of them: with all of them the settings stay under 10 KB.
pub const REFUSED_WORD_MAX_CHARS: usize = 32;

/// Letters with spaces between them that may be a word that is spelled out: two are a coincidence.
pub const SPELLED_OUT_MIN_LETTERS: usize = 3;

/// Characters that are shown of a refused word as it stands in a text, with all that is between its
/// letters.
pub const REFUSED_WORD_SHOWN_CHARS: usize = 64;

/// Milliseconds in a day, for the same.
pub const DAY_MS: Millis = 24 * HOUR_MS;

/// Characters beside the reason of a report: what happened, and no story.
pub const REPORT_NOTE_MAX_CHARS: usize = 500;

/// Messages that one member reports within a day: a raid of spammers, and no game.
pub const REPORTS_PER_DAY_MAX: usize = 20;

/// Reports that a room keeps: 600 KB at the very most. The oldest go first.
pub const REPORTS_KEPT_MAX: usize = 1_000;

/// Reports that are listed at once, the newest: an evening of reading. The next ones come when
/// these are done.
pub const REPORTS_LISTED_MAX: usize = 100;

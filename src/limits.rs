//! Every number of the Worker that is no rule of chat, with its unit and its reason; those of the
//! site as a whole are in `limits/site.rs`, those of searches in `limits/search.rs`. The room's own
//! are in `room/limits.rs`.

use std::time::Duration;

use room::{Millis, limits};

mod files;
mod search;
mod site;

pub(crate) use files::*;
pub(crate) use search::*;
pub(crate) use site::*;

/// How often presence is attached to a socket at most, in milliseconds. When a thousand are cut off
/// at once, each of them changes it.
pub(crate) const HIBERNATION_INTERVAL_MS: Millis = 100;

/// Sockets with a broken link that are closed at a time…
pub(crate) const CLOSE_BATCH: usize = 10;

/// …and the time between two batches: a thousand in a second, for a quarter of it.
pub(crate) const CLOSE_INTERVAL: Duration = Duration::from_millis(10);

/// How long messages are collected before they are shipped to the archive, if none were shipped
/// lately…
pub(crate) const ARCHIVE_DELAY_MS: Millis = 1_000;

/// …and how long at least from one shipment to the next: a statement costs D1 as much with one
/// message as with a hundred.
pub(crate) const ARCHIVE_INTERVAL_MS: Millis = 4_000;

/// Messages in one statement to D1. A hundred of the longest are 1 MB, half of what a statement may
/// be given, so this has to shrink if `BODY_MAX_CHARS` grows.
pub(crate) const ARCHIVE_BATCH: usize = 100;

/// Reactions in one statement to D1, at 150 bytes each.
pub(crate) const ARCHIVE_REACTIONS_BATCH: usize = 1_000;

/// Bytes of JSON in one statement to D1, which takes 2 MB. A hundred messages stay below it, unless
/// their texts before are long.
pub(crate) const ARCHIVE_BATCH_MAX_BYTES: usize = 1_500_000;

/// Statements to D1 in one alarm: a free account's Worker may ask D1 fifty times before it has to
/// start anew. The rest is left to the next alarm.
pub(crate) const ARCHIVE_BATCHES_PER_ALARM: usize = 40;

/// Messages that are pruned in one go. It takes some milliseconds in which the room reads nothing:
/// each comes into the index of words.
pub(crate) const PRUNE_BATCH: usize = 200;

/// A room prunes when it has more messages than it keeps by this part of them: of 1,000 when there
/// are 1,050. A pruning writes a row of its own, and reads as many as the room keeps.
pub(crate) const PRUNE_SHARE: usize = 20;

/// Messages that a room keeps in its own storage once the archive has them, unless the variable
/// `KEEP_MESSAGES` says otherwise. The archive holds them for as long as `KEEP_DAYS` says, or until
/// their room is deleted.
pub(crate) const KEEP_MESSAGES_DEFAULT: usize = 1_000;

/// The most that `KEEP_MESSAGES` can be: with 10 KB each they fill the 10 GB that a room can have.
pub(crate) const KEEP_MESSAGES_MAX: usize = 1_000_000;

/// Bytes of a form that are read at most: a pasted novel, or a picture. A browser, and a proxy
/// before the Worker, may tell of a broken connection if it is answered while it still sends. Of
/// more than that nobody has to be told in words.
pub(crate) const FORM_READ_MAX_BYTES: usize = 4 * 1024 * 1024;

/// The wait after a first failure. It doubles with each further one (exponential backoff)…
pub(crate) const BACKOFF_FIRST_MS: Millis = 1_000;

/// …up to this: D1 is up to date within half a minute after it works again, without new traffic.
pub(crate) const BACKOFF_MAX_MS: Millis = 30_000;

/// How long a room collects changes of its directory entry before it writes to D1, if it wrote none
/// lately.
pub(crate) const DIRECTORY_DELAY_MS: Millis = 1_000;

/// How often a room writes its directory entry to D1 at most. So nothing on a page of the directory
/// is older than half a minute.
pub(crate) const DIRECTORY_INTERVAL_MS: Millis = 15_000;

/// After this long an unchanged directory entry is written again: something was said in the room.
pub(crate) const DIRECTORY_REFRESH_MS: Millis = 60 * 60 * 1_000;

/// A write of the directory entry that is older than the one in D1, by this at most, came late: D1
/// ignores it. An older one comes from a clock that was set back.
pub(crate) const DIRECTORY_LATE_WRITE_MS: Millis = 60_000;

/// The directory does not show a room that has been empty and unchanged for so long: nobody would
/// answer there. Somebody who comes in is on the list again at once.
pub(crate) const DIRECTORY_DEAD_AFTER_MS: Millis = 10 * 60 * 1_000;

/// Messages that one statement erases. D1 would cut off one for a million.
pub(crate) const ERASE_BATCH: usize = 5_000;

/// How long after a deletion the room erases once more: a batch that timed out may still have
/// arrived.
pub(crate) const ERASE_AGAIN_MS: Millis = 45_000;

/// How long a room waits for D1 to take a batch. D1 may have taken it all the same; shipping again
/// changes nothing then.
pub(crate) const D1_WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a reader waits for a page of archived messages.
pub(crate) const D1_HISTORY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a reader waits for the directory, and for how much is new. Nobody needs either to join.
pub(crate) const D1_DIRECTORY_TIMEOUT: Duration = Duration::from_secs(2);

/// How long `/healthz` waits for D1: whoever watches a site gives up after some ten seconds.
pub(crate) const D1_HEALTH_TIMEOUT: Duration = Duration::from_secs(5);

/// How long D1 may fail a room before the room says that it is behind. What is behind for less is
/// normal: messages are collected, and a failed batch is tried again.
pub(crate) const ARCHIVE_LAG_TOLD_AFTER_MS: Millis = 30_000;

/// How far the archive may be behind the rooms before somebody should look: longer than a hiccup of
/// D1 or an update of it takes. Nothing is lost for days.
pub(crate) const ARCHIVE_LAG_MAX_MS: Millis = 5 * 60 * 1_000;

/// How often the counts of a room are logged at most that is never empty. One that empties logs
/// them then.
pub(crate) const ROOM_COUNTS_INTERVAL_MS: Millis = 60 * 60 * 1_000;

/// Messages that are too old and go from the archive, or from a room, in one go.
pub(crate) const RETENTION_BATCH: usize = 1_000;

/// Rooms that are cleaned up in one batch of D1: with [`RETENTION_BATCH`] 50,000 messages, in a
/// second or two of the 30 that a batch may take.
pub(crate) const RETENTION_ROOMS: usize = 50;

/// Such batches in a daily run: ten million messages, or 10,000 rooms. D1 may be asked a thousand
/// times in a run, and on a free account fifty times.
pub(crate) const RETENTION_STEPS: usize = 200;

/// Milliseconds in a second.
pub(crate) const SECOND_MS: Millis = 1_000;

/// How many megabytes D1 may hold, unless `D1_MAX_MB` says otherwise: what a free account may have
/// in one database. A paid one may have 10,000.
pub(crate) const D1_MAX_MB_DEFAULT: usize = 500;

/// The most that `D1_MAX_MB` may say: a hundred times what any plan allows today.
pub(crate) const D1_MAX_MB_MAX: usize = 1_000_000;

/// The most that `KEEP_DAYS` may say: a hundred years. 0 is for ever.
pub(crate) const KEEP_DAYS_MAX: usize = 36_500;

/// How much of that, in percent, is so much that somebody should do something: at the pace that
/// filled it, a fifth is weeks.
pub(crate) const D1_NEARLY_FULL_PERCENT: usize = 80;

/// How often that is logged at most, by each isolate: every room that ships notices it.
pub(crate) const D1_FILL_LOG_INTERVAL_MS: Millis = 60 * 60 * 1_000;

/// All, in percent.
pub(crate) const PERCENT: usize = 100;

/// Bytes in a megabyte, as the platform counts them.
pub(crate) const MEGABYTE: usize = 1_000_000;

/// A room's storage quota in megabytes, unless `STORAGE_MAX_MB` says otherwise: a tenth of the 5 GB
/// that a free account has for all its rooms, a twentieth of the 10 GB that any room can have. Over
/// a million messages that D1 does not have yet.
pub(crate) const STORAGE_MAX_MB_DEFAULT: usize = 500;

/// The most that `STORAGE_MAX_MB` can be: the platform's own limit.
pub(crate) const STORAGE_MAX_MB_MAX: usize = 10_000;

/// For how many hours a message may be edited, unless `EDIT_HOURS` says otherwise.
#[expect(clippy::cast_possible_truncation, reason = "a few hours")]
pub(crate) const EDIT_HOURS_DEFAULT: usize = (limits::EDIT_WINDOW_MS / limits::HOUR_MS) as usize;

/// The most that `EDIT_HOURS` can be: ten years.
pub(crate) const EDIT_HOURS_MAX: usize = 10 * 365 * 24;

/// Characters of a setting's value that the log shows: enough to find it by.
pub(crate) const CONFIG_VALUE_LOGGED_CHARS: usize = 80;

/// Messages that are read to restore the rate limits of a room. Bounded, because a clock that jumps
/// back makes everything recent.
pub(crate) const RECENT_MESSAGES_MAX: usize = 5_000;

/// First frames that are cached for those who come next. Members who are cut off together are at
/// one or two versions.
pub(crate) const CATCH_UP_CACHE_MAX: usize = 8;

/// How long a session lasts after its browser was last here: an owner who comes back within half a
/// year keeps name and rooms. Browsers keep no cookie for more than 400 days.
pub(crate) const SESSION_LIFETIME_MS: Millis = 180 * 24 * 60 * 60 * 1_000;

/// The next answer renews a session of which so much is gone: not each one, as a signature costs
/// more than a page's own bytes.
pub(crate) const SESSION_RENEWED_AFTER_MS: Millis = 24 * 60 * 60 * 1_000;

/// Characters that a secret must have: 32 hexadecimal digits are 128 bits.
pub(crate) const SECRET_MIN_CHARS: usize = 32;

/// Random bytes of a token that nobody may guess (session ids, owner links) or make twice (ids of
/// sends): 128 bits.
pub(crate) const TOKEN_BYTES: usize = 16;

/// Read markers that a browser keeps, one for each room that it was in: a list that fits a screen,
/// and a kilobyte of cookies.
pub(crate) const READ_MARKERS_MAX: usize = 20;

/// Messages of each room among which those are looked for that are meant for a reader, in the room
/// and once more in the archive: a busy day. A row read costs a thousandth of one that is written.
pub(crate) const FOR_YOU_SEARCHED: usize = 2_000;

/// How many of them a page shows of each room.
pub(crate) const FOR_YOU_MAX: usize = 10;

/// Bytes of what a room is called in its read marker, percent-encoded: any name in `a-z`, and the
/// beginning of one that takes nine bytes a letter.
pub(crate) const READ_MARKER_TITLE_MAX_BYTES: usize = 200;

/// Messages of somebody on their page: some screens, by which a moderator knows them.
pub(crate) const PERSON_MESSAGES: usize = 50;

/// Entries of the audit log on a page.
pub(crate) const AUDIT_PAGE: usize = 50;

/// How long a room is remembered after the last visit, in seconds: as long as a session.
pub(crate) const READ_MARKER_LIFETIME_S: u32 = 180 * 24 * 60 * 60;

/// How long a browser knows that it has left a room, in seconds: longer than a tab sleeps on a
/// laptop that is shut over the weekend.
pub(crate) const LEFT_ROOM_LIFETIME_S: u32 = 7 * 24 * 60 * 60;

/// How long a browser remembers the language that its reader chose, in seconds: as long as it is
/// remembered itself.
pub(crate) const LANGUAGE_LIFETIME_S: u32 = 180 * 24 * 60 * 60;

/// Cookies of one name that are looked at: ours, and what another site of the domain has set
/// before.
pub(crate) const COOKIES_OF_A_NAME_MAX: usize = 5;

/// Cookies with room names that are read: several times as many as browsers keep of one site.
pub(crate) const ROOM_COOKIES_READ_MAX: usize = 500;

/// Rooms that a browser knows to have left. Of more the first are forgotten: whoever leaves twenty
/// rooms in a week has no tab of the first asleep.
pub(crate) const LEFT_ROOMS_MAX: usize = 20;

/// Read markers, and cookies that hold none, that are cleared with one answer. Browsers do not take
/// headers without end; more go with the next one.
pub(crate) const CLEARED_MARKERS_MAX: usize = 50;

/// Bytes of the proof in a read marker: nobody guesses 64 bits by asking.
pub(crate) const PROOF_OF_VISIT_BYTES: usize = 8;

/// Characters in the name of a stray cookie that is cleared. We never made a longer one.
pub(crate) const STRAY_COOKIE_MAX_CHARS: usize = 64;

/// Digits of a number in a cookie or a link of ours: the milliseconds of the next 30,000 years, and
/// far from where a number would not fit.
pub(crate) const NUMBER_MAX_DIGITS: usize = 15;

/// Messages that are counted as unread: one more than a page shows by number.
pub(crate) const UNREAD_MAX: usize = 100;

/// Rooms on a landing page: two or three screens of a phone.
pub(crate) const LANDING_ROOMS: usize = 20;

/// The largest integer that JavaScript holds exactly. It carries our numbers to SQLite and D1, and
/// programs name no larger place (RFC 8259, section 6).
pub(crate) const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

/// How many seconds a program should wait after D1 did not answer. D1 is mostly back within a
/// minute.
pub(crate) const D1_RETRY_AFTER_S: u32 = 60;

/// How many seconds a program should wait that met a room of another build. A quiet room is updated
/// ten seconds after it was last called.
pub(crate) const ROOM_UPDATE_RETRY_AFTER_S: Millis = 12;

/// How long a fault that stops something lasts. The test kills the process long before.
#[cfg(feature = "faults")]
pub(crate) const FAULT_STOP: Duration = Duration::from_secs(60 * 60);

/// Bytes of a digest that tell two answers to a page apart: nobody can gain by a collision, and
/// none happens by chance.
pub(crate) const ANSWER_TAG_BYTES: usize = 8;

/// How often a frame with a room's log loads itself, in seconds: somebody who waits for an answer
/// waits no longer for it than they would type one. A room is asked as often by a page that has no
/// socket.
pub(crate) const LOG_FRAME_REFRESH_S: u32 = 5;

/// Characters of a form that was refused, as cookies carry it: any message that is short enough but
/// for a few scripts, and far from the 8 KB at which proxies refuse all cookies of a request. The
/// answer itself gives back what is longer.
pub(crate) const KEPT_FORM_MAX_CHARS: usize = 7_000;

/// Characters of it in one cookie: browsers keep none that is longer than 4,096 bytes, name and
/// all.
pub(crate) const KEPT_FORM_COOKIE_CHARS: usize = 3_500;

/// How long a browser keeps it, in seconds: it may be read by whoever uses the browser next.
pub(crate) const KEPT_FORM_LIFETIME_S: u32 = 60 * 60;

/// Lines of one kind that an isolate logs…
pub(crate) const LOG_LINES_MAX: usize = 600;

/// …within so long: enough to see what goes on, and a flood of a thousand a second fills no log and
/// costs nothing worth counting.
pub(crate) const LOG_INTERVAL_MS: Millis = 60_000;

/// How often a request of a foreign origin is logged at most, by each isolate: anybody can send
/// thousands.
pub(crate) const FOREIGN_ORIGIN_LOG_INTERVAL_MS: Millis = 60_000;

/// Characters in an origin: the longest host name (RFC 1035, section 2.3.4), with scheme and port.
pub(crate) const ORIGIN_MAX_CHARS: usize = 253 + 14;

/// For how many seconds browsers insist on https once they were here: two years, as lists of such
/// sites ask for.
pub(crate) const HSTS_MAX_AGE_S: u32 = 2 * 365 * 24 * 60 * 60;

/// Zones, and regions, for which a way of writing times is kept in an isolate. More are made anew
/// when they are needed, in half a millisecond each.
pub(crate) const FORMATS_KEPT: usize = 32;

/// Within this long no zone changes its clocks there and back: Morocco does for Ramadan, in five
/// weeks.
pub(crate) const STEADY_ZONE_MS: Millis = 28 * 24 * 60 * 60 * 1_000;

/// Five past nine in the morning and in the evening, in milliseconds of a day: as a region writes
/// them it writes all others.
pub(crate) const CLOCK_SAMPLES_MS: [Millis; 2] = [(9 * 60 + 5) * 60_000, (21 * 60 + 5) * 60_000];

/// Reports that are given to D1 at once: all of an evening.
pub(crate) const REPORTS_BATCH: usize = 50;

/// How long the address is waited for that reports are posted to. Nobody waits with the room.
pub(crate) const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(10);

/// Statuses of HTTP by which that address says that it took a report.
pub(crate) const WEBHOOK_TOOK_IT: std::ops::RangeInclusive<u16> = 200..=299;

/// People whom a browser's reader ignores: their cookie is sent with every request, and stays under
/// 2 KB.
pub(crate) const IGNORED_MAX: usize = 30;

/// Bytes of the name that is kept of one of them, as it stands in the cookie. A longer one is shown
/// by its code.
pub(crate) const IGNORED_NAME_MAX_BYTES: usize = 48;

/// How long a browser keeps whom its reader ignores after they changed it: as long as a session.
pub(crate) const IGNORED_LIFETIME_S: u32 = 180 * 24 * 60 * 60;

/// Rooms that one session has on the list of rooms at a time, unless `LISTED_PER_SESSION` says
/// otherwise: nobody looks after more.
pub(crate) const LISTED_PER_SESSION_DEFAULT: usize = 2;

/// Rooms that one address has on the list of rooms at a time, unless `LISTED_PER_ADDRESS` says
/// otherwise: a school has more people who start one than a flat has.
pub(crate) const LISTED_PER_ADDRESS_DEFAULT: usize = 5;

/// More than so many of one session or address nobody looks through.
pub(crate) const LISTED_MAX: usize = 1_000;

/// Rooms of one address on one page of the list, so that seven addresses at least fill it.
pub(crate) const LISTED_ON_PAGE_PER_ADDRESS: usize = 3;

/// How many rooms are read for one that is shown: rooms of an address that has its share are left
/// out, and there are two in five of them at most.
pub(crate) const LISTED_READ_FOR_ONE: usize = 2;

/// The status with which a room answers a call that would found it, and has to ask first.
pub(crate) const NOT_FOUNDED: u16 = 409;

/// The number of the format of backups. One that is higher is of a later build.
pub(crate) const BACKUP_FORMAT: u16 = 1;

/// Messages that are read at once for a backup: 16 MB at the very most, of the 128 of an isolate.
pub(crate) const EXPORT_PAGE: usize = 1_000;

/// Pages of a part of a backup. Each asks the room once and D1 twice, and the free plan allows an
/// invocation 50 of these
/// ([limits](https://developers.cloudflare.com/workers/platform/limits/#subrequests)).
pub(crate) const EXPORT_PAGES: usize = 15;

/// Bytes of text after which a part of a backup ends.
pub(crate) const EXPORT_MAX_BYTES: usize = 8 * MEGABYTE;

/// Bytes of a part that is imported: four thousand messages as people write them, and twenty of the
/// longest. It is in memory as text and as values.
pub(crate) const IMPORT_MAX_BYTES: usize = 4 * MEGABYTE;

/// For how long somebody counts as a person who has shown it: they join a room or two.
pub(crate) const PERSON_CHECK_LIFETIME_MS: Millis = 60 * 60 * 1_000;

/// How long Turnstile is waited for: somebody waits who wants in.
pub(crate) const PERSON_CHECK_TIMEOUT: Duration = Duration::from_secs(10);

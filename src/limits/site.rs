//! Limits of the site as a whole: its operator, their pages and settings, and the fence around all
//! rooms.

use std::time::Duration;

use room::Millis;

/// How long the operator stays signed in: a working day.
pub(crate) const OPERATOR_COOKIE_LIFETIME_MS: Millis = 12 * 60 * 60 * 1_000;

/// Wrong keys of the operator that are taken from one address…
pub(crate) const OPERATOR_TRIES_MAX: usize = 5;

/// …within so long. Nobody guesses 128 bits; it is for a key that somebody half knows.
pub(crate) const OPERATOR_TRIES_INTERVAL_MS: Millis = 60_000;

/// Addresses of which wrong keys are counted in an isolate: 100 KB of its memory.
pub(crate) const OPERATOR_TRIES_ADDRESSES_MAX: usize = 1_000;

/// How long a room collects changes of its entry in the index of all rooms, if it wrote none
/// lately…
pub(crate) const INDEX_DELAY_MS: Millis = 1_000;

/// …and how often it writes to D1 at most: a row a minute while people come and go. The page of
/// one room is exact.
pub(crate) const INDEX_INTERVAL_MS: Millis = 60_000;

/// The size of a room in the index is rounded up to so many bytes, about a thousand messages: it is
/// no reason to write a row for each.
pub(crate) const INDEX_BYTES_STEP: usize = 100_000;

/// Messages of a room that the operator's list counts. Each is a row that D1 reads.
pub(crate) const INDEX_MESSAGES_MAX: usize = 1_000;

/// How long the operator waits for D1: their pages are of little use without it.
pub(crate) const D1_OPERATOR_TIMEOUT: Duration = Duration::from_secs(10);

/// Rooms on a page of the operator's.
pub(crate) const OPERATED_ROOMS: usize = 50;

/// How old the copy of the site's settings gets in an isolate before it is read again: what the
/// operator decides is in force everywhere within half a minute…
pub(crate) const SITE_REFRESH_MS: Millis = 20_000;

/// …and how soon it is tried again if D1 did not answer.
pub(crate) const SITE_RETRY_MS: Millis = 5_000;

/// How often it is logged at most that D1 did not answer.
pub(crate) const SITE_LOG_INTERVAL_MS: Millis = 60_000;

/// How long a request waits for the settings of the site: the pages before were shown with those
/// that were known.
pub(crate) const D1_SITE_TIMEOUT: Duration = Duration::from_secs(1);

/// How old the copy of ended sessions gets in an isolate before what is new is read. With the time
/// that this takes, a cookie that is over is nobody's within a minute.
pub(crate) const ENDED_REFRESH_MS: Millis = 20_000;

/// So much later another isolate may have written what it decided, or by so much its clock may be
/// behind: what is new is read from so long before on.
pub(crate) const ENDED_LATE_MS: Millis = 60_000;

/// Ended sessions that an isolate knows: 3 MB of its memory. It takes the latest.
pub(crate) const ENDED_MAX: usize = 50_000;

/// Rooms that are told at once that somebody's session is over; of more than these the others learn
/// of it while they are awake. Cloudflare lets a request make a thousand calls.
pub(crate) const VISITED_ROOMS_MAX: usize = 200;

/// How old it gets in D1 when somebody was last connected to a room, before it is written again.
pub(crate) const VISIT_REFRESH_MS: Millis = 24 * 60 * 60 * 1_000;

/// Visitors of a room that D1 is told of at once.
pub(crate) const VISITS_BATCH: usize = 200;

/// How many seconds a program should wait while nobody can write. Nobody knows how long that takes.
pub(crate) const READ_ONLY_RETRY_AFTER_S: Millis = 60;

/// Characters of what the operator calls the site: it stands in the title of each page.
pub(crate) const SITE_NAME_MAX_CHARS: usize = 40;

/// Characters of the welcome, of an announcement and of a reason: two or three sentences, above
/// everything else on a phone.
pub(crate) const SITE_TEXT_MAX_CHARS: usize = 280;

/// Entries on a page of what the operator did.
pub(crate) const AUDIT_ENTRIES: usize = 50;

/// Messages on the operator's page of a room: what was said in the last minutes of a busy one.
pub(crate) const OPERATED_MESSAGES: usize = 50;

/// Reports on the operator's page: as many as somebody looks at in one go. The next ones come once
/// these are closed.
pub(crate) const OPERATED_REPORTS: usize = 100;

/// How many rooms of one person, or of one network, the operator can let onto the list.
pub(crate) const LISTED_CHOICES: [u32; 8] = [0, 1, 2, 3, 5, 10, 20, 100];

/// Mutes and bans on a page of the operator's.
pub(crate) const OPERATED_SANCTIONS: usize = 100;

/// Rooms that are asked at once who is in them: each is a call.
pub(crate) const OPERATED_PEOPLE_ROOMS: usize = 20;

/// For how long the key by which addresses are hashed stays the same: who is banned today can be
/// kept out for a week at least, and nobody is known by their address for longer than two.
pub(crate) const ADDRESS_PERIOD_MS: Millis = 7 * 24 * 60 * 60 * 1_000;

/// Bits at the end of an IPv6 address that the devices of a household choose as they like (RFC
/// 6177): the 64 before them stand for all of it.
pub(crate) const ADDRESS_DEVICE_BITS: u32 = 64;

/// How long the platform counts what one address does in all rooms together. The platform reads in
/// `wrangler.toml` how much that may be, and a test compares it with these…
pub(crate) const FENCE_PERIOD_MS: Millis = 60_000;

/// …forms that let somebody in or give them another name: a lecture of a hundred in one minute.
#[cfg(test)]
pub(crate) const FENCE_JOINS: u32 = 120;

/// …rooms that are founded: a class of which every pair starts one, and no list of rooms is full of
/// them. One machine started 300 in five seconds.
#[cfg(test)]
pub(crate) const FENCE_NEW_ROOMS: u32 = 15;

/// …rooms that are asked for and that nobody has asked this isolate for before: a school whose
/// every pupil follows another link, and a tenth of a second of a machine that goes through made up
/// names.
#[cfg(test)]
pub(crate) const FENCE_ROOMS: u32 = 120;

/// …sockets that are opened: 300 people whose link comes back twice.
#[cfg(test)]
pub(crate) const FENCE_UPGRADES: u32 = 600;

/// …requests of programs: a bridge or two that ask every second.
#[cfg(test)]
pub(crate) const FENCE_READS: u32 = 300;

/// …reports of browsers: a page whose policy is violated reports each time, and the first ones say
/// all.
#[cfg(test)]
pub(crate) const FENCE_VIOLATIONS: u32 = 30;

/// How long the platform counts messages of one address in all rooms together…
pub(crate) const FENCE_MESSAGES_PERIOD_MS: Millis = 10_000;

/// …and how many times [`ADDRESS_MESSAGES_COUNTED_BY`](room::limits::ADDRESS_MESSAGES_COUNTED_BY)
/// it lets through: 20 a second, twice what one room takes. One session said 200 in two seconds, in
/// twenty rooms.
#[cfg(test)]
pub(crate) const FENCE_MESSAGES: u32 = 40;

/// Rooms that an isolate remembers as met: 1 MB of its memory. Of more it begins anew.
pub(crate) const MET_ROOMS_MAX: usize = 10_000;

/// Members of whom an isolate remembers that a room has shut them out: 100 KB of its memory.
pub(crate) const SHUT_OUTS_KNOWN_MAX: usize = 1_000;

/// Bytes of a report about our content security policy: a dozen of the longest that browsers send
/// together.
pub(crate) const VIOLATION_REPORT_MAX_BYTES: usize = 32 * 1024;

/// How many violations are looked at in a report: of a page that reports more, these say it all.
pub(crate) const VIOLATIONS_IN_A_REPORT: usize = 20;

/// How often one kind of violation is logged at most, by each isolate: anybody can report
/// thousands.
pub(crate) const VIOLATION_LOG_INTERVAL_MS: Millis = 60_000;

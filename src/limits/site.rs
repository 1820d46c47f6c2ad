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

/// …sockets that are opened: 300 people whose link comes back twice.
#[cfg(test)]
pub(crate) const FENCE_UPGRADES: u32 = 600;

/// …requests of programs: a bridge or two that ask every second.
#[cfg(test)]
pub(crate) const FENCE_READS: u32 = 300;

/// How long the platform counts messages of one address in all rooms together…
pub(crate) const FENCE_MESSAGES_PERIOD_MS: Millis = 10_000;

/// …and how many times [`ADDRESS_MESSAGES_COUNTED_BY`](room::limits::ADDRESS_MESSAGES_COUNTED_BY)
/// it lets through: 20 a second, twice what one room takes. One session said 200 in two seconds, in
/// twenty rooms.
#[cfg(test)]
pub(crate) const FENCE_MESSAGES: u32 = 40;

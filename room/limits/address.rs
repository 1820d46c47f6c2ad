//! Limits by address: what all sessions of one address may do in a room together. Each is what a
//! school or a mobile carrier needs, and less than one machine can do.

use crate::Millis;

/// Messages that all sessions of one address may send in a room at once…
pub const ADDRESS_SEND_BURST: i64 = 100;

/// …and the time in which one more is allowed: ten a second. Thirty people of one school who all
/// write every five seconds need six; one machine that makes new sessions sent 162.
pub const ADDRESS_SEND_INTERVAL_MS: Millis = 100;

/// Bytes of text that all sessions of one address may send in a room at once: sixteen of the
/// longest messages…
pub const ADDRESS_BYTES_BURST: i64 = 128 * 1024;

/// …and in each millisecond after that: 16 KB a second, more than ten fast typists paste. One
/// machine sent 1.4 MB.
pub const ADDRESS_BYTES_PER_MS: i64 = 16;

/// Names that are new in a room and come from one address at once: a lecture that is sent a link…
pub const ADDRESS_NAME_BURST: i64 = 100;

/// …and the time in which one more is let in. One machine held 300 names after two seconds; now it
/// needs more than three minutes, and most are free again after
/// [`NAME_RESERVED_MS`](crate::limits::NAME_RESERVED_MS).
pub const ADDRESS_NAME_INTERVAL_MS: Millis = 1_000;

/// How often people of one address may change their names in a room at once…
pub const ADDRESS_RENAME_BURST: i64 = 20;

/// …and the time in which one may once more. Each is told to everybody.
pub const ADDRESS_RENAME_INTERVAL_MS: Millis = 3_000;

/// Connections that one address may have open in a room: a lecture of 300 at one mobile carrier or
/// university. One machine opened 400, and it is not much of a machine.
pub const ADDRESS_CONNECTIONS_MAX: usize = 300;

/// Connections that one address may open in a room at once: all of them, when the link of that
/// university was gone for a moment…
pub const ADDRESS_CONNECT_BURST: i64 = 300;

/// …and the time in which it may open one more. Each costs a first frame.
pub const ADDRESS_CONNECT_INTERVAL_MS: Millis = 100;

/// How long somebody waits whose address has as many connections as it may have: some of them are
/// closed by then, as people come and go.
pub const ADDRESS_FULL_WAIT_MS: Millis = 30_000;

/// While the site is under attack, an address may do 1/N of what it may otherwise: still enough for
/// a family.
pub const UNDER_ATTACK_ONE_IN: usize = 4;

/// Addresses whose buckets are kept before those that are full again are dropped: to look for them
/// takes a microsecond.
pub const ADDRESSES_SWEPT_AT: usize = 64;

/// Messages of an address in a room that the fence around all rooms is told of at once: its first,
/// and then each fifth. To tell of each would be a call for each.
pub const ADDRESS_MESSAGES_COUNTED_BY: u32 = 5;

/// The longest that the fence around all rooms keeps back what an address sends.
pub const ADDRESS_HELD_MAX_MS: Millis = 60_000;

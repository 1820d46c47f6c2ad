//! What somebody may try in vain, before a room is tired of them.

use crate::Millis;

/// Frames that nobody could have typed, on one connection, before it is closed: a broken client
/// gets an answer a few times, a hostile one not for ever.
pub const BAD_FRAMES_MAX: u32 = 10;

/// Refusals of which a member is told, within the time in which they are forgotten. A page that was
/// offline sends at once what was typed there: so many of those wait for their turn.
pub const REFUSALS_TOLD_MAX: i64 = 20;

/// Refusals of a member before they are shut out. After half a minute all are forgotten. Each is a
/// frame that others wait for; a page that had still more to say sends it when it is back.
pub const REFUSALS_MAX: i64 = 30;

/// The time in which one refusal is forgotten.
pub const REFUSAL_INTERVAL_MS: Millis = 1_000;

/// Refusals that a frame counts as that is not even read (binary, or too long): the third within
/// fifteen seconds is the last.
pub const UNREAD_FRAME_COST: i64 = 15;

/// Frames of a member that are looked at, at once…
pub const FRAME_BURST: i64 = 100;

/// …and the time in which one more is. A page that does all it can at once sends ten a second.
pub const FRAME_INTERVAL_MS: Millis = 50;

/// For how long somebody is shut out who was refused too often. A flood that comes back each time
/// costs a room two messages a second; whoever did not mean it is back before they ask somebody.
pub const SHUT_OUT_MS: Millis = 30_000;

//! Limits of silent connections: heartbeats, and how often a room looks for who is gone without a
//! word.

use crate::Millis;

/// How often a page sends a heartbeat. The platform answers it without waking the room.
pub const HEARTBEAT_INTERVAL_MS: Millis = 15_000;

/// A connection that sent nothing for so long is gone: a heartbeat interval, and time for the
/// heartbeat to be late.
pub const IDLE_TIMEOUT_MS: Millis = 27_000;

/// One that sent nothing for so long has missed a heartbeat, and may be about to be gone.
pub const HEARTBEAT_MISSED_MS: Millis = 20_000;

/// How often a room looks for idle connections while it is awake, or somebody has just come, or
/// somebody was silent. So a member whose link broke is off the list within 87 s.
pub const IDLE_SWEEP_INTERVAL_MS: Millis = 60_000;

/// How often it looks if all who are here were heard of, and nothing has happened since. It has to
/// be woken for that, which is a request and a row written. In such a room nobody says, asks or
/// opens anything, so nobody can miss who is gone but somebody who watches the list.
pub const CALM_SWEEP_INTERVAL_MS: Millis = 5 * 60_000;

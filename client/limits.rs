//! Numbers of a client's side that no room needs. What both sides need stands in [`room::limits`].
//! A browser has the same in `static/js/`; `tests/scripts.rs` compares them.

use room::Millis;

/// The protocol that this client speaks; a server that speaks another one tells it to reload.
pub const PROTOCOL_VERSION: &str = "2";

/// Silence of this length means that the link is dead: two heartbeats, and time for the second
/// answer to be late.
pub const IDLE_TIMEOUT_MS: Millis = 35_000;

/// How long a new connection may take until the first frame or the first heartbeat's answer comes.
pub const CONNECT_TIMEOUT_MS: Millis = 20_000;

/// The longest wait before the first attempt to come back; each failed attempt doubles it…
pub const FIRST_RETRY_MS: Millis = 1_000;

/// …up to this: a room that is back should not have to wait longer for its members…
pub const LONGEST_RETRY_MS: Millis = 30_000;

/// …but for as many members as there are, each adds this much: ten thousand who are cut off
/// together come back over 40 s, some 250 a second.
pub const RETRY_PER_MEMBER_MS: Millis = 4;

/// Close codes from here on are final: the server asks the client not to come back as it is.
pub const FIRST_FINAL_CLOSE_CODE: u16 = 4_000;

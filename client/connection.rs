//! One connection: heartbeats, timeouts, acknowledgements, and the frames to send on it. Knows no
//! cursor and no messages.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;

use room::Millis;
use room::limits::{ACK_EVERY_UNITS, HEARTBEAT_INTERVAL_MS};

use crate::frame;
use crate::limits::{CONNECT_TIMEOUT_MS, IDLE_TIMEOUT_MS};

/// The heartbeat. The platform answers it without waking the room.
pub const PING: &str = "ping";

/// Its answer.
pub const PONG: &str = "pong";

/// Says that the client has read another [`ACK_EVERY_UNITS`].
const ACK: &str = "ack";

/// Nothing came for too long. Over a dead link no close comes; the client has to end the
/// connection itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLost;

impl fmt::Display for ConnectionLost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing came for too long")
    }
}

/// A connection that was asked for, and that is open after [`on_open`](Self::on_open).
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    /// When the next heartbeat is due; none while the answer to the last one is awaited.
    heartbeat_at: Option<Millis>,
    /// When the link is given up unless something comes.
    times_out_at: Millis,
    /// Read and not acknowledged, in UTF-16 code units.
    unacknowledged: usize,
    /// Whether the first frame has come: the page is caught up.
    is_live: bool,
    outgoing: VecDeque<Cow<'static, str>>,
}

impl Connection {
    pub(crate) fn new(now: Millis) -> Self {
        Self {
            heartbeat_at: None,
            times_out_at: now + CONNECT_TIMEOUT_MS,
            unacknowledged: 0,
            is_live: false,
            outgoing: VecDeque::new(),
        }
    }

    /// The handshake is over. A heartbeat goes first, so that a link that only swallows is found
    /// out.
    pub(crate) fn on_open(&mut self) {
        self.send(Cow::Borrowed(PING));
    }

    /// Something came: the link is alive.
    pub(crate) fn on_activity(&mut self, now: Millis) {
        self.times_out_at = now + IDLE_TIMEOUT_MS;
    }

    /// An answer sets the next heartbeat, so a machine that slept does not send several in a row.
    pub(crate) fn on_pong(&mut self, now: Millis) {
        self.heartbeat_at = Some(now + HEARTBEAT_INTERVAL_MS);
    }

    /// Acknowledges a frame, once for every [`ACK_EVERY_UNITS`] that were read since the connection
    /// began.
    pub(crate) fn acknowledge(&mut self, frame: &str) {
        self.unacknowledged += frame::utf16_len(frame);
        while self.unacknowledged >= ACK_EVERY_UNITS {
            self.unacknowledged -= ACK_EVERY_UNITS;
            self.send(Cow::Borrowed(ACK));
        }
    }

    /// The page is caught up. Returns whether that is new.
    pub(crate) fn go_live(&mut self) -> bool {
        !std::mem::replace(&mut self.is_live, true)
    }

    pub(crate) fn is_live(&self) -> bool {
        self.is_live
    }

    pub(crate) fn next_timer(&self) -> Millis {
        self.heartbeat_at.map_or(self.times_out_at, |heartbeat| heartbeat.min(self.times_out_at))
    }

    /// Sends a heartbeat if one is due, and says whether it was.
    pub(crate) fn on_timer(&mut self, now: Millis) -> Result<bool, ConnectionLost> {
        if self.times_out_at <= now {
            return Err(ConnectionLost);
        }
        let is_due = self.heartbeat_at.is_some_and(|at| at <= now);
        if is_due {
            self.heartbeat_at = None;
            self.send(Cow::Borrowed(PING));
        }
        Ok(is_due)
    }

    pub(crate) fn send(&mut self, frame: Cow<'static, str>) {
        self.outgoing.push_back(frame);
    }

    pub(crate) fn next_frame(&mut self) -> Option<Cow<'static, str>> {
        self.outgoing.pop_front()
    }
}

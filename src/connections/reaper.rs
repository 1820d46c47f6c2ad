//! The reaper: finds idle connections, and closes sockets whose link is gone a few at a time.
//!
//! A link may be gone without a word: a laptop that was shut, a phone in a tunnel, a cable. The
//! platform keeps such a socket open until we close it, and two files with it. Closing one costs a
//! quarter of a millisecond, twice what the end of the link does. When thousands are cut off at
//! once, the others should not wait for that.

use std::collections::VecDeque;

use room::{ConnectionId, MemberId, Millis, limits};

use super::connection::Open;
use super::socket::Socket;
use crate::limits::CLOSE_BATCH;

/// Idle sweeps, and sockets that are still to be closed.
pub(super) struct Reaper<S> {
    last_sweep: Option<Sweep>,
    close_queue: VecDeque<S>,
}

/// A sweep that was made.
struct Sweep {
    at: Millis,
    found: Found,
}

/// What it found.
#[derive(PartialEq, Eq)]
enum Found {
    /// Everybody was heard of who was here at the sweep before.
    Calm,
    /// Somebody has just come, or missed a heartbeat; or nobody is here, after a crash that ended
    /// all sockets.
    Unsettled,
}

impl<S> Default for Reaper<S> {
    fn default() -> Self {
        Self { last_sweep: None, close_queue: VecDeque::new() }
    }
}

impl<S: Socket> Reaper<S> {
    /// When to wake the room for a sweep. It is swept earlier when something else wakes it.
    pub(super) fn next_sweep(&self, now: Millis) -> Millis {
        match self.last_sweep {
            Some(Sweep { at, found: Found::Calm }) => at + limits::CALM_SWEEP_INTERVAL_MS,
            Some(Sweep { at, found: Found::Unsettled }) => at + limits::IDLE_SWEEP_INTERVAL_MS,
            None => now + limits::IDLE_SWEEP_INTERVAL_MS,
        }
    }

    /// Whether it is time for a sweep in a room that is awake anyway.
    pub(super) fn is_due(&self, now: Millis) -> bool {
        // A clock that was set back must not put the sweep off.
        let recent = now - limits::IDLE_SWEEP_INTERVAL_MS + 1..=now;
        self.last_sweep.as_ref().is_none_or(|last| !recent.contains(&last.at))
    }

    /// Finds connections that have sent neither a frame nor a heartbeat for
    /// [`limits::IDLE_TIMEOUT_MS`], unless a sweep was made lately. `last_heartbeat` asks the
    /// platform, which answers heartbeats by itself.
    pub(super) fn sweep(
        &mut self,
        open: &Open<S>,
        now: Millis,
        last_heartbeat: impl Fn(&S) -> Option<Millis>,
    ) -> Vec<(MemberId, ConnectionId)> {
        if !self.is_due(now) {
            return Vec::new();
        }
        let mut found = if open.is_empty() { Found::Unsettled } else { Found::Calm };
        let mut idle = Vec::new();
        for (id, connection) in open {
            let heartbeat_at = last_heartbeat(&connection.socket).unwrap_or(0);
            let silence = now - heartbeat_at.max(connection.last_frame_at);
            let has_just_come = now - connection.attachment.opened_at < limits::IDLE_SWEEP_INTERVAL_MS;
            if has_just_come || silence > limits::HEARTBEAT_MISSED_MS {
                found = Found::Unsettled;
            }
            if silence > limits::IDLE_TIMEOUT_MS {
                idle.push((connection.attachment.saved.member.id.clone(), id.clone()));
            }
        }
        self.last_sweep = Some(Sweep { at: now, found });
        idle
    }

    /// Queues a socket whose link is gone.
    pub(super) fn queue_close(&mut self, socket: S) {
        self.close_queue.push_back(socket);
    }

    /// Whether sockets are still to be closed.
    pub(super) fn has_queued_closes(&self) -> bool {
        !self.close_queue.is_empty()
    }

    /// Closes the next few.
    pub(super) fn close_queued(&mut self) {
        let batch = CLOSE_BATCH.min(self.close_queue.len());
        self.close_queue.drain(..batch).for_each(|socket| socket.drop_link());
    }
}

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
    last_sweep_at: Option<Millis>,
    close_queue: VecDeque<S>,
}

impl<S> Default for Reaper<S> {
    fn default() -> Self {
        Self { last_sweep_at: None, close_queue: VecDeque::new() }
    }
}

impl<S: Socket> Reaper<S> {
    /// When to sweep next.
    pub(super) fn next_sweep(&self, now: Millis) -> Millis {
        self.last_sweep_at.unwrap_or(now) + limits::IDLE_SWEEP_INTERVAL_MS
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
        // A clock that was set back must not put the sweep off.
        let recent = now - limits::IDLE_SWEEP_INTERVAL_MS + 1..=now;
        if self.last_sweep_at.is_some_and(|at| recent.contains(&at)) {
            return Vec::new();
        }
        self.last_sweep_at = Some(now);
        let idle = open.iter().filter(|(_, connection)| {
            let heartbeat_at = last_heartbeat(&connection.socket).unwrap_or(0);
            now - heartbeat_at.max(connection.last_frame_at) > limits::IDLE_TIMEOUT_MS
        });
        idle.map(|(id, connection)| (connection.attachment.saved.member.id.clone(), id.clone())).collect()
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

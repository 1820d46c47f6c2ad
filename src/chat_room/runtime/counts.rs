//! The counts of what has happened in the room: when its sockets carry them, and when they are
//! logged.

use super::engine::Engine;
use crate::chat_room::storage::Sql;
use crate::connections::Socket;
use crate::limits::ROOM_COUNTS_INTERVAL_MS;
use crate::log;

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// Has the sockets carry what has happened, as the room may hibernate before anything else
    /// happens; or logs it, in a room that is never empty.
    pub(super) fn settle_counts(&mut self) {
        self.connections.carry_counts(std::mem::take(&mut self.counts));
        let logged_by = self.connections.counted_since().map(|since| since + ROOM_COUNTS_INTERVAL_MS);
        if logged_by.is_some_and(|due| due <= self.clock.now()) {
            self.log_counts();
        }
    }

    /// Logs what has happened since it was logged last.
    pub(super) fn log_counts(&mut self) {
        self.connections.carry_counts(std::mem::take(&mut self.counts));
        let counts = self.connections.take_counts();
        if counts.since().is_some() {
            log::record("room_slept", counts.details(self.log_label()));
        }
    }
}

//! Who calls, and what the fence around all rooms says about where they come from.

use room::{Caller, Command, Fingerprint, Millis, Reply, Strictness};
use serde_json::json;
use worker::Result;

use super::engine::Engine;
use crate::chat_room::storage::Sql;
use crate::connections::Socket;
use crate::log;

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// Carries out a command of a call, which says who makes it.
    ///
    /// # Errors
    /// The storage could not be read or written.
    pub(crate) fn turn_by(&mut self, command: Command, caller: Caller) -> Result<Reply> {
        self.strictness = caller.strictness;
        self.turn_of(command, None, caller)
    }

    /// How strict the site is, as the last call said.
    pub(crate) fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// The fence keeps back for so long what an address sends.
    pub(crate) fn hold_address(&mut self, address: Fingerprint, wait_ms: Millis) {
        let now = self.clock.now();
        self.room.hold_address(address, now + wait_ms, now);
        log::info("address_held", json!({ "room": self.log_label() }));
    }
}

//! What becomes of sockets after they were opened: planned sends, probes, slow consumers, and how
//! they end.

use room::{Command, ConnectionId, DisconnectReason};
use serde_json::json;
use worker::Result;

use super::engine::Engine;
use crate::chat_room::storage::Sql;
use crate::connections::close_code::CloseCode;
use crate::connections::{FlushPlan, SlowConsumers, Socket};
use crate::log;

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// A socket ended by itself.
    pub(crate) fn on_close(&mut self, socket: &S) -> Result<()> {
        if let Some((member, connection)) = self.connections.identify(socket) {
            self.connections.remove(&connection);
            let reason = DisconnectReason::Closed;
            let _ = self.turn(Command::Disconnect { member: member.id, connection, reason }, None)?;
        }
        Ok(())
    }

    /// A socket whose link is gone has to be closed by us, some time.
    pub(crate) fn on_broken_link(&mut self, socket: S) {
        self.connections.queue_close(socket);
    }

    /// A planned flush is due.
    pub(crate) fn on_flush(&mut self, plan: FlushPlan) {
        let slow = self.connections.flush_planned(plan, &self.clock);
        self.close_slow_consumers(slow);
    }

    /// A probe has come: everything that was sent before it is out.
    pub(crate) fn on_probe(&mut self) {
        let slow = self.connections.on_probe(&self.clock);
        self.close_slow_consumers(slow);
    }

    /// Closes the next few sockets with a broken link.
    pub(crate) fn close_queued(&mut self) {
        self.connections.close_queued();
    }

    /// Closes connections that have stopped reading. The platform keeps all that was queued for a
    /// socket until it is gone.
    pub(super) fn close_slow_consumers(&mut self, slow: SlowConsumers) {
        for connection in slow {
            log::info("slow_consumer_closed", json!({ "room": self.log_label() }));
            if let Err(error) = self.close_connection(&connection, CloseCode::SlowConsumer) {
                log::room_error("turn_failed", self.log_label(), &error);
            }
        }
    }

    /// Closes a connection, and its member may be gone with it.
    pub(super) fn close_connection(&mut self, connection: &ConnectionId, code: CloseCode) -> Result<()> {
        let Some(member) = self.connections.member_of(connection) else { return Ok(()) };
        self.connections.close(connection, code);
        let reason = DisconnectReason::Closed;
        let _ = self.turn(Command::Disconnect { member, connection: connection.clone(), reason }, None)?;
        Ok(())
    }
}

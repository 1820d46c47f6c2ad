//! What becomes of sockets after they were opened: planned sends, probes, slow consumers, and how
//! they end.

use room::{Command, ConnectionId, DisconnectReason, Millis};
use serde_json::json;
use worker::Result;

use super::engine::Engine;
use crate::chat_room::storage::Sql;
use crate::connections::close_code::CloseCode;
use crate::connections::{FlushPlan, SlowConsumers, Socket};
use crate::{ended_sessions, log};

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// The other side closed a socket, with any code there is, or its link broke.
    pub(crate) fn on_close(&mut self, socket: &S, code: usize) -> Result<()> {
        let disconnected = self.disconnect(socket);
        match CloseCode::echo(code) {
            Some(code) => socket.agree_to_close(code),
            None => self.connections.queue_close(socket.clone()),
        }
        disconnected
    }

    /// A socket failed: what came on it were no frames. The platform has closed it, and ends its
    /// link when the room sleeps.
    pub(crate) fn on_error(&mut self, socket: &S) -> Result<()> {
        self.disconnect(socket)
    }

    /// Takes the connection of a socket away that has ended by itself.
    fn disconnect(&mut self, socket: &S) -> Result<()> {
        if let Some((member, connection)) = self.connections.identify(socket) {
            self.connections.remove(&connection);
            let reason = DisconnectReason::Closed;
            let _ = self.turn(Command::Disconnect { member: member.id, connection, reason }, None)?;
        }
        Ok(())
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

    /// Whether it is time to look for idle connections, as the room is awake.
    pub(crate) fn is_sweep_due(&self) -> bool {
        self.connections.is_sweep_due(self.clock.now())
    }

    /// Ends idle connections, unless it has looked for them lately.
    pub(crate) fn sweep(&mut self, last_heartbeat: impl Fn(&S) -> Option<Millis>) -> Result<()> {
        let connections = self.connections.sweep(self.clock.now(), last_heartbeat);
        if connections.is_empty() {
            return Ok(());
        }
        log::info("idle_connections_closed", json!({ "room": self.log_label(), "connections": connections.len() }));
        let _ = self.turn(Command::TimeOut { connections }, None)?;
        Ok(())
    }

    /// Closes the connections whose session is over, if more are over than when it last looked.
    ///
    /// # Errors
    /// The storage could not be written.
    pub(crate) fn end_sessions(&mut self) -> Result<()> {
        let known = ended_sessions::version();
        if known == self.ended_known {
            return Ok(());
        }
        self.ended_known = known;
        let over = self.connections.with_session(ended_sessions::is_over);
        over.iter().try_for_each(|connection| self.close_connection(connection, CloseCode::SessionChanged))
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

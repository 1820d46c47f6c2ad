//! The lobby and the sessions that people speak with.

use super::Lobby;

impl Lobby {
    /// It looks for connections whose session is over.
    pub(in super::super) fn ends_sessions(&mut self) -> &mut Self {
        self.clock.set(self.now);
        self.engine.end_sessions().unwrap();
        self.record();
        self
    }

    /// The number with which our side closed a connection.
    pub(in super::super) fn closed_with(&self, connection: &str) -> Option<u16> {
        self.socket(connection).closed_with().map(|code| code.number())
    }
}

//! What tests do to an engine, natively and in the build with faults.

use worker::Result;

#[cfg(test)]
use room::Effects;

use super::Engine;
#[cfg(test)]
use crate::chat_room::runtime::restore::Config;
use crate::chat_room::storage::Sql;
#[cfg(test)]
use crate::chat_room::storage::Storage;
use crate::connections::Socket;

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// What the last turns led to.
    #[cfg(test)]
    pub(crate) fn take_effects(&mut self) -> Vec<Effects> {
        std::mem::take(&mut self.effects)
    }

    /// What would be logged of the room if it slept now. It is counted on.
    #[cfg(test)]
    pub(crate) fn counts(&mut self) -> serde_json::Value {
        self.connections.carry_counts(std::mem::take(&mut self.counts));
        let counts = self.connections.take_counts();
        self.connections.carry_counts(counts.clone());
        counts.details(self.log_label())
    }

    /// The storage, for pruning as much of it as a test wants.
    #[cfg(test)]
    pub(crate) fn storage_mut(&mut self) -> &mut Storage<Q> {
        &mut self.storage
    }

    /// What it is restored with the next time.
    #[cfg(test)]
    pub(crate) fn set_config(&mut self, config: Config) {
        self.config = config;
    }

    /// Does what an eviction does: forgets everything that is only in memory.
    pub(crate) fn simulate_eviction(&mut self, sql: Q, sockets: impl IntoIterator<Item = S>) -> Result<()> {
        let presence = self.room.hibernated_presence();
        self.connections.hibernate_if_due(self.room.presence_version(), self.clock.now(), presence);
        *self = Self::restore(self.slug.clone(), self.clock.clone(), self.config, sql, sockets)?;
        Ok(())
    }
}

//! What the alarm of the room under test does, and what it logs.

use serde_json::Value;
use worker::Error;

use super::Lobby;
use crate::chat_room::jobs::lag::LagUpdate;

impl Lobby {
    /// D1 does not take the next batch. What it should be told of that.
    pub(in super::super) fn cannot_ship(&mut self) -> Option<LagUpdate> {
        self.clock.set(self.now);
        self.engine.jobs().next_batch().unwrap().expect("something to ship");
        self.engine.jobs().on_archive_failed(&Error::from("D1 takes no messages"));
        self.engine.jobs().next_lag_update().unwrap()
    }

    /// What D1 should be told of how far the room is behind. It takes that.
    pub(in super::super) fn tells_lag(&mut self) -> Option<LagUpdate> {
        let update = self.engine.jobs().next_lag_update().unwrap();
        update.into_iter().for_each(|update| self.engine.jobs().on_lag_told(update).unwrap());
        update
    }

    /// What would be logged of the room if it slept now.
    pub(in super::super) fn counts(&mut self) -> Value {
        self.engine.counts()
    }

    /// An alarm comes that finds nobody silent.
    pub(in super::super) fn settles_counts(&mut self) {
        self.clock.set(self.now);
        let now = self.now;
        self.engine.on_alarm(|_| Some(now)).unwrap();
    }
}

//! What the alarm of the room under test does, and what it logs.

use room::{Message, Millis, Report, Seq, UploadId};
use serde_json::Value;
use worker::Error;

use super::super::d1::D1;
use super::super::pretend_socket::PretendSocket;
use super::{Lobby, config};
use crate::chat_room::jobs::lag::LagUpdate;
use crate::chat_room::runtime::restore::Config;
use crate::chat_room::storage::FillLeft;
use crate::db::NamedSanction;
use crate::retention::SiteRetention;

impl Lobby {
    /// The operator says for how many days messages are kept. The room hears of it when it wakes.
    pub(in super::super) fn keeps_messages_for(&mut self, days: u16) -> &mut Self {
        self.engine.set_config(Config { retention: SiteRetention { days }, ..config(0, 100, 1_000) });
        self.sleeps()
    }

    /// Up to which place D1 is asked for what the index of words lacks.
    pub(in super::super) fn next_to_index(&mut self) -> Option<Seq> {
        self.clock.set(self.now);
        self.engine.jobs().next_to_index().unwrap()
    }

    /// The index takes in what D1 has answered.
    pub(in super::super) fn takes_into_index(&mut self, messages: &[Message], left: FillLeft) {
        self.engine.storage_mut().index(messages, left).unwrap();
    }

    /// Somebody asks the room something, or its alarm comes.
    pub(in super::super) fn expires(&mut self) -> &mut Self {
        self.clock.set(self.now);
        self.engine.jobs().expire().unwrap();
        self
    }

    /// When the alarm comes of a room in which nobody is, and that has nothing left to do.
    pub(in super::super) fn next_alarm(&mut self) -> Option<Millis> {
        self.clock.set(self.now);
        if let Some(entry) = self.engine.jobs().next_index_update() {
            self.engine.jobs().on_index_update(entry, Ok(()));
        }
        self.engine.schedule().on_alarm();
        self.engine.schedule().on_alarm_done();
        self.engine.next().to_arm.alarm
    }

    /// R2 deletes the files that are to be deleted.
    pub(in super::super) fn files_alarm(&mut self) -> Vec<UploadId> {
        self.clock.set(self.now);
        let ids = self.engine.jobs().next_doomed_files().unwrap();
        self.engine.jobs().on_files_deleted(Ok(ids.clone())).unwrap();
        ids
    }

    /// The next batch arrives in D1, as one of a room.
    pub(in super::super) fn ships_to_room(&mut self, d1: &D1, room: &str) {
        d1.ship_batch(room, &self.ships_batch());
    }

    /// What D1 has to be told of how long the room keeps messages. It takes that.
    pub(in super::super) fn tells_keep_days(&mut self, d1: &D1) -> Option<u16> {
        let update = self.engine.jobs().next_keep_days_update()?;
        d1.tell_keep_days("garden", update);
        self.engine.jobs().on_keep_days_told(Ok(update)).unwrap();
        Some(update)
    }

    /// Who is muted or banned, if D1 has to be told; and what it says about that.
    pub(in super::super) fn sanctions_to_ship(&mut self) -> Option<(Vec<NamedSanction>, u64)> {
        self.clock.set(self.now);
        self.engine.jobs().next_sanctions().unwrap()
    }

    /// D1 took the list as it was after so many changes, or none.
    pub(in super::super) fn has_shipped_sanctions(&mut self, changes: Option<u64>) {
        let outcome = changes.ok_or_else(|| Error::from("D1 is gone"));
        self.engine.jobs().on_sanctions_told(outcome).unwrap();
    }

    /// The reports that D1 should have by now.
    pub(in super::super) fn reports_to_ship(&mut self) -> Option<Vec<Report>> {
        self.clock.set(self.now);
        self.engine.jobs().next_reports().unwrap()
    }

    /// D1 took these reports, or failed.
    pub(in super::super) fn has_shipped_reports(&mut self, reports: Option<Vec<Report>>) {
        let outcome = reports.ok_or_else(|| Error::from("D1 is gone"));
        self.engine.jobs().on_reports_told(outcome).unwrap();
    }

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

    /// The room looks for who is silent. Each socket was heard of a while ago.
    pub(in super::super) fn looks(&mut self, heard_of: impl Fn(&str) -> Millis) -> &mut Self {
        self.clock.set(self.now);
        let sockets = self.connections.iter().map(|(_, connection, socket)| (connection.0.clone(), socket.clone()));
        let sockets: Vec<_> = sockets.collect();
        let last_heartbeat = |socket: &PretendSocket| {
            let (connection, _) = sockets.iter().find(|(_, open)| open == socket).expect("an open connection");
            Some(self.now - heard_of(connection))
        };
        self.engine.sweep(last_heartbeat).unwrap();
        self.record();
        self
    }

    /// An alarm comes that finds nobody silent.
    pub(in super::super) fn settles_counts(&mut self) {
        self.clock.set(self.now);
        let now = self.now;
        self.engine.on_alarm(|_| Some(now)).unwrap();
    }
}

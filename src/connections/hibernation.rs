//! What one socket carries for others while the room hibernates: presence of members without a
//! connection, and the broadcast cursor.

use room::{ConnectionId, HibernatedPresence, Millis, Version};

use super::connection::Open;
use super::socket::Socket;
use crate::limits::HIBERNATION_INTERVAL_MS;

/// Who carries what.
#[derive(Default)]
pub(super) struct Hibernation {
    /// The connection whose attachment holds the presence.
    presence_carrier: Option<ConnectionId>,
    presence: HibernatedPresence,
    /// The room's count of presence changes when it was last attached.
    attached_version: u64,
    attached_at: Millis,
    due: Option<Millis>,
    /// The version up to which everyone has everything, if messages wait, and the connection that
    /// carries it.
    cursor: Option<(Version, ConnectionId)>,
}

impl Hibernation {
    /// Finds out which sockets carry something. A restored room counts its changes anew.
    pub(super) fn restore<S: Socket>(open: &Open<S>) -> Self {
        let carrier = open.values().find(|connection| !connection.attachment.hibernated.is_empty());
        let cursor = open.values().find_map(|connection| {
            Some((connection.attachment.broadcast_cursor?, connection.attachment.saved.connection.clone()))
        });
        Self {
            presence: carrier.map(|carrier| carrier.attachment.hibernated.clone()).unwrap_or_default(),
            presence_carrier: carrier.map(|carrier| carrier.attachment.saved.connection.clone()),
            cursor,
            ..Self::default()
        }
    }

    /// What hibernated about members without a connection.
    pub(super) fn presence(&self) -> &HibernatedPresence {
        &self.presence
    }

    /// The version up to which everyone had everything; none if that is all.
    pub(super) fn cursor(&self) -> Option<Version> {
        self.cursor.as_ref().map(|(version, _)| *version)
    }

    /// When presence has to be attached, if that was put off.
    pub(super) fn due(&self) -> Option<Millis> {
        self.due
    }

    /// Attaches presence to one of the sockets if it changed: now, or a little later if that was
    /// just done. When a thousand are cut off at once, each of them changes it. While it is put off
    /// the room stays in memory; in a crash all sockets are gone, and their attachments with them.
    pub(super) fn update<S: Socket>(
        &mut self,
        open: &mut Open<S>,
        presence_version: u64,
        now: Millis,
        presence: impl FnOnce() -> HibernatedPresence,
    ) {
        if self.attached_version == presence_version && !self.has_lost_carrier(open) {
            return;
        }
        let next = self.attached_at + HIBERNATION_INTERVAL_MS;
        if (self.attached_at..next).contains(&now) {
            self.due = Some(next);
            return;
        }
        self.attach(open, presence_version, now, presence());
    }

    fn has_lost_carrier<S: Socket>(&self, open: &Open<S>) -> bool {
        self.presence_carrier.as_ref().is_some_and(|carrier| !open.contains_key(carrier))
    }

    /// Attaches presence to one of the sockets.
    pub(super) fn attach<S: Socket>(
        &mut self,
        open: &mut Open<S>,
        presence_version: u64,
        now: Millis,
        presence: HibernatedPresence,
    ) {
        self.attached_version = presence_version;
        self.attached_at = now;
        self.due = None;
        let carrier = self.presence_carrier.take().filter(|carrier| open.contains_key(carrier));
        if carrier.is_some() && presence == self.presence || carrier.is_none() && presence.is_empty() {
            self.presence_carrier = carrier;
            return;
        }
        let carrier = carrier.or_else(|| open.keys().next().cloned());
        if let Some(connection) = carrier.as_ref().and_then(|carrier| open.get_mut(carrier)) {
            connection.attachment.hibernated.clone_from(&presence);
            connection.save();
        }
        self.presence_carrier = carrier.filter(|_| !presence.is_empty());
        self.presence = presence;
    }

    /// Attaches the broadcast cursor to one of the sockets if it changed. A room that is evicted
    /// while messages wait would otherwise never send them to the connections that stay open.
    pub(super) fn update_cursor<S: Socket>(&mut self, open: &mut Open<S>, cursor: Option<Version>) {
        if self.cursor() == cursor {
            return;
        }
        let carrier = self.cursor.take().map(|(_, carrier)| carrier);
        let carrier = carrier.or_else(|| open.keys().next().cloned());
        self.carry_cursor(open, cursor, carrier);
    }

    /// Moves the broadcast cursor to another socket when its carrier is gone. The presence is not
    /// moved: the change of presence that follows attaches it anew.
    pub(super) fn on_removed<S: Socket>(&mut self, open: &mut Open<S>, gone: &ConnectionId) {
        if self.cursor.as_ref().is_some_and(|(_, carrier)| carrier == gone) {
            let cursor = self.cursor.take().map(|(version, _)| version);
            let heir = open.keys().next().cloned();
            self.carry_cursor(open, cursor, heir);
        }
    }

    fn carry_cursor<S: Socket>(&mut self, open: &mut Open<S>, cursor: Option<Version>, carrier: Option<ConnectionId>) {
        if let Some(connection) = carrier.as_ref().and_then(|carrier| open.get_mut(carrier)) {
            connection.attachment.broadcast_cursor = cursor;
            connection.save();
        }
        self.cursor = cursor.zip(carrier);
    }
}

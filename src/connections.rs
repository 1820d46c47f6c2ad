//! The WebSockets of one object: who is connected, what each has received, and sending to them.
//! Knows neither storage nor the rules of chat, so a relay for a very large room can use it whole.

mod attachment;
mod broadcast;
pub(crate) mod close_code;
mod connection;
mod hibernation;
pub(crate) mod older_pages;
mod queue;
mod reaper;
mod socket;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use room::{
    ConnectionId, Fingerprints, HibernatedPresence, Member, MemberId, Millis, SavedConnection, SessionMark, Version,
    WindowExceeded, Write,
};
use templates::ServerFrame;
use templates::words::Language;
use worker::Result;

use crate::clock::Clock;
use crate::room_counts::RoomCounts;
use broadcast::Broadcaster;
use close_code::CloseCode;
use connection::{Connection, Open};
use hibernation::Hibernation;
use reaper::Reaper;

pub(crate) use attachment::Attachment;
pub(crate) use broadcast::{FlushPlan, SlowConsumers};
pub(crate) use queue::{QueuedEvent, Rendering};
pub(crate) use socket::Socket;

/// The open connections of one object.
pub(crate) struct Connections<S: Socket> {
    open: Open<S>,
    /// How many connections there are of each language that there are any of.
    readers: BTreeMap<Language, usize>,
    broadcaster: Broadcaster,
    hibernation: Hibernation,
    /// What the room has not told yet, since a version.
    untold_since: Option<Version>,
    reaper: Reaper<S>,
    /// What sockets carried that are gone.
    counts: RoomCounts,
}

impl<S: Socket> Connections<S> {
    /// The sockets that stayed open while the room slept.
    pub(crate) fn restore(sockets: impl IntoIterator<Item = S>) -> Self {
        let broadcaster = Broadcaster::default();
        let attached = sockets.into_iter().filter_map(|socket| Some((Attachment::of(&socket)?, socket)));
        let open: Open<S> = attached
            .map(|(attachment, socket)| {
                let id = attachment.saved.connection.clone();
                (id, Connection::new(socket, attachment, broadcaster.end()))
            })
            .collect();
        let hibernation = Hibernation::restore(&open);
        let mut readers = BTreeMap::new();
        open.values().for_each(|connection| *readers.entry(connection.language()).or_default() += 1);
        let (reaper, counts) = (Reaper::default(), RoomCounts::default());
        Self { open, readers, broadcaster, hibernation, untold_since: None, reaper, counts }
    }

    /// The room was restored, and the connections were not.
    pub(crate) fn on_room_restored(&mut self) {
        self.hibernation = Hibernation::restore(&self.open);
    }

    /// Adds a connection. Everything that is broadcast from now on reaches it; what waits to be
    /// broadcast does not, because its first frame has it already.
    ///
    /// # Errors
    /// Nothing can be attached to the socket.
    pub(crate) fn add(&mut self, socket: S, attachment: Attachment) -> Result<()> {
        let (id, page) = (attachment.saved.connection.clone(), attachment.page);
        attachment.put(&socket)?;
        self.open.insert(id, Connection::new(socket, attachment, self.broadcaster.end()));
        *self.readers.entry(page.language).or_default() += 1;
        Ok(())
    }

    /// The member and the connection of a socket. None if we have closed it already.
    pub(crate) fn identify(&self, socket: &S) -> Option<(Member, ConnectionId)> {
        Attachment::of(socket).map(|attachment| (attachment.saved.member, attachment.saved.connection))
    }

    /// The member of a connection.
    pub(crate) fn member_of(&self, connection: &ConnectionId) -> Option<MemberId> {
        self.open.get(connection).map(|open| open.attachment.saved.member.id.clone())
    }

    /// Where a connection comes from.
    pub(crate) fn address_of(&self, connection: &ConnectionId) -> Option<Fingerprints> {
        self.open.get(connection)?.attachment.saved.from
    }

    /// The sessions that connections were opened with, and who their members are here.
    pub(crate) fn sessions(&self) -> Vec<(SessionMark, MemberId)> {
        let session = |open: &Connection<S>| Some((open.attachment.session?, open.attachment.saved.member.id.clone()));
        self.open.values().filter_map(session).collect()
    }

    /// The connections whose session is such a one.
    pub(crate) fn with_session(&self, is_wanted: impl Fn(SessionMark) -> bool) -> Vec<ConnectionId> {
        let is_wanted = |open: &Connection<S>| open.attachment.session.is_some_and(&is_wanted);
        self.open.iter().filter(|(_, open)| is_wanted(open)).map(|(connection, _)| connection.clone()).collect()
    }

    /// The languages that somebody here reads: one as a rule.
    pub(crate) fn languages(&self) -> Vec<Language> {
        self.readers.keys().copied().collect()
    }

    /// The language of a connection's page.
    pub(crate) fn language_of(&self, connection: &ConnectionId) -> Language {
        self.open.get(connection).map(Connection::language).unwrap_or_default()
    }

    /// Takes a connection away that ended by itself.
    pub(crate) fn remove(&mut self, connection: &ConnectionId) {
        if let Some(removed) = self.open.remove(connection) {
            self.counts.add(removed.attachment.counts.clone());
            Attachment::clear(&removed.socket);
            self.forget_reader(removed.language());
            self.hibernation.on_removed(&mut self.open, connection);
        }
    }

    fn forget_reader(&mut self, language: Language) {
        if let Some(left) = self.readers.get_mut(&language) {
            *left -= 1;
            if *left == 0 {
                self.readers.remove(&language);
            }
        }
    }

    /// Closes a connection and takes it away.
    pub(crate) fn close(&mut self, connection: &ConnectionId, code: CloseCode) {
        let closing = self.open.get(connection).map(|open| (open.socket.clone(), open.language()));
        if let Some((socket, language)) = closing {
            self.remove(connection);
            socket.close(code, language.words());
        }
    }

    /// The same, with what the operator said if it is because of that.
    pub(crate) fn close_saying(&mut self, connection: &ConnectionId, code: CloseCode, said: &str) {
        let closing = self.open.get(connection).map(|open| (open.socket.clone(), open.language()));
        if let Some((socket, language)) = closing {
            self.remove(connection);
            socket.close_saying(code, code.reason_with(said, language.words()));
        }
    }

    /// Closes the connections whose page this build cannot serve, after a deploy. Returns whose
    /// they were.
    pub(crate) fn close_unserved(&mut self) -> Vec<(MemberId, ConnectionId)> {
        let unserved = self.open.values().filter_map(|connection| {
            let code = CloseCode::of_page(connection.attachment.page.protocol)?;
            let saved = &connection.attachment.saved;
            Some((saved.member.id.clone(), saved.connection.clone(), code))
        });
        let unserved: Vec<_> = unserved.collect();
        unserved.iter().for_each(|(_, connection, code)| self.close(connection, *code));
        unserved.into_iter().map(|(member, connection, _)| (member, connection)).collect()
    }

    /// What the room has to know of the open connections.
    pub(crate) fn saved(&self) -> Vec<SavedConnection> {
        self.open.values().map(|connection| connection.attachment.saved.clone()).collect()
    }

    /// The highest version at which an open connection began.
    pub(crate) fn version(&self) -> Option<Version> {
        self.open.values().map(|connection| connection.attachment.version).max()
    }

    /// Lets one of the sockets carry what has happened in the room, as the room may hibernate. With
    /// none it stays in memory.
    pub(crate) fn carry_counts(&mut self, counts: RoomCounts) {
        self.counts.add(counts);
        let Some(carrier) = self.open.values_mut().next().filter(|_| self.counts.since().is_some()) else { return };
        carrier.attachment.counts.add(std::mem::take(&mut self.counts));
        carrier.save();
    }

    /// Takes what has happened in the room off its sockets.
    pub(crate) fn take_counts(&mut self) -> RoomCounts {
        let mut all = std::mem::take(&mut self.counts);
        for carrier in self.open.values_mut().filter(|open| open.attachment.counts.since().is_some()) {
            all.add(std::mem::take(&mut carrier.attachment.counts));
            carrier.save();
        }
        all
    }

    /// Since when something has happened in the room that sockets carry.
    pub(crate) fn counted_since(&self) -> Option<Millis> {
        self.open.values().filter_map(|open| open.attachment.counts.since()).chain(self.counts.since()).min()
    }

    /// Whether nobody is connected.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Attaches changes of connections to their sockets, so that they survive hibernation. Ignores
    /// other writes.
    pub(crate) fn commit(&mut self, writes: &[Write]) {
        for write in writes {
            if let Write::UpdateConnection { connection, update } = write
                && let Some(connection) = self.open.get_mut(connection)
            {
                connection.update(update);
            }
        }
    }

    /// Records that a frame came.
    pub(crate) fn on_frame(&mut self, connection: &ConnectionId, now: Millis) {
        if let Some(connection) = self.open.get_mut(connection) {
            connection.last_frame_at = now;
        }
    }

    /// Records that a page acknowledged. Returns whether there was so much to acknowledge.
    pub(crate) fn on_ack(&mut self, connection: &ConnectionId) -> bool {
        self.open.get_mut(connection).is_some_and(Connection::acknowledge)
    }

    /// Counts a frame that no page of ours sends. Returns how many there were; none if nothing can
    /// be attached any more.
    pub(crate) fn count_bad_frame(&mut self, connection: &ConnectionId) -> Option<u32> {
        self.open.get_mut(connection)?.count_bad_frame().ok()
    }

    /// Sends events to everyone. In a busy room some connections get them with the next batch: then
    /// a flush has to follow ([`Connections::plan_flush`]).
    pub(crate) fn broadcast(
        &mut self,
        events: Vec<QueuedEvent>,
        sender: Option<&ConnectionId>,
        clock: &Clock,
    ) -> SlowConsumers {
        let slow = self.broadcaster.broadcast(&mut self.open, events, sender, clock);
        self.hibernate_cursor();
        slow
    }

    /// Flushes the whole queue to everyone.
    pub(crate) fn flush_all(&mut self, clock: &Clock) -> SlowConsumers {
        let slow = self.broadcaster.flush(&mut self.open, usize::MAX, clock);
        self.hibernate_cursor();
        slow
    }

    /// When to flush the queue; none if it is empty.
    pub(crate) fn plan_flush(&self) -> Option<FlushPlan> {
        self.broadcaster.plan_flush(self.open.len())
    }

    /// Flushes the queue when the delay of a plan is over.
    pub(crate) fn flush_planned(&mut self, plan: FlushPlan, clock: &Clock) -> SlowConsumers {
        let slow = self.broadcaster.flush_planned(&mut self.open, plan, clock);
        self.hibernate_cursor();
        slow
    }

    /// Whether a probe has to tell when everything is sent: something that comes only afterwards.
    pub(crate) fn needs_probe(&self) -> bool {
        self.broadcaster.needs_probe()
    }

    /// Whether everything has to wait for the probe.
    pub(crate) fn is_held(&self) -> bool {
        self.broadcaster.is_held()
    }

    /// The probe has come. Sends what waited for it.
    pub(crate) fn on_probe(&mut self, clock: &Clock) -> SlowConsumers {
        let slow = self.broadcaster.on_probe(&mut self.open, clock);
        self.hibernate_cursor();
        slow
    }

    /// Sends a frame to one connection, after everything that waits for it.
    pub(crate) fn send(&mut self, connection: &ConnectionId, frame: &ServerFrame) -> SlowConsumers {
        self.broadcaster.send(&mut self.open, connection, frame)
    }

    /// Sends a new connection its first frame.
    pub(crate) fn send_first(&mut self, connection: &ConnectionId, frame: &S::Encoded) -> SlowConsumers {
        match self.open.get_mut(connection).map(|open| open.send(frame)) {
            Some(Err(WindowExceeded)) => vec![connection.clone()],
            _ => Vec::new(),
        }
    }

    fn hibernate_cursor(&mut self) {
        let cursor = self.broadcaster.cursor().into_iter().chain(self.untold_since).min();
        self.hibernation.update_cursor(&mut self.open, cursor);
    }

    /// Lets it hibernate that the room has something to tell, since a version: an eviction would
    /// forget it.
    pub(crate) fn hibernate_untold(&mut self, since: Option<Version>) {
        if self.untold_since != since {
            self.untold_since = since;
            self.hibernate_cursor();
        }
    }

    /// What hibernated about members without a connection.
    pub(crate) fn hibernated_presence(&self) -> &HibernatedPresence {
        self.hibernation.presence()
    }

    /// The version up to which everyone had everything when the room was last in memory; none if
    /// that is all.
    pub(crate) fn broadcast_cursor(&self) -> Option<Version> {
        self.hibernation.cursor()
    }

    /// Lets presence of members without a connection hibernate with one of the sockets, if it
    /// changed: now or a little later.
    pub(crate) fn hibernate_presence(
        &mut self,
        presence_version: u64,
        now: Millis,
        presence: impl FnOnce() -> HibernatedPresence,
    ) {
        self.hibernation.update(&mut self.open, presence_version, now, presence);
    }

    /// When presence has to hibernate, if that was put off.
    pub(crate) fn hibernation_due(&self) -> Option<Millis> {
        self.hibernation.due()
    }

    /// Lets presence hibernate now if it was put off: what has happened by the time the platform
    /// evicts the room.
    #[cfg(any(test, feature = "faults"))]
    pub(crate) fn hibernate_if_due(&mut self, presence_version: u64, now: Millis, presence: HibernatedPresence) {
        if self.hibernation.due().is_some() {
            self.hibernation.attach(&mut self.open, presence_version, now, presence);
        }
    }

    /// When to wake the room to sweep for idle connections.
    pub(crate) fn next_sweep(&self, now: Millis) -> Millis {
        self.reaper.next_sweep(now)
    }

    /// Whether it is time for a sweep in a room that is awake anyway.
    pub(crate) fn is_sweep_due(&self, now: Millis) -> bool {
        self.reaper.is_due(now)
    }

    /// Finds idle connections, unless a sweep was made lately. `last_heartbeat` asks the platform,
    /// which answers heartbeats by itself.
    pub(crate) fn sweep(
        &mut self,
        now: Millis,
        last_heartbeat: impl Fn(&S) -> Option<Millis>,
    ) -> Vec<(MemberId, ConnectionId)> {
        self.reaper.sweep(&self.open, now, last_heartbeat)
    }

    /// Queues a socket whose link is gone, to be closed with others.
    pub(crate) fn queue_close(&mut self, socket: S) {
        self.reaper.queue_close(socket);
    }

    /// Whether sockets are still to be closed.
    pub(crate) fn has_queued_closes(&self) -> bool {
        self.reaper.has_queued_closes()
    }

    /// Closes the next few of them.
    pub(crate) fn close_queued(&mut self) {
        self.reaper.close_queued();
    }
}

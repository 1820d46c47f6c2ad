//! From what has happened to the frames that tell it: one rendering an event, one string a frame, whatever the number of
//! sockets; and, in a room that is busy, several events a frame.

use std::rc::Rc;
use std::time::Duration;

use room::{Audience, ConnectionId, Delivery, Event, Millis, Outbox, Telling, limits};
use serde_json::json;
use templates::Frame;
use worker::{Delay, Result};

use super::batch::Post;
use super::host::Host;
use crate::{clock, faults, journal, views};

impl Host {
    /// Tells everyone who should know: now, or in a moment with what comes next. What it tells of is in the log.
    pub(super) fn deliver(self: &Rc<Self>, outbox: &Outbox, asker: Option<&ConnectionId>) {
        let version = self.room.borrow().version();
        for Delivery { audience, event } in &outbox.deliveries {
            match audience {
                Audience::Everyone => self.batch.borrow_mut().add(event, version),
                Audience::Asker => {
                    let mut frame = Frame::default();
                    views::tell(event, version, &mut frame);
                    asker.into_iter().for_each(|connection| self.send(connection, &frame.take()));
                }
            }
        }
        if self.batch.borrow().is_empty() {
            return;
        }
        let now = clock::now();
        let may_wait = outbox.deliveries.iter().all(|delivery| delivery.event.may_wait());
        let (due, len) = (self.batch.borrow().due, self.batch.borrow().len());
        match faults::before_telling(self.pace.get().next(due, now), now) {
            Telling::By(due) if may_wait && len < limits::HOLD_MAX_BYTES => self.hold_until(due, now),
            _ => self.flush(),
        }
        for Delivery { event, .. } in &outbox.deliveries {
            // A room that wakes must not tell of them again.
            if let Event::PresenceChanged { joined, .. } = event {
                let room = self.room.borrow();
                let connections = joined.iter().flat_map(|person| room.connections_of(&person.member.id));
                self.sockets.borrow_mut().told(connections);
            }
        }
    }

    /// Sends a frame to one connection, after everything that everyone was to be told before.
    pub(super) fn send(self: &Rc<Self>, connection: &ConnectionId, frame: &str) {
        self.flush();
        let sent = self.sockets.borrow_mut().send(connection, frame);
        if sent.is_err() {
            self.cut_off(connection);
        }
    }

    /// Tells everyone what waits, in one frame.
    pub(super) fn flush(self: &Rc<Self>) {
        let Post { everyone, instead, messages } = self.batch.take().take();
        if everyone.is_empty() {
            return;
        }
        let mut pace = self.pace.get();
        let overdrawn = {
            let mut sockets = self.sockets.borrow_mut();
            pace.told(sockets.count(), everyone.len(), messages, clock::now());
            let overdrawn = sockets.broadcast(&everyone, &instead);
            sockets.keep_told_up_to(None);
            overdrawn
        };
        self.pace.set(pace);
        overdrawn.iter().for_each(|connection| self.cut_off(connection));
    }

    /// Lets what is to be told wait for more. That a message waits is remembered by a socket: who loses their memory now
    /// would else never tell it to those who stay connected.
    fn hold_until(self: &Rc<Self>, due: Millis, now: Millis) {
        let mut batch = self.batch.borrow_mut();
        self.sockets.borrow_mut().keep_told_up_to(batch.told_up_to());
        if batch.due.is_some() {
            return;
        }
        batch.due = Some(due);
        let wait = Duration::from_millis(u64::try_from(due - now).unwrap_or(0));
        let host = Rc::clone(self);
        self.state.wait_until(async move {
            Delay::from(wait).await;
            // More may have come in while the platform was busy: it looks for that after all sends and before this.
            let mut known = None;
            while host.batch.borrow().due == Some(due) && known != Some(host.batch.borrow().len()) {
                known = Some(host.batch.borrow().len());
                Delay::from(Duration::ZERO).await;
            }
            // It may have gone out since, and another one wait.
            if host.batch.borrow().due == Some(due) {
                host.flush();
            }
        });
    }

    /// Tells what waited to be told when the room lost its memory.
    pub(super) fn tell_untold(self: &Rc<Self>) -> Result<()> {
        let Some(told_up_to) = self.sockets.borrow().told_up_to() else { return Ok(()) };
        let untold = self.log.changes(told_up_to, limits::CATCH_UP_MAX_CHANGES)?;
        untold.iter().for_each(|message| self.batch.borrow_mut().add_message(message));
        self.flush();
        Ok(())
    }

    /// Closes a connection that has stopped reading. What was queued for it the platform keeps until it is gone; it
    /// will not be more.
    fn cut_off(self: &Rc<Self>, connection: &ConnectionId) {
        journal::note("cut_off_slow_reader", json!({ "room": self.label() }));
        self.hang_up(connection, 1013, "You have fallen far behind. Come back for the rest.");
    }
}

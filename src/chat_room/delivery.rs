//! From what has happened to the frames that tell it: one rendering an event, whatever the number of sockets; and, in a room
//! that is busy, several events a frame.

use std::rc::Rc;
use std::time::Duration;

use room::{Audience, ConnectionId, Delivery, Event, Message, Outbox, Pace, Typists, limits};
use serde_json::json;
use templates::ServerFrame;
use templates::words::ENGLISH;
use worker::js_sys::JsString;
use worker::{Delay, Result};

use super::host::Host;
use super::sockets::Telling;
use crate::{clock, faults, log, views};

impl Host {
    /// Tells everyone who should know: now, or some of them in a moment with what comes next. What it tells of is in the log.
    pub(super) fn deliver(self: &Rc<Self>, outbox: &Outbox, asker: Option<&ConnectionId>) {
        let version = self.room.borrow().version();
        let mut typing = None;
        for Delivery { audience, event } in &outbox.deliveries {
            match (audience, event) {
                (Audience::Everyone, Event::Said(message)) => self.add(message),
                (Audience::Everyone, Event::TypingChanged { now, before }) if !event.may_wait() => {
                    typing = Some((now, before));
                }
                (audience, event) => {
                    let mut frame = ServerFrame::default();
                    views::render_event(event, version, &ENGLISH, &mut frame);
                    match audience {
                        Audience::Everyone => self.backlog.borrow_mut().add(frame, None),
                        Audience::Asker => asker.into_iter().for_each(|asker| self.send(asker, &frame)),
                    }
                }
            }
        }
        let everyone = outbox.deliveries.iter().any(|delivery| delivery.audience == Audience::Everyone);
        if !everyone {
            return;
        }
        if outbox.deliveries.iter().all(|delivery| delivery.event.may_wait()) {
            if !self.is_flooded() {
                // Whoever spoke should not wait to see it.
                asker.into_iter().for_each(|asker| self.send(asker, &ServerFrame::default()));
            }
            self.tell_some();
        } else {
            self.tell(usize::MAX, typing);
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

    /// Sends a frame to one connection, after everything that it was to be told before.
    pub(super) fn send(self: &Rc<Self>, connection: &ConnectionId, frame: &ServerFrame) {
        let sent = self.sockets.borrow_mut().send(connection, &self.backlog.borrow(), frame);
        if sent.is_err() {
            self.cut_off(connection);
        }
    }

    /// Sends one connection its first frame, with everything that it is to be told before.
    pub(super) fn greet(self: &Rc<Self>, connection: &ConnectionId, letter: &JsString) {
        let sent = self.sockets.borrow_mut().greet(connection, letter);
        if sent.is_err() {
            self.cut_off(connection);
        }
    }

    /// Tells what waited to be told when the room lost its memory.
    pub(super) fn tell_untold(self: &Rc<Self>) -> Result<()> {
        let Some(told_up_to) = self.sockets.borrow().told_up_to() else { return Ok(()) };
        let untold = self.log.changes(told_up_to, limits::CATCH_UP_MAX_CHANGES)?;
        untold.iter().for_each(|message| self.add(message));
        self.tell(usize::MAX, None);
        Ok(())
    }

    /// Adds a message to what is told next. It is rendered here, once.
    fn add(&self, message: &Message) {
        let mut frame = ServerFrame::default();
        views::render_message(message, &mut frame);
        self.backlog.borrow_mut().add(frame, Some(message.version - 1));
    }

    /// Whether so much is said that it is heard first and told then.
    fn is_flooded(&self) -> bool {
        self.pace.get().is_flooded(self.backlog.borrow().count())
    }

    /// Tells as many as the platform can send to, and the others in a moment, or with what comes next.
    fn tell_some(self: &Rc<Self>) {
        let all = self.sockets.borrow().count();
        let (events, bytes) = (self.backlog.borrow().count(), self.backlog.borrow().len());
        let full = bytes >= limits::HOLD_MAX_BYTES;
        let allowed = if full { all } else { self.pace.get().allows(all, events, clock::now()) };
        self.tell(faults::before_telling(allowed), None);
        if !self.backlog.borrow().is_empty() {
            self.expect_telling();
        }
    }

    /// Tells so many, those whose turn it is, everything that they were not told yet; with who types, if that has changed.
    fn tell(self: &Rc<Self>, most: usize, typing: Option<(&Typists, &Typists)>) {
        let (Telling { count, of, overdrawn, .. }, events) = {
            let mut sockets = self.sockets.borrow_mut();
            let mut backlog = self.backlog.borrow_mut();
            let events = backlog.count();
            let told = sockets.tell(most, &backlog, typing);
            backlog.forget_before(told.next);
            // A room that loses its memory now would else never tell it to those who stay connected.
            sockets.keep_told_up_to(backlog.told_up_to());
            (told, events)
        };
        if count > 0 {
            let mut pace = self.pace.get();
            pace.told(count, of, events, clock::now());
            self.pace.set(pace);
        }
        overdrawn.iter().for_each(|connection| self.cut_off(connection));
    }

    /// Sees to it that those who wait are told also if nothing else is said.
    fn expect_telling(self: &Rc<Self>) {
        if self.expects_telling.replace(true) {
            return;
        }
        let host = Rc::clone(self);
        self.state.wait_until(async move {
            while !host.backlog.borrow().is_empty() {
                let patience = Pace::patience(host.sockets.borrow().count());
                let (flooded, heard) = (host.is_flooded(), host.backlog.borrow().end());
                let wait = if flooded { limits::LULL_MS.min(patience) } else { patience };
                Delay::from(Duration::from_millis(wait.unsigned_abs())).await;
                if flooded && host.backlog.borrow().end() == heard {
                    // Nothing was said meanwhile: the flood is over.
                    host.tell(faults::before_telling(usize::MAX), None);
                } else if !(0..patience).contains(&(clock::now() - host.pace.get().told_at())) {
                    // Else others were told since, and took it along: those who wait now have not waited long.
                    host.tell_some();
                }
            }
            host.expects_telling.set(false);
        });
    }

    /// Closes a connection that has stopped reading. What was queued for it the platform keeps until it is gone; it
    /// will not be more.
    fn cut_off(self: &Rc<Self>, connection: &ConnectionId) {
        log::info("cut_off_slow_reader", json!({ "room": self.label() }));
        self.hang_up(connection, 1013, "You have fallen far behind. Come back for the rest.");
    }
}

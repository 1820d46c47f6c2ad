//! The room with everything that it needs around it.

use std::cell::RefCell;
use std::rc::Rc;

use room::{
    Audience, Body, CatchUp, Cid, Command, ConnectionId, Delivery, Event, Frame, Member, MemberId, Memory, Millis,
    Name, Outbox, Refusal, Room, Slug, limits,
};
use serde_json::json;
use templates::views::{Life, LogView};
use templates::{Envelope, Swap, Target};
use worker::{Env, Error, Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use super::attachment::Attachment;
use super::log::{Fact, Log};
use super::shipping::Shipping;
use super::space::Space;
use super::timer::Timer;
use crate::call::{Ask, Connect, Earlier, Say, Snapshot};
use crate::problem::Problem;
use crate::{clock, dice, journal, views};

/// The room, its storage, its sockets.
pub(super) struct Host {
    pub(super) slug: Slug,
    pub(super) state: State,
    pub(super) log: Log,
    pub(super) shipping: Shipping,
    pub(super) space: Space,
    pub(super) timer: Timer,
    /// Borrowed for one command at a time, never over an `await`.
    room: RefCell<Room>,
}

impl Host {
    /// Makes the room from its storage and its open sockets.
    pub(super) fn wake(state: State, env: Env) -> Result<Self> {
        let slug = state.id().name().ok_or_else(|| Error::from("a room is only called by its name"))?;
        let slug = Slug::parse(&slug).map_err(|refusal| Error::from(refusal.to_string()))?;
        // Answered by the platform without waking the room.
        state.set_websocket_auto_response(&WebSocketRequestResponsePair::new("ping", "pong")?);
        let log = Log::open(state.storage().sql())?;
        let room = remember(&state, &log)?;
        journal::note("room_woke", json!({ "room": slug.as_str(), "members": room.members().len() }));
        let (shipping, space) = (Shipping::of(&env)?, Space::of(&env));
        Ok(Self { slug, state, log, shipping, space, timer: Timer::default(), room: RefCell::new(room) })
    }

    /// Takes a new connection and tells it what its page has missed.
    pub(super) fn connect(self: &Rc<Self>, call: Connect) -> std::result::Result<Response, Problem> {
        let member = Member { id: MemberId::kept(call.member), name: Name::kept(call.name) };
        self.room.borrow().admits(&member.id)?;
        let pair = WebSocketPair::new()?;
        let connection = ConnectionId(dice::hex::<8>()?);
        self.state.accept_web_socket(&pair.server);
        let now = clock::now();
        let attachment =
            Attachment { member: member.clone(), connection: connection.clone(), entered_at: now, bad_frames: 0 };
        attachment.put(&pair.server)?;
        self.room.borrow_mut().apply(Command::Enter { member, connection }, now);
        send(&pair.server, &self.welcome(call.since)?);
        self.arm();
        Ok(Response::from_websocket(pair.client)?)
    }

    /// What a page needs.
    pub(super) fn snapshot(&self, ask: &Ask) -> Result<Snapshot> {
        let mut messages = self.log.newest(ask.before, ask.limit.saturating_add(1))?;
        let earlier = if messages.len() > ask.limit {
            messages.remove(0);
            Earlier::InRoom
        } else if self.log.fact(Fact::Pruned)?.is_some() {
            Earlier::InStore
        } else {
            Earlier::Nowhere
        };
        let room = self.room.borrow();
        let members = room.members();
        Ok(Snapshot {
            version: room.version(),
            messages,
            earlier,
            here: members.len(),
            people: members.into_iter().take(limits::PEOPLE_SHOWN_MAX).cloned().collect(),
        })
    }

    /// Says something that came as a form. What was said before is as good as said.
    pub(super) fn say(self: &Rc<Self>, call: Say) -> Result<std::result::Result<(), Refusal>> {
        let member = Member { id: MemberId::kept(call.member), name: Name::kept(call.name) };
        let outbox = self.carry_out(member, Cid::kept(call.cid), &call.text);
        let outcome = outbox.deliveries.iter().find_map(|delivery| match &delivery.event {
            Event::Said(_) | Event::Repeated(_) | Event::Archived { .. } => Some(Ok(())),
            Event::Refused { refusal, .. } => Some(Err(refusal.clone())),
            Event::PresenceChanged { .. } => None,
        });
        self.deliver(&outbox, None);
        outcome.ok_or_else(|| Error::from("the room did not say what became of a message"))
    }

    /// Takes a frame from a socket.
    pub(super) fn hear(self: &Rc<Self>, socket: &WebSocket, frame: &str) {
        let Some(attachment) = Attachment::of(socket) else {
            return self.close(socket, 1011, "This connection is not known any more. Reload the page.");
        };
        match Frame::parse(frame) {
            Ok(Frame { text, cid }) => {
                let outbox = self.carry_out(attachment.member, cid, &text);
                self.deliver(&outbox, Some(socket));
            }
            Err(refusal) => self.rebuke(socket, attachment, &refusal),
        }
    }

    /// Forgets a socket that is gone.
    pub(super) fn forget(self: &Rc<Self>, socket: &WebSocket) {
        if let Some(Attachment { member, connection, .. }) = Attachment::of(socket) {
            self.room.borrow_mut().apply(Command::Leave { member: member.id, connection }, clock::now());
            self.arm();
        }
    }

    /// Closes a socket, and does not wait for the other side to agree.
    pub(super) fn close(self: &Rc<Self>, socket: &WebSocket, code: u16, reason: &str) {
        self.forget(socket);
        let _ = socket.close(Some(code), Some(reason));
    }

    /// Lets the room do what is due.
    pub(super) fn pass_time(self: &Rc<Self>) {
        let outbox = self.room.borrow_mut().apply(Command::Wait, clock::now());
        self.deliver(&outbox, None);
    }

    /// When the room has something to do next.
    pub(super) fn due(&self) -> Option<Millis> {
        self.room.borrow().due()
    }

    /// Decides, saves; what is left to do is to tell. No `await` stands in here, so the order that was decided is
    /// the order that is saved and told.
    fn carry_out(&self, member: Member, cid: Cid, text: &str) -> Outbox {
        let said = self.log.said(&member.id, &cid).and_then(|earlier| {
            if earlier.is_none() && self.is_full()? {
                return Ok(refused(cid.clone(), Refusal::NoSpace));
            }
            let say = Command::Say { member, cid: cid.clone(), body: Body::parse(text), earlier };
            let outbox = self.room.borrow_mut().apply(say, clock::now());
            if let Some(message) = &outbox.save {
                self.log.save(message)?;
            }
            Ok(outbox)
        });
        said.unwrap_or_else(|error| {
            journal::error("message_not_stored", json!({ "room": self.slug.as_str(), "error": error.to_string() }));
            // The room may have counted a message that is not in the log. It is what the log says it is.
            if let Ok(room) = remember(&self.state, &self.log) {
                *self.room.borrow_mut() = room;
            }
            refused(cid, Refusal::NotStored)
        })
    }

    /// Tells everyone who should know: one rendering an event, whatever the number of sockets.
    fn deliver(&self, outbox: &Outbox, asker: Option<&WebSocket>) {
        let version = self.room.borrow().version();
        for Delivery { audience, event } in &outbox.deliveries {
            let frame = views::frame(event, version);
            match audience {
                Audience::Everyone => self.state.get_websockets().iter().for_each(|socket| send(socket, &frame)),
                Audience::Asker => asker.into_iter().for_each(|socket| send(socket, &frame)),
            }
        }
    }

    /// The first frame on a connection: what its page has missed, and who is here.
    fn welcome(&self, since: Option<room::Version>) -> Result<String> {
        let room = self.room.borrow();
        let mut frame = String::new();
        match CatchUp::decide(since, room.version(), self.log.oldest()?) {
            CatchUp::Nothing => {}
            CatchUp::Whole => self.whole(room.version(), &mut frame)?,
            CatchUp::After(since) => {
                let changes = self.log.changes(since, limits::CATCH_UP_MAX_CHANGES + 1)?;
                if changes.len() > limits::CATCH_UP_MAX_CHANGES {
                    self.whole(room.version(), &mut frame)?;
                } else {
                    changes.iter().for_each(|message| views::append(message, &mut frame));
                }
            }
        }
        let members = room.members();
        let here = members.len();
        views::everyone(&views::people(members, here), &mut frame);
        Ok(frame)
    }

    /// The newest page in place of everything that a page has.
    fn whole(&self, version: room::Version, frame: &mut String) -> Result<()> {
        let snapshot = self.log.newest(None, limits::PAGE_MESSAGES + 1)?;
        let surplus = snapshot.len().saturating_sub(limits::PAGE_MESSAGES);
        let more = surplus > 0 || self.log.fact(Fact::Pruned)?.is_some();
        let messages: Vec<_> = snapshot.iter().skip(surplus).map(views::message).collect();
        let earlier = messages.first().map(|first| first.seq).filter(|_| more);
        let log = LogView { room: self.slug.as_str(), life: Life::Renewed, messages, earlier };
        let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: Some(version) };
        envelope.seal(&templates::log(&log), frame);
        Ok(())
    }

    /// Answers a frame that nobody could have typed; the tenth one ends the connection.
    fn rebuke(self: &Rc<Self>, socket: &WebSocket, mut attachment: Attachment, refusal: &Refusal) {
        attachment.bad_frames += 1;
        if attachment.bad_frames >= limits::BAD_FRAMES_MAX || attachment.put(socket).is_err() {
            journal::warn("closed_after_bad_frames", json!({ "room": self.slug.as_str() }));
            return self.close(socket, 1008, "Too many frames that make no sense.");
        }
        let mut frame = String::new();
        let envelope = Envelope { target: Target::Refusal, swap: Swap::Replace, version: None };
        envelope.seal(&templates::refusal(&refusal.to_string()), &mut frame);
        send(socket, &frame);
    }
}

/// What a send is told that was refused before the room was asked.
fn refused(cid: Cid, refusal: Refusal) -> Outbox {
    let event = Event::Refused { cid, refusal };
    Outbox { save: None, deliveries: vec![Delivery { audience: Audience::Asker, event }] }
}

/// The room as its log and its sockets know it.
fn remember(state: &State, log: &Log) -> Result<Room> {
    let now = clock::now();
    let mut sockets: Vec<Attachment> = state.get_websockets().iter().filter_map(Attachment::of).collect();
    sockets.sort_by_key(|socket| socket.entered_at);
    let memory = Memory {
        version: log.version()?,
        recent: log.recent(now - limits::SEND_BURST * limits::SEND_INTERVAL_MS)?,
        connections: sockets.into_iter().map(|socket| (socket.member, socket.connection)).collect(),
    };
    Ok(Room::wake(memory, now))
}

/// Sends a frame. A socket that cannot take it is one that is closing; its page catches up when it returns, and
/// the others must not wait for it.
fn send(socket: &WebSocket, frame: &str) {
    let _ = socket.send_with_str(frame);
}

//! The room with everything that it needs around it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use room::{
    Absences, Attention, Audience, Body, Cid, Command, ConnectionId, Delivery, Ending, Event, Frame, Listing, Member,
    MemberId, Memory, Millis, Name, Outbox, Pace, Refusal, Room, Saying, Settings, Slug, limits,
};
use serde_json::json;
use templates::words::ENGLISH;
use templates::{Envelope, Swap, Target};
use worker::{Env, Error, Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use super::alarm::Alarm;
use super::attachment::Attachment;
use super::backlog::Backlog;
use super::dead::Dead;
use super::listing::Directory;
use super::log::{Fact, Log};
use super::register::Attendance;
use super::shipping::Shipping;
use super::sockets::Sockets;
use super::space::Space;
use super::testimony::{Testifying, Testimony};
use super::timer::Timer;
use super::welcome::Greetings;
use crate::call::{Ask, Connect, Earlier, Say, Snapshot, Standing};
use crate::http::error::Problem;
use crate::store::Store;
use crate::{clock, faults, log, random, sentences};

/// The room, its storage, its sockets.
pub(crate) struct Host {
    pub(super) slug: Slug,
    pub(super) state: State,
    pub(super) log: Log,
    pub(super) shipping: Shipping,
    pub(super) directory: Directory,
    pub(super) alarm: Alarm,
    pub(super) space: Space,
    pub(super) timer: Timer,
    /// What the owner has decided.
    pub(super) settings: RefCell<Settings>,
    /// When the room was deleted, as long as not all of it is gone.
    pub(super) deleted_at: Cell<Option<Millis>>,
    /// What was last written down of who is here; none if that is not known.
    pub(super) attendance: RefCell<Option<Attendance>>,
    /// Borrowed for one command at a time, never over an `await`.
    pub(super) room: RefCell<Room>,
    /// Borrowed for one frame at a time, never over an `await`.
    pub(super) sockets: RefCell<Sockets>,
    /// What not everyone was told yet.
    pub(super) backlog: RefCell<Backlog>,
    pub(super) pace: Cell<Pace>,
    /// Whether somebody sees to it that the rest are told.
    pub(super) expects_telling: Cell<bool>,
    /// What those who come were told first.
    pub(super) greetings: RefCell<Greetings>,
    pub(super) testifying: Testifying,
    /// Sockets that are still to be closed.
    pub(super) dead: Dead,
}

impl Host {
    /// Makes the room from its storage and its open sockets.
    pub(super) fn wake(state: State, env: &Env) -> Result<Rc<Self>> {
        let slug = state.id().name().ok_or_else(|| Error::from("a room is only called by its name"))?;
        let slug = Slug::parse(&slug).map_err(|refusal| Error::from(format!("{refusal:?}")))?;
        // Answered by the platform without waking the room.
        state.set_websocket_auto_response(&WebSocketRequestResponsePair::new("ping", "pong")?);
        let log = Log::open(state.storage().sql())?;
        let sockets = Sockets::waking(&state);
        let room = remember(&log, &sockets)?;
        let (settings, attendance) = (log.settings()?, log.attendance()?);
        let deleted_at = log.fact(Fact::Deleted)?;
        log::info("room_woke", json!({ "room": slug.label(), "members": room.here() }));
        let host = Rc::new(Self {
            slug,
            state,
            log,
            shipping: Shipping::of(env)?,
            directory: Directory::of(Store::of(env)?),
            space: Space::of(env),
            alarm: Alarm::default(),
            timer: Timer::default(),
            settings: RefCell::new(settings),
            deleted_at: Cell::new(deleted_at),
            attendance: RefCell::new(Some(attendance)),
            room: RefCell::new(room),
            sockets: RefCell::new(sockets),
            backlog: RefCell::default(),
            pace: Cell::default(),
            expects_telling: Cell::default(),
            greetings: RefCell::default(),
            testifying: Testifying::default(),
            dead: Dead::default(),
        });
        host.tell_untold()?;
        // What was due when the room lost its memory still is.
        host.arm();
        host.keep_attendance()?;
        Ok(host)
    }

    /// Takes a new connection and tells it what its page has missed.
    pub(super) fn connect(self: &Rc<Self>, call: Connect) -> std::result::Result<Response, Problem> {
        let member = Member { id: MemberId::kept(call.member), name: Name::kept(call.name) };
        self.admit(self.door(), &member, Listing::Unlisted)??;
        self.room.borrow().admits(&member.id)?;
        let pair = WebSocketPair::new()?;
        let connection = ConnectionId(random::hex::<8>()?);
        self.state.accept_web_socket(&pair.server);
        let now = clock::now();
        let enter = Command::Enter { member: member.clone(), connection: connection.clone() };
        let told = self.room.borrow_mut().apply(enter, now);
        let attachment = self.attachment(member.clone(), connection.clone(), now);
        // What others wait to be told is in the log, and comes with the first frame. It must not come again.
        let added = self.sockets.borrow_mut().add(pair.server, attachment, self.backlog.borrow().end());
        match added.and_then(|()| self.welcome(call.since)) {
            Ok(letter) => self.greet(&connection, &letter),
            Err(error) => {
                // Nobody is here by a connection that was never made.
                self.hang_up(&connection, 1011, "The room could not be read.");
                self.leave(member.id, connection, Ending::Silent);
                return Err(error.into());
            }
        }
        if !told.deliveries.is_empty() {
            self.call_by_name(&member);
            self.deliver(&told, None);
        }
        self.settle();
        Ok(Response::from_websocket(pair.client)?)
    }

    /// What a page needs.
    pub(super) fn snapshot(&self, ask: &Ask) -> Result<Snapshot> {
        let reader = ask.reader();
        let barred = self.bars(self.door(), reader.as_ref())?;
        let standing = match &reader {
            Some(reader) if self.is_owner(&reader.id)? => Standing::Owner,
            _ => Standing::Guest,
        };
        let settings = self.settings.borrow().clone();
        if barred.is_some() {
            let version = self.room.borrow().version();
            let (messages, people) = (Vec::new(), Vec::new());
            return Ok(Snapshot {
                version,
                messages,
                earlier: Earlier::Nowhere,
                people,
                here: 0,
                settings,
                standing,
                barred,
            });
        }
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
        Ok(Snapshot {
            version: room.version(),
            messages,
            earlier,
            here: room.here(),
            people: room.listed(),
            settings,
            standing,
            barred,
        })
    }

    /// Says something that came as a form. What was said before is as good as said.
    pub(super) fn say(self: &Rc<Self>, call: Say) -> Result<std::result::Result<(), Refusal>> {
        let member = Member { id: MemberId::kept(call.member), name: Name::kept(call.name) };
        if let Err(refusal) = self.enter(self.door(), &member, Listing::Unlisted)? {
            return Ok(Err(refusal));
        }
        let outbox = self.carry_out(member, Cid::kept(call.cid), &call.text);
        let outcome = outbox.deliveries.iter().find_map(|delivery| match &delivery.event {
            Event::Said(_) | Event::Repeated(_) | Event::Archived { .. } => Some(Ok(())),
            Event::Refused { refusal, .. } => Some(Err(refusal.clone())),
            _ => None,
        });
        self.deliver(&outbox, None);
        outcome.ok_or_else(|| Error::from("the room did not say what became of a message"))
    }

    /// Takes a frame from a socket.
    pub(super) fn hear(self: &Rc<Self>, socket: &WebSocket, frame: &str) {
        let Some(Attachment { member, connection, .. }) = Attachment::of(socket) else {
            // It was hung up already, and what it sends has crossed that.
            let _ = socket.close(Some(1011), Some("This connection is not known any more."));
            return;
        };
        self.sockets.borrow_mut().heard(&connection, clock::now());
        match Frame::parse(frame) {
            Ok(Frame::Ack) => self.sockets.borrow_mut().acknowledged(&connection),
            Ok(Frame::Typing) => {
                let outbox = self.room.borrow_mut().apply(Command::Type { member }, clock::now());
                self.deliver(&outbox, None);
            }
            Ok(Frame::Attention(attention)) => self.attend(member.id, connection, attention),
            Ok(Frame::Say(Saying { text, cid })) => {
                let outbox = self.carry_out(member, cid, &text);
                self.deliver(&outbox, Some(&connection));
            }
            Err(refusal) => self.rebuke(&connection, &refusal),
        }
    }

    /// Forgets a socket that is gone.
    pub(super) fn forget(self: &Rc<Self>, socket: &WebSocket) {
        if let Some(Attachment { member, connection, .. }) = Attachment::of(socket) {
            Attachment::clear(socket);
            self.sockets.borrow_mut().remove(&connection);
            self.leave(member.id, connection, Ending::Closed);
        }
    }

    /// Closes a socket, and does not wait for the other side to agree.
    pub(super) fn close(self: &Rc<Self>, socket: &WebSocket, code: u16, reason: &str) {
        self.forget(socket);
        let _ = socket.close(Some(code), Some(reason));
    }

    /// Closes a connection.
    pub(super) fn hang_up(self: &Rc<Self>, connection: &ConnectionId, code: u16, reason: &str) {
        let socket = self.sockets.borrow().socket(connection);
        if let Some(socket) = socket {
            self.close(&socket, code, reason);
        }
    }

    /// Lets the room know that a connection is gone. Whoever looked only at that page may be away now.
    pub(super) fn leave(self: &Rc<Self>, member: MemberId, connection: ConnectionId, ending: Ending) {
        let outbox = self.room.borrow_mut().apply(Command::Leave { member, connection, ending }, clock::now());
        self.deliver(&outbox, None);
        self.settle();
    }

    /// Lets the room know whether somebody looks at a page, and its socket remember what the room made of it.
    fn attend(self: &Rc<Self>, member: MemberId, connection: ConnectionId, attention: Attention) {
        let attend = Command::Attend { member: member.clone(), connection: connection.clone(), attention };
        let outbox = self.room.borrow_mut().apply(attend, clock::now());
        let attention = self.room.borrow().attention_by(&member, &connection);
        self.sockets.borrow_mut().attend(&connection, attention);
        self.deliver(&outbox, None);
    }

    /// Forgets all that an eviction makes it forget, and makes it again from the storage and the open sockets.
    #[cfg(feature = "faults")]
    pub(crate) fn lose_memory(self: &Rc<Self>) -> Result<()> {
        self.testify_if_due();
        *self.sockets.borrow_mut() = Sockets::waking(&self.state);
        self.make_anew()?;
        self.alarm.forget();
        self.timer.forget();
        self.directory.forget();
        *self.backlog.borrow_mut() = Backlog::default();
        self.tell_untold()?;
        self.arm();
        Ok(())
    }

    /// Makes the room anew from what is left of it.
    pub(super) fn forget_everything(&self) -> Result<()> {
        self.make_anew()?;
        *self.attendance.borrow_mut() = None;
        Ok(())
    }

    /// Makes the room itself anew, as its log and its sockets know it.
    fn make_anew(&self) -> Result<()> {
        let room = remember(&self.log, &self.sockets.borrow())?;
        *self.room.borrow_mut() = room;
        self.forget_greetings();
        Ok(())
    }

    /// The room's name for the log. The address of a private room is a secret.
    pub(super) fn label(&self) -> &str {
        self.slug.label()
    }

    /// Lets the room do what is due.
    pub(super) fn pass_time(self: &Rc<Self>) {
        let outbox = self.room.borrow_mut().apply(Command::Wait, clock::now());
        self.deliver(&outbox, None);
        self.settle();
    }

    /// After every change of who is here: what is due will be done, also by a room that has lost its memory meanwhile.
    fn settle(self: &Rc<Self>) {
        self.expect_testimony();
        if let Err(error) = self.keep_attendance() {
            log::error("attendance_not_kept", json!({ "room": self.label(), "error": error.to_string() }));
        }
        self.expect_listing();
        self.arm();
    }

    /// When there is something to do next.
    pub(super) fn due(&self) -> Option<Millis> {
        [self.room.borrow().due(), self.testifying.due()].into_iter().flatten().min()
    }

    /// Decides, saves; what is left to do is to tell. No `await` stands in here, so the order that was decided is
    /// the order that is saved and told.
    fn carry_out(self: &Rc<Self>, member: Member, cid: Cid, text: &str) -> Outbox {
        let said = self.log.said(&member.id, &cid).and_then(|earlier| {
            if earlier.is_none() && self.is_full()? {
                return Ok(refused(cid.clone(), Refusal::NoSpace));
            }
            let say = Command::Say { member, cid: cid.clone(), body: Body::parse(text), earlier };
            let outbox = self.room.borrow_mut().apply(say, clock::now());
            if let Some(message) = &outbox.save {
                self.expect_shipping();
                faults::before_write()?;
                self.log.save(message)?;
                faults::at_saved();
            }
            Ok(outbox)
        });
        said.unwrap_or_else(|error| {
            log::error("message_not_stored", json!({ "room": self.label(), "error": error.to_string() }));
            // The room may have counted a message that is not in the log. It is what the log says it is.
            let _ = self.make_anew();
            refused(cid, Refusal::NotStored)
        })
    }

    /// Answers a frame that nobody could have typed; the tenth one ends the connection.
    fn rebuke(self: &Rc<Self>, connection: &ConnectionId, refusal: &Refusal) {
        let bad_frames = self.sockets.borrow_mut().count_bad_frame(connection);
        if bad_frames.is_none_or(|bad_frames| bad_frames >= limits::BAD_FRAMES_MAX) {
            log::warn("closed_after_bad_frames", json!({ "room": self.label() }));
            return self.hang_up(connection, 1008, "Too many frames that make no sense.");
        }
        let mut frame = templates::ServerFrame::default();
        let envelope = Envelope { target: Target::Refusal, swap: Swap::Replace, version: None };
        frame.add(envelope, &templates::refusal(&sentences::refusal(refusal, &ENGLISH)));
        self.send(connection, &frame);
    }

    fn attachment(&self, member: Member, connection: ConnectionId, now: Millis) -> Attachment {
        let room = self.room.borrow();
        Attachment {
            opened_at: now,
            arrival: room.arrival(&member.id).unwrap_or(now),
            told: room.told(&member.id),
            attention: Attention::Here,
            version: room.version(),
            told_up_to: None,
            member,
            connection,
            bad_frames: 0,
            testimony: Testimony::default(),
        }
    }
}

/// What a send is told that was refused before the room was asked.
fn refused(cid: Cid, refusal: Refusal) -> Outbox {
    let event = Event::Refused { cid, refusal };
    Outbox { save: None, deliveries: vec![Delivery { audience: Audience::Asker, event }] }
}

/// The room as its log and its sockets know it.
fn remember(log: &Log, sockets: &Sockets) -> Result<Room> {
    let now = clock::now();
    let absences = match log.attendance()? {
        Attendance::Nobody => Absences::default(),
        Attendance::Gone(absences) => absences,
        Attendance::Somebody if sockets.is_empty() => Absences::of_everybody(now),
        Attendance::Somebody => Absences::default(),
    };
    let memory = Memory {
        version: log.version()?.or_else(|| sockets.attachments().map(|attachment| attachment.version).max()),
        recent: log.recent(now - limits::SEND_BURST * limits::SEND_INTERVAL_MS)?,
        connections: sockets.attachments().map(Attachment::connected).collect(),
        leavers: sockets.attachments().flat_map(|attachment| attachment.testimony.leavers.clone()).collect(),
        absences: sockets.attachments().fold(absences, |absences, one| absences.and(one.testimony.absences.clone())),
        news: sockets
            .attachments()
            .map(|one| &one.testimony.news)
            .find(|news| !news.is_empty())
            .cloned()
            .unwrap_or_default(),
    };
    Ok(Room::wake(memory, now))
}

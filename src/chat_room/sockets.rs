//! The open sockets, and how they are told.

use std::collections::BTreeMap;
use std::ops::Bound;

use room::{Attention, ConnectionId, Credit, Member, Millis, Name, Overdrawn, Typists, Version, limits};
use templates::ServerFrame;
use worker::js_sys::{Date, JsString};
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Result, State, WebSocket};

use super::attachment::Attachment;
use super::backlog::Backlog;
use super::letters::Letters;
use super::testimony::Testimony;

/// Every socket that is open, by its connection.
#[derive(Default)]
pub(super) struct Sockets {
    lines: BTreeMap<ConnectionId, Line>,
    /// Who remembers those who have just left.
    witness: Option<ConnectionId>,
    /// What the witness remembers.
    testimony: Testimony,
    /// The version up to which everyone was told everything, if a message waits, and who remembers it.
    told_up_to: Option<(Version, ConnectionId)>,
    /// Who was told something last, when not all were: the next ones have their turn next.
    turn: Option<ConnectionId>,
}

/// What became of a telling.
pub(super) struct Telling {
    /// How many were sent something.
    pub(super) count: usize,
    /// How many there are.
    pub(super) of: usize,
    /// Those that have stopped reading and should be closed.
    pub(super) overdrawn: Vec<ConnectionId>,
    /// What everyone has been told before.
    pub(super) next: u64,
}

/// One of them.
struct Line {
    socket: WebSocket,
    attachment: Attachment,
    credit: Credit,
    /// Which event it is told next.
    next: u64,
    /// When it last sent something. Heartbeats do not count; the platform keeps those for itself.
    heard_at: Millis,
}

impl Sockets {
    /// Those that stayed open while the room slept.
    pub(super) fn waking(state: &State) -> Self {
        let mut sockets = Self::default();
        for socket in state.get_websockets() {
            if let Some(attachment) = Attachment::of(&socket) {
                sockets.hold(socket, attachment, 0);
            }
        }
        let witness = sockets.lines.values().find(|line| !line.attachment.testimony.is_empty());
        sockets.testimony = witness.map(|line| line.attachment.testimony.clone()).unwrap_or_default();
        sockets.witness = witness.map(|line| line.attachment.connection.clone());
        let told_up_to = sockets.lines.values().find_map(|line| Some((line.attachment.told_up_to?, line)));
        sockets.told_up_to = told_up_to.map(|(version, line)| (version, line.attachment.connection.clone()));
        sockets
    }

    /// Adds one, which is told `next` next.
    ///
    /// # Errors
    /// If nothing can be attached to it.
    pub(super) fn add(&mut self, socket: WebSocket, attachment: Attachment, next: u64) -> Result<()> {
        attachment.put(&socket)?;
        self.hold(socket, attachment, next);
        Ok(())
    }

    fn hold(&mut self, socket: WebSocket, attachment: Attachment, next: u64) {
        let (connection, heard_at) = (attachment.connection.clone(), attachment.opened_at);
        self.lines.insert(connection, Line { socket, attachment, credit: Credit::default(), next, heard_at });
    }

    /// The socket of a connection.
    pub(super) fn socket(&self, connection: &ConnectionId) -> Option<WebSocket> {
        self.lines.get(connection).map(|line| line.socket.clone())
    }

    /// Takes one away. What it alone remembered, another one does from now on; but for those who have just left, of whom
    /// the next change reminds.
    pub(super) fn remove(&mut self, connection: &ConnectionId) -> Option<WebSocket> {
        let line = self.lines.remove(connection)?;
        if let Some(version) = line.attachment.told_up_to {
            self.told_up_to = None;
            self.keep_told_up_to(Some(version));
        }
        Some(line.socket)
    }

    /// All of them.
    pub(super) fn connections(&self) -> impl Iterator<Item = &ConnectionId> {
        self.lines.keys()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.lines.len()
    }

    /// What is attached to each.
    pub(super) fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.lines.values().map(|line| &line.attachment)
    }

    /// Sends a frame to one, after what it was not told yet.
    ///
    /// # Errors
    /// [`Overdrawn`]: it was not sent, and the socket should be closed.
    pub(super) fn send(
        &mut self,
        connection: &ConnectionId,
        backlog: &Backlog,
        frame: &ServerFrame,
    ) -> std::result::Result<(), Overdrawn> {
        let Some(line) = self.lines.get_mut(connection) else { return Ok(()) };
        let mut all = backlog.frame(line.next);
        all.extend(frame);
        line.next = backlog.end();
        if all.is_empty() { Ok(()) } else { line.send(&JsString::from(all.take())) }
    }

    /// Sends one its first frame.
    ///
    /// # Errors
    /// [`Overdrawn`]: it was not sent, and the socket should be closed.
    pub(super) fn greet(&mut self, connection: &ConnectionId, letter: &JsString) -> std::result::Result<(), Overdrawn> {
        self.lines.get_mut(connection).map_or(Ok(()), |line| line.send(letter))
    }

    /// Tells so many, from the one whose turn it is on, what each was not told yet, and who types, if that is to be told: one
    /// string for the platform for all who are told the same.
    pub(super) fn tell(&mut self, most: usize, backlog: &Backlog, typing: Option<(&Typists, &Typists)>) -> Telling {
        let end = backlog.end();
        let mut told = Telling { count: 0, of: self.lines.len(), overdrawn: Vec::new(), next: end };
        let mut letters = Letters::of(backlog, typing);
        let turn = self.turn.take();
        // A ring is two halves, one after the other.
        let mut halves = vec![(turn.clone().map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded)];
        halves.extend(turn.map(|turn| (Bound::Unbounded, Bound::Included(turn))));
        for half in halves {
            for (connection, line) in self.lines.range_mut(half) {
                if line.next == end && typing.is_none() {
                    continue;
                }
                if told.count >= most {
                    told.next = told.next.min(line.next);
                    continue;
                }
                let letter = letters.to(&line.attachment.member.id, line.next);
                line.next = end;
                if letter.length() > 0 {
                    told.count += 1;
                    if line.send(&letter).is_err() {
                        told.overdrawn.push(connection.clone());
                    }
                }
                if told.count == most {
                    self.turn = Some(connection.clone());
                }
            }
        }
        told
    }

    /// Notes that one has sent something.
    pub(super) fn heard(&mut self, connection: &ConnectionId, now: Millis) {
        if let Some(line) = self.lines.get_mut(connection) {
            line.heard_at = now;
        }
    }

    /// Notes that one has taken what it was sent.
    pub(super) fn acknowledged(&mut self, connection: &ConnectionId) {
        if let Some(line) = self.lines.get_mut(connection) {
            line.credit.acknowledge();
        }
    }

    /// Counts a frame on one that nobody could have typed. Says how many there were.
    pub(super) fn count_bad_frame(&mut self, connection: &ConnectionId) -> Option<u32> {
        let line = self.lines.get_mut(connection)?;
        line.attachment.bad_frames += 1;
        line.attachment.put(&line.socket).ok()?;
        Some(line.attachment.bad_frames)
    }

    /// Remembers that everyone was told that somebody came by these.
    pub(super) fn told<'a>(&mut self, connections: impl Iterator<Item = &'a ConnectionId>) {
        for connection in connections {
            if let Some(line) = self.lines.get_mut(connection) {
                line.attachment.told = room::Told::Already;
                line.keep();
            }
        }
    }

    /// Remembers whether somebody looks at the page of one.
    pub(super) fn attend(&mut self, connection: &ConnectionId, attention: Attention) {
        if let Some(line) = self.lines.get_mut(connection).filter(|line| line.attachment.attention != attention) {
            line.attachment.attention = attention;
            line.keep();
        }
    }

    /// Writes another name of their member onto some.
    pub(super) fn rename<'a>(&mut self, connections: impl Iterator<Item = &'a ConnectionId>, name: &Name) {
        for connection in connections {
            if let Some(line) = self.lines.get_mut(connection).filter(|line| line.attachment.member.name != *name) {
                line.attachment.member.name = name.clone();
                line.keep();
            }
        }
    }

    /// Remembers, on one of the sockets, up to which version everyone was told everything; none once that is all.
    pub(super) fn keep_told_up_to(&mut self, version: Option<Version>) {
        if self.told_up_to() == version {
            return;
        }
        let bearer = self.told_up_to.take().map(|(_, bearer)| bearer);
        let bearer = bearer.or_else(|| self.lines.keys().next().cloned());
        if let Some(line) = bearer.as_ref().and_then(|bearer| self.lines.get_mut(bearer)) {
            line.attachment.told_up_to = version;
            line.keep();
        }
        self.told_up_to = version.zip(bearer);
    }

    /// The version up to which everyone was told everything; none if that is all.
    pub(super) fn told_up_to(&self) -> Option<Version> {
        self.told_up_to.as_ref().map(|(version, _)| *version)
    }

    /// Remembers those who have just left, on one of the sockets.
    pub(super) fn keep_testimony(&mut self, testimony: Testimony) {
        let witness = self.witness.take().filter(|witness| self.lines.contains_key(witness));
        if witness.is_some() && testimony == self.testimony || witness.is_none() && testimony.is_empty() {
            self.witness = witness;
            return;
        }
        let witness = witness.or_else(|| self.lines.keys().next().cloned());
        if let Some(line) = witness.as_ref().and_then(|witness| self.lines.get_mut(witness)) {
            line.attachment.testimony.clone_from(&testimony);
            line.keep();
        }
        self.witness = witness.filter(|_| !testimony.is_empty());
        self.testimony = testimony;
    }

    /// Those that nothing was heard of for so long that they must be gone.
    pub(super) fn silent(&self, state: &State, now: Millis) -> Vec<(ConnectionId, Member)> {
        let lines = self.lines.iter();
        let silent = lines.filter(|(_, line)| now - line.last_sign(state) > limits::SILENCE_MAX_MS);
        silent.map(|(connection, line)| (connection.clone(), line.attachment.member.clone())).collect()
    }
}

impl Line {
    /// A socket that cannot take a frame is one that is closing; its page catches up when it returns, and the others
    /// must not wait for it.
    fn send(&mut self, frame: &JsString) -> std::result::Result<(), Overdrawn> {
        self.credit.draw(usize::try_from(frame.length()).unwrap_or(usize::MAX))?;
        let _ = self.socket.as_ref().unchecked_ref::<RawSocket>().send(frame);
        Ok(())
    }

    /// A socket that takes no attachment is closing; there is nothing to remember.
    fn keep(&self) {
        let _ = self.attachment.put(&self.socket);
    }

    /// When the other side last gave a sign of life: a frame, or a heartbeat that the platform answered.
    fn last_sign(&self, state: &State) -> Millis {
        let state = state.as_raw().unchecked_ref::<RawState>();
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let beat = state.auto_response_at(self.socket.as_ref()).ok().flatten().map(|at| at.get_time() as Millis);
        beat.unwrap_or(0).max(self.heard_at)
    }
}

// What the SDK does not bind. `catch` on each: an exception without it would go straight through Rust.
#[wasm_bindgen]
extern "C" {
    type RawSocket;
    #[wasm_bindgen(method, catch)]
    fn send(this: &RawSocket, frame: &JsString) -> std::result::Result<(), JsValue>;

    type RawState;
    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn auto_response_at(
        this: &RawState,
        socket: &worker::web_sys::WebSocket,
    ) -> std::result::Result<Option<Date>, JsValue>;
}

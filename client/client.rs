//! The protocol of one page: what it sends, when, and what each frame moves.

use std::borrow::Cow;

use room::Millis;

use crate::connection::{Connection, ConnectionLost, PONG};
use crate::frame::{self, Update};
use crate::limits::{FIRST_FINAL_CLOSE_CODE, PROTOCOL_VERSION};
use crate::message::{MessageError, messages};
use crate::{Backoff, PageHead, PendingMessages, say_frame};

/// A page's side of the protocol. It opens no socket and reads no clock.
///
/// Its driver calls [`connect`](Self::connect) and then reports what happens; after each call it
/// sends what [`next_frame`](Self::next_frame) gives, and calls
/// [`on_timer`](Self::on_timer) at [`next_timer`](Self::next_timer).
#[derive(Clone, Debug)]
pub struct Client {
    socket: String,
    member: String,
    /// The version that the page is at, as a frame said. None makes the room replace the log.
    cursor: Option<String>,
    pending: PendingMessages,
    backoff: Backoff,
    connection: Option<Connection>,
}

/// What a frame meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The heartbeat was answered.
    Pong,
    /// The first frame on this connection came: the page has what it had missed.
    Live,
    /// A pending message stands in the log.
    Confirmed {
        /// The client's id for the send.
        cid: String,
        /// Its place; none if only the archive has the message by now.
        seq: Option<i64>,
    },
    /// A pending message was refused.
    Refused {
        /// The client's id for the send.
        cid: String,
        /// Why, as people read it.
        refusal: String,
    },
}

/// What a client does after its connection has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterClose {
    /// It connects again.
    Reconnect {
        /// When.
        at: Millis,
    },
    /// It does not come back: the close code was final.
    Gone,
}

impl Client {
    /// A client of a page that stands at a version.
    #[must_use]
    pub fn new(head: &PageHead) -> Self {
        Self {
            socket: head.socket.to_owned(),
            member: head.member.to_owned(),
            cursor: Some(head.version.to_owned()),
            pending: PendingMessages::default(),
            backoff: Backoff::default(),
            connection: None,
        }
    }

    /// Begins a connection; an earlier one is over. Returns the path and the query to ask for.
    pub fn connect(&mut self, now: Millis) -> String {
        self.connection = Some(Connection::new(now));
        let since = self.cursor.as_ref().map(|cursor| format!("&since={cursor}")).unwrap_or_default();
        format!("{}?v={PROTOCOL_VERSION}&pictures=1{since}", self.socket)
    }

    /// The handshake has succeeded.
    pub fn on_open(&mut self) {
        if let Some(connection) = &mut self.connection {
            connection.on_open();
        }
    }

    /// Takes a frame. The driver has shown it already: what is not shown must come again, so the
    /// cursor moves here.
    ///
    /// This looks into the fragments only if something is pending, as a reader of very many frames
    /// has no time for it.
    pub fn on_frame(&mut self, frame: &str, now: Millis) -> Vec<Event> {
        let Some(connection) = &mut self.connection else { return Vec::new() };
        connection.on_activity(now);
        if frame == PONG {
            connection.on_pong(now);
            return vec![Event::Pong];
        }
        connection.acknowledge(frame);
        let is_new = connection.go_live();
        if let Some(version) = frame::last_version(frame) {
            let cursor = self.cursor.get_or_insert_default();
            cursor.clear();
            cursor.push_str(version);
        }
        // What the first frame confirms is not sent again.
        let mut events = self.answers_in(frame);
        if is_new {
            events.push(Event::Live);
            self.resend_pending();
        }
        events
    }

    /// Something came that is no frame of this protocol; all the same, the link is alive.
    pub fn on_activity(&mut self, now: Millis) {
        if let Some(connection) = &mut self.connection {
            connection.on_activity(now);
        }
    }

    /// When [`on_timer`](Self::on_timer) is to be called; none without a connection.
    #[must_use]
    pub fn next_timer(&self) -> Option<Millis> {
        self.connection.as_ref().map(Connection::next_timer)
    }

    /// Does what is due.
    ///
    /// # Errors
    /// The link is dead: the driver ends the connection and calls [`on_close`](Self::on_close).
    pub fn on_timer(&mut self, now: Millis) -> Result<(), ConnectionLost> {
        let Some(connection) = &mut self.connection else { return Ok(()) };
        if connection.on_timer(now)? {
            // The last answer is a heartbeat's interval ago: only a connection that has held is a
            // good one.
            self.backoff.reset();
        }
        Ok(())
    }

    /// The connection has ended, with a close code if one came. `members` and `jitter` are as for
    /// [`Backoff::next_delay`].
    pub fn on_close(&mut self, code: Option<u16>, members: u32, jitter: f64, now: Millis) -> AfterClose {
        self.connection = None;
        if code.is_some_and(|code| code >= FIRST_FINAL_CLOSE_CODE) {
            return AfterClose::Gone;
        }
        AfterClose::Reconnect { at: now + self.backoff.next_delay(members, jitter) }
    }

    /// The next frame to send, if there is one.
    pub fn next_frame(&mut self) -> Option<Cow<'static, str>> {
        self.connection.as_mut()?.next_frame()
    }

    /// Says something under a cid, the idempotency key by which the room recognises a repeat. It is
    /// pending until the log has it. Without a live connection it is sent as soon as there is one.
    /// The same call retries what was refused.
    pub fn say(&mut self, cid: &str, text: &str) {
        self.pending.add(cid, text);
        // Once live: what was said before goes first.
        if let Some(connection) = self.connection.as_mut().filter(|connection| connection.is_live()) {
            connection.send(Cow::Owned(say_frame(cid, text)));
        }
    }

    /// Gives up a pending message.
    pub fn discard(&mut self, cid: &str) {
        self.pending.remove(cid);
    }

    /// Takes a page that was loaded again: it stands where the page stands, and its connection is
    /// over.
    ///
    /// # Errors
    /// If a message in the page cannot be read. Then nothing has changed.
    pub fn on_reload(&mut self, head: &PageHead, html: &str) -> Result<Vec<Event>, MessageError> {
        let in_page = messages(html)?;
        self.connection = None;
        self.cursor = Some(head.version.to_owned());
        let seen = in_page.into_iter().filter(|message| message.member == self.member);
        Ok(seen.filter_map(|message| confirm(&mut self.pending, message.cid, Some(message.seq))).collect())
    }

    /// What was said and is not in the log yet.
    #[must_use]
    pub fn pending(&self) -> &PendingMessages {
        &self.pending
    }

    /// The member whose page it is.
    #[must_use]
    pub fn member(&self) -> &str {
        &self.member
    }

    /// Whether the page is caught up, and frames can be sent.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.connection.as_ref().is_some_and(Connection::is_live)
    }

    /// The version that the page is at, as it is sent to the server.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Makes the page believe that it is at a version. It can be anything, or nothing.
    pub fn set_cursor(&mut self, cursor: Option<&str>) {
        self.cursor = cursor.map(str::to_owned);
    }

    /// What a frame says about pending messages.
    fn answers_in(&mut self, frame: &str) -> Vec<Event> {
        if !self.pending.are_named_in(frame) {
            return Vec::new();
        }
        // A frame that cannot be read confirms nothing; what it was about is sent again on the next
        // connection.
        let updates = frame::updates(frame).unwrap_or_default();
        updates.iter().flat_map(|update| self.answers_of(update)).collect()
    }

    fn answers_of(&mut self, update: &Update) -> Vec<Event> {
        let messages = match update {
            Update::Upsert(message) => std::slice::from_ref(message),
            Update::ReplaceLog(messages) => messages,
            Update::Confirm { cid } => return confirm(&mut self.pending, cid, None).into_iter().collect(),
            Update::Refuse { cid, refusal } if self.pending.refuse(cid, refusal) => {
                return vec![Event::Refused { cid: (*cid).to_owned(), refusal: refusal.clone() }];
            }
            Update::Refuse { .. } | Update::RefuseFrame { .. } | Update::Quote { .. } | Update::Reactions { .. } => {
                return Vec::new();
            }
        };
        let own = messages.iter().filter(|message| message.member == self.member);
        own.filter_map(|message| confirm(&mut self.pending, message.cid, Some(message.seq))).collect()
    }

    /// Sends what is pending again, under the same cids, in the order in which it was said.
    fn resend_pending(&mut self) {
        let Some(connection) = &mut self.connection else { return };
        for message in self.pending.unanswered() {
            connection.send(Cow::Owned(message.frame()));
        }
    }
}

fn confirm(pending: &mut PendingMessages, cid: &str, seq: Option<i64>) -> Option<Event> {
    pending.remove(cid).map(|message| Event::Confirmed { cid: message.cid, seq })
}

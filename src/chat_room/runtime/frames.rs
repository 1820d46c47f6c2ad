//! Frames from pages: each becomes a command, or is answered for what is wrong with it.

use room::{ClientFrame, Command, ConnectionId, MemberId, Refusal, limits};
use serde_json::json;
use templates::words::ENGLISH;
use worker::Result;

use super::engine::Engine;
use crate::chat_room::storage::Sql;
use crate::connections::Socket;
use crate::connections::close_code::CloseCode;
use crate::{log, views};

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// A frame came. Frames are only ever from whom the socket's attachment names.
    pub(crate) fn on_frame(&mut self, socket: &S, frame: &str) -> Result<()> {
        let Some((member, connection)) = self.connections.identify(socket) else {
            // We closed it already, and this frame has crossed the close.
            socket.close(CloseCode::UnknownConnection, &ENGLISH);
            return Ok(());
        };
        let now = self.clock.now();
        self.connections.on_frame(&connection, now);
        // What a page acknowledges it was sent, so that is no flood.
        if frame == ClientFrame::ACK && self.connections.on_ack(&connection) {
            return Ok(());
        }
        if !self.room.takes_frame(&member.id, now) {
            let _ = self.turn(Command::Flood { member: member.id }, None)?;
            return Ok(());
        }
        let command = match ClientFrame::parse(frame) {
            Ok(ClientFrame::Ack) => return Ok(()),
            Ok(ClientFrame::Typing) => Command::Type { member },
            Ok(ClientFrame::SetStatus(status)) => {
                Command::SetStatus { member: member.id, connection: connection.clone(), status }
            }
            Ok(ClientFrame::Say { text, cid, reply_to, files }) => Command::Say { member, cid, text, reply_to, files },
            Ok(ClientFrame::React { seq, typed, state }) => Command::React { member, seq, typed, state },
            Err(refusal) => return self.reject_frame(&member.id, &connection, &refusal),
        };
        // A refusal has been sent to the connection that it concerns.
        let _ = self.turn(command, Some(&connection))?;
        Ok(())
    }

    /// A frame came that we do not even parse: it closes the connection.
    pub(crate) fn on_bad_frame(&mut self, socket: &S, code: CloseCode) -> Result<()> {
        match self.connections.identify(socket) {
            Some((member, connection)) => {
                self.room.loses_patience_with_unread_frame(&member.id, self.clock.now());
                self.close_connection(&connection, code)
            }
            None => {
                socket.close(code, &ENGLISH);
                Ok(())
            }
        }
    }

    /// Answers a frame that no page of ours sends. After a few of them it closes the connection,
    /// and its member does not come back at once.
    fn reject_frame(&mut self, member: &MemberId, connection: &ConnectionId, refusal: &Refusal) -> Result<()> {
        let bad_frames = self.connections.count_bad_frame(connection);
        if bad_frames.is_none_or(|bad_frames| bad_frames >= limits::BAD_FRAMES_MAX) {
            log::warn("closed_after_bad_frames", json!({ "room": self.log_label() }));
            self.room.shut_out_at_once(member, self.clock.now());
            return self.close_connection(connection, CloseCode::BadFrames);
        }
        let words = self.connections.language_of(connection).words();
        let slow = self.connections.send(connection, &views::bad_frame(refusal, words));
        self.close_slow_consumers(slow);
        Ok(())
    }
}

//! What a socket remembers of itself while the room sleeps.

use room::{ConnectionId, Member, MemberId, Millis, Name};
use worker::{Result, WebSocket};

/// Whose a socket is.
#[derive(Clone, Debug)]
pub(super) struct Attachment {
    pub(super) member: Member,
    pub(super) connection: ConnectionId,
    /// When it was made. Sockets come back from sleep in no particular order; people are listed as they came.
    pub(super) entered_at: Millis,
    /// Frames on it that nobody could have typed.
    pub(super) bad_frames: u32,
}

/// As it is written: a tuple of plain values is what the platform copies fastest.
type Written = (String, String, String, f64, u32);

impl Attachment {
    /// What was attached to a socket. None on a socket that is not ours, or from a version that we no longer know.
    pub(super) fn of(socket: &WebSocket) -> Option<Self> {
        let (member, name, connection, entered_at, bad_frames) =
            socket.deserialize_attachment::<Written>().ok().flatten()?;
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let entered_at = entered_at as Millis;
        let member = Member { id: MemberId::kept(member), name: Name::kept(name) };
        Some(Self { member, connection: ConnectionId(connection), entered_at, bad_frames })
    }

    /// Attaches this to a socket.
    pub(super) fn put(&self, socket: &WebSocket) -> Result<()> {
        let Member { id, name } = &self.member;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let entered_at = self.entered_at as f64;
        let written: Written =
            (id.as_str().into(), name.as_str().into(), self.connection.0.clone(), entered_at, self.bad_frames);
        socket.serialize_attachment(written)
    }
}

//! What a socket remembers of itself while the room sleeps.

use room::{ConnectionId, Member, MemberId, Name};
use worker::{Result, WebSocket};

/// Whose a socket is.
#[derive(Clone, Debug)]
pub(super) struct Attachment {
    pub(super) member: Member,
    pub(super) connection: ConnectionId,
    /// Frames on it that nobody could have typed.
    pub(super) bad_frames: u32,
}

/// As it is written: a tuple of plain values is what the platform copies fastest.
type Written = (String, String, String, u32);

impl Attachment {
    /// What was attached to a socket. None on a socket that is not ours, or from a version that we no longer know.
    pub(super) fn of(socket: &WebSocket) -> Option<Self> {
        let (member, name, connection, bad_frames) = socket.deserialize_attachment::<Written>().ok().flatten()?;
        let member = Member { id: MemberId::kept(member), name: Name::kept(name) };
        Some(Self { member, connection: ConnectionId(connection), bad_frames })
    }

    /// Attaches this to a socket.
    pub(super) fn put(&self, socket: &WebSocket) -> Result<()> {
        let Member { id, name } = &self.member;
        let written: Written = (id.as_str().into(), name.as_str().into(), self.connection.0.clone(), self.bad_frames);
        socket.serialize_attachment(written)
    }
}

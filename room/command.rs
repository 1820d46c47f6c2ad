//! What can happen to a room.

use crate::{Attention, Body, Cid, ConnectionId, Ending, Member, MemberId, Precedent, Refusal};

/// What can happen to a room.
#[derive(Clone, Debug)]
pub enum Command {
    /// Somebody connects. Ask [`Room::admits`](crate::Room::admits) first.
    Enter {
        /// Who.
        member: Member,
        /// By which connection.
        connection: ConnectionId,
    },
    /// Somebody has another name now, which nobody else has here.
    Rename {
        /// Who, under the new name.
        member: Member,
    },
    /// A connection is gone.
    Leave {
        /// Whose it was.
        member: MemberId,
        /// Which.
        connection: ConnectionId,
        /// How it ended.
        ending: Ending,
    },
    /// Nobody looks at the page behind a connection any more, or somebody does again.
    Attend {
        /// Whose it is.
        member: MemberId,
        /// Which.
        connection: ConnectionId,
        /// Whether somebody looks.
        attention: Attention,
    },
    /// Somebody types, and has not said it yet.
    Type {
        /// Who.
        member: Member,
    },
    /// Somebody says something.
    Say {
        /// Who, from the session, never from what was sent.
        member: Member,
        /// The author's id for this send.
        cid: Cid,
        /// What, or why it cannot be said.
        body: Result<Body, Refusal>,
        /// What this member already said under this id, if the room's storage knows of anything.
        earlier: Option<Precedent>,
    },
    /// Time passes: it is later than [`Room::due`](crate::Room::due) said.
    Wait,
}

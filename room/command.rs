//! What can happen to a room, and what the room has to know from its storage to decide about it.

use crate::{
    Cid, Claims, ConnectionId, DisconnectReason, Duplicate, Founding, JoinFacts, Member, MemberId, MessageRecord,
    ReactionFacts, ReactionState, RemovedText, Role, Seq, Settings, Status, Version,
};

/// One thing that happens to a room. The caller takes the member from the session or the socket's
/// attachment, never from what was sent.
#[derive(Clone, Debug)]
pub enum Command {
    /// Somebody wants to be let in, before their first connection. The first one founds the room
    /// and owns it.
    Join {
        /// Who.
        member: Member,
        /// How the room begins, if this founds it. One that is there already stays as it is.
        founding: Founding,
    },
    /// Somebody opens a connection.
    Connect {
        /// Who.
        member: Member,
        /// The new connection.
        connection: ConnectionId,
    },
    /// The page of somebody who can have no connection asks for what is new. Until it asks again
    /// they count as here.
    Poll {
        /// Who.
        member: Member,
    },
    /// A connection ended.
    Disconnect {
        /// Whose it was.
        member: MemberId,
        /// Which.
        connection: ConnectionId,
        /// How it ended.
        reason: DisconnectReason,
    },
    /// These connections sent nothing for longer than
    /// [`IDLE_TIMEOUT_MS`](crate::limits::IDLE_TIMEOUT_MS).
    TimeOut {
        /// The connections and whose they are.
        connections: Vec<(MemberId, ConnectionId)>,
    },
    /// A member leaves on purpose, with all connections.
    Leave {
        /// Who.
        member: MemberId,
    },
    /// A member wants another name.
    Rename {
        /// Who, under the new name.
        member: Member,
    },
    /// A page says whether somebody looks at it.
    SetStatus {
        /// Whose page.
        member: MemberId,
        /// Its connection.
        connection: ConnectionId,
        /// Active or away.
        status: Status,
    },
    /// A member types, and has not sent it yet.
    Type {
        /// Who.
        member: Member,
    },
    /// A member says something.
    Say {
        /// Who.
        member: Member,
        /// The author's id for this send (idempotency key).
        cid: Cid,
        /// What was typed, unchecked.
        text: String,
        /// The place of the message that it answers.
        reply_to: Option<Seq>,
    },
    /// The author of a message changes its text.
    Edit {
        /// Who.
        member: MemberId,
        /// The place of the message.
        seq: Seq,
        /// The author's id for this change (idempotency key).
        cid: Cid,
        /// The version of the message that the author had before them.
        base: Version,
        /// What was typed, unchecked.
        text: String,
    },
    /// The author of a message takes it back.
    Remove {
        /// Who.
        member: Member,
        /// The place of the message.
        seq: Seq,
    },
    /// Whoever removed a message wants it back after all.
    UndoRemoval {
        /// Who.
        member: MemberId,
        /// The place of the message.
        seq: Seq,
    },
    /// A member reacts to a message with an emoji, or takes that back.
    React {
        /// Who.
        member: Member,
        /// The place of the message.
        seq: Seq,
        /// What may be an emoji, unchecked.
        typed: String,
        /// What is to be so, whatever is so now: it may come twice.
        state: ReactionState,
    },
    /// An owner changes the settings.
    UpdateSettings {
        /// Who.
        member: MemberId,
        /// All settings, changed or not.
        settings: Settings,
    },
    /// An owner makes a new link that gives a role. The one before stops working.
    SetRoleLink {
        /// Who.
        member: MemberId,
        /// The role that it gives.
        role: Role,
        /// The digest of the link's secret. The room never sees the secret itself.
        digest: String,
        /// For how many people it works.
        uses: usize,
    },
    /// Somebody follows a link that gives a role.
    FollowRoleLink {
        /// Who.
        member: Member,
        /// The digest of the secret that they brought.
        digest: String,
    },
    /// An owner takes the role of somebody away, or somebody gives theirs up.
    RemoveRole {
        /// Who.
        member: MemberId,
        /// Whose role.
        holder: MemberId,
    },
    /// An owner wants no reminder to make an owner link.
    DismissReminder {
        /// Who.
        member: MemberId,
    },
    /// An owner deletes the room and everything in it.
    Delete {
        /// Who.
        member: MemberId,
    },
    /// Time passed: it is later than [`Effects::wake_at`](crate::Effects::wake_at) said.
    Tick,
}

/// What the storage knows that a command depends on.
/// [`Room::facts_needed`](crate::Room::facts_needed) says what to read; everything else stays
/// empty.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// About somebody who wants in, or wants another name.
    pub join: JoinFacts,
    /// What this member already said under the same id.
    pub duplicate: Option<Duplicate>,
    /// Whether there is a message at the place that a send answers: here, or in the archive.
    pub is_answerable: bool,
    /// The message that is to be changed. None if there is none at that place, or if the archive
    /// alone has it.
    pub record: Option<MessageRecord>,
    /// The text of that message, if it was removed and that can be undone.
    pub removed_text: Option<RemovedText>,
    /// The reactions to that message, as far as a reaction depends on them.
    pub reaction: ReactionFacts,
    /// Who holds the names that the text may mention.
    pub claims: Claims,
    /// Whether the room's storage has reached its quota.
    pub is_storage_full: bool,
}

/// Which facts a command depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsNeeded<'a> {
    /// None.
    Nothing,
    /// [`Facts::join`] for this member.
    Join(&'a Member),
    /// [`Facts::duplicate`] for this send; if it is none, [`Facts::is_storage_full`],
    /// [`Facts::is_answerable`] of the place that it answers, and [`Facts::claims`] for its text.
    Send(&'a MemberId, &'a Cid, Option<Seq>, &'a str),
    /// [`Facts::record`] and [`Facts::removed_text`] for this message, and
    /// [`Facts::is_storage_full`].
    Message(Seq),
    /// The same, and [`Facts::reaction`] for this member and what may be an emoji.
    Reaction(Seq, &'a MemberId, &'a str),
    /// [`Facts::record`] for this message, [`Facts::is_storage_full`], and [`Facts::claims`] for
    /// the text that it is to get.
    Edit(Seq, &'a str),
}

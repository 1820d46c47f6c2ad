//! What a command leads to, as data. The room decides it; adapters carry it out.

use crate::{
    Audience, AuditEntry, Cid, Command, ConnectionId, Delivery, Event, Fingerprint, Member, Message, MessageRecord,
    Millis, Name, Person, PresenceMarker, Reaction, Refusal, RemovedText, Report, ReportState, Role, RoleLink,
    Sanction, SanctionKind, Seq, Settings, Status, Upload, UploadId, Version,
};

/// Everything that follows from one command. The runtime carries it out in this order: commit the
/// writes, and if that fails do nothing else; deliver; close; wake the room at `wake_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// What has to survive a crash or an eviction.
    pub writes: Vec<Write>,
    /// What to send to whom, in this order.
    pub deliveries: Vec<Delivery>,
    /// Connections to close. The room does not count them any more.
    pub closes: Vec<Close>,
    /// When to give [`Command::Tick`](crate::Command::Tick), if nothing happens before.
    pub wake_at: Option<Millis>,
    /// What became of the command.
    pub reply: Reply,
}

/// Done (a duplicate is as good as done), or refused.
pub type Reply = Result<(), Refusal>;

/// Something that has to survive: rows in the room's storage, or a connection's attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// The room exists from now on, and counts from this version.
    Found {
        /// Its first version.
        version: Version,
    },
    /// The address that founded the room.
    SetFoundedFrom(Fingerprint),
    /// Who founded the room, in all rooms.
    SetFounder(Person),
    /// A message that was just said.
    InsertMessage(Message),
    /// A message that changed after it was said, with its texts before.
    UpdateMessage(MessageRecord),
    /// The text of a message that was just removed.
    KeepRemovedText {
        /// The place of the message.
        seq: Seq,
        /// When it was removed.
        removed_at: Millis,
        /// The text.
        text: RemovedText,
    },
    /// The removal can be undone no more, or was: that text goes.
    EraseRemovedText {
        /// The place of the message.
        seq: Seq,
    },
    /// A file that no message has, as it is now.
    PutUpload(Upload),
    /// A file that no message has is to be deleted.
    DeleteUpload(UploadId),
    /// A reaction, or that it was taken back.
    PutReaction(Reaction),
    /// The reactions to a removed message go: it cannot come back any more.
    EraseReactions {
        /// The place of the message.
        seq: Seq,
    },
    /// The message is back, and the archive has to take its reactions again.
    ShipReactionsAgain {
        /// The place of the message.
        seq: Seq,
        /// The version at which it came back.
        version: Version,
    },
    /// A member was let in under a name. It is theirs, whoever had it before.
    PutMember {
        /// Who, under the new name.
        member: Member,
        /// The name that they give up for it.
        former_name: Option<Name>,
        /// When. Of somebody who was let in before it is known already.
        at: Millis,
    },
    /// The settings, whole.
    SetSettings(Settings),
    /// The owners, whole; the founder first.
    SetOwners(Vec<crate::MemberId>),
    /// The moderators, whole.
    SetModerators(Vec<crate::MemberId>),
    /// The link that gives a role; none if it was used up or cancelled.
    SetRoleLink(Role, Option<RoleLink>),
    /// The owners who need no reminder to make a link, whole.
    SetReminded(Vec<crate::MemberId>),
    /// A mute or a ban, in place of the one before.
    PutSanction(Sanction),
    /// A mute or a ban is over.
    LiftSanction {
        /// Whose.
        member: crate::MemberId,
        /// Which.
        kind: SanctionKind,
    },
    /// Somebody is forgotten: what they were called, how they reacted, what they reported.
    ForgetMember {
        /// Who.
        member: crate::MemberId,
        /// The version at which their reactions are taken back.
        version: Version,
    },
    /// A decision, for the audit log.
    Audit(AuditEntry),
    /// A report that was just made.
    PutReport(Report),
    /// What became of the reports of a message.
    CloseReports {
        /// The place of the message.
        seq: Seq,
        /// What.
        state: ReportState,
    },
    /// Whether the room is in use, for a room that wakes without sockets.
    SetPresenceMarker(PresenceMarker),
    /// Everything goes, except the time of the deletion.
    DeleteRoom {
        /// When.
        at: Millis,
    },
    /// Something about a connection that hibernates with its socket.
    UpdateConnection {
        /// Which.
        connection: ConnectionId,
        /// What.
        update: ConnectionUpdate,
    },
}

/// What changed about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionUpdate {
    /// The arrival of its member was announced.
    Announced,
    /// Its page is active or away.
    Status(Status),
    /// Its member has this name now.
    Name(Name),
}

/// A connection that the room ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// Which.
    pub connection: ConnectionId,
    /// Why.
    pub reason: CloseReason,
}

/// Why the room ends a connection. `CloseCode` in the Worker has the number and the words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// Its member left on purpose.
    Left,
    /// An owner deleted the room.
    RoomDeleted,
    /// The operator closed the room.
    RoomClosed,
    /// A moderator has banned its member.
    Banned,
    /// It sent nothing for too long.
    TimedOut,
    /// Its member was refused too often.
    TooFast,
}

impl Default for Effects {
    /// Nothing follows, and that is fine.
    fn default() -> Self {
        Self { writes: Vec::new(), deliveries: Vec::new(), closes: Vec::new(), wake_at: None, reply: Ok(()) }
    }
}

impl Effects {
    /// Nothing follows but a refusal.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        Self { reply: Err(refusal), ..Self::default() }
    }

    /// What is answered to a command about a message that could not be stored. None for any other:
    /// whoever called for it is told of the error.
    #[must_use]
    pub fn of_unstored(command: &Command) -> Option<Self> {
        match command {
            Command::Say { cid, .. } => Some(Self::send_refused(cid.clone(), Refusal::NotStored)),
            Command::Edit { .. } | Command::Remove { .. } | Command::UndoRemoval { .. } => {
                Some(Self::refused(Refusal::NotStored))
            }
            Command::React { .. } => Some(Self::refused(Refusal::NotStored)),
            _ => None,
        }
    }

    /// Refuses a send, to its sender alone.
    pub(crate) fn send_refused(cid: Cid, refusal: Refusal) -> Self {
        Self::answer(Event::SendRefused { cid, refusal: refusal.clone() }, Err(refusal))
    }

    /// Answers a send to its sender alone.
    pub(crate) fn answer(event: Event, reply: Reply) -> Self {
        Self { deliveries: vec![Delivery { audience: Audience::Sender, event }], reply, ..Self::default() }
    }

    /// Adds an event for everyone.
    pub(crate) fn broadcast(&mut self, event: Event) {
        self.deliveries.push(Delivery { audience: Audience::Everyone, event });
    }
}

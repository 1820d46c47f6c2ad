//! What can happen to a room, and what the room has to know from its storage to decide about it.

use crate::{
    Caller, Cid, Claims, ConnectionId, DisconnectReason, Duplicate, FileName, Fingerprints, Founding, JoinFacts,
    Member, MemberId, MessageRecord, Millis, Name, NewSanction, ReactionFacts, ReactionState, RemovedText, ReportFacts,
    ReportReason, ReportState, Role, SanctionKind, Seq, Settings, SingleLineText, Status, Upload, UploadId,
    UploadOutcome, UploadUsage, UploadedFile, Version,
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
        /// The files that it has.
        files: Vec<UploadId>,
    },
    /// Somebody is about to upload a file.
    BeginUpload {
        /// Who.
        member: Member,
        /// The id that they gave it.
        id: UploadId,
        /// What it is called.
        name: FileName,
        /// How many bytes it has.
        bytes: u64,
        /// Where they come from, if what is uploaded from one address is limited.
        from: Option<Fingerprints>,
    },
    /// An upload came to an end.
    EndUpload {
        /// Whose.
        member: MemberId,
        /// Which.
        id: UploadId,
        /// What became of it.
        outcome: UploadOutcome,
    },
    /// Somebody says what a picture shows that they have uploaded.
    DescribeUpload {
        /// Who.
        member: MemberId,
        /// Which.
        id: UploadId,
        /// What was typed, unchecked.
        alt: String,
    },
    /// Somebody takes out a file that no message has.
    RemoveUpload {
        /// Who.
        member: MemberId,
        /// Which.
        id: UploadId,
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
    /// The author of a message takes it back, or a moderator removes it.
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
    /// A member tells those who keep order of a message.
    Report {
        /// Who.
        member: Member,
        /// The place of the message.
        seq: Seq,
        /// Why.
        reason: ReportReason,
        /// The same in their words, unchecked; may be empty.
        note: String,
    },
    /// Somebody who keeps order says what became of the reports of a message.
    CloseReports {
        /// Who.
        member: MemberId,
        /// The place of the message.
        seq: Seq,
        /// What.
        state: ReportState,
    },
    /// A moderator mutes or bans somebody.
    Sanction {
        /// Who.
        by: MemberId,
        /// Whom.
        member: MemberId,
        /// What is decided.
        new: NewSanction,
    },
    /// A moderator lets somebody speak or come in again.
    LiftSanction {
        /// Who.
        by: MemberId,
        /// Whom.
        member: MemberId,
        /// What is lifted.
        kind: SanctionKind,
    },
    /// A moderator removes the next [`REMOVE_BATCH`](crate::limits::REMOVE_BATCH) messages of
    /// somebody.
    RemoveMessages {
        /// Who.
        by: Member,
        /// Whose.
        member: MemberId,
    },
    /// A moderator brings back what they have just removed of somebody's messages.
    RestoreMessages {
        /// Who.
        by: MemberId,
        /// Whose.
        member: MemberId,
    },
    /// The operator has somebody forgotten: their names and texts go, as far as
    /// [`REMOVE_BATCH`](crate::limits::REMOVE_BATCH) messages at once.
    Forget {
        /// Whom.
        member: MemberId,
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
    /// The operator closes the room, or opens it again.
    SetClosed {
        /// Who.
        member: MemberId,
        /// Why; none opens it.
        reason: Option<SingleLineText>,
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
    /// Somebody sends more frames than pages do. What was in this one is not known.
    Flood {
        /// Who.
        member: MemberId,
    },
    /// Time passed: it is later than [`Effects::wake_at`](crate::Effects::wake_at) said.
    Tick,
}

impl Command {
    /// Whose wish it is, of those that can be refused for being too many. Leaving is not one.
    pub(crate) fn wished_by(&self) -> Option<&MemberId> {
        match self {
            Self::Join { member, .. }
            | Self::Connect { member, .. }
            | Self::Poll { member }
            | Self::Rename { member }
            | Self::Say { member, .. }
            | Self::BeginUpload { member, .. }
            | Self::Remove { member, .. }
            | Self::React { member, .. }
            | Self::Report { member, .. }
            | Self::FollowRoleLink { member, .. } => Some(&member.id),
            Self::Edit { member, .. }
            | Self::UndoRemoval { member, .. }
            | Self::UpdateSettings { member, .. }
            | Self::DescribeUpload { member, .. } => Some(member),
            _ => None,
        }
        .filter(|member| !member.is_operator())
    }
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
    /// What somebody was called when they were let in last; none if they never were.
    pub subject: Option<Name>,
    /// Messages of somebody that are to be removed, newest first; or all that say something of
    /// somebody who is to be forgotten.
    pub records: Vec<MessageRecord>,
    /// Messages with reactions of somebody who is to be forgotten.
    pub reacted: Vec<Seq>,
    /// Messages of somebody that were removed and may come back, with their texts; or all of those
    /// that name somebody who is to be forgotten.
    pub removed: Vec<(MessageRecord, RemovedText)>,
    /// Who holds the names that the text may mention.
    pub claims: Claims,
    /// What a report depends on.
    pub report: ReportFacts,
    /// When the author was let in for the first time; none if they never were, or long ago.
    pub joined_at: Option<Millis>,
    /// The files that a message is to have, as far as they are stored and its author's.
    pub files: Vec<UploadedFile>,
    /// The file that is uploaded, or changed before a message has it.
    pub upload: Option<Upload>,
    /// How much was uploaded.
    pub usage: UploadUsage,
    /// Whether the room's storage has reached its quota.
    pub is_storage_full: bool,
    /// Who gives the command. The runtime knows it, whatever the command.
    pub caller: Caller,
}

/// Which facts a command depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsNeeded<'a> {
    /// None.
    Nothing,
    /// [`Facts::join`] for this member.
    Join(&'a Member),
    /// [`Facts::duplicate`] for this send; if it is none, [`Facts::is_storage_full`],
    /// [`Facts::is_answerable`] of the place that it answers, [`Facts::files`] for these, and what
    /// its text depends on.
    Send(&'a MemberId, &'a Cid, Option<Seq>, &'a [UploadId], TextNeeds<'a>),
    /// [`Facts::upload`] for this file, [`Facts::usage`] since a moment for this member and where
    /// they come from, and [`Facts::is_storage_full`].
    NewUpload(&'a MemberId, &'a UploadId, Option<Fingerprints>, Millis),
    /// [`Facts::upload`] for this file.
    Upload(&'a UploadId),
    /// [`Facts::record`] and [`Facts::removed_text`] for this message, and
    /// [`Facts::is_storage_full`].
    Message(Seq),
    /// [`Facts::record`] for this message, [`Facts::is_answerable`] of its place,
    /// [`Facts::is_storage_full`], and [`Facts::report`] for this member.
    Report(Seq, &'a MemberId),
    /// As for a message, and [`Facts::reaction`] for this member and what may be an emoji.
    Reaction(Seq, &'a MemberId, &'a str),
    /// [`Facts::subject`] for this member.
    Subject(&'a MemberId),
    /// [`Facts::records`] of this member.
    MessagesOf(&'a MemberId),
    /// [`Facts::records`] that say something of this member, [`Facts::removed`] whose texts do, and
    /// [`Facts::reacted`].
    Known(&'a MemberId),
    /// [`Facts::removed`] of the second member, by the first.
    RemovedBy(&'a MemberId, &'a MemberId),
    /// [`Facts::record`] for this message, [`Facts::is_storage_full`], and what the text depends on
    /// that it is to get.
    Edit(Seq, TextNeeds<'a>),
}

/// Which facts a text depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextNeeds<'a> {
    /// [`Facts::claims`] for this text.
    pub text: &'a str,
    /// [`Facts::joined_at`] of this member, if they may be too new for what is in it.
    pub newcomer: Option<&'a MemberId>,
}

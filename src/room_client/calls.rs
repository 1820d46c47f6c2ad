//! What the Worker asks a room, and what the room answers: the paths, and the JSON of each.
//!
//! Worker and room may be of different builds, so a field that is new has a default.

use room::{
    AllowedChanges, EarlierText, Listing, Member, MemberId, Message, Millis, Name, PageQuery, PresentMember, Quote,
    ReactionState, Reactions, Refusal, Role, Seq, Settings, SingleLineText, UploadId, UploadedFile, Version,
};
use serde::{Deserialize, Serialize};
use templates::words::Language;

use crate::protocol::{self, Page, Pictures, Protocol};

/// A request to upgrade.
pub(crate) const CONNECT: &str = "/connect";
/// A page without a socket asks for what is new.
pub(crate) const POLL: &str = "/poll";
/// A frame for a browser without scripts asks for its part of the log.
pub(crate) const LOG_FRAME: &str = "/log-frame";
/// A message that came by a form.
pub(crate) const SAY: &str = "/say";
/// The author of a message gives it another text.
pub(crate) const EDIT: &str = "/edit";
/// The author of a message takes it back.
pub(crate) const REMOVE: &str = "/remove";
/// Whoever removed a message brings it back.
pub(crate) const UNDO_REMOVAL: &str = "/undo-removal";
/// A member reacts to a message, or takes that back.
pub(crate) const REACT: &str = "/react";
/// A member reports a message.
pub(crate) const REPORT: &str = "/report";
/// Somebody who keeps order says what became of the reports of a message.
pub(crate) const CLOSE_REPORTS: &str = "/close-reports";
/// What the list of reports needs.
pub(crate) const REPORTS: &str = "/reports";
/// What the page of a message needs.
pub(crate) const MESSAGE: &str = "/message";
/// What a page needs.
pub(crate) const SNAPSHOT: &str = "/snapshot";
/// What a page needs that shows messages after a place.
pub(crate) const SNAPSHOT_AFTER: &str = "/snapshot-after";
/// Messages that are meant for a member.
pub(crate) const FOR_YOU: &str = "/for-you";
/// Messages after a place.
pub(crate) const MESSAGES_AFTER: &str = "/messages-after";
/// A page of the members who are here.
pub(crate) const MEMBERS_PAGE: &str = "/members";
/// Members who are here and whose names begin so.
pub(crate) const MEMBERS_NAMED: &str = "/members-named";
/// Somebody wants to be let in, before their first connection.
pub(crate) const JOIN: &str = "/join";
/// A member wants another name.
pub(crate) const RENAME: &str = "/rename";
/// A member leaves.
pub(crate) const LEAVE: &str = "/leave";
/// An owner changes the settings.
pub(crate) const UPDATE_SETTINGS: &str = "/settings";
/// An owner makes a link that gives a role.
pub(crate) const MAKE_ROLE_LINK: &str = "/owner-link";
/// The same of a role that rooms of older builds do not know.
pub(crate) const MAKE_MODERATOR_LINK: &str = "/moderator-link";
/// Somebody follows such a link.
pub(crate) const FOLLOW_ROLE_LINK: &str = "/become-owner";
/// An owner takes a role away, or somebody gives theirs up.
pub(crate) const REMOVE_ROLE: &str = "/remove-owner";
/// The operator closes the room, or opens it again.
pub(crate) const SET_CLOSED: &str = "/set-closed";
/// An owner wants no reminder to make an owner link.
pub(crate) const DISMISS_REMINDER: &str = "/dismiss-reminder";
/// Sessions of somebody are over: their sockets end.
pub(crate) const END_SESSIONS: &str = "/end-sessions";
/// An owner deletes the room.
pub(crate) const DELETE: &str = "/delete";
/// A test injects a fault.
#[cfg(feature = "faults")]
pub(crate) const FAULTS: &str = "/faults";

/// Who connects, and what their page has already.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ConnectRequest {
    /// The member's id.
    pub id: String,
    /// The member's name.
    pub name: String,
    /// The version that the page is at; none if it did not say so in a way that we know.
    pub since: Option<Version>,
    /// What the page speaks.
    #[serde(default)]
    pub protocol: Protocol,
    /// The language that its reader reads.
    #[serde(default, with = "protocol::language")]
    pub language: Language,
    /// Whether the page shows pictures.
    #[serde(default)]
    pub pictures: Pictures,
}

/// Who says what.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SayRequest {
    /// Who.
    pub member: Member,
    /// The author's id for this send.
    pub cid: String,
    /// What was typed.
    pub text: String,
    /// The place of the message that it answers.
    #[serde(default)]
    pub reply_to: Option<Seq>,
    /// The files that it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<UploadId>,
}

/// Another text for a message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EditValue {
    /// The place of the message.
    pub seq: Seq,
    /// The author's id for this change.
    pub cid: String,
    /// The version of the message that the author had before them.
    pub base: Version,
    /// What was typed.
    pub text: String,
}

/// A reaction to a message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReactionValue {
    /// The place of the message.
    pub seq: Seq,
    /// What may be an emoji.
    pub emoji: String,
    /// How it is to be.
    pub state: ReactionState,
}

/// Which message somebody looks at.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MessageRequest {
    /// The reader's id.
    pub id: String,
    /// The reader's name.
    pub name: String,
    /// The place of the message.
    pub seq: Seq,
}

/// What the page of a message needs, from one instant.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct MessageAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// The message. None if there is none at that place, or if the archive alone has it.
    pub message: Option<Message>,
    /// Whether the archive may have it, and the room has not.
    pub is_archived: bool,
    /// What the reader may do with it.
    pub allowed: AllowedChanges,
    /// How long after it was said a message may be edited.
    pub edit_window_ms: Millis,
    /// What it said before it was edited, oldest first, if the reader may read that. Of one that
    /// the archive alone has nothing is shown.
    pub earlier: Vec<EarlierText>,
}

/// Who wants to be let in, and how the room begins if this founds it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct JoinRequest {
    /// Who, from their session.
    pub member: Member,
    /// Whether the directory shows it. A room of an older build knows only this.
    pub value: Listing,
    /// What it is called.
    #[serde(default)]
    pub title: SingleLineText,
}

/// An owner makes a link that gives a role.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RoleLinkRequest {
    /// Who, from their session.
    pub member: Member,
    /// The link's secret. A room of an older build knows only this.
    pub value: String,
    /// For how many people it works. Less than one counts as one.
    #[serde(default)]
    pub uses: usize,
    /// The role that it gives. A Worker of an older build means owners.
    #[serde(default = "owner")]
    pub role: Role,
}

fn owner() -> Role {
    Role::Owner
}

/// A request that only this member can make.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MemberRequest<T> {
    /// Who, from their session.
    pub member: Member,
    /// What they want.
    pub value: T,
}

/// Which part of the log a page needs.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SnapshotRequest {
    /// The reader's id; none for a program.
    pub id: Option<String>,
    /// The reader's name.
    pub name: Option<String>,
    /// Only messages before this place.
    pub before: Option<Seq>,
    /// How many at most, the newest first to be chosen.
    pub limit: usize,
    /// Only messages after this place, the oldest first to be chosen. Not in every call.
    pub after: Option<Seq>,
    /// Of a frame with the log: the state of the room that it shows.
    pub known: Option<String>,
    /// The place of a message that the reader is about to answer.
    pub reply_to: Option<Seq>,
}

/// What a page needs, from one instant.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Snapshot {
    /// The room's version.
    pub version: Version,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What they answer, and what the reader is about to answer.
    pub quotes: Vec<Quote>,
    /// The reactions to those of them that the room has, as the reader sees them.
    pub reactions: Vec<Reactions>,
    /// Up to this place only the archive has messages, and what belongs to them.
    pub pruned: Option<Seq>,
    /// But for these, which are changed: the archive may have them as they were.
    pub brought_back: Vec<Message>,
    /// Where the messages before these are.
    pub earlier: HistorySource,
    /// The members whom pages list by name, in the order of arrival.
    pub listed_members: Vec<PresentMember>,
    /// How many members are here in all.
    pub online_count: usize,
    /// What the owners decided.
    pub settings: Settings,
    /// What the reader may do.
    pub role: Role,
    /// Whether nobody has started the room yet.
    #[serde(default)]
    pub is_new: bool,
    /// Whether it has no place for another connection.
    #[serde(default)]
    pub is_full: bool,
    /// Who owns the room, the founder first. Only those who manage it are told.
    pub owners: Vec<RoomOwner>,
    /// Who else keeps order in it. Only those who manage it are told.
    pub moderators: Vec<RoomOwner>,
    /// How many messages have open reports. Only those who keep order are told.
    pub open_reports: usize,
    /// Whether the reader should make an owner link.
    pub needs_owner_link: bool,
    /// Why the reader is not let in, or not under this name. Then nothing else is shown.
    pub access_denied: Option<Refusal>,
    /// Why the reader can say nothing, if they are muted.
    pub muted: Option<Refusal>,
    /// The reader's files that no message has yet.
    pub uploads: Vec<UploadedFile>,
    /// What tells this state of the room from another in a frame with the log. If that is the state
    /// that it knows, nothing else is in here.
    pub state: String,
    /// Of messages after a place: up to here only the archive has those that belong before these.
    pub archived_until: Option<Seq>,
    /// For a frame with the log: why the reader does not count as here, who may read.
    pub not_counted: Option<Refusal>,
}

/// Somebody who owns a room.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RoomOwner {
    /// Who.
    pub id: MemberId,
    /// What they were called when they were let in last.
    #[serde(default)]
    pub name: Option<Name>,
}

/// Where earlier messages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum HistorySource {
    /// The room has them.
    Room,
    /// The room has pruned them, after the archive had confirmed them.
    Archive,
    /// There are none, or they are where only a later build looks.
    #[default]
    #[serde(other)]
    Nowhere,
}

/// What a room knows of the messages after a place.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct MessagesAfter {
    /// Oldest first; one more than was asked for if there is more.
    pub messages: Vec<Message>,
    /// The reactions to them.
    pub reactions: Vec<Reactions>,
    /// Up to this place the archive has messages that belong before these, and the room has not.
    pub archived_until: Option<Seq>,
    /// But for these, as they are by now.
    pub brought_back: Vec<Message>,
}

impl ConnectRequest {
    pub(crate) fn of(member: &Member, since: Option<Version>, page: Page) -> Self {
        let Page { protocol, language, pictures } = page;
        let (id, name) = (member.id.as_str().to_owned(), member.name.as_str().to_owned());
        Self { id, name, since, protocol, language, pictures }
    }

    /// The page that connects.
    pub(crate) fn page(&self) -> Page {
        Page { protocol: self.protocol, language: self.language, pictures: self.pictures }
    }

    /// Who connects.
    pub(crate) fn member(&self) -> Member {
        Member { id: MemberId::from_trusted(self.id.clone()), name: Name::from_trusted(self.name.clone()) }
    }
}

impl MessageRequest {
    pub(crate) fn of(reader: &Member, seq: Seq) -> Self {
        Self { id: reader.id.as_str().to_owned(), name: reader.name.as_str().to_owned(), seq }
    }

    /// Who reads.
    pub(crate) fn reader(&self) -> Member {
        Member { id: MemberId::from_trusted(self.id.clone()), name: Name::from_trusted(self.name.clone()) }
    }
}

impl SnapshotRequest {
    /// Who reads, if that is somebody.
    pub(crate) fn reader(&self) -> Option<Member> {
        let (id, name) = (self.id.clone()?, self.name.clone()?);
        Some(Member { id: MemberId::from_trusted(id), name: Name::from_trusted(name) })
    }

    /// The part that somebody, or a program, asks for.
    pub(crate) fn of(reader: Option<&Member>, before: Option<Seq>, limit: usize) -> Self {
        let id = reader.map(|reader| reader.id.as_str().to_owned());
        let name = reader.map(|reader| reader.name.as_str().to_owned());
        Self { id, name, before, limit, after: None, known: None, reply_to: None }
    }

    /// The part after a place.
    pub(crate) fn after(reader: &Member, after: Seq, limit: usize) -> Self {
        Self { after: Some(after), ..Self::of(Some(reader), None, limit) }
    }

    /// The part that a reader's frame shows, unless it shows a state already.
    pub(crate) fn of_frame(reader: &Member, query: PageQuery, known: Option<String>) -> Self {
        let PageQuery { after, before, limit } = query;
        Self { after, known, ..Self::of(Some(reader), before, limit) }
    }
}

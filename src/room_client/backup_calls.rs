//! What the Worker asks a room to take everything out of it, to fill it again, to give it to D1
//! once more, and to forget somebody.

use room::{
    AuditEntry, MemberId, MessageRecord, Millis, Name, Reaction, Report, Sanction, Seq, Settings, SingleLineText,
    Version,
};
use serde::{Deserialize, Serialize};

/// What is to be said of the room itself, for somebody who may take everything out.
pub(crate) const EXPORT: &str = "/export";
/// The next of those who were ever let in.
pub(crate) const EXPORT_MEMBERS: &str = "/export-members";
/// The next messages, as far as the room has them.
pub(crate) const EXPORT_MESSAGES: &str = "/export-messages";
/// A part of what was taken out of a room comes into this one.
pub(crate) const IMPORT: &str = "/import";
/// D1 is to be given everything that the room has once more.
pub(crate) const RESHIP: &str = "/reship";
/// Somebody is to be forgotten.
pub(crate) const FORGET: &str = "/forget";

/// A room without its members and messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoomLine {
    /// The version with which it began.
    pub founded: Version,
    /// The one at which it is.
    pub version: Version,
    /// What its owners decided.
    pub settings: Settings,
    /// Who owns it, the founder first.
    #[serde(default)]
    pub owners: Vec<MemberId>,
    /// Who keeps order in it.
    #[serde(default)]
    pub moderators: Vec<MemberId>,
    /// Who is muted or banned, without where they came from.
    #[serde(default)]
    pub sanctions: Vec<Sanction>,
    /// What was decided, oldest first.
    #[serde(default)]
    pub audit: Vec<AuditEntry>,
    /// What was reported.
    #[serde(default)]
    pub reports: Vec<Report>,
}

/// Somebody who was ever let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MemberLine {
    /// Who.
    #[serde(rename = "member")]
    pub id: MemberId,
    /// What they were called last.
    pub name: Name,
    /// When they were let in for the first time; 0 if nobody knows.
    #[serde(default)]
    pub joined_at: Millis,
    /// Whether the name is theirs. Otherwise somebody took it since.
    #[serde(default)]
    pub holds_name: bool,
}

/// A message with everything that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MessageLine {
    /// The message, and its texts before.
    pub record: MessageRecord,
    /// All reactions to it, those too that were taken back.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
}

/// Which part of a room is asked for.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ExportQuery {
    /// Only members with an id after this one.
    pub after_member: String,
    /// Only messages after this place.
    pub after: Seq,
    /// How many at most.
    pub limit: usize,
}

/// The next messages that the room has, oldest first.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ExportedMessages {
    /// Those.
    pub messages: Vec<MessageLine>,
    /// Up to this place the archive has more than the room.
    pub archived_until: Option<Seq>,
}

/// A part of what was taken out of a room.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ImportPart {
    /// When all of it was taken out: it tells what belongs together.
    pub exported_at: Millis,
    /// The room itself, with the first part.
    pub room: Option<RoomLine>,
    /// Some who were let in.
    pub members: Vec<MemberLine>,
    /// Some messages.
    pub messages: Vec<MessageLine>,
    /// Why nobody gets in until all of it is here.
    pub closed: SingleLineText,
    /// Whether it is the last one: the room opens.
    pub is_last: bool,
}

/// What became of a [`RESHIP`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Reshipped {
    /// The oldest message that the room has, which D1 gets again with all after it.
    pub oldest: Option<Seq>,
    /// When that was said.
    pub oldest_at: Option<Millis>,
    /// When the newest one was said that D1 has of those before it. What was said between the two
    /// is lost, if D1 had more once.
    pub before_at: Option<Millis>,
}

/// What became of a [`FORGET`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Forgotten {
    /// How many messages were changed.
    pub messages: usize,
    /// Whether nothing is left. Otherwise the same call goes on.
    pub is_done: bool,
}

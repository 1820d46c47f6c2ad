//! What the Worker asks a room about keeping order: the paths, and the JSON of each.

use room::{
    AuditEntry, Member, MemberId, Message, Name, NewSanction, PresentMember, Quote, Reactions, Role, Sanction,
    SanctionKind,
};
use serde::{Deserialize, Serialize};

use super::calls::Snapshot;

/// What the page of somebody needs.
pub(crate) const PERSON: &str = "/person";
/// What the page with everybody needs.
pub(crate) const PEOPLE: &str = "/people";
/// A moderator mutes or bans somebody.
pub(crate) const SANCTION: &str = "/sanction";
/// A moderator lifts that.
pub(crate) const LIFT_SANCTION: &str = "/lift-sanction";
/// A moderator removes all messages of somebody.
pub(crate) const REMOVE_MESSAGES: &str = "/remove-messages";
/// A moderator brings back what they have just removed.
pub(crate) const RESTORE_MESSAGES: &str = "/restore-messages";
/// What was decided.
pub(crate) const AUDIT: &str = "/audit";

/// Who asks for the page of whom.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PersonRequest {
    /// The reader's id.
    pub id: String,
    /// The reader's name.
    pub name: String,
    /// Whose page.
    #[serde(default)]
    pub member: String,
    /// Only entries of the audit log before this one.
    #[serde(default)]
    pub before: Option<i64>,
}

/// Somebody in the room, from one instant.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PersonAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// Who: as they were called last. None if they were never let in.
    pub member: Option<Member>,
    /// What they may do.
    pub role: Role,
    /// How they are here, if they are.
    pub present: Option<PresentMember>,
    /// Whether the reader may act against them. Nothing below is told to anybody else.
    pub may_moderate: bool,
    /// What is kept from them.
    pub sanctions: Vec<SanctionNow>,
    /// Their newest messages that the room has, oldest first.
    pub messages: Vec<Message>,
    /// What those answer.
    pub quotes: Vec<Quote>,
    /// The reactions to them.
    pub reactions: Vec<Reactions>,
    /// How many messages of theirs the reader has just removed and can bring back.
    pub restorable: usize,
}

/// A sanction that holds, with whom it concerns.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SanctionNow {
    /// The sanction.
    pub sanction: Sanction,
    /// What they were called last.
    #[serde(default)]
    pub name: Option<Name>,
    /// How long it lasts from now; none: for good.
    #[serde(default)]
    pub wait_ms: Option<room::Millis>,
}

/// Everybody who is here, and to moderators who is muted or banned.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PeopleAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// What is kept from whom. Only moderators are told.
    pub sanctions: Vec<SanctionNow>,
}

/// What is decided about whom.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SanctionValue {
    /// About whom.
    pub member: MemberId,
    /// What.
    pub new: NewSanction,
}

/// What is lifted of whom.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LiftValue {
    /// Of whom.
    pub member: MemberId,
    /// What.
    pub kind: SanctionKind,
}

/// A part of the audit log.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AuditAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// The newest entries with their numbers, newest first. Only owners are told.
    pub entries: Vec<(i64, AuditEntry)>,
    /// What those are called whom they are about, as far as that is known.
    pub names: Vec<Member>,
    /// Whether there are older ones.
    pub has_more: bool,
}

impl PersonRequest {
    pub(crate) fn of(reader: &Member, member: &str, before: Option<i64>) -> Self {
        let (id, name) = (reader.id.as_str().to_owned(), reader.name.as_str().to_owned());
        Self { id, name, member: member.to_owned(), before }
    }

    /// Who reads.
    pub(crate) fn reader(&self) -> Member {
        Member { id: MemberId::from_trusted(self.id.clone()), name: Name::from_trusted(self.name.clone()) }
    }
}

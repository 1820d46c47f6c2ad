//! The views of the operator's pages.

use super::{FieldView, MemberView, Millis, ReportView, SanctionKind};

/// The page on which the operator signs in.
#[derive(Clone, Copy, Debug)]
pub struct SigningInView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// Where it leads: a page of the operator's.
    pub to: &'a str,
    /// Why the key was not taken.
    pub problem: Option<&'a str>,
    /// Whether what was just sent came from somebody who is signed in no more.
    pub sign_in: SignIn,
}

/// Why somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// They want to see a page.
    First,
    /// They sent a form, and nothing was done.
    Again,
}

/// All rooms.
#[derive(Clone, Debug)]
pub struct OperatedRoomsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The liveliest first; none if D1 does not answer.
    pub rooms: Option<Vec<OperatedRoomRowView<'a>>>,
    /// The place of the next ones, if there are more.
    pub next: Option<&'a str>,
    /// Whether these are the first.
    pub is_first: bool,
}

/// A room in that list.
#[derive(Clone, Copy, Debug)]
pub struct OperatedRoomRowView<'a> {
    /// Its slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Who finds it, and who gets in.
    pub access: RoomAccess,
    /// How many are in it.
    pub people: u32,
    /// How many messages the archive has of it, as text: more than a thousand are not counted.
    pub messages: &'a str,
    /// How many of them have reports that nobody has looked at.
    pub reported: u32,
    /// The size of its storage in megabytes.
    pub megabytes: &'a str,
    /// When it last said something of itself, as text…
    pub changed: &'a str,
    /// …and exactly.
    pub changed_at: Millis,
}

/// Who finds a room, and who gets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomAccess {
    /// Everybody finds it.
    Listed,
    /// Whoever knows its address.
    Unlisted,
    /// Its address is a secret.
    Private,
    /// Nobody new gets in.
    Locked,
    /// Nobody gets in.
    Closed,
}

/// A room, as the operator sees it.
#[derive(Clone, Debug)]
pub struct OperatedRoomView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// Its slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// What it is about; may be empty.
    pub topic: &'a str,
    /// Who finds it, and who gets in.
    pub access: RoomAccess,
    /// Why it is closed, if it is.
    pub closed: Option<&'a str>,
    /// What is decided about it on the list of rooms; none of a private room, and if D1 does not
    /// answer.
    pub listing: Option<RoomListingView>,
    /// Who is here, as far as they are listed.
    pub people: Vec<MemberView<'a>>,
    /// How many are here.
    pub online_count: usize,
    /// The newest messages, the newest first.
    pub messages: Vec<OperatedMessageView<'a>>,
    /// The reason for closing it.
    pub reason: FieldView<'a>,
    /// What confirms that it is to be deleted.
    pub confirm: FieldView<'a>,
    /// Why something else was not done.
    pub problem: Option<&'a str>,
}

/// A message in that room.
#[derive(Clone, Copy, Debug)]
pub struct OperatedMessageView<'a> {
    /// Its place in the room.
    pub seq: i64,
    /// Who said it.
    pub author: MemberView<'a>,
    /// What was said.
    pub text: &'a str,
    /// When, as text…
    pub time: &'a str,
    /// …and exactly.
    pub said_at: Millis,
}

/// Who is in the rooms.
#[derive(Clone, Debug)]
pub struct OperatedPeopleView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// Who, and where; none if D1 does not answer.
    pub people: Option<Vec<OperatedPersonView<'a>>>,
    /// The place of the next rooms, if there are more.
    pub next: Option<&'a str>,
    /// Whether these are of the first rooms.
    pub is_first: bool,
}

/// Somebody, and the rooms in which they are.
#[derive(Clone, Debug)]
pub struct OperatedPersonView<'a> {
    /// Who.
    pub member: MemberView<'a>,
    /// Slug and title of each.
    pub rooms: Vec<(&'a str, &'a str)>,
}

/// What the operator did.
#[derive(Clone, Debug)]
pub struct SiteAuditView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The latest first; none if D1 does not answer.
    pub entries: Option<Vec<SiteAuditEntryView<'a>>>,
    /// The number before which the earlier ones are, if there are any.
    pub earlier: Option<i64>,
}

/// One thing that the operator did.
#[derive(Clone, Copy, Debug)]
pub struct SiteAuditEntryView<'a> {
    /// When, as text…
    pub time: &'a str,
    /// …and exactly.
    pub at: Millis,
    /// What, in words.
    pub what: &'a str,
    /// What about it; may be empty.
    pub detail: &'a str,
    /// To which room; empty if to none.
    pub room: &'a str,
    /// How.
    pub by: &'a str,
}

/// What the operator decides about the whole site.
#[derive(Clone, Debug)]
pub struct SiteSettingsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// What the site is called.
    pub name: FieldView<'a>,
    /// What its front page begins with.
    pub welcome: FieldView<'a>,
    /// What stands on every page.
    pub announcement: FieldView<'a>,
    /// Whether nobody can write…
    pub read_only: bool,
    /// …and why.
    pub read_only_reason: FieldView<'a>,
    /// Who starts rooms.
    pub starters: RoomStarters,
    /// Which rooms the list shows.
    pub listing: OverrideView<RoomPicking>,
    /// How many rooms one person can list…
    pub listed_per_owner: OverrideView<u32>,
    /// …and how many can be listed from one network.
    pub listed_per_address: OverrideView<u32>,
    /// What can be chosen for these.
    pub listed_choices: &'a [u32],
    /// Whether the stricter limits hold.
    pub under_attack: bool,
    /// Whether this was just saved.
    pub saved: bool,
    /// Whether D1 does not answer: then nothing can be saved, and this is what was known last.
    pub problem: Option<&'a str>,
}

/// A setting that a variable has too, which holds as long as nothing is chosen here.
#[derive(Clone, Copy, Debug)]
pub struct OverrideView<T> {
    /// What is chosen here.
    pub chosen: Option<T>,
    /// What the variable says.
    pub deployed: T,
}

/// Which rooms the list of rooms shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomPicking {
    /// Those that their owners list.
    ByOwners,
    /// Those of them that the operator has picked, and the lobby.
    ByHand,
}

/// Who may start rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomStarters {
    /// Everybody.
    Everybody,
    /// Only the operator.
    Operator,
}

/// What was reported in all rooms.
#[derive(Clone, Debug)]
pub struct OperatedReportsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The messages, the one that was reported last first; none if D1 does not answer.
    pub reported: Option<Vec<OperatedReportView<'a>>>,
    /// Whether there are more than these.
    pub has_more: bool,
    /// Why something that was tried was not done, as a sentence.
    pub problem: Option<&'a str>,
}

/// A message that was reported in one of them.
#[derive(Clone, Debug)]
pub struct OperatedReportView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The place of the message.
    pub seq: i64,
    /// What was said of it, the latest first.
    pub reports: Vec<ReportView<'a>>,
}

/// Who is muted or banned in all rooms.
#[derive(Clone, Debug)]
pub struct OperatedSanctionsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The latest first; none if D1 does not answer.
    pub sanctions: Option<Vec<OperatedSanctionView<'a>>>,
    /// The place of the next ones, if there are more.
    pub next: Option<&'a str>,
    /// Whether these are the first.
    pub is_first: bool,
    /// Why something that was tried was not done, as a sentence.
    pub problem: Option<&'a str>,
}

/// A mute or a ban in one of them.
#[derive(Clone, Copy, Debug)]
pub struct OperatedSanctionView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Whom it concerns; the name is empty if it is not known.
    pub member: MemberView<'a>,
    /// Which.
    pub kind: SanctionKind,
    /// When it ends, and the same on the reader's clock; none: never by itself.
    pub until: Option<(Millis, &'a str)>,
    /// Why; may be empty.
    pub reason: &'a str,
    /// Who decided it; none: the operator.
    pub decider: Option<&'a str>,
}

/// What the operator has decided about a room on the list of rooms.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoomListingView {
    /// It is not shown.
    pub is_off: bool,
    /// It is shown without its topic.
    pub hides_topic: bool,
    /// It is shown where only rooms are shown that were picked by hand.
    pub is_picked: bool,
}

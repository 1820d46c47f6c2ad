//! What the pages of keeping order are made from.

use maud::Markup;

use super::{FieldView, Ignoring, MemberView, MembersView, MessageListView, Millis, PresentMemberView, Role};

/// The page of somebody in a room.
#[derive(Clone, Debug)]
pub struct PersonView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in it: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// Whose page.
    pub person: MemberView<'a>,
    /// What they may do.
    pub role: Role,
    /// How they are here, if they are.
    pub present: Option<PresentMemberView<'a>>,
    /// What the reader can do about them, for themselves alone.
    pub ignoring: Ignoring,
    /// What a moderator who may act against them sees.
    pub order: Option<PersonOrderView<'a>>,
    /// Why something was not done, as a sentence.
    pub refusal: Option<&'a str>,
}

/// What a moderator can do about somebody.
#[derive(Clone, Debug)]
pub struct PersonOrderView<'a> {
    /// The mute that holds.
    pub mute: Option<SanctionView<'a>>,
    /// The ban that holds.
    pub ban: Option<SanctionView<'a>>,
    /// For how long somebody can be muted; none: for good.
    pub mute_terms: &'a [Option<Millis>],
    /// For how long somebody can be banned.
    pub ban_terms: &'a [Option<Millis>],
    /// Why they are to be muted, as it was typed.
    pub mute_reason: FieldView<'a>,
    /// Why they are to be banned, as it was typed.
    pub ban_reason: FieldView<'a>,
    /// What they said.
    pub messages: MessageListView<'a>,
    /// How many messages the reader has just removed and can bring back.
    pub restorable: usize,
    /// For how many seconds that can be done.
    pub undo_seconds: Millis,
    /// Whether their session can be ended.
    pub sign_out: SignOut,
}

/// Whether the session of somebody can be ended on their page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOut {
    /// By whoever runs the site.
    Offered,
    /// The reader keeps order in this room alone.
    NotTheirs,
}

/// A mute or a ban.
#[derive(Clone, Copy, Debug)]
pub struct SanctionView<'a> {
    /// Whom it concerns; the name is empty if it is not known.
    pub member: MemberView<'a>,
    /// Which.
    pub kind: SanctionKind,
    /// How long it lasts from now; none: for good.
    pub wait_ms: Option<Millis>,
    /// Why; may be empty.
    pub reason: &'a str,
}

/// What is kept from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SanctionKind {
    /// Saying something.
    Mute,
    /// Coming in.
    Ban,
}

/// The page with everybody who is here.
#[derive(Clone, Debug)]
pub struct PeopleView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is here.
    pub members: MembersView<'a>,
    /// Who is muted or banned, for moderators.
    pub sanctions: Option<Vec<SanctionView<'a>>>,
}

/// The audit log of a room.
#[derive(Clone, Debug)]
pub struct AuditView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in it: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// The newest first.
    pub entries: Vec<AuditEntryView<'a>>,
    /// Where older ones are.
    pub older: Option<i64>,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct AuditEntryView<'a> {
    /// When.
    pub at: Millis,
    /// The same on the reader's clock, with the day.
    pub local: &'a str,
    /// What, as a sentence.
    pub sentence: Markup,
}

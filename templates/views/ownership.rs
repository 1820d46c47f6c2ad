//! What the pages about owning a room are made from.

use super::{EarlierTexts, FieldView, MemberView, MembersView, PostingSettingsView, Role};

/// The page on which an owner decides about a room.
#[derive(Clone, Debug)]
pub struct SettingsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called, as it is saved; empty if it is only known by its address.
    pub saved_title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in it: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// What the room is to be called.
    pub title: FieldView<'a>,
    /// What the room is about.
    pub topic: FieldView<'a>,
    /// What those who come are told.
    pub welcome: FieldView<'a>,
    /// Whether the directory shows the room; none if it never can.
    pub listed: Option<bool>,
    /// Whether nobody new is let in.
    pub locked: bool,
    /// Who may read what a message said before it was edited.
    pub earlier_texts: EarlierTexts,
    /// How long its messages are kept.
    pub retention: RetentionView,
    /// Who may write, how often, and what.
    pub posting: PostingSettingsView<'a>,
    /// What was typed to confirm that the room is to be deleted.
    pub confirm: FieldView<'a>,
    /// Who owns the room, the founder first.
    pub owners: Vec<OwnerView<'a>>,
    /// How many messages were reported, and nobody has looked at that.
    pub open_reports: usize,
    /// Who keeps order in it and owns nothing.
    pub moderators: Vec<OwnerView<'a>>,
    /// Why something about the owners was not done.
    pub owners_problem: Option<&'a str>,
    /// For how many people an owner link can be.
    pub uses_max: usize,
    /// A link that gives a role, right after it was made; never again.
    pub link: Option<NewOwnerLinkView<'a>>,
    /// That what was sent was taken.
    pub saved: bool,
}

/// How long a room keeps its messages, in days.
#[derive(Clone, Debug)]
pub struct RetentionView {
    /// What the owners chose; 0 for as long as the site.
    pub chosen: u16,
    /// What there is to choose.
    pub choices: Vec<u16>,
    /// How long the site keeps messages; 0 for ever.
    pub site: u16,
}

/// Somebody with a role in a room.
#[derive(Clone, Copy, Debug)]
pub struct OwnerView<'a> {
    /// Who, as they were called last; the name is empty if that is not known.
    pub member: MemberView<'a>,
    /// Whether it is the reader.
    pub is_reader: bool,
}

/// A link that gives a role.
#[derive(Clone, Copy, Debug)]
pub struct NewOwnerLinkView<'a> {
    /// The link: with scheme and host.
    pub link: &'a str,
    /// The secret in it, for somebody whose browser runs no scripts.
    pub code: &'a str,
    /// The role.
    pub role: Role,
    /// How many people can use it.
    pub uses: usize,
}

/// The page to which a link leads that gives a role.
#[derive(Clone, Debug)]
pub struct OwnerLinkView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The role that the link gives.
    pub role: Role,
    /// The reader, if they have a name already.
    pub me: Option<MemberView<'a>>,
    /// Who is in it: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// The secret in the link, as far as it was typed or filled in by the script.
    pub code: FieldView<'a>,
    /// What the reader is called, or wants to be.
    pub name: FieldView<'a>,
    /// What this form is known by, however often it is sent.
    pub token: &'a str,
}

/// A room that the reader owns.
#[derive(Clone, Copy, Debug)]
pub struct OwnedRoomView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Whether nobody else does.
    pub is_only_owner: bool,
}

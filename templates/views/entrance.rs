//! The views of the ways into a room: the landing page, a preview, a new room, an invitation.

use super::{FieldView, MembersView, MessageListView, Millis};

/// The landing page.
#[derive(Clone, Debug)]
pub struct LandingView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The name to join under.
    pub name: FieldView<'a>,
    /// The room to join.
    pub room: FieldView<'a>,
    /// What this form is known by, however often it is sent.
    pub token: &'a str,
    /// Whether the room is to be listed if it is new.
    pub listed: bool,
    /// What the reader said and nobody got; empty as a rule.
    pub kept: &'a str,
    /// The rooms that the reader was in, the latest first.
    pub recent_rooms: Vec<RecentRoomView<'a>>,
    /// The rooms to choose from.
    pub directory: DirectoryView<'a>,
}

/// The rooms that everybody may find.
#[derive(Clone, Debug, Default)]
pub enum DirectoryView<'a> {
    /// The page is about something else.
    #[default]
    Omitted,
    /// They are not known just now.
    Unavailable,
    /// These.
    Listed {
        /// The liveliest first.
        rooms: Vec<ListedRoomView<'a>>,
        /// The place of the next ones, if there are more.
        next: Option<String>,
        /// When the page was made.
        now: Millis,
    },
}

/// A room that everybody may find.
#[derive(Clone, Copy, Debug)]
pub struct ListedRoomView<'a> {
    /// Its slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// What it is about; may be empty.
    pub topic: &'a str,
    /// How many are in it.
    pub people: u32,
    /// When something was last said in it, if ever.
    pub last_said: Option<LastSaidView<'a>>,
}

/// When something was last said in a room.
#[derive(Clone, Copy, Debug)]
pub struct LastSaidView<'a> {
    /// The time.
    pub at: Millis,
    /// The day of it, as the reader's calendar shows it.
    pub date: &'a str,
}

/// A room that the reader was in.
#[derive(Clone, Copy, Debug)]
pub struct RecentRoomView<'a> {
    /// Its slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// How much was said there since by others, as far as it is known; whatever is over 99 is shown
    /// as one.
    pub unread: u32,
}

/// What is meant for the reader.
#[derive(Clone, Debug)]
pub struct ForYouView<'a> {
    /// The rooms in which there is something, the one with the newest message first.
    pub rooms: Vec<ForYouRoomView<'a>>,
    /// Whether all rooms have answered.
    pub is_complete: bool,
}

/// What is meant for the reader in one room.
#[derive(Clone, Debug)]
pub struct ForYouRoomView<'a> {
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The messages, each with a head of its own.
    pub messages: MessageListView<'a>,
}

/// What somebody sees of a room before they join it.
#[derive(Clone, Debug)]
pub struct PreviewView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Whether the address is a secret.
    pub private: bool,
    /// What there is to see.
    pub state: PreviewState<'a>,
    /// The name to join under.
    pub name: FieldView<'a>,
    /// What this form is known by, however often it is sent.
    pub token: &'a str,
    /// The message that the link leads to, to come there once one has joined.
    pub at: Option<i64>,
}

/// What there is to see of a room before one joins it.
#[derive(Clone, Debug)]
pub enum PreviewState<'a> {
    /// Nobody has started it yet.
    New,
    /// Only former members are let in.
    Locked,
    /// Anybody is.
    Open {
        /// What it is about; may be empty.
        topic: &'a str,
        /// What those who come are told; may be empty.
        welcome: &'a str,
        /// Who is here.
        members: MembersView<'a>,
        /// Whether it has no place for another connection.
        full: bool,
    },
}

/// The page on which somebody starts a room.
#[derive(Clone, Copy, Debug)]
pub struct NewRoomView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// What the room is to be called.
    pub title: FieldView<'a>,
    /// Its address, as it was typed; the server suggests one if it is empty.
    pub address: FieldView<'a>,
    /// The name to join under.
    pub name: FieldView<'a>,
    /// A room that is at the address already.
    pub existing: Option<&'a str>,
    /// Whether only those who have its link find it.
    pub private: bool,
    /// Random: a private room of this form is one, however often it is sent.
    pub token: &'a str,
}

/// The page of a room's link.
#[derive(Clone, Copy, Debug)]
pub struct InvitationView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The room's address, for sharing: with scheme and host.
    pub link: &'a str,
    /// Whether nobody new is let in.
    pub locked: bool,
    /// Whether the address is a secret.
    pub private: bool,
}

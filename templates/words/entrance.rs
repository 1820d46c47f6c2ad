//! The words of the ways into a room: the landing page, a preview, a new room, an invitation.

use std::borrow::Cow;

use maud::Markup;

use super::RoomName;

#[derive(Clone, Debug)]
pub struct Landing {
    pub lead: Cow<'static, str>,
    pub your_name: &'static str,
    pub room: &'static str,
    pub about_room: &'static str,
    pub join: &'static str,
    pub start_a_room: &'static str,
    pub who_can_read: &'static str,
    pub no_cookies: &'static str,
}

#[derive(Clone, Debug)]
pub struct RecentRooms {
    pub heading: &'static str,
    pub find: &'static str,
    pub no_match: &'static str,
    pub none: &'static str,
    /// A number, perhaps with a plus sign after it.
    pub unread: fn(count: &str) -> String,
    pub remove: &'static str,
    pub remove_room: fn(room: RoomName) -> String,
}

/// What is meant for the reader: messages that mention them or answer them.
#[derive(Clone, Debug)]
pub struct ForYou {
    pub heading: &'static str,
    pub about: &'static str,
    pub none: &'static str,
    pub incomplete: &'static str,
}

#[derive(Clone, Debug)]
pub struct Directory {
    pub heading: &'static str,
    pub unavailable: &'static str,
    pub empty: &'static str,
    pub more: &'static str,
    pub online: fn(count: u32) -> String,
    pub last_message: fn(time: &Markup) -> Markup,
    pub nothing_said: &'static str,
}

/// A room before one joins it.
#[derive(Clone, Debug)]
pub struct Preview {
    pub private: &'static str,
    pub new: &'static str,
    pub start: &'static str,
    pub start_with_more: &'static str,
    pub locked: &'static str,
    pub full: &'static str,
    pub join: fn(room: RoomName) -> String,
    /// The first names, and how many others there are.
    pub present: fn(names: &[Markup], others: usize) -> Markup,
}

/// The page on which somebody starts a room.
#[derive(Clone, Debug)]
pub struct NewRoom {
    pub heading: &'static str,
    pub title: &'static str,
    pub about_title: &'static str,
    pub no_title: &'static str,
    pub access: &'static str,
    pub public: &'static str,
    pub about_public: &'static str,
    pub private: &'static str,
    pub about_private: &'static str,
    pub address: &'static str,
    pub about_address: &'static str,
    pub address_taken: &'static str,
    pub reserved: &'static str,
    pub too_many_listed: fn(max: usize) -> String,
    /// Not of one person, but of all who share their network.
    pub too_many_listed_nearby: fn(max: usize) -> String,
    pub join_existing: &'static str,
    pub start: &'static str,
}

/// The page of a room's link.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What the way there is called.
    pub invite: &'static str,
    pub heading: fn(room: RoomName) -> String,
    pub open: &'static str,
    pub private: &'static str,
    pub locked: &'static str,
    pub link: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub share: &'static str,
    pub qr_code: fn(room: RoomName) -> String,
    pub about_qr_code: &'static str,
}

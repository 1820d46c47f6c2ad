//! Words of the pages about owning a room.

use maud::Markup;

use super::RoomName;

#[derive(Clone, Debug)]
pub struct Settings {
    pub title: &'static str,
    pub saved: &'static str,
    pub display_name: &'static str,
    pub about_display_name: &'static str,
    pub topic: &'static str,
    pub welcome: &'static str,
    pub list_it: &'static str,
    pub lock_it: &'static str,
    pub earlier_texts: &'static str,
    pub earlier_for_author: &'static str,
    pub earlier_for_everybody: &'static str,
    pub earlier_not_kept: &'static str,
    pub save: &'static str,
    pub delete_heading: &'static str,
    pub about_deleting: &'static str,
    pub confirm: &'static str,
    /// The word that `confirm` asks for, in any case.
    pub delete: &'static str,
    pub delete_room: fn(room: RoomName) -> String,
}

/// The owners of a room, in its settings.
#[derive(Clone, Debug)]
pub struct Owners {
    pub heading: &'static str,
    pub remove: &'static str,
    /// For screen readers: whom the button removes.
    pub remove_owner: fn(name: &str) -> String,
    pub about_stepping_down: &'static str,
    pub step_down: &'static str,
    pub about_last_owner: &'static str,
    pub about_links: &'static str,
    pub uses: &'static str,
    pub make_link: &'static str,
    pub about_this_link: fn(people: usize) -> String,
    pub code: &'static str,
    /// In the room, with the link that says `add`.
    pub reminder: fn(add: &Markup) -> Markup,
    pub add: &'static str,
    pub dismiss: &'static str,
}

#[derive(Clone, Debug)]
pub struct OwnerLink {
    pub title: &'static str,
    pub heading: fn(room: RoomName) -> String,
    pub lead: &'static str,
    pub code: &'static str,
    pub about_code: &'static str,
    pub become_owner: &'static str,
    pub not_now: fn(room: RoomName) -> String,
}

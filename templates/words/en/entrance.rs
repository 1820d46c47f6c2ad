//! The ways into a room, in English.

use maud::{Markup, html};

use super::number;
use crate::words::{Directory, Invitation, Landing, NewRoom, Preview, RecentRooms};

pub(super) const LANDING: Landing = Landing {
    lead: "Chat with whoever’s around. Enter a name and you’re in: no account, nothing to install.",
    your_name: "Your name",
    room: "Room",
    about_room: "A name or a link.",
    join: "Join",
    start_a_room: "Start a new room",
    who_can_read: "Anyone who knows a room’s name can join it. \
                   A private room has a secret link that nobody can guess.",
    no_cookies: "This browser isn’t keeping cookies, and Natter needs one to know it’s you. \
                 Allow cookies for this site, then try again.",
};

pub(super) const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "Your rooms",
    unread: |count| format!("{count} new"),
    remove: "Remove",
    remove_room: |room| format!("Remove {} from your rooms", room.within("this private room")),
};

pub(super) const DIRECTORY: Directory = Directory {
    heading: "Rooms",
    unavailable: "The room list isn’t available right now. You can still join.",
    empty: "No public rooms are active today. You can start one above.",
    more: "More rooms",
    online: |count| format!("{} here", number(count)),
    last_message: |time| html! { "Last message " (time) },
    nothing_said: "No messages yet",
};

pub(super) const PREVIEW: Preview = Preview {
    private: "Private room",
    new: "Nobody has started this room yet.",
    start: "Start this room",
    start_with_more: "Give it a name or make it private first",
    locked: "This room is locked. Only people who have been here before can join.",
    full: "This room is full right now. Try again in a few minutes.",
    join: |room| format!("Join {}", room.within("the room")),
    present,
};

pub(super) const NEW_ROOM: NewRoom = NewRoom {
    heading: "Start a room",
    title: "Room name",
    about_title: "You can use any language.",
    no_title: "Give the room a name.",
    access: "Who can find it?",
    public: "Everyone",
    about_public: "The room is listed on the front page.",
    private: "People with the link",
    about_private: "Nobody can guess the link, and the room is never listed.",
    address: "Address",
    about_address: "Optional. Leave this empty and Natter makes one from the name.",
    address_taken: "There’s already a room at this address. Join it, or choose another address.",
    join_existing: "Join that room instead",
    start: "Start the room",
};

pub(super) const INVITATION: Invitation = Invitation {
    invite: "Invite",
    heading: |room| format!("Invite people to {}", room.within("this private room")),
    open: "Anyone with this link can join.",
    private: "Anyone with this link can join, so share it only with people you trust.",
    locked: "This room is locked. The link only works for people who have been here before.",
    link: "Link",
    copy: "Copy link",
    copied: "Copied.",
    not_copied: "Your browser didn’t allow that. The link is selected, so press Ctrl+C or ⌘C to copy it.",
    share: "Share…",
    qr_code: |room| format!("QR code for the link to {}", room.within("this private room")),
    about_qr_code: "Or scan this code with a phone.",
};

fn present(names: &[Markup], others: usize) -> Markup {
    html! {
        @match (names, others) {
            ([], 0) => "Nobody is here right now.",
            ([], 1) => "1 person is here.",
            ([], count) => { (number(count)) " people are here." },
            ([one], 0) => { (one) " is here." },
            ([one, two], 0) => { (one) " and " (two) " are here." },
            ([one, two], 1) => { (one) ", " (two) " and 1 other are here." },
            ([one, two, ..], others) => { (one) ", " (two) " and " (others) " others are here." },
            ([one], 1) => { (one) " and 1 other are here." },
            ([one], others) => { (one) " and " (others) " others are here." },
        }
    }
}

//! Owning a room, in English.

use maud::html;

use crate::words::{OwnerLink, Owners, Settings, isolated};

pub(super) const SETTINGS: Settings = Settings {
    title: "Settings",
    saved: "Saved.",
    topic: "Topic",
    welcome: "Welcome message",
    list_it: "List this room on the front page",
    lock_it: "Lock the room: only people who have already joined can come in",
    save: "Save",
    delete_heading: "Delete this room",
    about_deleting: "Everyone is disconnected, and all messages are deleted permanently.",
    confirm: "Type DELETE to confirm",
    delete: "DELETE",
    delete_room: |room| format!("Delete {}", room.within("this room")),
    display_name: "Display name",
    about_display_name: "People see this instead of the address. You can use any language.",
};

pub(super) const OWNERS: Owners = Owners {
    heading: "Owners",
    remove: "Remove",
    remove_owner: |name| format!("Remove {} as an owner", isolated(name)),
    about_stepping_down: "If you step down, you’ll need an owner link to become an owner again.",
    step_down: "Step down as an owner",
    about_last_owner: "You’re the only owner. To step down, make someone else an owner first.",
    about_links: "Make a link to become an owner on another device, or to send to someone you trust. \
                  It works for 7 days. Making a new link cancels the old one.",
    uses: "How many people can use the link",
    make_link: "Make an owner link",
    about_this_link: |people| {
        let who = match people {
            1 => "One person".to_owned(),
            people => format!("Up to {people} people"),
        };
        format!(
            "{who} can become an owner with this link in the next 7 days. Copy it now: it won’t be shown again. \
             Making a new link or removing an owner cancels it."
        )
    },
    code: "Owner code",
    reminder: |add| html! { "Only this browser can manage the room. In case you lose it, " (add) "." },
    add: "add another owner",
    dismiss: "Dismiss",
};

pub(super) const OWNER_LINK: OwnerLink = OwnerLink {
    title: "Become an owner",
    heading: |room| format!("Become an owner of {}", room.within("this private room")),
    lead: "Owners can change the topic, lock the room and delete it.",
    code: "Owner code",
    about_code: "The code is the part of your link after the #.",
    become_owner: "Become an owner",
    not_now: |room| format!("Not now, just take me to {}", room.within("the room")),
};

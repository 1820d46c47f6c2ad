//! English.

use maud::{Markup, html};

use super::{
    Closes, Composer, Directory, Endings, Field, Invitation, Landing, LiveUpdates, Members, Messages, Notices,
    OwnerLink, Pending, Problem, Problems, Profile, RecentRooms, Refusals, Room, Scripts, Settings, Site, Times,
    Typing, Words,
};
use crate::views::Millis;

/// All sentences in English.
pub static ENGLISH: Words = Words {
    lang: "en",
    site: Site {
        name: "Natter",
        description: "Chat with whoever is here. No registration.",
        front_page: "Natter, front page",
        to_the_front_page: "To the front page",
        private_room: "private room",
        back_to_room: |room| format!("‹ Back to {room}"),
    },
    landing: Landing {
        lead: "Chat with whoever is here. Enter a name and you are in: no registration, nothing to install.",
        your_name: "Your name",
        room: "Room",
        list_it: "If the room is new, list it on this page",
        join: "Join",
        start_private_room: "Start a private room",
        who_can_read: "Rooms are open: whoever knows one can read it. The address of a private room cannot be guessed.",
    },
    recent_rooms: RecentRooms {
        heading: "Your rooms",
        unread: |count| format!("{count} new"),
        remove: "Remove",
        remove_room: |room| format!("Remove {room} from your rooms"),
    },
    directory: Directory {
        heading: "Rooms",
        unavailable: "The list of rooms is not to be had just now. You can join all the same.",
        empty: "No room is listed that somebody was in today. Start one: enter its name above, and tick the box.",
        more: "More rooms",
        online: |count| format!("{count} here"),
        last_message: |time| html! { "Last message " (time) },
        nothing_said: "Nothing said yet",
    },
    field: Field { use_name: |name| html! { "Be called " (name) } },
    room: Room {
        messages_in: |room| format!("Messages in {room}"),
        settings_of: |room| format!("Settings of {room}"),
        retry_now: "Retry now",
        online: |count| html! { (count) " here" },
        members_heading: |count| html! { "Here now · " (count) },
        you_are: |name| html! { "You are " (name) },
        change_name_or_leave: "Change name or leave",
        empty: |link| html! { "Nobody has said anything here yet. Be the first, or send somebody the link: " (link) },
        without_scripts: |reload| {
            html! { "Without scripts this page shows what is new when you " (reload) "." }
        },
        load_it_again: "load it again",
        back_to_newest: "Back to the newest messages",
    },
    messages: Messages {
        earlier: "Earlier messages",
        new_since_last_visit: "New since your last visit",
        missed_too_much: "You were away for a while. These are the newest messages.",
    },
    composer: Composer { message_to: |room| format!("Message {room}"), send: "Send" },
    pending: Pending {
        on_its_way: "On its way",
        unanswered: "Not sent yet: the room has not answered.",
        try_again: "Try again",
        edit: "Edit",
        discard: "Discard",
    },
    members: Members { you: "you", owner: "owner", away: "away", and_more: |count| format!("and {count} more") },
    typing: Typing { several: "Several people are typing…", named: typing },
    notices: Notices {
        joined: |who| html! { (who) " joined" },
        left: |who| html! { (who) " left" },
        renamed: |before, now| html! { (before) " is now " (now) },
        two_names: |first, second| html! { (first) " and " (second) },
        people: |count| format!("{count} people"),
    },
    profile: Profile {
        title: "You",
        lead: "Your name may change; the letters behind it stay the same, and nobody else has them.",
        change_name: "Change name",
        about_leaving: "Who leaves is gone from the list at once. The room stays among yours on the front page.",
        leave_room: |room| format!("Leave {room}"),
        about_forgetting: "Forgotten, this browser is a stranger here: it loses its name, and every room that it owns. \
                           What you said stays.",
        forget_me: "Forget me",
    },
    invitation: Invitation {
        invite: "Invite",
        heading: |room| format!("Invite people to {room}"),
        open: "Anyone with this link can join.",
        private: "Anyone with this link can join, so share it only with people you trust.",
        locked: "This room is locked. The link only works for people who have been here before.",
        link: "Link",
        copy: "Copy link",
        copied: "Copied.",
        not_copied: "Your browser did not allow that. The link is selected: copy it with Ctrl+C or ⌘C.",
        share: "Share…",
        qr_code: |room| format!("QR code of the link to {room}"),
        about_qr_code: "Or point a phone’s camera here.",
    },
    settings: Settings {
        title: "Settings",
        saved: "Saved. Everyone in the room sees it already.",
        topic: "Topic",
        welcome: "What those who come are told",
        list_it: "List the room on the front page",
        lock_it: "Lock it: let in only those who have been here",
        save: "Save",
        owners_heading: "Own it elsewhere",
        about_owner_links: "A link makes you an owner on another device, or somebody else one. \
                            A new link ends the one before.",
        about_this_owner_link: "Whoever opens this link can become an owner. It is shown this once; a new one ends it.",
        make_owner_link: "Make an owner link",
        delete_heading: "Delete the room",
        about_deleting: "Everybody is sent away, and everything that was said here is gone, at once and for good.",
        confirm: "Type DELETE to confirm",
        delete: "DELETE",
        delete_room: |room| format!("Delete {room}"),
        display_name: "Display name",
        about_display_name: "People see it instead of the address. Any language, any letters.",
    },
    owner_link: OwnerLink {
        title: "Own a room",
        heading: |room| format!("Own {room}"),
        lead: "Whoever has this link can decide about the room: its topic, who comes in, and whether it stays.",
        become_owner: "Become an owner",
        not_now: |room| format!("Not now: go to {room}"),
    },
    times: Times {
        just_now: "just now",
        minutes_ago: |count| ago(count, "minute"),
        hours_ago: |count| ago(count, "hour"),
        yesterday: "yesterday",
        days_ago: |count| ago(count, "day"),
    },
    problems: Problems {
        not_found: Problem {
            title: "There is nothing here",
            advice: "The address may be mistyped, or what was here has gone.",
        },
        no_such_room: "There is no such room",
        wrong_method: "That cannot be done here",
        allowed_methods: |methods| format!("This address takes {methods}."),
        not_an_upgrade: Problem { title: "This is a socket", advice: "Connect to this address with a WebSocket." },
        foreign_origin: Problem { title: "That came from another site", advice: "Open Natter itself and do it there." },
        no_session: Problem { title: "You have not joined yet", advice: "Enter a name on the front page first." },
        too_large: "That is too much",
        form_size: |max_bytes| format!("A form can have {max_bytes} bytes."),
        unreadable: "That could not be read",
        not_a_form: "Send the fields as application/x-www-form-urlencoded.",
        form_fields: "The form lacks a field, or holds one twice.",
        query_fields: "The query holds a field twice.",
        message_number: "The place to look before is the number of a message.",
        rooms_place: "The query holds a field twice, or a place in the list of rooms that is none.",
        page_query: |max| {
            format!(
                "Ask with limit, a number from 1 to {max}, and with before, after or both, the places to look between, \
                 or with none of them."
            )
        },
        rooms_query: |max| {
            format!("Ask with limit, a number from 1 to {max}, and with after as it stands in next, or with neither.")
        },
        room_call: "A room is only called by its Worker.",
        room_locked: Problem { title: "This room is locked", advice: "Its owner lets in nobody new." },
        room_deleted: "This room is gone",
        not_owner: "That is for the owner",
        refused: "That was not done",
        no_secret: Problem {
            title: "This Natter is not set up yet",
            advice: "Its operator finds in the log what to do.",
        },
        no_archive: Problem {
            title: "Earlier messages cannot be read right now",
            advice: "Nothing is lost. Try again in a minute.",
        },
        no_directory: Problem {
            title: "The list of rooms cannot be read right now",
            advice: "Rooms are there all the same. Try again in a minute.",
        },
        internal: Problem {
            title: "Something went wrong",
            advice: "Nothing that was shown is lost. Try again in a moment.",
        },
        room_updating: Problem { title: "This room is being updated", advice: "Try again in a moment." },
    },
    refusals: Refusals {
        empty: "Write something first.",
        too_long: |chars, max| {
            format!(
                "That is {} characters; a message can have {}. Shorten it by {}.",
                thousands(chars),
                thousands(max),
                thousands(chars.saturating_sub(max)),
            )
        },
        too_fast: |wait_seconds| match wait_seconds {
            1 => "That was a little fast. Wait 1 second, then send it again.".to_owned(),
            wait => format!("That was a little fast. Wait {wait} seconds, then send it again."),
        },
        too_fast_retrying: |wait_seconds| format!("Sending too fast. Trying again in {wait_seconds} s."),
        malformed: "This page sent something that the room does not understand. Reload it and try again.",
        not_stored: "The room could not keep this message. Try again in a moment.",
        no_space: "This room has no space for new messages just now; it can only be read. \
                   Your text is kept: try again later.",
        too_many_connections: |max| format!("You have this room open {max} times already. Close a tab, then reload."),
        room_full: "This room is full. Try again in a few minutes.",
        name_missing: "Enter a name, so that the others know who is speaking.",
        name_too_long: |max| {
            format!("A name can have {max} characters, and fewer if many are emoji. Choose a shorter one.")
        },
        name_hidden: "This name holds invisible or control characters. Type it without them.",
        name_unknown: "This name holds a character that most devices cannot show. Choose another one for it.",
        name_out_of_place: |character| {
            format!("In this name “{character}” cannot stand where it does. Leave it out or move it.")
        },
        name_marks: "This name piles too many marks on a letter. Take some away.",
        name_without_letter: "A name needs at least one letter or digit.",
        name_reserved: "This name could be taken for somebody who runs the place. Choose another one.",
        name_taken: "Somebody here has this name, or one that looks like it. Choose another one.",
        name_taken_but: |free| format!("Somebody here has this name, or one that looks like it. “{free}” is free."),
        bad_slug: |max| format!("A room’s name is made of letters a to z, digits and single hyphens, {max} at most."),
        room_locked: "This room is locked: its owner lets in nobody new.",
        room_deleted: "This room was deleted by its owner. In a minute or two its name is free for a new room.",
        not_owner: "Only an owner of this room can do that.",
        too_many_owners: |max| format!("A room can have {max} owners, and this one has."),
        owner_link_expired: "This link does not work any more. Ask an owner of the room for a new one.",
        topic_too_long: |max| format!("A topic can have {max} characters. Shorten it."),
        welcome_too_long: |max| format!("A welcome can have {max} characters. Shorten it."),
        not_confirmed: "Type DELETE to confirm.",
        title_too_long: |max| format!("A display name can have {max} characters. Shorten it."),
        room_updating: "This room is being updated. Try again in a moment.",
    },
    scripts: Scripts {
        connecting: "connecting",
        live: "live",
        reconnecting: "reconnecting",
        offline: "Offline. Retrying when the network is back",
        polling: "not live",
        closed: "closed",
        retry_in: "in {seconds} s",
        today: "Today",
        unseen: "{count} new",
        too_long: "Too long: a message can have 2,000 characters.",
        show_more: "Show more",
        show_less: "Show less",
        remaining: "Characters left: {count}",
        surplus: "Characters over the limit: {count}",
    },
    live_updates: LiveUpdates {
        blocked: "Something blocks live updates here. New messages appear every few seconds.",
        foreign_origin: "Live updates are off: this address is not set up yet. New messages appear every few seconds.",
    },
    endings: Endings {
        closed: "This page is no longer connected.",
        reload: "Reload",
        enter_name: "Enter your name again",
        choose_another_name: "Choose another name",
        join_again: "Join again",
        kept: "Not sent:",
    },
    closes: Closes {
        idle: "Nothing was heard from you for a while.",
        not_text: "Send text.",
        bad_frames: "Too many frames that make no sense.",
        frame_too_large: |max_bytes| format!("A frame can have {} bytes.", thousands(max_bytes)),
        room_unreadable: "The room could not be read.",
        unknown_connection: "This connection is not known any more.",
        slow_consumer: "You have fallen far behind. Come back for the rest.",
        outdated_page: "Natter was updated. Reload this page.",
        session_over: "Your session has ended. Reload this page to enter your name again.",
        room_deleted: "This room was deleted by its owner.",
        left: "You have left this room.",
        name_taken: "Somebody else has your name here now. Reload this page to choose another.",
        newer_page: "Natter went back to an earlier version. Reload this page.",
    },
};

fn typing(names: &[Markup]) -> Markup {
    html! {
        @match names {
            [] => {},
            [one] => { (one) " is typing…" },
            [others @ .., last] => {
                @for (n, other) in others.iter().enumerate() { @if n > 0 { ", " } (other) }
                " and " (last) " are typing…"
            },
        }
    }
}

fn ago(count: Millis, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

/// Digits in groups of three.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

//! What does not work, and what to do, in English.

use super::number;
use crate::words::{Closes, Problem, Problems, Refusals, isolated};

pub(super) const PROBLEMS: Problems = Problems {
    not_found: Problem {
        title: "Page not found",
        advice: "Check the address. It may be mistyped, or the page may be gone.",
    },
    no_such_room: "There’s no such room",
    wrong_method: "Not allowed here",
    allowed_methods: |methods| format!("This address only accepts {methods}."),
    not_an_upgrade: Problem { title: "WebSocket required", advice: "Connect to this address with a WebSocket." },
    foreign_origin: Problem { title: "That came from another site", advice: "Open Natter itself and try again there." },
    no_session: Problem { title: "You haven’t joined yet", advice: "Enter a name on the front page first." },
    too_large: "That’s too large",
    form_size: |max_bytes| format!("A form can have up to {} bytes.", number(max_bytes)),
    unreadable: "That couldn’t be read",
    not_a_form: "Send the fields as application/x-www-form-urlencoded.",
    form_fields: "A field is missing from the form, or is there twice.",
    query_fields: "A field is in the query twice.",
    message_number: "“before” must be the number of a message.",
    rooms_place: "A field is in the query twice, or “after” isn’t a place in the room list.",
    page_query: |max| {
        format!(
            "“limit” must be a number from 1 to {max}. “before” and “after” must be whole numbers. \
             All three are optional."
        )
    },
    rooms_query: |max| {
        format!("“limit” must be a number from 1 to {max}, and “after” must come from “next”. Both are optional.")
    },
    room_call: "Only Natter itself can call a room.",
    room_locked: Problem { title: "This room is locked", advice: "Its owner isn’t letting new people in." },
    room_deleted: "Room deleted",
    not_owner: "Owners only",
    refused: "That didn’t work",
    no_secret: Problem {
        title: "This Natter isn’t set up yet", advice: "If you run it, see the log for what to do."
    },
    no_archive: Problem {
        title: "Earlier messages aren’t available right now",
        advice: "Nothing is lost. Try again in a minute.",
    },
    no_directory: Problem {
        title: "The room list isn’t available right now",
        advice: "You can still join rooms. Try again in a minute.",
    },
    internal: Problem {
        title: "Something went wrong",
        advice: "The messages you’ve seen are safe. Try again in a moment.",
    },
    room_updating: Problem { title: "This room is being updated", advice: "Try again in a moment." },
};

pub(super) const REFUSALS: Refusals = Refusals {
    empty: "Type a message first.",
    too_long: |chars, max| {
        format!(
            "That’s {} characters, and the limit is {}. Shorten it by {}.",
            number(chars),
            number(max),
            number(chars.saturating_sub(max)),
        )
    },
    too_fast: |wait_seconds| match wait_seconds {
        1 => "You’re sending too fast. Wait 1 second, then try again.".to_owned(),
        wait => format!("You’re sending too fast. Wait {wait} seconds, then try again."),
    },
    too_fast_retrying: |wait_seconds| format!("Sending too fast. Trying again in {wait_seconds}\u{A0}s."),
    malformed: "This page sent something the room didn’t understand. Reload it and try again.",
    not_stored: "Your message couldn’t be saved. Try again in a moment.",
    no_space: "This room is out of space, so it can’t take new messages right now. \
               Your text is kept. Try again later.",
    too_many_connections: |max| format!("This room is already open in {max} tabs. Close one, then reload this page."),
    room_full: "This room is full. Try again in a few minutes.",
    name_missing: "Enter a name so people know who’s talking.",
    name_too_long: |max| format!("That name is too long. Use up to {max} characters, or fewer with a lot of emoji."),
    name_hidden: "That name contains hidden characters. Please retype it.",
    name_unknown: "Most devices can’t display a character in that name. Please change it.",
    name_out_of_place: |character| {
        format!("“{}” can’t be used in that position. Move it or leave it out.", isolated(character))
    },
    name_marks: "That name has too many accents on one letter. Please remove some.",
    name_without_letter: "A name needs at least one letter or number.",
    name_reserved: "That name is reserved. Please choose another.",
    name_taken: "Someone here is already called that, or something very similar. Please choose another name.",
    name_taken_but: |free| {
        format!("Someone here is already called that, or something very similar. “{}” is free.", isolated(free))
    },
    bad_slug: |max| format!("Room names use a–z, 0–9 and hyphens, up to {max} characters."),
    room_locked: "This room is locked. Its owner isn’t letting new people in.",
    room_deleted: "The owner deleted this room. In a minute or two, its address will be free again.",
    not_owner: "Only an owner of this room can do that.",
    too_many_owners: |max| format!("This room already has {max} owners, and that’s the limit."),
    owner_link_expired: "This link no longer works. Ask an owner of the room for a new one.",
    owner_link_uses: |max| format!("Choose a number of people from 1 to {max}."),
    last_owner: "You’re the only owner, and nobody else could manage this room. Make someone else an owner first.",
    topic_too_long: |max| format!("That topic is too long. Use up to {max} characters."),
    welcome_too_long: |max| format!("That welcome message is too long. Use up to {max} characters."),
    not_confirmed: "Type DELETE to confirm.",
    title_too_long: |max| format!("That display name is too long. Use up to {max} characters."),
    room_updating: "This room is being updated. Try again in a moment.",
};

pub(super) const CLOSES: Closes = Closes {
    idle: "This connection was idle for too long.",
    not_text: "Only text can be sent here.",
    bad_frames: "Too many frames couldn’t be understood.",
    frame_too_large: |max_bytes| format!("That frame is too large. The limit is {} bytes.", number(max_bytes)),
    room_unreadable: "The room couldn’t be loaded.",
    unknown_connection: "The room no longer knows this connection.",
    slow_consumer: "You’ve fallen too far behind. Reconnect to catch up.",
    outdated_page: "Natter has been updated. Reload this page.",
    session_over: "Your session has ended. Enter your name to come back.",
    room_deleted: "The owner deleted this room.",
    left: "You’ve left this room.",
    name_taken: "Someone else here is using your name now. Choose another one.",
    newer_page: "Natter went back to an earlier version. Reload this page.",
};

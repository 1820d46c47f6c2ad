//! English.

mod entrance;
mod help;
mod ownership;
mod refusals;

use maud::{Markup, html};

use super::{
    Composer, CountForms, Endings, Field, LiveUpdates, LogFrame, Members, Messages, Notices, Pending, Plural, Profile,
    Room, RoomName, Scripts, Site, Times, Typing, Words, grouped, isolated, isolated_names, whole,
};
use crate::views::Millis;

/// All sentences in English.
pub static ENGLISH: Words = Words {
    lang: "en",
    dir: "ltr",
    own_name: "English",
    plural: Plural::one_or_other,
    site: Site {
        name: "Natter",
        description: "Chat with whoever’s around. No account needed.",
        language: "Language",
        front_page: "Natter front page",
        to_the_front_page: "Back to Natter",
        private_room: "Private room",
        back_to_room: |room| format!("‹ Back to {}", room.within("the room")),
        skip_to_content: "Skip to the content",
        error: |title| format!("Error: {title}"),
        private_room_with: |names| format!("Private room with {}", isolated_names(names, " and ")),
    },
    landing: entrance::LANDING,
    recent_rooms: entrance::RECENT_ROOMS,
    directory: entrance::DIRECTORY,
    field: Field { use_name: |name| html! { "Use “" (name) "”" } },
    room: Room {
        messages_in: |room| format!("Messages in {}", room.within("this private room")),
        settings_of: |room| match room {
            RoomName::Known(name) => format!("Room settings: {}", isolated(name)),
            RoomName::Private => "Private room settings".to_owned(),
        },
        retry_now: "Retry now",
        online: |count| html! { (count) " here" },
        members_heading: |count| html! { "Here now · " (count) },
        you_are: |name| html! { "You’re " (name) },
        change_name_or_leave: "Change name or leave",
        empty: |link| html! { "It’s quiet here. Say something, or share the link: " (link) },
        without_scripts: |reload| html! { "New messages appear every few seconds. Nothing new? " (reload) },
        help_and_language: "Help and language",
        reload: "Reload the messages",
        back_to_newest: "Back to the newest messages",
        skip_to_composer: "Skip to the message field",
        earlier_since: |time| format!("Earlier messages, {time}"),
    },
    messages: Messages {
        earlier: "Earlier messages",
        new_since_last_visit: "New since your last visit",
        missed_too_much: "You missed a lot. Here are the latest messages.",
    },
    log_frame: LogFrame {
        later: "Later messages",
        pause: "Pause updates",
        resume: "Resume updates",
        trying_again: "The messages can’t be shown right now. This page keeps trying.",
    },
    composer: Composer {
        new_message: "New message",
        message_to: |room| format!("Message {}", room.within("this room")),
        send: "Send",
    },
    pending: Pending {
        on_its_way: "Sending",
        unanswered: "This message hasn’t been sent yet.",
        try_again: "Try again",
        edit: "Edit",
        discard: "Discard",
    },
    members: Members {
        you: "you",
        owner: "owner",
        away: "away",
        and_more: |count| format!("and {} more", number(count)),
    },
    typing: Typing { several: "Several people are typing…", named: typing },
    notices: Notices {
        joined: |who, _| html! { (who) " joined" },
        left: |who, _| html! { (who) " left" },
        renamed: |before, now| html! { (before) " is now " (now) },
        two_names: |first, second| html! { (first) " and " (second) },
        people: |count| format!("{} people", number(count)),
    },
    profile: Profile {
        title: "Your profile",
        lead: "You can change your name. The code next to it stays the same, so people can tell it’s you.",
        change_name: "Change name",
        about_leaving: "You’ll disappear from the list of people. The room stays in “Your rooms”.",
        leave_room: |room| format!("Leave {}", room.within("this room")),
        about_forgetting: "This browser will lose your name and ownership of your rooms. Messages you sent stay.",
        owned_rooms: "You won’t be able to manage these rooms any more. \
                      Where you’re the only owner, nobody will, unless you add another owner first.",
        only_owner: "only owner",
        forget_me: "Forget me",
    },
    invitation: entrance::INVITATION,
    preview: entrance::PREVIEW,
    new_room: entrance::NEW_ROOM,
    settings: ownership::SETTINGS,
    owners: ownership::OWNERS,
    owner_link: ownership::OWNER_LINK,
    times: Times {
        just_now: "just now",
        minutes_ago: |count| ago(count, "minute"),
        hours_ago: |count| ago(count, "hour"),
        one_day_ago: "yesterday",
        days_ago: |count| ago(count, "day"),
        today: "Today",
        yesterday: "Yesterday",
        in_utc: |day| format!("{day} (UTC)"),
    },
    problems: refusals::PROBLEMS,
    refusals: refusals::REFUSALS,
    scripts: Scripts {
        connecting: "Connecting…",
        live: "Live",
        reconnecting: "Connection lost. Retrying",
        offline: "Offline. Retrying when the network is back",
        polling: "Not live",
        closed: "Disconnected",
        retry_in: "in {seconds}\u{A0}s",
        unseen: "{count} new",
        too_long: "That’s too long. A message can have up to 2,000 characters.",
        show_more: "Show more",
        show_less: "Show less",
        remaining: "Characters left: {count}",
        surplus: "Characters over the limit: {count}",
        missed: CountForms::one_or_other("{count} message while you were away", "{count} messages while you were away"),
    },
    live_updates: LiveUpdates {
        blocked: "Something is blocking live updates. New messages still appear every few seconds.",
        foreign_origin: "Live updates aren’t set up for this address. New messages still appear every few seconds.",
    },
    endings: Endings {
        closed: "This page is no longer connected.",
        reload: "Reload",
        enter_name: "Enter your name again",
        choose_another_name: "Choose another name",
        join_again: "Join again",
        kept: "Not sent:",
    },
    closes: refusals::CLOSES,
    help: help::HELP,
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

fn number(n: impl TryInto<u64>) -> String {
    grouped(whole(n), ',')
}

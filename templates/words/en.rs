//! English.

use std::borrow::Cow;

use maud::{Markup, html};

use super::files::{FileSize, tenths};
use super::help::slashed;
use super::{
    Audit, Backup, Changes, Closes, Commands, Composer, CountForms, Directory, Endings, Field, FileRefusals, Files,
    ForYou, Help, Ignoring, Invitation, Landing, LiveUpdates, LogFrame, Members, MessageActions, MessagePage, Messages,
    Moderation, ModerationRefusals, Moderators, NewRoom, Notices, Notifications, OperatedPeople, OperatedReports,
    OperatedRoom, OperatedRooms, OperatedSanctions, Operator, OwnerLink, Owners, Pending, PersonCheck, Plural, Posting,
    Preview, Problem, Problems, Profile, Reactions, RecentRooms, Refusals, Replies, Reports, Retention, Room, RoomName,
    Scripts, Search, Settings, Shortcut, SigningIn, Site, SiteAudit, SiteRules, SiteSettings, Times, Typing, Words,
    grouped, isolated, isolated_names, whole,
};
use crate::views::{Millis, Span};

/// All sentences in English.
pub static ENGLISH: Words = Words {
    lang: "en",
    dir: "ltr",
    own_name: "English",
    plural: Plural::one_or_other,
    site: Site {
        name: Cow::Borrowed("Natter"),
        announcement: Cow::Borrowed(""),
        read_only: Cow::Borrowed(""),
        description: "Chat with whoever’s around. No account needed.",
        language: "Language",
        to_the_front_page: "Back to Natter",
        private_room: "Private room",
        back_to_room: |room| format!("‹ Back to {}", room.within("the room")),
        skip_to_content: "Skip to the content",
        error: |title| format!("Error: {title}"),
        wrong_host: Problem {
            title: "There is no chat at this address",
            advice: "Use the address that you were given for it, or ask whoever runs it.",
        },
        private_room_with: |names| format!("Private room with {}", isolated_names(names, " and ")),
    },
    landing: LANDING,
    recent_rooms: RECENT_ROOMS,
    for_you: FOR_YOU,
    search: SEARCH,
    directory: DIRECTORY,
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
        change_name_or_leave: "Profile, notifications, leave",
        empty: |link| html! { "It’s quiet here. Say something, or share the link: " (link) },
        without_scripts: |reload| html! { "New messages appear every few seconds. Nothing new? " (reload) },
        help_and_language: "Help and language",
        reload: "Reload the messages",
        back_to_newest: "Back to the newest messages",
        newest: "Newest",
        skip_to_composer: "Skip to the message field",
        earlier_since: |time| format!("Earlier messages, {time}"),
    },
    messages: Messages {
        earlier: "Earlier messages",
        not_here: "The message that this link leads to is not here.",
        new_since_last_visit: "New since your last visit",
        missed_too_much: "You missed a lot. Here are the latest messages.",
        edited: |time| html! { "Edited " (time) },
        removed: |who, time| html! { "Removed by " (who) ", " (time) },
    },
    changes: Changes {
        no_such_message: "That message can’t be found any more.",
        not_author: "Only the person who wrote a message can change it.",
        too_late_to_edit: "That message is too old to edit.",
        edited_meanwhile: "You edited this message in another window. Your text is kept. \
                           Compare the two, then save again.",
        message_removed: "This message was removed.",
        too_late_to_undo: "It’s too late to undo that. The text is gone.",
    },
    replies: Replies {
        to: |who, what| html! { "In reply to " (who) ": " (what) },
        to_removed: |who| html! { "In reply to " (who) ": message removed" },
        to_earlier: "In reply to an earlier message",
        nothing_to_answer: "The message you’re replying to can’t be found. Your text is kept, \
                            and you can send it without the reply.",
        answering: |who, what| html! { "Replying to " (who) ": " (what) },
        answering_removed: |who| {
            html! { "The message by " (who) " was removed. You can still reply, or cancel the reply." }
        },
        answering_earlier: "Replying to an earlier message",
        cancel: "Cancel reply",
        your_reply: "Your reply",
        reply: "Reply",
    },
    message_page: MessagePage {
        heading: |author| format!("Message from {}", isolated(author)),
        show_in_log: "Show in the conversation",
        edit: "Edit your message",
        about_editing: |hours| match hours {
            1 => "You can edit a message for 1 hour after you send it.".to_owned(),
            hours => format!("You can edit a message for {hours} hours after you send it."),
        },
        kept_for_author: "Earlier versions stay visible to you and the owners of the room.",
        kept_for_everybody: "Earlier versions stay visible to everyone in the room.",
        not_kept: "Earlier versions aren’t kept.",
        earlier: "Earlier versions",
        save: "Save",
        remove: "Remove this message",
        about_removing: |seconds| {
            format!("Its text disappears for everyone. You’ll have {seconds} seconds to undo that.")
        },
        undo: "Undo",
        about_undoing: |seconds| format!("Removed by mistake? Within {seconds} seconds you can bring it back."),
        not_found: "Message not found",
    },
    retention: Retention {
        heading: "How long are messages kept?",
        for_ever: "For ever",
        as_site: |days| format!("As long as this site keeps them: {}", whole_days(days)),
        days: whole_days,
        about: "Older messages disappear everywhere. That cannot be undone.",
    },
    reactions: Reactions {
        heading: "Reactions",
        names: |names| isolated_names(names, ", "),
        who: "Who reacted",
        react: "React",
        any_emoji: "Any emoji",
        not_emoji: "React with exactly one emoji.",
        too_many_kinds: |most| format!("This message already has {most} different emoji. You can join one of them."),
    },
    message_actions: MessageActions {
        actions: "What to do with this message",
        more: "More",
        edit: "Edit",
        copy_text: "Copy text",
        copy_link: "Copy link",
        remove: "Remove",
        cancel: "Cancel",
        editing: "Editing your message",
        now_says: "It now says:",
        saved: "Saved.",
        removed: "Removed. You can undo that for 10 seconds.",
        restored: "Your message is back.",
        text_copied: "Text copied.",
        link_copied: "Link copied.",
        not_copied: "Your browser didn’t allow copying.",
        failed: "That didn’t get through. Try again.",
    },
    log_frame: LogFrame {
        later: "Later messages",
        new_head: "Changed since you opened this page:",
        pause: "Pause updates",
        resume: "Resume updates",
        trying_again: "The messages can’t be shown right now. This page keeps trying.",
    },
    composer: Composer {
        new_message: "New message",
        message_to: |room| format!("Message {}", room.within("this room")),
        send: "Send",
    },
    files: FILES,
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
    notifications: NOTIFICATIONS,
    invitation: INVITATION,
    preview: PREVIEW,
    new_room: NEW_ROOM,
    settings: SETTINGS,
    owners: OWNERS,
    owner_link: OWNER_LINK,
    moderation: MODERATION,
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
    problems: PROBLEMS,
    refusals: REFUSALS,
    scripts: Scripts {
        connecting: "Connecting…",
        live: "Live",
        reconnecting: "Connection lost. Retrying",
        offline: "Offline. Retrying when the network is back",
        polling: "Not live",
        closed: "Disconnected",
        retry_in: "in {seconds}\u{A0}s",
        unseen: "{count} new",
        new_while_away: "New while you were away",
        too_long: "That’s too long. A message can have up to 2,000 characters.",
        show_more: "Show more",
        show_less: "Show less",
        copy_code: "Copy code",
        code_copied: "Copied",
        code_selected: "Not allowed by your browser. The code is selected now.",
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
    closes: CLOSES,
    help: HELP,
    posting: POSTING,
    backup: BACKUP,
    person_check: PERSON_CHECK,
    ignoring: IGNORING,
    reports: REPORTS,
    operator: OPERATOR,
};

// What does not work, and what to do.

const PROBLEMS: Problems = Problems {
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
    not_forgotten: Problem {
        title: "You haven’t been forgotten yet",
        advice: "Your session couldn’t be ended and goes on. Try again in a minute.",
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

const REFUSALS: Refusals = Refusals {
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
    address_busy: |wait_seconds| match wait_seconds {
        1 => "Too much is coming from your network right now. Wait 1 second, then try again.".to_owned(),
        wait => format!("Too much is coming from your network right now. Wait {wait} seconds, then try again."),
    },
    address_busy_retrying: |wait_seconds| format!("Your network is busy. Trying again in {wait_seconds}\u{A0}s."),
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

const CLOSES: Closes = Closes {
    idle: "This connection was idle for too long.",
    not_text: "Only text can be sent here.",
    bad_frames: "Too many frames couldn’t be understood.",
    frame_too_large: |max_bytes| format!("That frame is too large. The limit is {} bytes.", number(max_bytes)),
    room_unreadable: "The room couldn’t be loaded.",
    room_failed: "Something went wrong in the room. Reconnect to continue.",
    unknown_connection: "The room no longer knows this connection.",
    session_changed: "Your session has changed. Reconnect to continue.",
    slow_consumer: "You’ve fallen too far behind. Reconnect to catch up.",
    outdated_page: "Natter has been updated. Reload this page.",
    session_over: "Your session has ended. Enter your name to come back.",
    room_deleted: "The owner deleted this room.",
    left: "You’ve left this room.",
    name_taken: "Someone else here is using your name now. Choose another one.",
    newer_page: "Natter went back to an earlier version. Reload this page.",
};

// The ways into a room.

const LANDING: Landing = Landing {
    lead: Cow::Borrowed("Chat with whoever’s around. Enter a name and you’re in: no account, nothing to install."),
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

const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "Your rooms",
    find: "Find a room",
    no_match: "None of your rooms is called that.",
    none: "You haven’t been in a room with this browser yet.",
    unread: |count| format!("{count} new"),
    remove: "Remove",
    remove_room: |room| format!("Remove {} from your rooms", room.within("this private room")),
};

const FILES: Files = Files {
    add: "Add files",
    waiting: "Files for your message",
    size: file_size,
    picture: "Picture",
    audio: "Recording",
    video: "Video",
    file: "File",
    describe: "Describe it for people who can’t see it",
    description_of: |name| format!("Describe {} for people who can’t see it", isolated(name)),
    describe_first: "If it’s a picture: describe it for people who can’t see it (optional)",
    save: "Save description",
    take_out: |name| format!("Remove {}", isolated(name)),
    remove: "Remove",
    uploading: |name| format!("Uploading {}", isolated(name)),
    did_not_arrive: "This file didn’t get through.",
    waits: "Your message will be sent as soon as its files are uploaded.",
    drop: "Drop files here to add them",
    heading: "Add files",
    choose: "File",
    limits: |per_message, max_bytes| match per_message {
        1 => format!("One file in a message, up to {}.", file_size(max_bytes)),
        count => format!("Up to {count} files in a message, each up to {}.", file_size(max_bytes)),
    },
    full: |per_message| match per_message {
        1 => "A message can have one file. To add another one, remove it first.".to_owned(),
        count => format!("That’s {count} files, and a message can’t have more. To add another one, remove one first."),
    },
    upload: "Add this file",
    text: "Message (optional)",
    close: "Close",
    previous: "Previous picture",
    next: "Next picture",
    refusals: FileRefusals {
        too_large: |max_bytes| format!("This file is too large. The limit is {}.", file_size(max_bytes)),
        empty: "This file is empty. Choose another one.",
        too_many: |per_message| match per_message {
            1 => "A message can have one file. Send it first, then add the next.".to_owned(),
            count => format!("A message can have up to {count} files. Send these first, then add more."),
        },
        gone: "A file isn’t there any more. Add it again.",
        picture_broken: "This picture is damaged. Open it in another program and save it again, or choose another one.",
        too_many_pixels: |max| {
            format!("This picture has too many pixels. Make it smaller, up to {max} megapixels, and add it again.")
        },
        metadata_stays: "An AVIF picture can tell where it was taken, and that can’t be removed here. \
                         Save it as JPEG or PNG, then add it again.",
        room_full: "This room has no space left for files. You can still send your message without them.",
        too_much_today: |rest| {
            format!("You’ve uploaded as much as you can in a day. You can add files again in {rest}.")
        },
        network_too_much_today: |rest| {
            format!("Your network has uploaded as much as it can in a day. You can add files again in {rest}.")
        },
        not_taken: "Files can’t be sent on this site. Send your message without them.",
        alt_too_long: |max| format!("That description is too long. Use up to {} characters.", number(max)),
        length_required: "Send the length of the file along, in the header Content-Length.",
    },
    not_found: Problem {
        title: "This file isn’t here",
        advice: "It was removed, or there never was one at this address.",
    },
};

fn file_size(bytes: u64) -> String {
    match FileSize::of(bytes) {
        FileSize::Bytes(1) => "1\u{A0}byte".to_owned(),
        FileSize::Bytes(count) => format!("{}\u{A0}bytes", number(count)),
        FileSize::Kilobytes(count) => format!("{}\u{A0}KB", number(count)),
        FileSize::Megabytes(count) => format!("{}\u{A0}MB", tenths(count, number, '.')),
    }
}

const SEARCH: Search = Search {
    heading: "Search",
    heading_for: |query| format!("Search: {}", isolated(query)),
    open: "Search this room",
    label: "Search this room",
    search: "Search",
    results: "Results",
    none: "No messages found. Try fewer words, or just the beginning of one.",
    none_here: "Nothing on this page is from somebody you don’t ignore.",
    older: "Older results",
    without_the_oldest: "The oldest messages aren’t searchable yet, so some may be missing.",
    only_the_newest: "Only recent messages were searched: older ones can’t be reached right now. \
                      Try again in a minute.",
    how_to: "What you can type",
    operators: &[
        Shortcut { keys: &["word"], does: "Messages with this word. Capitals and accents don’t matter" },
        Shortcut { keys: &["begin*"], does: "Words that begin like this. The last word you type works the same" },
        Shortcut { keys: &["\"two words\""], does: "Exactly these words, in this order" },
        Shortcut { keys: &["from:Ada"], does: "Messages from Ada. Put a longer name in quotes" },
        Shortcut { keys: &["after:2026-11-30"], does: "Messages from later than that day" },
        Shortcut { keys: &["before:2026-11-30"], does: "Messages from earlier than that day" },
        Shortcut { keys: &["has:link"], does: "Messages with a link" },
        Shortcut { keys: &["has:file"], does: "Messages with a file or a picture" },
    ],
    title: "That can’t be searched for",
    too_long: |chars| format!("That’s too long to search for. Use {chars} characters at most."),
    too_many: |words| format!("That’s too much to search for at once. Use {words} words at most."),
    no_words: "There’s no word in that. Type one to search for.",
    bad_date: |typed| format!("“{}” isn’t a date. Type it as year, month and day: 2026-11-30.", isolated(typed)),
    bad_has: "“has:” only finds links and files. Type has:link or has:file.",
    no_name: "There’s a name missing after “from:”. Type it right behind the colon.",
};

const FOR_YOU: ForYou = ForYou {
    heading: "For you",
    about: "Messages that mention you or reply to you, in the rooms this browser knows.",
    none: "Nothing yet. When somebody mentions you or replies to you, you’ll find it here.",
    incomplete: "Some rooms didn’t answer, so something may be missing. Try again in a moment.",
};

const NOTIFICATIONS: Notifications = Notifications {
    heading: "Notifications",
    nothing: "None",
    mentions: "When somebody mentions me or replies to me",
    all: "Every message",
    about: "Shown while this room is open in a tab of this browser and you’re not looking at it.",
    saved: "Saved.",
    not_kept: "Your browser doesn’t let this site store anything, so this can’t be saved.",
    example: "This is how you’ll be notified.",
    denied: "Your browser blocks notifications from this site. Allow them in its settings, then choose again.",
    unsupported: "This browser can’t show notifications from a page.",
};

const DIRECTORY: Directory = Directory {
    heading: "Rooms",
    unavailable: "The room list isn’t available right now. You can still join.",
    empty: "No public rooms are active today. You can start one above.",
    more: "More rooms",
    online: |count| format!("{} here", number(count)),
    last_message: |time| html! { "Last message " (time) },
    nothing_said: "No messages yet",
};

const PREVIEW: Preview = Preview {
    private: "Private room",
    new: "Nobody has started this room yet.",
    start: "Start this room",
    start_with_more: "Give it a name or make it private first",
    locked: "This room is locked. Only people who have been here before can join.",
    full: "This room is full right now. Try again in a few minutes.",
    join: |room| format!("Join {}", room.within("the room")),
    present,
};

const NEW_ROOM: NewRoom = NewRoom {
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
    reserved: "That name is reserved for the people who run this site. Please choose another.",
    too_many_listed: |max| {
        format!(
            "You can have {max} rooms on the public list at a time. Take one off in its settings, or make this one \
             private."
        )
    },
    too_many_listed_nearby: |max| {
        format!(
            "There are already {max} rooms from your network on the public list. Try again later, or make this one \
             private."
        )
    },
    address_taken: "There’s already a room at this address. Join it, or choose another address.",
    join_existing: "Join that room instead",
    start: "Start the room",
};

const INVITATION: Invitation = Invitation {
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

// Owning a room.

const SETTINGS: Settings = Settings {
    title: "Settings",
    saved: "Saved.",
    topic: "Topic",
    welcome: "Welcome message",
    list_it: "List this room on the front page",
    lock_it: "Lock the room: only people who have already joined can come in",
    earlier_texts: "When someone edits a message, who can see the earlier versions?",
    earlier_for_author: "Its author and the owners",
    earlier_for_everybody: "Everyone",
    earlier_not_kept: "Nobody: they aren’t kept",
    save: "Save",
    delete_heading: "Delete this room",
    about_deleting: "Everyone is disconnected, and all messages are deleted permanently.",
    confirm: "Type DELETE to confirm",
    delete: "DELETE",
    delete_room: |room| format!("Delete {}", room.within("this room")),
    display_name: "Display name",
    about_display_name: "People see this instead of the address. You can use any language.",
};

const REPORTS: Reports = Reports {
    report: "Report",
    report_this: "Report this message",
    heading: |author| format!("Report a message from {}", isolated(author)),
    about: "The owners and moderators of this room and whoever runs this site will see the message, your name, and \
            what you write here. The author isn’t told.",
    why: "What’s wrong with it?",
    spam: "Spam or advertising",
    harassment: "Insults, threats or hate",
    harmful: "Dangerous or illegal",
    privacy: "Someone’s private details",
    other: "Something else",
    note: "Anything to add?",
    about_note: |max| format!("Optional, up to {max} characters."),
    send: "Send report",
    sent: "Thank you. Your report was sent.",
    list: "Reports",
    none: "There’s nothing to look at.",
    open: |count| match count {
        1 => "1 message to look at".to_owned(),
        count => format!("{} messages to look at", number(count)),
    },
    reported_by: |who, why, when| html! { (why) " · " (who) ", " (when) },
    not_available: "Look at the message",
    about_closing: "Closing a report takes it off this list. Nobody else is told.",
    resolve: "Done",
    dismiss: "Nothing wrong",
    remove: "Remove message",
    own_message: "That’s your own message. You can remove it instead.",
    too_many: |max| format!("You’ve reported {max} messages today, and that’s the limit. Try again tomorrow."),
    note_too_long: |max| format!("That’s too long. Use up to {max} characters."),
};

const IGNORING: Ignoring = Ignoring {
    about: "You won’t see what they write, in any room, and won’t be notified of it. Only this browser knows.",
    ignore: |name| format!("Ignore {}", isolated(name)),
    heading: "People you ignore",
    lift: "Stop ignoring",
    lift_of: |name| format!("Stop ignoring {}", isolated(name)),
    left_out: "1 message from someone you ignore",
};

const POSTING: Posting = Posting {
    heading: "Who can write, and what",
    about: "None of this applies to owners and moderators.",
    read_only: "Read only: only owners and moderators can write",
    slow_mode: "Slow mode",
    no_slow_mode: "Off",
    one_every: |seconds| format!("One message every {seconds} seconds"),
    no_newcomer_links: |minutes| format!("No links from people in their first {minutes} minutes in this room"),
    words: "Words that aren’t allowed",
    about_words: |max| {
        format!(
            "One per line, up to {max}. They’re also found with look-alike letters, or with dots or spaces in between, \
             but never inside longer words. Names can’t have them either."
        )
    },
    is_read_only: "Only owners and moderators can write here right now.",
    is_slow: |seconds| format!("Slow mode: one message every {seconds} seconds."),
    read_only_refused: "Only owners and moderators can write in this room right now. \
                        Your text is kept. Try again later.",
    too_soon: |seconds, wait| match wait {
        1 => format!("This room is in slow mode: one message every {seconds} seconds. Wait 1 second, then try again."),
        wait => {
            format!(
                "This room is in slow mode: one message every {seconds} seconds. Wait {wait} seconds, then try again."
            )
        }
    },
    too_soon_retrying: |seconds, wait| {
        format!("Slow mode: one message every {seconds}\u{A0}s. Sending in {wait}\u{A0}s.")
    },
    newcomer_link: |minutes| match minutes {
        1 => "You’ve only just come here, so links have to wait for 1 minute. Wait, or leave the link out.".to_owned(),
        minutes => format!(
            "You’ve only just come here, so links have to wait for {minutes} minutes. Wait, or leave the link out."
        ),
    },
    refused_word: |word| {
        format!("“{}” isn’t allowed in this room. Change your text, then send it again.", isolated(word))
    },
    name_not_allowed: "This room doesn’t allow that name. Please choose another.",
    refused_words: |max, max_chars| {
        format!(
            "List single words, up to {max}, each on a line of its own with up to {max_chars} characters and \
             at least one letter or number."
        )
    },
};

const OWNERS: Owners = Owners {
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

const OWNER_LINK: OwnerLink = OwnerLink {
    title: "Become an owner",
    heading: |room| format!("Become an owner of {}", room.within("this private room")),
    lead: "Owners can change the topic, lock the room and delete it.",
    code: "Owner code",
    about_code: "The code is the part of your link after the #.",
    become_owner: "Become an owner",
    not_now: |room| format!("Not now, just take me to {}", room.within("the room")),
};

// The help.

const HELP: Help = Help {
    title: "Help",
    lead: "Everything in Natter works with a keyboard, a mouse or a finger.",
    keys: "Keys",
    shortcuts: &[
        Shortcut { keys: &["Enter"], does: "Send the message. On a touch keyboard: start a new line" },
        Shortcut { keys: &["Shift", "Enter"], does: "Start a new line in the message" },
        Shortcut { keys: &["Tab", "Shift Tab"], does: "Go to the next thing, or the one before" },
        Shortcut { keys: &["↑", "↓"], does: "In the messages: the message before, or the next one" },
        Shortcut { keys: &["Home", "End"], does: "In the messages: the first one, or the newest" },
        Shortcut { keys: &["Enter"], does: "On a message: what you can do with it" },
        Shortcut { keys: &["↑"], does: "In the empty message field: edit your last message" },
        Shortcut { keys: &["Page Up", "Page Down"], does: "In the messages: scroll by a screen" },
        Shortcut {
            keys: &["Escape"],
            does: "In the messages: back to the message field. Elsewhere: close what’s open",
        },
        Shortcut { keys: &["/"], does: "Search this room, unless you’re typing" },
        Shortcut { keys: &["Ctrl K"], does: "Go to another of your rooms" },
        Shortcut { keys: &["?"], does: "Open this help, unless you’re typing" },
    ],
    commands: Commands {
        heading: "Commands",
        list: &[
            Shortcut { keys: &["/me waves"], does: "Say what you’re doing" },
            Shortcut { keys: &["/nick Name"], does: "Change your name" },
            Shortcut { keys: &["/topic Text"], does: "Change what the room is about, if you’re its owner" },
            Shortcut { keys: &["/help"], does: "Show this list, just to you" },
        ],
        marks_heading: "Formatting",
        marks: &[
            Shortcut { keys: &["**bold**"], does: "Bold text" },
            Shortcut { keys: &["*italic*"], does: "Italic text" },
            Shortcut { keys: &["~~gone~~"], does: "Crossed-out text" },
            Shortcut { keys: &["`code`"], does: "Code within a line" },
            Shortcut { keys: &["```"], does: "Before and after lines of code" },
            Shortcut { keys: &["> text"], does: "A quote" },
            Shortcut { keys: &["- text"], does: "A list, from two lines on" },
            Shortcut { keys: &["[text](https://…)"], does: "A link behind a text" },
            Shortcut { keys: &[":tada:"], does: "An emoji by its name" },
            Shortcut { keys: &["\\"], does: "Before one of these marks: leave it as you typed it" },
        ],
        suggestions: "Suggestions",
        only_you: "Only you can see this.",
        unknown: |command| {
            let (command, help) = (slashed(command), slashed("help"));
            format!(
                "There’s no command {command}. {help} lists them. \
                 To say it as it is, put a space or another / before it."
            )
        },
        incomplete: |command| {
            let command = slashed(command);
            format!("Type something after {command}. To say it as it is, put a space before it.")
        },
        in_edit: |command| {
            let command = slashed(command);
            format!("{command} only works in a new message. To say it as it is, put a space before it.")
        },
    },
    screen_readers: "Screen readers",
    about_screen_readers: "Messages from others are read out as they come. To jump through the messages, use headings: \
                           a day is level 2, an author level 3.",
    question_mark: "Open this help with the question mark key",
    close: "Close",
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

fn whole_days(days: u16) -> String {
    let plural = if days == 1 { "" } else { "s" };
    format!("{days} day{plural}")
}

fn number(n: impl TryInto<u64>) -> String {
    grouped(whole(n), ',')
}

const OPERATOR: Operator = Operator {
    title: "Operator",
    signing_in: SigningIn {
        key: "Operator key",
        about_key: "It’s the OPERATOR_KEY of this site. On your own machine it’s in the file .dev.vars.",
        sign_in: "Sign in",
        sign_out: "Sign out",
        wrong_key: "That’s not the key.",
        too_many_tries_title: "Too many wrong keys",
        too_many_tries: |seconds| match seconds {
            1 => "Wait 1 second, then try again.".to_owned(),
            wait => format!("Wait {wait} seconds, then try again."),
        },
        is_over: "You’re not signed in any more, so nothing was changed. Sign in and do it again.",
    },
    rooms: OperatedRooms {
        heading: "Rooms",
        room: "Room",
        people: "People",
        messages: "Messages",
        size: "Size",
        changed: "Last change",
        none: "Nobody has started a room yet.",
        about_age: "Rooms report themselves here. The numbers may be some minutes old; a room’s own page is exact.",
        listed: "listed",
        unlisted: "not listed",
        private: "private",
        locked: "locked",
        closed: "closed",
        megabytes: |number| format!("{number} MB"),
        next: "More rooms",
        first: "Back to the first rooms",
    },
    room: OperatedRoom {
        open: "Open the room",
        settings: "Its settings",
        here: "Here now",
        nobody: "Nobody is here.",
        messages: "Latest messages",
        no_messages: "Nothing has been said yet.",
        remove: "Remove",
        remove_of: |name| format!("Remove this message of {}", isolated(name)),
        close_heading: "Close this room",
        about_closing: "Everyone is disconnected and sees your reason. Nobody gets in until you reopen the room. \
                        Nothing is deleted.",
        reason: "Reason",
        close: "Close the room",
        closed_because: |reason| format!("This room is closed: {}", isolated(reason)),
        reopen: "Reopen the room",
        unlist_heading: "On the front page",
        about_unlisting: "The room stays open for everyone who knows its address. What you decide here holds \
                          whatever its owners do. Picked rooms are the only ones shown if the site settings say so.",
        unlist: "Take it off",
        put_back: "Put it back",
        hide_topic: "Hide its topic",
        show_topic: "Show its topic",
        pick: "Pick it",
        unpick: "Remove the pick",
    },
    people: OperatedPeople {
        heading: "People",
        about: "Everyone who is in a room right now.",
        none: "Nobody is here right now.",
        rooms: "Rooms",
        person: "Person",
    },
    audit: SiteAudit {
        heading: "Audit log",
        about: "What was done with the operator key, latest first. It never shows what people wrote.",
        none: "Nothing has been done yet.",
        at: "When",
        what: "What",
        by: "How",
        by_page: "on these pages",
        by_program: "by a program",
        earlier: "Earlier entries",
        signed_in: "Signed in",
        closed_room: "Closed a room",
        reopened_room: "Reopened a room",
        unlisted_room: "Took a room off the front page",
        deleted_room: "Deleted a room",
        removed_message: "Removed a message",
        restored_message: "Brought a message back",
        changed_room: "Changed a room’s settings",
        changed_site: "Changed the site’s settings",
        muted: "Muted somebody",
        banned: "Banned somebody",
        lifted: "Lifted a mute or a ban",
        removed_messages: "Removed all of somebody’s messages",
        restored_messages: "Brought somebody’s messages back",
        imported_room: "Restored a room from a backup",
        reshipped_room: "Sent a room to D1 again",
        signed_out_person: "Ended somebody’s session",
        forgot_person: "Erased somebody’s data",
        closed_reports: "Closed reports",
        decided_listing: "Decided how the front page shows a room",
        other: "Something else",
    },
    site: SiteSettings {
        heading: "Site settings",
        about: "Changes take effect everywhere within 30 seconds.",
        name: "Site name",
        about_name: "Shown in titles and on the front page. Leave it empty to use “Natter”.",
        welcome: "Welcome on the front page",
        about_welcome: "Leave it empty for the usual sentence.",
        announcement: "Announcement",
        about_announcement: "Stands on every page until you clear it.",
        read_only: "Read-only: nobody can write",
        read_only_reason: "Reason for read-only",
        about_read_only: "People see it where they would write, for example: “Back at 14:00.”",
        starters: "Who can start rooms",
        everybody: "Everyone",
        only_operator: "Only the operator",
        under_attack: "Under attack",
        about_under_attack: "Stricter limits for everyone, until you turn it off.",
        listing: "The front page shows",
        listed_by_owners: "rooms that their owners list",
        listed_by_hand: "only rooms that you’ve picked, and the lobby",
        about_listing: "You pick a room on its own page.",
        listed_per_owner: "Rooms that one person can list",
        listed_per_address: "Rooms that can be listed from one network",
        as_deployed: |value| format!("As deployed: {value}"),
        save: "Save",
        saved: "Saved.",
        too_long: |max| format!("That’s too long. Use up to {} characters.", number(max)),
        reason_missing: "Tell people why they can’t write.",
    },
    reports: OperatedReports {
        heading: "Reports",
        about: "Messages that people reported, in all rooms, latest first. Closing a report takes it off this list \
                and off the room’s own.",
        more: "There are more. They come up once you’ve closed these.",
    },
    sanctions: OperatedSanctions {
        heading: "Mutes and bans",
        about: "Everyone who is muted or banned in any room, latest first. Rooms report changes within seconds.",
        muted: "muted",
        banned: "banned",
        until: "Until",
        by: "By",
        lift: "Lift",
        next: "More",
        first: "Back to the latest",
    },
    unavailable: "The database isn’t answering. Try again in a minute.",
    not_operator: Problem {
        title: "Only for the operator",
        advice: "Send the operator key: “Authorization: Bearer …”.",
    },
    rules: SiteRules {
        read_only_title: "Read-only right now",
        read_only: |reason| format!("Nobody can write right now: {}", isolated(reason)),
        rooms_not_open: "New rooms can’t be started here. Join one that’s already there.",
        room_was_closed: "The operator of this site closed the room.",
        room_closed_title: "This room is closed",
        room_closed: |reason| format!("The operator of this site closed the room: {}", isolated(reason)),
    },
};
const MODERATION: Moderation = Moderation {
    people: "People",
    moderator: "moderator",
    operator: "the operator",
    somebody: "somebody",
    not_here: "Not here right now",
    about_author: |name| html! { "About " (name) },
    moderate: "Moderate…",
    span: |span| match span {
        Span::Minutes(count) => several(count, "minute"),
        Span::Hours(count) => several(count, "hour"),
        Span::Days(count) => several(count, "day"),
    },
    for_good: "For good",
    how_long: "For how long",
    reason: "Reason",
    about_reason: "They’ll be told. You can leave it empty.",
    mute: "Mute",
    about_muting: "They can still read, but not write, react or change their name.",
    unmute: "Unmute",
    ban: "Ban",
    about_banning: "They’re disconnected and can’t come back in.",
    unban: "Lift the ban",
    is_muted: |rest| rest.map_or("Muted for good.".to_owned(), |rest| format!("Muted for another {rest}.")),
    is_banned: |rest| rest.map_or("Banned for good.".to_owned(), |rest| format!("Banned for another {rest}.")),
    because: |reason| format!("Reason: {}", isolated(reason)),
    their_messages: "Their messages",
    no_messages: "There are no messages from them.",
    remove_all: "Remove all their messages",
    their_session: "Their session",
    about_signing_out: "Their cookie stops working in every room. They can join again as somebody new.",
    sign_out: "End their session",
    about_removing_all: |seconds| {
        format!("Removes everything they’ve said in this room. You can undo it for {seconds} seconds.")
    },
    bring_back: |count| match count {
        1 => "Bring 1 message back".to_owned(),
        count => format!("Bring {} messages back", number(count)),
    },
    sanctions: "Muted and banned",
    no_sanctions: "Nobody is muted or banned.",
    audit: Audit {
        heading: "Moderation log",
        about: "What the owners and moderators of this room have done. Nobody can change this list.",
        none: "Nothing so far.",
        older: "Earlier entries",
        settings_changed: |who| html! { (who) " changed the settings." },
        owner_link_made: |who| html! { (who) " made a link for new owners." },
        moderator_link_made: |who| html! { (who) " made a link for new moderators." },
        became_owner: |who| html! { (who) " became an owner." },
        became_moderator: |who| html! { (who) " became a moderator." },
        owner_removed: |who, whom| html! { (who) " removed " (whom) " from the owners." },
        moderator_removed: |who, whom| html! { (who) " removed " (whom) " from the moderators." },
        muted: |who, whom| html! { (who) " muted " (whom) "." },
        banned: |who, whom| html! { (who) " banned " (whom) "." },
        unmuted: |who, whom| html! { (who) " unmuted " (whom) "." },
        unbanned: |who, whom| html! { (who) " lifted the ban on " (whom) "." },
        message_removed: |who, whom| html! { (who) " removed a message from " (whom) "." },
        message_restored: |who, whom| html! { (who) " brought back a message from " (whom) "." },
        messages_removed: |who, whom| html! { (who) " removed all messages from " (whom) "." },
        messages_restored: |who, whom| html! { (who) " brought back the messages from " (whom) "." },
        other: |who| html! { (who) " did something that only a newer version knows." },
    },
    moderators: Moderators {
        heading: "Moderators",
        none: "Nobody yet. Moderators can mute and ban people, and remove messages.",
        remove: |name| format!("Remove {} from the moderators", isolated(name)),
        about_links: "A link makes somebody a moderator. It works for a week.",
        make_link: "Make a moderator link",
        about_this_link: |people| match people {
            1 => "Send this link to the person you trust with it. It works once, for a week, and isn’t shown again."
                .to_owned(),
            people => format!(
                "Send this link to the people you trust with it. It works for {people} people, for a week, \
                 and isn’t shown again."
            ),
        },
        link_title: "Become a moderator",
        link_heading: |room| format!("Help keep {} in order?", room.within("this room")),
        link_lead: "Moderators can mute and ban people, and remove messages.",
        become_moderator: "Become a moderator",
        step_down: "Stop moderating",
    },
    refusals: ModerationRefusals {
        not_moderator: "Only a moderator of this room can do that.",
        not_below: "You can’t do that to an owner or a moderator of this room.",
        no_such_member: "Nobody like that has been in this room.",
        too_many_sanctions: |max| {
            format!("{} people are muted or banned here, and that’s the limit. Lift one first.", number(max))
        },
        too_many_moderators: |max| format!("This room already has {max} moderators, and that’s the limit."),
        reason_too_long: |max| format!("That reason is too long. Use up to {} characters.", number(max)),
        muted: |rest| {
            rest.map_or("A moderator has muted you in this room.".to_owned(), |rest| {
                format!("A moderator has muted you in this room. You can write again in {rest}.")
            })
        },
        banned: |rest| {
            rest.map_or("A moderator has banned you from this room.".to_owned(), |rest| {
                format!("A moderator has banned you from this room. You can come back in {rest}.")
            })
        },
        unmuted: "You can write again.",
        banned_title: "You’re banned from this room",
        banned_until: |rest| match rest {
            Some(rest) => format!("You can come back in {rest}."),
            None => "It doesn’t end by itself: only a moderator of the room can lift it.".to_owned(),
        },
        banned_now: "A moderator has banned you from this room.",
    },
};

fn several(count: Millis, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{} {unit}s", number(count)) }
}

const BACKUP: Backup = Backup {
    heading: "Download the room",
    about: "The page is for reading: one file that opens in any browser. The data file also holds settings, owners \
            and bans, and can be brought back.",
    as_page: "Download as a page (HTML)",
    as_data: "Download as data (NDJSON)",
    made: |when| format!("Downloaded on {when}."),
    nothing: "Nobody has said anything yet.",
    next_part: "This file ends here. Download the next part",
    restoring: "This room is being restored. Come back in a few minutes.",
    room_not_empty: "Somebody has already been in this room. Delete it first, or import into a room that doesn’t \
                     exist yet.",
    without_room: "This part belongs to no room. Start with the first line of the file.",
    line: |line| format!("Line {line} can’t be read. None of this part was imported."),
};

const PERSON_CHECK: PersonCheck = PersonCheck {
    heading: "Show that you’re a person",
    about: "Bots are attacking this site at the moment. So everybody who joins is checked first. It takes a few \
            seconds, and is valid for an hour.",
    go_on: "Continue",
    without_scripts: "The check needs JavaScript. Allow it for this page, or come back later.",
    failed: "The check didn’t work. Wait until it’s green, then continue.",
    unavailable: "The check can’t be reached right now. Try again in a minute.",
    needed: "This site is under attack, so everybody who joins is checked first, at /check. If you’ve passed, \
             press the button again.",
};

//! Every element id. A view, a broadcast, a style and a test that mean the same element use the
//! same function.

/// All messages in the page: the live list, and earlier lists above it.
pub const HISTORY: &str = "history";
/// The frame with the messages, for browsers without scripts. Links open it by this name.
pub const LOG_FRAME: &str = "log-frame";
/// The live list of messages.
pub const LOG: &str = "log";
/// The list of messages on their way, made by the browser.
pub const PENDING: &str = "pending";
/// The template of a message on its way.
pub const PENDING_TEMPLATE: &str = "pending-template";
/// The words that scripts show.
pub const SCRIPT_WORDS: &str = "script-words";
/// The way to earlier messages; they take its place.
pub const EARLIER: &str = "earlier";
/// The way to later messages.
pub const LATER: &str = "later";
/// The place of a message that a link leads to, if there is none.
pub const PLACE: &str = "place";
/// The panel with the members.
pub const MEMBERS_PANEL: &str = "members-panel";
/// The panel with the help and the languages, for browsers without scripts.
pub const SITE_PANEL: &str = "site-panel";
/// The list of members.
pub const MEMBERS: &str = "members";
/// The state of the connection, in words.
pub const CONNECTION: &str = "connection";
/// The form for a message.
pub const COMPOSER: &str = "composer";
/// The field for a message.
pub const TEXT: &str = "text";
/// The files that wait to be sent with the next message.
pub const UPLOADS: &str = "uploads";
/// The template of a file on its way to the site.
pub const UPLOAD_TEMPLATE: &str = "upload-template";
/// The field by which a browser picks files.
pub const FILE_INPUT: &str = "file-input";
/// What owners decided about posting, at the composer.
pub const POSTING: &str = "posting";
/// Why a message was refused that came as a form.
pub const REFUSAL: &str = "refusal";
/// How many letters are left near the limit, and the same read aloud now and then.
pub const REMAINING: &str = "remaining";
/// Who is typing.
pub const TYPING: &str = "typing";
/// Why there are no live updates, in the place of who is typing.
pub const LIVE_UPDATES: &str = "live-updates";
/// What the room is about.
pub const TOPIC: &str = "topic";
/// The owner's text for members who join.
pub const WELCOME: &str = "welcome";
/// The recent rooms of the reader.
pub const RECENT_ROOMS: &str = "recent-rooms";
/// What their page and its dialog share.
pub const ROOM_SWITCHER: &str = "room-switcher";
/// What a search shows in front of a room: its form, and what was found.
pub const SEARCH: &str = "search";
/// What was found.
pub const SEARCH_RESULTS: &str = "search-results";
/// The rooms that everybody may find.
pub const ROOMS: &str = "rooms";
/// The way back to the newest message.
pub const LATEST: &str = "latest";
/// What a screen reader is told of the log: what others say while the page is open.
pub const ANNOUNCEMENTS: &str = "announcements";
/// What a page is about: where its skip link leads.
pub const MAIN: &str = "main";
/// What the page of help and its dialog share.
pub const HELP: &str = "help";
/// Their heading.
pub const HELP_TITLE: &str = "help-title";

/// Who reacted to a message, on its page.
pub const REACTORS: &str = "reactors";
/// What can be typed into a message, in the help.
pub const COMMANDS: &str = "commands";

/// What may be meant while somebody types.
pub const SUGGESTIONS: &str = "suggestions";

/// One of those.
#[must_use]
pub fn suggestion(number: usize) -> String {
    format!("suggestion-{number}")
}

/// A message.
#[must_use]
pub fn message(seq: i64) -> String {
    format!("m{seq}")
}

/// The reactions to a message.
#[must_use]
pub fn reactions(seq: i64) -> String {
    format!("r-{seq}")
}

/// The class of every quote of a message.
#[must_use]
pub fn quote(seq: i64) -> String {
    format!("q{seq}")
}

/// A notice, by the version after which it stands.
#[must_use]
pub fn notice(version: i64) -> String {
    format!("n{version}")
}

/// A member in the list of members.
#[must_use]
pub fn member(id: &str) -> String {
    format!("u-{id}")
}

/// What a command was answered with, by the client's id for it.
#[must_use]
pub fn answer(cid: &str) -> String {
    format!("a-{cid}")
}

/// A message on its way.
#[must_use]
pub fn pending(cid: &str) -> String {
    format!("p-{cid}")
}

/// A file that waits to be sent.
#[must_use]
pub fn upload(id: &str) -> String {
    format!("upload-{id}")
}

/// The form that describes it, on the page for files. In a room there is none: a script does it.
#[must_use]
pub fn upload_alt(id: &str) -> String {
    format!("alt-{id}")
}

/// The form that takes it out, there.
#[must_use]
pub fn upload_removal(id: &str) -> String {
    format!("take-out-{id}")
}

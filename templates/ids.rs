//! Every element id. A view, a broadcast, a style and a test that mean the same element use the
//! same function.

/// All that was said and is in the page: the list that is kept up to date, and earlier lists above
/// it.
pub const HISTORY: &str = "history";
/// The list of messages that is kept up to date.
pub const LOG: &str = "log";
/// The list of messages on their way, made by the browser.
pub const PENDING: &str = "pending";
/// The template of a message on its way.
pub const PENDING_TEMPLATE: &str = "pending-template";
/// The words that scripts show.
pub const SCRIPT_WORDS: &str = "script-words";
/// The way to earlier messages; they take its place.
pub const EARLIER: &str = "earlier";
/// The panel with the people.
pub const PEOPLE_PANEL: &str = "people-panel";
/// The list of people.
pub const PEOPLE: &str = "people";
/// The state of the connection, in words.
pub const CONNECTION: &str = "connection";
/// The form for a message.
pub const COMPOSER: &str = "composer";
/// The field for a message.
pub const TEXT: &str = "text";
/// Why a message was refused that came as a form.
pub const REFUSAL: &str = "refusal";
/// Who is typing.
pub const TYPING: &str = "typing";
/// What the room is about.
pub const TOPIC: &str = "topic";
/// What those who come are told.
pub const WELCOME: &str = "welcome";
/// The rooms that the reader was in.
pub const RECENT_ROOMS: &str = "yours";
/// The rooms that everybody may find.
pub const ROOMS: &str = "rooms";
/// The way back to the newest message.
pub const LATEST: &str = "latest";

/// A message.
#[must_use]
pub fn message(seq: i64) -> String {
    format!("m{seq}")
}

/// A notice, by the version after which it stands.
#[must_use]
pub fn notice(version: i64) -> String {
    format!("n{version}")
}

/// Somebody in the list of people.
#[must_use]
pub fn person(member: &str) -> String {
    format!("u-{member}")
}

/// A message on its way.
#[must_use]
pub fn pending(cid: &str) -> String {
    format!("p-{cid}")
}

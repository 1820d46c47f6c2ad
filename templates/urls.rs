//! Every URL of ours that a page, a redirect or a test names.

/// The landing page, where one also joins.
pub const LANDING: &str = "/";

/// The landing page for somebody who wants to get into a room.
#[must_use]
pub fn landing_for(room: &str) -> String {
    format!("/?room={room}")
}

/// A room.
#[must_use]
pub fn room(room: &str) -> String {
    format!("/r/{room}")
}

/// A room's messages before a place.
#[must_use]
pub fn earlier(room: &str, seq: i64) -> String {
    format!("/r/{room}?before={seq}")
}

/// Where a room's socket is.
#[must_use]
pub fn socket(room: &str) -> String {
    format!("/r/{room}/ws")
}

/// Where a message is posted.
#[must_use]
pub fn say(room: &str) -> String {
    format!("/r/{room}/say")
}

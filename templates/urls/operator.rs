//! The URLs of the operator's pages. `src/route/operator.rs` reads them.

/// Where the operator signs in, and finds the rooms.
pub const ROOMS: &str = "/operate";

/// Where the operator signs out.
pub const SIGN_OUT: &str = "/operate/sign-out";

/// The operator's list of rooms after a place. The place is ours: letters, digits, `.` and `-`.
#[must_use]
pub fn rooms_after(place: &str) -> String {
    format!("/operate?after={place}")
}

/// A room, as the operator sees it.
#[must_use]
pub fn room(room: &str) -> String {
    format!("/operate/rooms/{room}")
}

/// Where the operator closes a room.
#[must_use]
pub fn close(room: &str) -> String {
    format!("/operate/rooms/{room}/close")
}

/// Where the operator opens it again.
#[must_use]
pub fn reopen(room: &str) -> String {
    format!("/operate/rooms/{room}/reopen")
}

/// Where the operator takes a room off the directory.
#[must_use]
pub fn unlist(room: &str) -> String {
    format!("/operate/rooms/{room}/unlist")
}

/// Where the operator decides how the directory shows a room.
#[must_use]
pub fn list(room: &str) -> String {
    format!("/operate/rooms/{room}/list")
}

/// Where the operator deletes a room.
#[must_use]
pub fn delete(room: &str) -> String {
    format!("/operate/rooms/{room}/delete")
}

/// Where the operator removes a message of a room.
#[must_use]
pub fn remove(room: &str) -> String {
    format!("/operate/rooms/{room}/remove")
}

/// Who is in the rooms.
pub const PEOPLE: &str = "/operate/people";

/// The same for the rooms after a place.
#[must_use]
pub fn people_after(place: &str) -> String {
    format!("/operate/people?after={place}")
}

/// What the operator did.
pub const AUDIT: &str = "/operate/audit";

/// The same before an entry.
#[must_use]
pub fn audit_before(entry: i64) -> String {
    format!("/operate/audit?before={entry}")
}

/// What the operator decides about the whole site.
pub const SETTINGS: &str = "/operate/settings";

/// What was reported in all rooms, and where that is closed.
pub const REPORTS: &str = "/operate/reports";

/// Who is muted or banned in all rooms, and where one is lifted.
pub const SANCTIONS: &str = "/operate/sanctions";

/// Those after a place. The place is ours: letters, digits, `.` and `-`.
#[must_use]
pub fn sanctions_after(place: &str) -> String {
    format!("/operate/sanctions?after={place}")
}

/// For programs of the operator: all of the above.
pub const API: &str = "/api/operate";

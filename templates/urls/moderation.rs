//! The URLs by which order is kept among the people of a room.

/// Where a moderator mutes somebody.
#[must_use]
pub fn mute(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/mute")
}

/// Where a moderator lets somebody speak again.
#[must_use]
pub fn unmute(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/unmute")
}

/// Where a moderator bans somebody.
#[must_use]
pub fn ban(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/ban")
}

/// Where a moderator lets somebody come in again.
#[must_use]
pub fn unban(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/unban")
}

/// Where a moderator removes all messages of somebody.
#[must_use]
pub fn remove_messages(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/remove-messages")
}

/// Where a moderator brings those back that they have just removed.
#[must_use]
pub fn restore_messages(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/restore-messages")
}

/// Where the operator ends the session of somebody.
#[must_use]
pub fn sign_out(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}/sign-out")
}

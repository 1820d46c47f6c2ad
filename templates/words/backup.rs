//! The words of what is taken out of a room, and of what comes in again.

/// A room on the disk of its owner or of the operator.
#[derive(Clone, Debug)]
pub struct Backup {
    pub heading: &'static str,
    pub about: &'static str,
    pub as_page: &'static str,
    pub as_data: &'static str,
    /// On the page that is read: when it was made.
    pub made: fn(when: &str) -> String,
    pub nothing: &'static str,
    /// Where one file does not hold all of it.
    pub next_part: &'static str,
    /// What those read who come while it comes in.
    pub restoring: &'static str,
    pub room_not_empty: &'static str,
    pub without_room: &'static str,
    pub line: fn(line: usize) -> String,
}

//! A room as a page on somebody's disk.

use super::MessageView;

/// A part of a room, or all of it.
#[derive(Clone, Debug)]
pub struct ExportView<'a> {
    /// What the room is called, or its address.
    pub title: &'a str,
    /// What it is about; may be empty.
    pub topic: &'a str,
    /// When the file was made, as its reader writes times.
    pub made: &'a str,
    /// Oldest first, with their local times.
    pub messages: Vec<MessageView<'a>>,
    /// The site's scheme and host: from somebody's disk the links to files lead there.
    pub origin: &'a str,
    /// The address of the next part, if there is more.
    pub next: Option<&'a str>,
}

//! The views of files that people send, and of those that wait to be sent.

use super::{MemberView, MembersView};

/// A file of a message, or one that waits to be sent.
#[derive(Clone, Copy, Debug)]
pub struct FileView<'a> {
    /// Hexadecimal digits.
    pub id: &'a str,
    /// As its owner called it.
    pub name: &'a str,
    /// How large it is.
    pub bytes: u64,
    /// How it stands in a message.
    pub shape: FileShape,
    /// What a picture shows, in words; may be empty.
    pub alt: &'a str,
}

/// How a file stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileShape {
    /// It is seen.
    Picture {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Whether a small picture of it is stored.
        has_preview: bool,
    },
    /// It is played.
    Audio,
    /// It is played, and seen.
    Video,
    /// It is saved.
    Download,
}

impl FileView<'_> {
    /// Whether it is seen in the message itself.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self.shape, FileShape::Picture { .. })
    }

    /// What kind of file its name says that it is, such as "PDF". None if the name does not say, or
    /// ends with more than people know as a kind.
    #[must_use]
    pub fn kind(&self) -> Option<String> {
        /// As long as `WEBLOC`: what is longer is the end of a sentence.
        const LONGEST: usize = 6;
        let (before, end) = self.name.rsplit_once('.')?;
        let is_kind = (1..=LONGEST).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
        (is_kind && !before.is_empty()).then(|| end.to_ascii_uppercase())
    }
}

/// The files that wait to be sent with the next message.
#[derive(Clone, Copy, Debug)]
pub struct UploadsView<'a> {
    /// In the order in which they were added.
    pub waiting: &'a [FileView<'a>],
    /// How many a message may have.
    pub per_message: usize,
    /// How large each may be.
    pub max_bytes: u64,
    /// How large the small picture of a picture may be, which a browser makes.
    pub preview_max_bytes: u64,
}

/// The page on which files are sent without a script.
#[derive(Clone, Debug)]
pub struct FilesPageView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in the room: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// What waits to be sent.
    pub uploads: UploadsView<'a>,
    /// What was typed in the composer; may be empty.
    pub text: &'a str,
    /// The place of the message that it answers; empty if it answers none.
    pub reply: &'a str,
    /// A fresh id for the send.
    pub cid: &'a str,
    /// Why a file was not taken, as a sentence.
    pub problem: Option<&'a str>,
}

//! What the frame with the log of a room is made from, for browsers without scripts.

use super::{MemberView, MembersView, MessageListView, PostingView, Role};

/// The part of a log that a frame shows, as its address says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogPart {
    /// Which messages.
    pub place: LogPlace,
    /// The place that a link leads to, to be marked.
    pub at: Option<i64>,
    /// The first message that was new when the page around the frame was opened.
    pub first_new: Option<i64>,
    /// Whether a narrow frame shows who is here.
    pub members_open: bool,
    /// Whether its reader has stopped the updates.
    pub paused: bool,
    /// What the head of the page around the frame has shown since it was opened, as a digest.
    pub head: Option<u32>,
}

/// Which messages a frame shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogPlace {
    /// The newest ones. The frame loads itself again and again.
    #[default]
    Newest,
    /// The last ones before a place.
    Before(i64),
    /// The first ones after a place.
    After(i64),
}

/// A room's log in a frame, for browsers without scripts.
#[derive(Clone, Debug)]
pub struct LogFrameView<'a> {
    /// The room's address, for sharing: with scheme and host.
    pub link: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// The ids of those whom the reader ignores, with spaces between them; none if there is nobody.
    pub ignored: Option<&'a str>,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// What those who come are told; may be empty.
    pub welcome: &'a str,
    /// Which part this is.
    pub part: LogPart,
    /// What the head of the page around the frame would show now, if that is not what it shows.
    pub new_head: Option<HeadView<'a>>,
    /// What was said, without a way to earlier messages: it would lead out of the frame.
    pub messages: MessageListView<'a>,
    /// Set when there are earlier messages than these: the place to ask before.
    pub earlier: Option<i64>,
    /// Set when there are later messages than these: the place to ask after.
    pub later: Option<i64>,
    /// Who is here.
    pub members: MembersView<'a>,
    /// Why the reader does not count as here, as a sentence.
    pub not_counted: Option<&'a str>,
}

/// What the head of a room's page shows beside its title.
#[derive(Clone, Copy, Debug)]
pub struct HeadView<'a> {
    /// What the room is about; may be empty.
    pub topic: &'a str,
    /// What owners decided about posting.
    pub posting: PostingView,
    /// Whether the reader owns it.
    pub role: Role,
}

//! The index of all rooms, which only the operator reads: an entry of it, and a page.

use room::{JoinPolicy, Listing, Millis, Room, Settings, Slug};

use crate::directory::Cursor;
use crate::limits::INDEX_BYTES_STEP;

/// A room, as it reports itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexEntry {
    pub(crate) title: String,
    pub(crate) access: Access,
    pub(crate) people: usize,
    /// Of its storage, rounded up: a message alone is no change.
    pub(crate) bytes: usize,
}

/// Who finds a room, and who gets in. That its address is a secret shows in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The directory shows it.
    Listed,
    /// Whoever knows its address gets in. So it is with an access of a later build.
    Unlisted,
    /// Nobody new gets in.
    Locked,
    /// Nobody gets in.
    Closed,
}

/// A page of the index.
pub(crate) struct IndexPage {
    /// The liveliest first.
    pub(crate) rooms: Vec<IndexedRoom>,
    /// Where the next page begins; none if this is the last.
    pub(crate) next: Option<Cursor>,
}

/// A room on it.
pub(crate) struct IndexedRoom {
    pub(crate) room: Slug,
    pub(crate) entry: IndexEntry,
    /// How many messages the archive has, counted up to a limit.
    pub(crate) messages: usize,
    /// How many have reports that nobody has looked at.
    pub(crate) reported: usize,
    pub(crate) changed_at: Millis,
}

impl IndexEntry {
    /// What a room reports; none if nobody has started it, or it is deleted.
    pub(crate) fn of(room: &Room, bytes: usize) -> Option<Self> {
        if !room.is_founded() || room.deleted_at().is_some() {
            return None;
        }
        let settings = room.settings();
        Some(Self {
            title: settings.title.as_str().to_owned(),
            access: Access::of(settings, room.slug()),
            people: room.online_count(),
            bytes: bytes.div_ceil(INDEX_BYTES_STEP) * INDEX_BYTES_STEP,
        })
    }
}

impl Access {
    /// Of a room with these settings.
    pub(crate) fn of(settings: &Settings, slug: &Slug) -> Self {
        match (settings.join_policy, settings.listing) {
            _ if !settings.closed.as_str().is_empty() => Self::Closed,
            (JoinPolicy::Locked, _) => Self::Locked,
            (JoinPolicy::Open, Listing::Listed) if !slug.is_private() => Self::Listed,
            (JoinPolicy::Open, _) => Self::Unlisted,
        }
    }

    /// As it is stored, and as programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Unlisted => "unlisted",
            Self::Locked => "locked",
            Self::Closed => "closed",
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        [Self::Listed, Self::Locked, Self::Closed]
            .into_iter()
            .find(|access| access.name() == name)
            .unwrap_or(Self::Unlisted)
    }
}

//! A message and its numbers.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Body, Cid, Member, MemberId, Mention, Millis, Name, UploadedFile, formatting, limits};

/// A message's place in its room: its identity in every page, in the storage and in the archive.
/// Never reused.
///
/// A room counts on from the millisecond in which it was founded. Open pages and the archive may
/// still hold numbers of a room whose storage was wiped; the room that is founded after it begins
/// above all of them, unless the first one took more than a thousand messages a second all its
/// life.
pub type Seq = i64;

/// The room's counter: each change of a message takes the next value. A message's `version` is the
/// one at which it last changed; when nothing happened to it since, that is its [`Seq`].
pub type Version = i64;

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its place.
    pub seq: Seq,
    /// When, in the room's own counting, it last changed.
    pub version: Version,
    /// Who said it.
    pub member: MemberId,
    /// The name under which it was said; it stays, whatever the member is called later.
    pub name: Name,
    /// What was said.
    pub body: Body,
    /// The author's id for this send.
    pub cid: Cid,
    /// When it was said, by the room's clock. For showing, never for ordering.
    pub said_at: Millis,
    /// Whether it stands under the head of the message before it. Decided when it is said and kept,
    /// so that every page and every frame renders it alike.
    #[serde(default)]
    pub continues: bool,
    /// When its text was changed last; none if it is as it was said.
    #[serde(default)]
    pub edited_at: Option<Millis>,
    /// Whom it mentions, in the order of their places in its text.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// That it was removed. Its text is empty then.
    #[serde(default)]
    pub removal: Option<Removal>,
    /// The place of the message that it answers.
    #[serde(default)]
    pub reply_to: Option<Seq>,
    /// The files that it has. A removed message has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<UploadedFile>,
}

/// That a message was removed: its tombstone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// When.
    pub at: Millis,
    /// Who removed it.
    pub by: MemberId,
    /// The name under which they did.
    pub name: Name,
}

impl Message {
    /// Whether something happened to it that pages tell of in words.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.edited_at.is_some() || self.removal.is_some()
    }

    /// Whether anything in it is shown as a link.
    #[must_use]
    pub fn has_link(&self) -> bool {
        formatting::has_link(self.body.as_str())
    }

    /// Whether it has files.
    #[must_use]
    pub fn has_file(&self) -> bool {
        !self.files.is_empty()
    }

    /// What it is found by: what was said, and what its files are called and show.
    #[must_use]
    pub fn searched_text(&self) -> Cow<'_, str> {
        searched_text(self.body.as_str(), &self.files)
    }

    /// When it last changed, or was said, by the room's clock.
    #[must_use]
    pub fn changed_at(&self) -> Millis {
        let removed_at = self.removal.as_ref().map(|removal| removal.at);
        [Some(self.said_at), self.edited_at, removed_at].into_iter().flatten().max().unwrap_or(self.said_at)
    }

    /// Whether it is meant for this member: somebody else mentions them.
    #[must_use]
    pub fn is_for(&self, member: &MemberId) -> bool {
        self.member != *member && self.mentions.iter().any(|mention| mention.member == *member)
    }

    /// Whether a message that this member says `now` stands under the same head as this one.
    pub(crate) fn is_continued_by(&self, member: &Member, now: Millis) -> bool {
        self.member == member.id
            && self.name == member.name
            && (0..limits::CONTINUES_WITHIN_MS).contains(&(now - self.said_at))
    }
}

/// What a text is found by that has these files.
pub(crate) fn searched_text<'a>(body: &'a str, files: &[UploadedFile]) -> Cow<'a, str> {
    if files.is_empty() {
        return Cow::Borrowed(body);
    }
    let of_files = files.iter().flat_map(|file| [file.name.as_str(), file.alt.as_str()]);
    let lines = std::iter::once(body).chain(of_files).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

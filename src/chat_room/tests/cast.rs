//! Who talks in the world, and what was said next door.

use room::{Body, Cid, Member, MemberId, Message, Name, Seq};

use crate::protocol::{Page, Pictures};

/// Ada, Grace or Linus.
pub(super) fn member(who: usize) -> Member {
    let letter = ["a", "g", "l"][who];
    Member {
        id: MemberId::parse(&letter.repeat(16)).unwrap(),
        name: Name::parse(["Ada", "Grace", "Linus"][who]).unwrap(),
    }
}

/// A message of another room.
pub(super) fn stranger(seq: Seq) -> Message {
    let Member { id, name } = member(0);
    let (body, cid) = (Body::parse("Next door.").unwrap(), Cid::parse(&format!("cid-{seq}")).unwrap());
    Message {
        seq,
        version: seq,
        member: id,
        name,
        body,
        cid,
        said_at: seq,
        continues: false,
        edited_at: None,
        mentions: Vec::new(),
        removal: None,
        reply_to: None,
        files: Vec::new(),
    }
}

/// A page of this build.
pub(super) fn page() -> Page {
    Page { pictures: Pictures::Shown, ..Page::default() }
}

//! A page of the directory: the rooms that are listed, the liveliest first.

use room::{Millis, Slug};

use crate::limits::NUMBER_MAX_DIGITS;

/// A listed room, as D1 has it: half a minute old at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name in the URL.
    pub room: Slug,
    /// What it is called; empty if it is only known by its address.
    pub title: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// How many are in it.
    pub people: u32,
    /// When something was last said in it, if ever.
    pub last_said_at: Option<Millis>,
}

/// How a room wants to be shown, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What it is called; empty if it is only known by its address.
    pub title: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// How many members are in it.
    pub online_count: usize,
}

/// Rooms in order, and where the next ones begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// Those with people in them first, then the latest changed.
    pub entries: Vec<Entry>,
    /// Set when there are more.
    pub next: Option<Cursor>,
}

/// The place of a room in the order, as a text for links. It holds by itself: rooms that come and
/// go before it move nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// 1 if somebody is in the room.
    pub alive: i64,
    /// When the room's entry last changed.
    pub changed_at: Millis,
    /// Which room; empty for a place before every room.
    pub room: String,
}

impl Cursor {
    /// Before every room.
    pub(crate) fn start() -> Self {
        Self { alive: 2, changed_at: 0, room: String::new() }
    }

    /// Takes a cursor as it stands in a link of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let alive = parts.next().filter(|alive| matches!(*alive, "0" | "1"))?.parse().ok()?;
        let digits = parts
            .next()
            .filter(|digits| digits.len() <= NUMBER_MAX_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()))?;
        let room = Slug::parse(parts.next()?).ok()?;
        Some(Self { alive, changed_at: digits.parse().ok()?, room: room.as_str().to_owned() })
    }

    /// As it stands in a link.
    pub(crate) fn to_text(&self) -> String {
        format!("{}.{}.{}", self.alive, self.changed_at, self.room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_is_written_and_read_back() {
        let cursor = Cursor { alive: 1, changed_at: 1_795_442_523_004, room: "tea-room".to_owned() };
        assert_eq!(cursor.to_text(), "1.1795442523004.tea-room");
        assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
    }

    #[test]
    fn text_that_is_no_cursor_is_refused() {
        for bad in
            ["", "1", "1.2", "2.1.a", "1.-1.a", "1..a", "1.1.A", "1.1.", "1.+1.a", "1.1234567890123456.a", "x.1.a"]
        {
            assert_eq!(Cursor::parse(bad), None, "{bad:?}");
        }
    }
}

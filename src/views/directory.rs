//! The list of rooms, for templates.

use room::Millis;
use templates::views::{DirectoryView, LastSaidView, ListedRoomView};

use crate::directory::{Cursor, Entry, Listed};

/// A page of the directory, for a template.
pub(crate) fn directory<'a>(listed: &'a Listed, dates: &'a [String], now: Millis) -> DirectoryView<'a> {
    DirectoryView::Listed {
        rooms: listed.entries.iter().zip(dates).map(listed_room).collect(),
        next: listed.next.as_ref().map(Cursor::to_text),
        now,
    }
}

fn listed_room<'a>((entry, date): (&'a Entry, &'a String)) -> ListedRoomView<'a> {
    let Entry { room, title, topic, people, last_said_at } = entry;
    let last_said = last_said_at.map(|at| LastSaidView { at, date });
    ListedRoomView { room: room.as_str(), title, topic, people: *people, last_said }
}

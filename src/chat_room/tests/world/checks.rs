//! What has to be true of a room, of D1 and of open pages, whatever happened.

use room::{Message, Version};

use super::{NEXT_DOOR, ROOM, Said, World};
use crate::chat_room::storage::MetaKey;
use crate::limits::PRUNE_SHARE;

impl World {
    /// The highest version that was acknowledged; none if nothing was.
    pub(super) fn version(&self) -> Option<Version> {
        self.said.iter().map(|said| said.message.version).chain(self.reacted).max()
    }

    /// How many messages and how many sends the storage knows.
    pub(super) fn rows(&self) -> (i64, i64) {
        if self.engine.storage().version().unwrap().is_none() {
            return (0, 0);
        }
        let sends = "(SELECT seq FROM sends_a UNION SELECT seq FROM sends_b)";
        let [messages, sends] =
            ["message", sends].map(|table| self.sqlite.count(&format!("SELECT count(*) FROM {table}")));
        (messages, sends)
    }

    /// What must be true after pruning: the room keeps what it should, and a few more at most.
    pub(super) fn check_kept(&self) {
        let (kept, least) = (self.visible().len(), self.said.len().min(self.keep));
        let most = self.keep + (self.keep / PRUNE_SHARE).max(1) - 1;
        assert!((least..=most).contains(&kept), "{kept} are kept, which should be {least} to {most}");
    }

    /// What must be true after everything that happens.
    pub(in super::super) fn check(&self) {
        let visible = self.visible();
        let older = self.said.len().checked_sub(visible.len()).expect("no more than was said");
        assert!(visible.iter().eq(self.said[older..].iter().map(|said| &said.message)), "the newest, without a hole");
        assert!(visible.len() >= self.said.len().min(self.keep), "never less than the room should keep");
        let (room, storage) = (self.engine.room(), self.engine.storage());
        assert_eq!(storage.oldest().unwrap(), visible.first().map(|first| first.seq));
        if let Some(version) = self.version() {
            assert_eq!((room.version(), storage.version().unwrap()), (version, Some(version)));
        }
        for page in &self.pages {
            let is_connected = page.socket.is_some();
            let Some(first) = page.shown.first() else {
                assert!(!is_connected || self.said.is_empty(), "an empty page of a room where something was said");
                continue;
            };
            let from = self.said.iter().position(|said| said.message.seq == first.seq).expect("it was said");
            let run = self.said[from..].iter().map(|said| said.message.seq);
            let shown = page.shown.iter().map(|shown| shown.seq);
            if is_connected {
                assert!(run.eq(shown), "a page shows a run that ends with the newest: {page:?}");
                for (shown, said) in page.shown.iter().zip(&self.said[from..]) {
                    assert_eq!(shown.text, said.message.body.as_str(), "a page shows what the room holds");
                    self.check_quote(shown, &said.message);
                    if room.untold_since().is_none() {
                        self.check_reactions(shown, &said.message);
                    }
                }
                assert!(page.since <= Some(room.version()) && page.since >= Some(room.told_version()), "{page:?}");
            } else {
                assert!(run.take(page.shown.len()).eq(shown), "{page:?} has a hole");
            }
        }
    }

    /// Room and D1 together have everything; D1 has nothing else, and nothing twice.
    pub(super) fn check_archive(&self) {
        let archived = self.d1.all(ROOM);
        let pruned = self.engine.storage().pruned().unwrap_or(0);
        let shipped = self.engine.storage().number(MetaKey::Shipped).unwrap().unwrap_or(0);
        let mut archived = archived.iter().peekable();
        for Said { message, .. } in &self.said {
            let found = archived.next_if(|archived| archived.seq == message.seq);
            assert!(found.is_some() || message.seq > pruned, "{message:?} is nowhere");
            // What changed since it was shipped last is on its way.
            let is_right = |found: &Message| found == message || found.version < message.version;
            assert!(found.is_none_or(is_right), "D1 has {found:?} for {message:?}");
            assert!(message.version > shipped || found == Some(message), "D1 has {found:?} for {message:?}");
        }
        assert_eq!(archived.next(), None, "D1 has something that nobody was told was said");
        assert_eq!(self.d1.all(NEXT_DOOR).len(), 2, "other rooms are other rooms");
    }
}

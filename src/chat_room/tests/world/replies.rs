//! Replies, and what has to stand above them.

use room::formatting::excerpt;
use room::{Message, Quote};
use templates::words::ENGLISH;

use super::super::page::Shown;
use super::{ROOM, World};
use crate::room_client::Snapshot;
use crate::views::{self, Log};

/// What stands above a reply to a message that only the archive has.
const TO_EARLIER: &str = "In reply to an earlier message";

impl World {
    /// Somebody answers one of the newest messages.
    pub(in super::super) fn reply(&mut self, who: usize, cid: &str, nth: usize, crash: bool) {
        let reply_to = self.said.len().checked_sub(nth + 1).map(|index| self.said[index].message.seq);
        self.say_in_reply(who, cid, reply_to, crash);
    }

    /// What somebody has in front of them who loads the page: with quotes out of D1, as
    /// `history::add_quotes` reads them.
    pub(super) fn shown(&self, snapshot: &Snapshot) -> Vec<Shown> {
        let mut quotes = snapshot.quotes.clone();
        let answered = snapshot.messages.iter().filter_map(|message| message.reply_to);
        let archived: Vec<_> = answered.filter(|seq| quotes.iter().all(|quote| quote.seq != *seq)).collect();
        quotes.extend(self.d1.at(ROOM, &archived).iter().map(Quote::of));
        let log = Log { room: ROOM, quotes: &quotes, reactions: &snapshot.reactions };
        let markup = snapshot.messages.iter().map(|it| templates::message(&views::message(it, log), &ENGLISH).0);
        let markup: String = markup.collect();
        client::messages(&markup).unwrap().into_iter().map(Shown::from).collect()
    }

    /// What has to stand above a message: what it answers, as that is now.
    pub(super) fn check_quote(&self, shown: &Shown, message: &Message) {
        let Some(reply_to) = message.reply_to.filter(|_| message.removal.is_none()) else {
            assert_eq!(shown.quote, "", "it answers nothing, or nothing is left of it");
            return;
        };
        let answered = self.said.iter().find(|said| said.message.seq == reply_to).expect("it was said");
        let (name, body) = (&answered.message.name, answered.message.body.as_str());
        let what = answered.message.removal.as_ref().map_or_else(|| excerpt(body), |_| "message removed".to_owned());
        let is_pruned = self.engine.storage().pruned().is_some_and(|pruned| reply_to <= pruned);
        let is_right = shown.quote == format!("In reply to {name}: {what}");
        assert!(is_right || (is_pruned && shown.quote == TO_EARLIER), "{shown:?} for {:?}", answered.message);
    }
}

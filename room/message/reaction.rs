//! Reactions: with which emoji members answer a message in one press.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::emoji::Emoji;
use crate::{Member, Millis, Name, Seq, Version, limits};

/// One emoji of one member for one message. Each is one row, which stays when it is taken back: so
/// D1 can tell what came last, and its kind keeps its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The place of the message.
    pub seq: Seq,
    /// Which.
    pub emoji: Emoji,
    /// Who, under the name that they had.
    pub member: Member,
    /// Whether it is there, or was taken back.
    pub state: ReactionState,
    /// The room's version when it last changed.
    pub version: Version,
    /// The same when this member first chose it: kinds stand in this order.
    pub first: Version,
}

/// Whether a reaction is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReactionState {
    /// It is.
    On,
    /// It is not, or not any more.
    #[default]
    Off,
}

/// What the storage knows of a message that somebody reacts to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReactionFacts {
    /// Whether this member has reacted with this emoji already.
    pub state: ReactionState,
    /// Whether anybody has.
    pub has_kind: bool,
    /// With how many emoji anybody has.
    pub kinds: usize,
}

/// The reactions to a message, as pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reactions {
    /// The place of the message.
    pub seq: Seq,
    /// One for each emoji, the first that anybody chose first.
    pub kinds: Vec<ReactionKind>,
}

/// All who reacted with the same emoji.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionKind {
    /// Which.
    pub emoji: Emoji,
    /// How many they are.
    pub count: usize,
    /// Their names, if they are no more than [`limits::REACTORS_NAMED_MAX`].
    pub names: Vec<Name>,
    /// Whether the reader is one of them.
    #[serde(default)]
    pub is_own: bool,
}

/// Messages whose reactions have changed, and when pages are told. However many react, a message is
/// told no more often than every [`limits::REACTIONS_INTERVAL_MS`]. Counted in the time of the
/// room's monotonic clock.
#[derive(Debug, Default)]
pub(crate) struct ReactionNews {
    /// When a message was told last.
    told_at: BTreeMap<Seq, Millis>,
    /// What is still to be told: since which version, and when.
    due: BTreeMap<Seq, (Version, Millis)>,
}

impl ReactionNews {
    /// Reactions to a message changed at a version.
    pub(crate) fn add(&mut self, seq: Seq, version: Version, time: Millis) {
        let rested = self.told_at.get(&seq).map_or(time, |at| (at + limits::REACTIONS_INTERVAL_MS).max(time));
        self.due.entry(seq).or_insert((version, rested));
    }

    /// When the next message is due.
    pub(crate) fn next_due(&self) -> Option<Millis> {
        self.due.values().map(|(_, at)| *at).min()
    }

    /// The version at which the first change was made that pages do not know of.
    pub(crate) fn first_untold(&self) -> Option<Version> {
        self.due.values().map(|(version, _)| *version).min()
    }

    /// Takes the messages that are due.
    pub(crate) fn take_due(&mut self, time: Millis) -> Vec<Seq> {
        self.told_at.retain(|_, at| time < *at + limits::REACTIONS_INTERVAL_MS);
        let due: Vec<Seq> = self.due.extract_if(.., |_, (_, at)| *at <= time).map(|(seq, _)| seq).collect();
        self.told_at.extend(due.iter().map(|seq| (*seq, time)));
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storm_is_told_four_times_a_second() {
        let mut news = ReactionNews::default();
        let mut told = 0;
        for n in 0..1_000 {
            // A thousand within five seconds.
            let time = 50_000 + n * 5;
            news.add(7, 100 + n, time);
            told += news.take_due(time).len();
        }
        assert_eq!(told, 20);
        assert!(
            news.next_due().is_some_and(|due| due <= 55_000 + limits::REACTIONS_INTERVAL_MS),
            "the last of all too"
        );
    }

    #[test]
    fn first_reaction_is_told_at_once() {
        let mut news = ReactionNews::default();
        news.add(7, 100, 50_000);
        assert_eq!((news.next_due(), news.first_untold()), (Some(50_000), Some(100)));
        assert_eq!(news.take_due(50_000), [7]);
        news.add(7, 101, 50_010);
        news.add(8, 102, 50_010);
        assert_eq!(news.take_due(50_010), [8], "another message waits for nobody");
        assert_eq!((news.next_due(), news.first_untold()), (Some(50_250), Some(101)));
    }
}

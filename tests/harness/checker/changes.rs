//! What became of messages after they had been said: edits, removals, reactions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Evidence, Judge, shown};
use crate::history::{Change, ChangeKind, ChangeOutcome, Cleanup, Entry, Op, ReactionCount};

/// The text of a removed message.
const REMOVED: &str = "";

/// The texts that authors gave their messages.
pub(super) struct Texts<'a> {
    /// By author and text: the attempt to say the message that has it.
    by_text: HashMap<(&'a str, &'a str), &'a Op>,
    by_place: HashMap<i64, &'a Op>,
    /// By place: the texts that it may have had.
    ever: HashMap<i64, BTreeSet<&'a str>>,
    /// By place: those that it may have in the end, for messages that somebody tried to change.
    finally: HashMap<i64, BTreeSet<&'a str>>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(evidence: &Evidence<'a>, log: &'a [Entry]) -> Self {
        let (ops, changes) = (evidence.attempts.ops(), evidence.attempts.changes());
        let by_cid: HashMap<(&str, &str), &Op> = ops.iter().map(|op| ((&*op.member, &*op.cid), op)).collect();
        // Its author may never have been told where it stands.
        let stored = evidence.rows.iter().chain(log).filter_map(|entry| {
            let op = by_cid.get(&(&*entry.member, entry.cid.as_deref()?))?;
            Some((entry.seq, *op))
        });
        let told = ops.iter().flat_map(|op| op.seqs.iter().map(move |seq| (*seq, op)));
        let mut texts = Self {
            by_text: ops.iter().map(|op| ((&*op.member, &*op.text), op)).collect(),
            by_place: stored.chain(told).collect(),
            ever: HashMap::new(),
            finally: HashMap::new(),
        };
        // A message that is removed cannot be edited, so removals by others come last.
        let is_own = |change: &Change| texts.by_place.get(&change.seq).is_some_and(|op| op.member == change.member);
        let (own, others): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| is_own(change));
        let expired = evidence.attempts.expired();
        let expired_at = |seq: i64| expired.iter().find(|it| it.until() >= Some(seq)).map(|it| it.at);
        for change in own.into_iter().chain(others) {
            texts.add(change, expired_at(change.seq));
        }
        for cleanup in evidence.attempts.cleanups() {
            texts.may_be_removed(cleanup);
        }
        texts
    }

    fn add(&mut self, change: &'a Change, expired_at: Option<u64>) {
        let text = match &change.kind {
            ChangeKind::Edit(text) => text,
            ChangeKind::Remove => REMOVED,
            ChangeKind::React(_) | ChangeKind::TakeBack(_) => return,
        };
        let Some(op) = self.by_place.get(&change.seq).copied() else { return };
        let finally = self.finally.entry(change.seq).or_insert_with(|| BTreeSet::from([&*op.text]));
        match change.outcome {
            ChangeOutcome::Refused => return,
            // It may have expired before it was changed.
            ChangeOutcome::Acked if change.ended_at < expired_at.or(Some(u64::MAX)) => {
                *finally = BTreeSet::from([text]);
            }
            ChangeOutcome::Acked | ChangeOutcome::Unknown => {
                finally.insert(text);
            }
        }
        self.ever.entry(change.seq).or_insert_with(|| BTreeSet::from([&*op.text])).insert(text);
        if text != REMOVED {
            self.by_text.insert((&change.member, text), op);
        }
    }

    /// What was on its way when all messages of its author were removed may be removed too.
    fn may_be_removed(&mut self, cleanup: &Cleanup) {
        let ended_at = cleanup.ended_at.unwrap_or(u64::MAX);
        let is_of_it = |op: &Op| op.member == cleanup.member && op.invoked_at < ended_at;
        for (seq, op) in self.by_place.iter().filter(|(_, op)| is_of_it(op)) {
            for texts in [&mut self.ever, &mut self.finally] {
                texts.entry(*seq).or_insert_with(|| BTreeSet::from([&*op.text])).insert(REMOVED);
            }
        }
    }

    /// The attempt by which an entry came to be.
    pub(super) fn origin(&self, entry: &Entry) -> Option<&'a Op> {
        if entry.text == REMOVED {
            return self.by_place.get(&entry.seq).copied().filter(|op| op.member == entry.member);
        }
        self.by_text.get(&(&*entry.member, &*entry.text)).copied()
    }

    /// Whether both can be the same message at different times.
    pub(super) fn are_of_one_message(&self, one: &Entry, other: &Entry) -> bool {
        let ever = self.ever.get(&one.seq);
        let may_have = |entry: &Entry| ever.is_some_and(|ever| ever.contains(&*entry.text));
        one.agrees(&Entry { text: one.text.clone(), ..other.clone() })
            && (one.text == other.text || (may_have(one) && may_have(other)))
    }
}

impl Judge<'_> {
    /// What was acknowledged is there, and what was not attempted is not.
    pub(super) fn changes(&mut self) {
        for (entry, origin) in self.log.iter().zip(self.origins.clone()) {
            let Some(op) = origin else { continue };
            let unchanged = BTreeSet::from([&*op.text]);
            let finally = self.texts.finally.get(&entry.seq).unwrap_or(&unchanged);
            if finally.contains(&*entry.text) {
                continue;
            }
            let sentence = if entry.text == REMOVED {
                format!("{} has lost its text, and nobody removed it.", shown(entry))
            } else if finally.iter().all(|text| *text == REMOVED) {
                format!("{} has a text, and its removal was acknowledged.", shown(entry))
            } else {
                format!("{} lacks an edit that was acknowledged, to one of {finally:?}.", shown(entry))
            };
            self.finds(sentence);
        }
    }

    /// What a page shows in the end is what the history has.
    pub(super) fn end(&mut self, client: usize, run: &[Arc<Entry>]) {
        for entry in run {
            let place = self.places.get(&entry.seq);
            let Some(other) = place.and_then(|place| self.log.get(*place)) else { continue };
            // Anything worse was told before.
            if entry.text != other.text && self.texts.are_of_one_message(entry, other) {
                let sentence = format!("Client {client} still shows {}, and it is {} now.", shown(entry), shown(other));
                self.finds(sentence);
            }
        }
    }

    /// Each emoji is counted once for each member who gave it and did not take it back.
    pub(super) fn reactions(&mut self) {
        let mut given: BTreeMap<(i64, &str), BTreeMap<&str, Given>> = BTreeMap::new();
        for change in self.evidence.attempts.changes() {
            let (emoji, now) = match &change.kind {
                ChangeKind::React(emoji) => (emoji, Given::Yes),
                ChangeKind::TakeBack(emoji) => (emoji, Given::No),
                ChangeKind::Edit(_) | ChangeKind::Remove => continue,
            };
            let by_member = given.entry((change.seq, emoji)).or_default().entry(&change.member).or_insert(Given::No);
            match change.outcome {
                ChangeOutcome::Acked => *by_member = now,
                ChangeOutcome::Unknown if *by_member != now => *by_member = Given::Perhaps,
                ChangeOutcome::Unknown | ChangeOutcome::Refused => {}
            }
        }
        let mut told: BTreeMap<(i64, &str), usize> = BTreeMap::new();
        for reaction in self.evidence.reactions {
            *told.entry((reaction.seq, &reaction.emoji)).or_default() += reaction.count;
            given.entry((reaction.seq, &reaction.emoji)).or_default();
        }
        let expired = self.evidence.attempts.expired_until();
        for ((seq, emoji), by_member) in given {
            if Some(seq) <= expired {
                continue;
            }
            let count = told.get(&(seq, emoji)).copied().unwrap_or_default();
            let entry = self.places.get(&seq).and_then(|place| self.log.get(*place));
            let (least, most) = if entry.is_some_and(|entry| entry.text == REMOVED) {
                (0, 0)
            } else {
                let how_many = |those: &[Given]| by_member.values().filter(|given| those.contains(given)).count();
                (how_many(&[Given::Yes]), how_many(&[Given::Yes, Given::Perhaps]))
            };
            if !(least..=most).contains(&count) {
                self.finds(format!(
                    "{emoji} is counted {count} times at {seq}, and {least} to {most} members gave it."
                ));
            }
        }
    }
}

impl Judge<'_> {
    /// D1 counts what the room counts.
    pub(super) fn reaction_rows(&mut self) {
        let counted = |counts: &[ReactionCount]| -> BTreeMap<(i64, String), usize> {
            counts.iter().map(|it| ((it.seq, it.emoji.clone()), it.count)).collect()
        };
        let (told, kept) = (counted(self.evidence.reactions), counted(self.evidence.reaction_rows));
        let kinds: BTreeSet<&(i64, String)> = told.keys().chain(kept.keys()).collect();
        for kind @ (seq, emoji) in kinds {
            let [told, kept] = [&told, &kept].map(|counts| counts.get(kind).copied().unwrap_or_default());
            if told != kept {
                self.finds(format!("D1 counts {emoji} {kept} times at {seq}, and the room {told} times."));
            }
        }
    }
}

/// Whether somebody gave an emoji.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Yes,
    No,
    Perhaps,
}

//! Judges whether one message was lost, doubled or out of order. Pure: what it is given is all that
//! it knows.

mod changes;
mod moderation;

use std::collections::{HashMap, HashSet};

use crate::history::{Entry, History, Op, ReactionCount, Run, View};
use changes::Texts;

#[cfg(test)]
mod tests;

/// All that is known about a room after everything is over.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// What was attempted, and what was shown meanwhile.
    pub attempts: &'a History,
    /// The room's history as it tells it, oldest first.
    pub history: &'a [Entry],
    /// D1's rows, by place.
    pub rows: &'a [Entry],
    /// The reactions, as the room tells them.
    pub reactions: &'a [ReactionCount],
    /// The same, as D1 has them.
    pub reaction_rows: &'a [ReactionCount],
    /// What every client saw.
    pub views: &'a [View],
}

/// What is wrong, each thing as a sentence. Empty if every message is there once and in one order,
/// everywhere:
///
/// * what was acknowledged is in the history, and what is in the history was attempted, as it is
///   there;
/// * what was refused is not there;
/// * an id is acknowledged with one place only, the one at which it stands;
/// * what was said after something had been acknowledged stands after it;
/// * whatever a page showed is a piece of the history without gap, swap or addition, and reaches
///   its end in the end;
/// * an edit or a removal that was acknowledged is there, and none that was refused; whatever else
///   a page showed of a message is a text that its author gave it;
/// * an emoji is counted once for each member who gave it;
/// * D1 is equal to the history, and counts the same reactions;
/// * nobody is shown the text of a message whose removal was acknowledged before they asked, or
///   before something else was said that they see;
/// * nothing of somebody who was muted or banned stands between what others said meanwhile, and
///   nobody who was banned was shown anything;
/// * what has expired is in nothing that is asked for later.
///
/// What has expired counts as history all the same, as it was when it did: it was said once, in
/// order.
#[must_use]
pub fn check(evidence: &Evidence) -> Vec<String> {
    let expired = evidence.attempts.expired().iter().flat_map(|expired| &expired.entries);
    let log: Vec<Entry> = expired.chain(evidence.history).cloned().collect();
    let places = log.iter().enumerate().map(|(place, entry)| (entry.seq, place)).collect();
    let texts = Texts::of(evidence, &log);
    let origins = log.iter().map(|entry| texts.origin(entry)).collect();
    let mut judge = Judge { found: Vec::new(), log: &log, places, origins, texts, evidence };
    judge.attempts();
    judge.history();
    judge.changes();
    judge.reactions();
    judge.reaction_rows();
    judge.answers();
    judge.real_time();
    judge.views();
    judge.rows();
    judge.sightings();
    judge.sanctions();
    judge.expired();
    judge.found
}

struct Judge<'a> {
    found: Vec<String>,
    /// The history, after all that has expired.
    log: &'a [Entry],
    /// Where in the log each `seq` is.
    places: HashMap<i64, usize>,
    /// What was attempted by which each entry of the log came to be.
    origins: Vec<Option<&'a Op>>,
    texts: Texts<'a>,
    evidence: &'a Evidence<'a>,
}

impl<'a> Judge<'a> {
    fn finds(&mut self, sentence: String) {
        self.found.push(sentence);
    }

    fn origin(&self, place: usize) -> Option<&'a Op> {
        self.origins.get(place).copied().flatten()
    }

    /// The history may not tell ids; what was attempted does.
    fn signature(&mut self, whose: &str, place: usize, entry: &Entry) {
        let Some(op) = self.origin(place) else { return };
        if entry.cid.as_ref().is_some_and(|cid| *cid != op.cid) {
            self.finds(format!("{whose} has {} under another id: {}.", shown(entry), described(op)));
        }
    }

    /// The evidence itself: an attempt must be recognisable by its text and by its id.
    fn attempts(&mut self) {
        let mut known = HashSet::new();
        for op in self.evidence.attempts.ops() {
            for mark in [("text", &op.text), ("id", &op.cid)] {
                if !known.insert((&op.member, mark)) {
                    self.finds(format!("{} was attempted twice under one {}.", described(op), mark.0));
                }
            }
        }
    }

    fn history(&mut self) {
        for pair in self.log.windows(2) {
            let [before, after] = pair else { continue };
            if before.seq == after.seq {
                self.finds(format!("The history has the place {} twice.", before.seq));
            } else if before.seq > after.seq {
                self.finds(format!("The history is swapped: {} stands before {}.", before.seq, after.seq));
            }
        }
        let mut stands: HashMap<u64, i64> = HashMap::new();
        for (place, entry) in self.log.iter().enumerate() {
            let origin = self.origin(place);
            match origin {
                None => self.finds(format!("The history has {} that nobody attempted.", shown(entry))),
                Some(op) if op.refused => {
                    self.finds(format!("{} was refused and stands at {} nonetheless.", described(op), entry.seq));
                }
                Some(_) => self.signature("The history", place, entry),
            }
            if let Some(first) = origin.and_then(|op| stands.insert(op.invoked_at, entry.seq)) {
                self.finds(format!("{} is doubled: it stands at {first} too.", shown(entry)));
            }
        }
    }

    fn answers(&mut self) {
        let mut stands: HashMap<u64, i64> = HashMap::new();
        for (entry, origin) in self.log.iter().zip(&self.origins) {
            if let Some(op) = origin {
                stands.entry(op.invoked_at).or_insert(entry.seq);
            }
        }
        for op in self.evidence.attempts.ops().iter().filter(|op| op.acked_at.is_some()) {
            match stands.get(&op.invoked_at) {
                None => self.finds(format!("{} was acknowledged (as {:?}) and is lost.", described(op), op.seqs)),
                Some(seq) => {
                    for other in op.seqs.iter().filter(|acked| *acked != seq) {
                        self.finds(format!("{} was acknowledged as {other} and stands at {seq}.", described(op)));
                    }
                }
            }
            if op.seqs.len() > 1 {
                self.finds(format!("{} was answered with different places: {:?}.", described(op), op.seqs));
            }
            if op.refused {
                self.finds(format!("{} was both acknowledged and refused.", described(op)));
            }
        }
    }

    /// What was begun after something had been acknowledged comes after it.
    fn real_time(&mut self) {
        let (mut invoked, mut acked) = (Vec::new(), Vec::new());
        let mut known = HashSet::new();
        for (entry, op) in self.log.iter().zip(&self.origins) {
            // What is doubled is told as that. Its second place is wrong for more reasons than need
            // to be told.
            let Some(op) = op.filter(|op| known.insert(op.invoked_at)) else { continue };
            invoked.push((op.invoked_at, entry.seq));
            acked.extend(op.acked_at.map(|at| (at, entry.seq)));
        }
        invoked.sort_unstable();
        acked.sort_unstable();
        let mut acked = acked.into_iter().peekable();
        let mut highest = i64::MIN;
        for (at, seq) in invoked {
            while let Some((_, earlier)) = acked.next_if(|(acked_at, _)| *acked_at < at) {
                highest = highest.max(earlier);
            }
            if seq < highest {
                self.finds(format!("{seq} was first said when {highest} had been acknowledged, and stands before it."));
            }
        }
    }

    fn views(&mut self) {
        for (client, view) in self.evidence.views.iter().enumerate() {
            for complaint in &view.complaints {
                self.finds(format!("Client {client}: {complaint}"));
            }
            for run in &view.runs {
                self.run(client, run);
            }
            if view.caught_up {
                self.end(client, view.runs.last().map_or(&[], Vec::as_slice));
            }
            let shown = view.runs.last().and_then(|run| run.last()).map(|last| last.seq);
            let end = self.log.last().map(|last| last.seq);
            if view.caught_up && shown != end {
                self.finds(format!("Client {client} shows the end at {shown:?}, and the history ends at {end:?}."));
            }
        }
    }

    fn run(&mut self, client: usize, run: &Run) {
        let mut before: Option<(usize, i64)> = None;
        for entry in run {
            let Some(place) = self.places.get(&entry.seq).copied() else {
                self.finds(format!("Client {client} saw {} that is not in the history.", shown(entry)));
                continue;
            };
            let other = self.log.get(place);
            if let Some(other) = other.filter(|other| !self.texts.are_of_one_message(other, entry)) {
                let sentence = format!("Client {client} saw {} where the history has {}.", shown(entry), shown(other));
                self.finds(sentence);
            }
            self.signature(&format!("Client {client}"), place, entry);
            if let Some((before, seq)) = before {
                if place <= before {
                    self.finds(format!("Client {client} saw {} after {seq}.", entry.seq));
                } else if place > before + 1 {
                    let missing = place - before - 1;
                    let sentence = format!("Client {client} missed {missing} between {seq} and {}.", entry.seq);
                    self.finds(sentence);
                }
            }
            before = Some((place, entry.seq));
        }
    }

    fn rows(&mut self) {
        let mut rows: HashMap<i64, &Entry> = HashMap::new();
        let mut ids = HashSet::new();
        for row in self.evidence.rows {
            if rows.insert(row.seq, row).is_some() {
                self.finds(format!("D1 has the place {} twice.", row.seq));
            }
            if row.cid.is_some() && !ids.insert((&row.member, &row.cid)) {
                self.finds(format!("D1 has {} under an id that its author used before.", shown(row)));
            }
            match self.places.get(&row.seq).and_then(|place| self.log.get(*place)) {
                None => self.finds(format!("D1 has {} that is not in the history.", shown(row))),
                Some(entry) if !entry.agrees(row) => {
                    self.finds(format!("D1 has {} where the history has {}.", shown(row), shown(entry)));
                }
                Some(_) => {}
            }
            if let Some(place) = self.places.get(&row.seq) {
                self.signature("D1", *place, row);
            }
        }
        for entry in self.evidence.history {
            if !rows.contains_key(&entry.seq) {
                self.finds(format!("D1 lacks {}.", shown(entry)));
            }
        }
    }
}

fn described(op: &Op) -> String {
    format!("What client {} said as {} (“{}”)", op.client, op.cid, beginning(&op.text))
}

fn shown(entry: &Entry) -> String {
    let cid = entry.cid.as_deref().unwrap_or("?");
    format!("{} (“{}” by {} as {cid})", entry.seq, beginning(&entry.text), entry.member)
}

/// Enough of a text to find it by.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

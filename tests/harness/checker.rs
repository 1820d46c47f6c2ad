//! Judges whether one message was lost, doubled or out of order. Pure: what it is given is all that it knows.

use std::collections::{HashMap, HashSet};

use crate::history::{Entry, Op, Run, View};

/// All that is known about a room after everything is over.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// What was attempted.
    pub ops: &'a [Op],
    /// The room's history as it tells it, oldest first.
    pub history: &'a [Entry],
    /// D1's rows, by place.
    pub rows: &'a [Entry],
    /// What every client saw.
    pub views: &'a [View],
}

/// What is wrong, each thing as a sentence. Empty if every message is there once and in one order, everywhere:
///
/// * what was acknowledged is in the history, and what is in the history was attempted, as it is there;
/// * what was refused is not there;
/// * an id is acknowledged with one place only, the one at which it stands;
/// * what was said after something had been acknowledged stands after it;
/// * whatever a page showed is a piece of the history without gap, swap or addition, and reaches its end in the end;
/// * D1 is equal to the history.
#[must_use]
pub fn check(evidence: &Evidence) -> Vec<String> {
    let ops: HashMap<(&str, &str), &Op> = evidence.ops.iter().map(|op| ((&*op.member, &*op.text), op)).collect();
    let places = evidence.history.iter().enumerate().map(|(place, entry)| (entry.seq, place)).collect();
    let origins = evidence.history.iter().map(|entry| ops.get(&(&*entry.member, &*entry.text)).copied()).collect();
    let mut judge = Judge { found: Vec::new(), places, origins, evidence };
    judge.attempts();
    judge.history();
    judge.answers();
    judge.real_time();
    judge.views();
    judge.rows();
    judge.found
}

struct Judge<'a> {
    found: Vec<String>,
    /// Where in the history each `seq` is.
    places: HashMap<i64, usize>,
    /// What was attempted by which each entry of the history came to be.
    origins: Vec<Option<&'a Op>>,
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
            self.finds(format!("{whose} has {} under another id: {}.", shown(entry), told(op)));
        }
    }

    /// The evidence itself: an attempt must be recognisable by its text and by its id.
    fn attempts(&mut self) {
        let mut known = HashSet::new();
        for op in self.evidence.ops {
            for mark in [("text", &op.text), ("id", &op.cid)] {
                if !known.insert((&op.member, mark)) {
                    self.finds(format!("{} was attempted twice under one {}.", told(op), mark.0));
                }
            }
        }
    }

    fn history(&mut self) {
        for pair in self.evidence.history.windows(2) {
            let [before, after] = pair else { continue };
            if before.seq == after.seq {
                self.finds(format!("The history has the place {} twice.", before.seq));
            } else if before.seq > after.seq {
                self.finds(format!("The history is swapped: {} stands before {}.", before.seq, after.seq));
            }
        }
        let mut stands: HashMap<(&str, &str), i64> = HashMap::new();
        for (place, entry) in self.evidence.history.iter().enumerate() {
            match self.origin(place) {
                None => self.finds(format!("The history has {} that nobody attempted.", shown(entry))),
                Some(op) if op.refused => {
                    self.finds(format!("{} was refused and stands at {} nonetheless.", told(op), entry.seq));
                }
                Some(_) => self.signature("The history", place, entry),
            }
            if let Some(first) = stands.insert((&entry.member, &entry.text), entry.seq) {
                self.finds(format!("{} is doubled: it stands at {first} too.", shown(entry)));
            }
        }
    }

    fn answers(&mut self) {
        let mut stands: HashMap<(&str, &str), i64> = HashMap::new();
        for entry in self.evidence.history {
            stands.entry((&entry.member, &entry.text)).or_insert(entry.seq);
        }
        for op in self.evidence.ops.iter().filter(|op| op.acked_at.is_some()) {
            match stands.get(&(op.member.as_str(), op.text.as_str())) {
                None => self.finds(format!("{} was acknowledged (as {:?}) and is lost.", told(op), op.seqs)),
                Some(seq) => {
                    for other in op.seqs.iter().filter(|acked| *acked != seq) {
                        self.finds(format!("{} was acknowledged as {other} and stands at {seq}.", told(op)));
                    }
                }
            }
            if op.seqs.len() > 1 {
                self.finds(format!("{} was answered with different places: {:?}.", told(op), op.seqs));
            }
            if op.refused {
                self.finds(format!("{} was both acknowledged and refused.", told(op)));
            }
        }
    }

    /// What was begun after something had been acknowledged comes after it.
    fn real_time(&mut self) {
        let (mut invoked, mut acked) = (Vec::new(), Vec::new());
        let mut known = HashSet::new();
        for (entry, op) in self.evidence.history.iter().zip(&self.origins) {
            // What is doubled is told as that. Its second place is wrong for more reasons than need to be told.
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
            let shown = view.runs.last().and_then(|run| run.last()).map(|last| last.seq);
            let end = self.evidence.history.last().map(|last| last.seq);
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
            if let Some(other) = self.evidence.history.get(place).filter(|other| !other.agrees(entry)) {
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
            match self.places.get(&row.seq).and_then(|place| self.evidence.history.get(*place)) {
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

fn told(op: &Op) -> String {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::history::History;

    /// A room in which two clients said six things and everything went well.
    struct World {
        log: History,
        history: Vec<Entry>,
        rows: Vec<Entry>,
        views: Vec<View>,
    }

    fn cid(n: usize) -> String {
        format!("cid-{n:04}")
    }

    fn entry(n: usize) -> Entry {
        let member = ["ada", "grace"][n % 2].to_owned();
        Entry { seq: 1_000 + n as i64, member, cid: Some(cid(n)), text: format!("message {n}") }
    }

    fn shared(entries: &[Entry]) -> Run {
        entries.iter().cloned().map(Arc::new).collect()
    }

    impl World {
        fn good() -> Self {
            let mut log = History::default();
            let entries: Vec<Entry> = (0..6).map(entry).collect();
            for (n, entry) in entries.iter().enumerate() {
                let op = log.invoke(n % 2, &entry.member, &cid(n), &entry.text);
                // The third was never answered, and is there.
                if n != 2 {
                    log.ok(op, Some(entry.seq));
                }
                // The first was sent again and answered again; the second by a form.
                if n == 0 {
                    log.ok(op, Some(entry.seq));
                } else if n == 1 {
                    log.ok(op, None);
                }
            }
            let refused = log.invoke(0, "ada", &cid(6), "far too long");
            log.fail(refused);
            // Never answered, and not there.
            log.invoke(1, "grace", &cid(7), "on its way");
            let view = |runs: Vec<Run>| View { runs, caught_up: true, complaints: vec![] };
            let views = vec![
                view(vec![shared(&entries)]),
                view(vec![shared(&entries[0..3]), vec![], shared(&entries[4..6])]),
                View { runs: vec![shared(&entries[1..4])], ..View::default() },
            ];
            let history = entries.iter().cloned().map(|entry| Entry { cid: None, ..entry }).collect();
            Self { log, history, rows: entries, views }
        }

        fn verdict(&self) -> Vec<String> {
            let Self { log, history, rows, views } = self;
            check(&Evidence { ops: log.ops(), history, rows, views })
        }

        #[track_caller]
        fn is_accused(&self, of: &[&str]) {
            let verdict = self.verdict();
            assert_eq!(verdict.len(), of.len(), "{verdict:#?}");
            for (found, part) in verdict.iter().zip(of) {
                assert!(found.contains(part), "{part:?} should be found in {verdict:#?}");
            }
        }

        /// Takes a message away everywhere, as if nobody had ever seen it.
        fn forget(&mut self, seq: i64) {
            self.history.retain(|entry| entry.seq != seq);
            self.rows.retain(|entry| entry.seq != seq);
            for run in self.views.iter_mut().flat_map(|view| &mut view.runs) {
                run.retain(|entry| entry.seq != seq);
            }
        }

        /// Puts a message at the end, everywhere.
        fn append(&mut self, entry: &Entry) {
            self.history.push(Entry { cid: None, ..entry.clone() });
            self.rows.push(entry.clone());
            for view in self.views.iter_mut().filter(|view| view.caught_up) {
                view.runs.last_mut().unwrap().push(Arc::new(entry.clone()));
            }
        }
    }

    #[test]
    fn where_everything_went_well_nothing_is_found() {
        World::good().is_accused(&[]);
        let nothing = check(&Evidence { ops: &[], history: &[], rows: &[], views: &[] });
        assert_eq!(nothing, [""; 0]);
    }

    #[test]
    fn what_was_never_answered_may_be_missing() {
        let mut world = World::good();
        world.forget(1_002);
        world.is_accused(&[]);
    }

    #[test]
    fn one_lost_message_is_found() {
        let mut world = World::good();
        world.forget(1_003);
        world.is_accused(&["(“message 3”) was acknowledged (as [1003]) and is lost."]);
    }

    #[test]
    fn what_only_a_form_acknowledged_is_missed_too() {
        let mut world = World::good();
        let op = world.log.invoke(0, "ada", &cid(8), "by post");
        world.log.ok(op, None);
        world.is_accused(&["(“by post”) was acknowledged (as []) and is lost."]);
    }

    #[test]
    fn one_doubled_message_is_found() {
        let mut world = World::good();
        world.append(&Entry { seq: 1_006, ..entry(2) });
        world.is_accused(&["1006 (“message 2” by ada as ?) is doubled: it stands at 1002 too.", "used before"]);
    }

    #[test]
    fn one_place_given_twice_is_found() {
        let mut world = World::good();
        world.history[3].seq = 1_002;
        let verdict = world.verdict();
        assert!(verdict.contains(&"The history has the place 1002 twice.".to_owned()), "{verdict:#?}");
    }

    #[test]
    fn two_swapped_messages_are_found() {
        let mut world = World::good();
        world.history.swap(2, 3);
        let verdict = world.verdict();
        assert!(verdict[0].contains("swapped: 1003 stands before 1002"), "{verdict:#?}");
    }

    #[test]
    fn two_messages_that_changed_places_against_time_are_found() {
        let mut world = World::good();
        // Everything agrees that 4 came before 1, but 1 was acknowledged before 4 was begun.
        let mut log = History::default();
        for n in [4, 1] {
            let op = log.invoke(0, &entry(n).member, &format!("new-{n}"), &format!("new {n}"));
            log.ok(op, Some(2_000 - n as i64));
        }
        world.log = log;
        let new = |n: usize| Entry { text: format!("new {n}"), seq: 2_000 - n as i64, cid: None, ..entry(n) };
        world.history = vec![new(4), new(1)];
        world.is_accused_of_nothing_but_views_and_rows();
        world.history = vec![Entry { seq: 1_996, ..new(1) }, Entry { seq: 1_999, ..new(4) }];
        let verdict = world.verdict();
        assert!(verdict.iter().any(|found| found.contains("stands before it")), "{verdict:#?}");
    }

    impl World {
        #[track_caller]
        fn is_accused_of_nothing_but_views_and_rows(&self) {
            let verdict =
                check(&Evidence { ops: self.log.ops(), history: &self.history, rows: &self.history, views: &[] });
            assert_eq!(verdict, [""; 0]);
        }
    }

    #[test]
    fn one_swapped_pair_in_a_page_is_found() {
        let mut world = World::good();
        world.views[2].runs[0].swap(0, 1);
        world.is_accused(&["Client 2 saw 1001 after 1002.", "Client 2 missed 1 between 1001 and 1003."]);
    }

    #[test]
    fn a_message_that_a_page_shows_twice_is_found() {
        let mut world = World::good();
        let twice = Arc::clone(&world.views[2].runs[0][2]);
        world.views[2].runs[0].push(twice);
        world.is_accused(&["Client 2 saw 1003 after 1003."]);
    }

    #[test]
    fn one_invented_message_is_found() {
        let mut world = World::good();
        world.append(&Entry { seq: 1_006, member: "mallory".into(), cid: Some(cid(9)), text: "hello".into() });
        world.is_accused(&["1006 (“hello” by mallory as ?) that nobody attempted."]);
    }

    #[test]
    fn a_text_that_changed_on_its_way_is_found() {
        let mut world = World::good();
        for entry in [&mut world.history[3], &mut world.rows[3]] {
            entry.text = "massage 3".into();
        }
        let verdict = world.verdict();
        assert!(verdict[0].contains("“massage 3” by grace as ?) that nobody attempted"), "{verdict:#?}");
        assert!(verdict[1].contains("(“message 3”) was acknowledged (as [1003]) and is lost"), "{verdict:#?}");
        assert!(verdict[2].starts_with("Client 0 saw 1003 (“message 3”"), "{verdict:#?}");
    }

    #[test]
    fn one_author_taken_for_another_is_found() {
        let mut world = World::good();
        world.history[3].member = "ada".into();
        world.rows[3].member = "ada".into();
        let verdict = world.verdict();
        assert!(verdict[0].contains("that nobody attempted"), "{verdict:#?}");
    }

    #[test]
    fn something_seen_that_is_gone_from_the_history_is_found() {
        let mut world = World::good();
        world.forget(1_002);
        world.views[2].runs[0].insert(1, Arc::new(entry(2)));
        world.is_accused(&["Client 2 saw 1002 (“message 2” by ada as cid-0002) that is not in the history."]);
    }

    #[test]
    fn a_gap_in_a_page_is_found() {
        let mut world = World::good();
        world.views[0].runs[0].drain(2..4);
        world.is_accused(&["Client 0 missed 2 between 1001 and 1004."]);
    }

    #[test]
    fn a_page_that_does_not_reach_the_end_is_found() {
        let mut world = World::good();
        world.views[1].runs[2].pop();
        world.is_accused(&["Client 1 shows the end at Some(1004), and the history ends at Some(1005)."]);
    }

    #[test]
    fn another_message_in_a_page_at_the_same_place_is_found() {
        let mut world = World::good();
        world.views[0].runs[0][3] = Arc::new(Entry { text: "massage 3".into(), ..entry(3) });
        world.is_accused(&["Client 0 saw 1003 (“massage 3” by grace as cid-0003) where the history has 1003"]);
    }

    #[test]
    fn another_id_in_a_page_is_found() {
        let mut world = World::good();
        world.views[0].runs[0][3] = Arc::new(Entry { cid: Some("elsewhere".into()), ..entry(3) });
        world.is_accused(&["Client 0 has 1003 (“message 3” by grace as elsewhere) under another id"]);
    }

    #[test]
    fn a_resend_that_is_answered_with_another_place_is_found() {
        let mut world = World::good();
        world.log.ok(3, Some(1_004));
        world.is_accused(&["was acknowledged as 1004 and stands at 1003.", "different places: [1003, 1004]."]);
    }

    #[test]
    fn a_row_that_d1_lacks_is_found() {
        let mut world = World::good();
        world.rows.remove(2);
        world.is_accused(&["D1 lacks 1002 (“message 2” by ada as ?)."]);
    }

    #[test]
    fn a_row_that_d1_has_twice_is_found() {
        let mut world = World::good();
        world.rows.push(entry(2));
        world.is_accused(&["D1 has the place 1002 twice.", "under an id that its author used before."]);
    }

    #[test]
    fn a_row_that_only_d1_has_is_found() {
        let mut world = World::good();
        world.rows.push(entry(9));
        world.is_accused(&["D1 has 1009 (“message 9” by grace as cid-0009) that is not in the history."]);
    }

    #[test]
    fn a_row_of_d1_that_differs_is_found() {
        for differing in [
            Entry { text: "massage 2".into(), ..entry(2) },
            Entry { member: "grace".into(), ..entry(2) },
            Entry { cid: Some("elsewhere".into()), ..entry(2) },
        ] {
            let mut world = World::good();
            world.rows[2] = differing;
            world.is_accused(&["D1 has 1002"]);
        }
    }

    #[test]
    fn what_was_refused_and_is_there_nonetheless_is_found() {
        let mut world = World::good();
        world.append(&Entry { seq: 1_006, member: "ada".into(), cid: Some(cid(6)), text: "far too long".into() });
        world.is_accused(&["(“far too long”) was refused and stands at 1006 nonetheless."]);
    }

    #[test]
    fn what_was_both_acknowledged_and_refused_is_found() {
        let mut world = World::good();
        world.log.fail(3);
        let verdict = world.verdict();
        assert!(verdict.iter().any(|found| found.contains("was both acknowledged and refused")), "{verdict:#?}");
    }

    #[test]
    fn what_a_page_cannot_be_sent_is_passed_on() {
        let mut world = World::good();
        world.views[2].complaints.push("1002 came after 1003.".into());
        world.is_accused(&["Client 2: 1002 came after 1003."]);
    }

    #[test]
    fn evidence_in_which_one_attempt_cannot_be_told_from_another_is_no_evidence() {
        let mut world = World::good();
        world.log.invoke(1, "grace", &cid(7), "another text");
        world.is_accused(&["was attempted twice under one id"]);
    }
}

//! The checker against histories in which one thing was changed.

use std::sync::Arc;

mod changes;
mod moderation;

use super::*;
use crate::history::History;

/// A room in which two clients said six things and everything went well.
struct World {
    log: History,
    history: Vec<Entry>,
    rows: Vec<Entry>,
    reactions: Vec<ReactionCount>,
    reaction_rows: Vec<ReactionCount>,
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
        Self { log, history, rows: entries, reactions: Vec::new(), reaction_rows: Vec::new(), views }
    }

    fn verdict(&self) -> Vec<String> {
        let Self { log, history, rows, reactions, reaction_rows, views } = self;
        check(&Evidence { attempts: log, history, rows, reactions, reaction_rows, views })
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
    fn remove_everywhere(&mut self, seq: i64) {
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
fn good_history_has_no_violations() {
    World::good().is_accused(&[]);
    let attempts = &History::default();
    let nothing = Evidence { attempts, history: &[], rows: &[], reactions: &[], reaction_rows: &[], views: &[] };
    assert_eq!(check(&nothing), [""; 0]);
}

#[test]
fn unanswered_message_may_be_missing() {
    let mut world = World::good();
    world.remove_everywhere(1_002);
    world.is_accused(&[]);
}

#[test]
fn lost_message_is_found() {
    let mut world = World::good();
    world.remove_everywhere(1_003);
    world.is_accused(&["(“message 3”) was acknowledged (as [1003]) and is lost."]);
}

#[test]
fn lost_message_of_a_form_is_found() {
    let mut world = World::good();
    let op = world.log.invoke(0, "ada", &cid(8), "by post");
    world.log.ok(op, None);
    world.is_accused(&["(“by post”) was acknowledged (as []) and is lost."]);
}

#[test]
fn doubled_message_is_found() {
    let mut world = World::good();
    world.append(&Entry { seq: 1_006, ..entry(2) });
    world.is_accused(&["1006 (“message 2” by ada as ?) is doubled: it stands at 1002 too.", "used before"]);
}

#[test]
fn place_given_twice_is_found() {
    let mut world = World::good();
    world.history[3].seq = 1_002;
    let verdict = world.verdict();
    assert!(verdict.contains(&"The history has the place 1002 twice.".to_owned()), "{verdict:#?}");
}

#[test]
fn swapped_messages_are_found() {
    let mut world = World::good();
    world.history.swap(2, 3);
    let verdict = world.verdict();
    assert!(verdict[0].contains("swapped: 1003 stands before 1002"), "{verdict:#?}");
}

#[test]
fn order_against_real_time_is_found() {
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
        let (attempts, history) = (&self.log, &*self.history);
        let evidence = Evidence { attempts, history, rows: history, reactions: &[], reaction_rows: &[], views: &[] };
        assert_eq!(check(&evidence), [""; 0]);
    }
}

#[test]
fn swapped_messages_in_a_page_are_found() {
    let mut world = World::good();
    world.views[2].runs[0].swap(0, 1);
    world.is_accused(&["Client 2 saw 1001 after 1002.", "Client 2 missed 1 between 1001 and 1003."]);
}

#[test]
fn doubled_message_in_a_page_is_found() {
    let mut world = World::good();
    let twice = Arc::clone(&world.views[2].runs[0][2]);
    world.views[2].runs[0].push(twice);
    world.is_accused(&["Client 2 saw 1003 after 1003."]);
}

#[test]
fn invented_message_is_found() {
    let mut world = World::good();
    world.append(&Entry { seq: 1_006, member: "mallory".into(), cid: Some(cid(9)), text: "hello".into() });
    world.is_accused(&["1006 (“hello” by mallory as ?) that nobody attempted."]);
}

#[test]
fn changed_text_is_found() {
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
fn wrong_author_is_found() {
    let mut world = World::good();
    world.history[3].member = "ada".into();
    world.rows[3].member = "ada".into();
    let verdict = world.verdict();
    assert!(verdict[0].contains("that nobody attempted"), "{verdict:#?}");
}

#[test]
fn seen_message_missing_from_the_history_is_found() {
    let mut world = World::good();
    world.remove_everywhere(1_002);
    world.views[2].runs[0].insert(1, Arc::new(entry(2)));
    world.is_accused(&["Client 2 saw 1002 (“message 2” by ada as cid-0002) that is not in the history."]);
}

#[test]
fn gap_in_a_page_is_found() {
    let mut world = World::good();
    world.views[0].runs[0].drain(2..4);
    world.is_accused(&["Client 0 missed 2 between 1001 and 1004."]);
}

#[test]
fn page_that_misses_the_end_is_found() {
    let mut world = World::good();
    world.views[1].runs[2].pop();
    world.is_accused(&["Client 1 shows the end at Some(1004), and the history ends at Some(1005)."]);
}

#[test]
fn different_message_in_a_page_is_found() {
    let mut world = World::good();
    world.views[0].runs[0][3] = Arc::new(Entry { text: "massage 3".into(), ..entry(3) });
    world.is_accused(&["Client 0 saw 1003 (“massage 3” by grace as cid-0003) where the history has 1003"]);
}

#[test]
fn different_cid_in_a_page_is_found() {
    let mut world = World::good();
    world.views[0].runs[0][3] = Arc::new(Entry { cid: Some("elsewhere".into()), ..entry(3) });
    world.is_accused(&["Client 0 has 1003 (“message 3” by grace as elsewhere) under another id"]);
}

#[test]
fn resend_answered_with_another_place_is_found() {
    let mut world = World::good();
    world.log.ok(3, Some(1_004));
    world.is_accused(&["was acknowledged as 1004 and stands at 1003.", "different places: [1003, 1004]."]);
}

#[test]
fn row_missing_from_d1_is_found() {
    let mut world = World::good();
    world.rows.remove(2);
    world.is_accused(&["D1 lacks 1002 (“message 2” by ada as ?)."]);
}

#[test]
fn doubled_row_in_d1_is_found() {
    let mut world = World::good();
    world.rows.push(entry(2));
    world.is_accused(&["D1 has the place 1002 twice.", "under an id that its author used before."]);
}

#[test]
fn row_that_only_d1_has_is_found() {
    let mut world = World::good();
    world.rows.push(entry(9));
    world.is_accused(&["D1 has 1009 (“message 9” by grace as cid-0009) that is not in the history."]);
}

#[test]
fn different_row_in_d1_is_found() {
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
fn refused_message_in_the_history_is_found() {
    let mut world = World::good();
    world.append(&Entry { seq: 1_006, member: "ada".into(), cid: Some(cid(6)), text: "far too long".into() });
    world.is_accused(&["(“far too long”) was refused and stands at 1006 nonetheless."]);
}

#[test]
fn message_both_acknowledged_and_refused_is_found() {
    let mut world = World::good();
    world.log.fail(3);
    let verdict = world.verdict();
    assert!(verdict.iter().any(|found| found.contains("was both acknowledged and refused")), "{verdict:#?}");
}

#[test]
fn complaint_of_a_page_is_passed_on() {
    let mut world = World::good();
    world.views[2].complaints.push("1002 came after 1003.".into());
    world.is_accused(&["Client 2: 1002 came after 1003."]);
}

#[test]
fn attempts_that_cannot_be_told_apart_are_found() {
    let mut world = World::good();
    world.log.invoke(1, "grace", &cid(7), "another text");
    world.is_accused(&["was attempted twice under one id"]);
}

//! The checker against messages that were changed, in which one thing is wrong.

use super::*;
use crate::history::{ChangeKind, ChangeOutcome};

/// What an author does with message `n`, and what became of it.
fn does(world: &mut World, n: usize, kind: ChangeKind, outcome: ChangeOutcome) {
    let Entry { seq, member, .. } = entry(n);
    let change = world.log.invoke_change(n % 2, &member, seq, kind);
    world.log.end_change(change, outcome);
}

pub(super) fn edit(text: &str) -> ChangeKind {
    ChangeKind::Edit(text.to_owned())
}

/// Gives a message a text in the history, in D1, and at the end of every page that shows it.
pub(super) fn has(world: &mut World, n: usize, text: &str) {
    let changed = Entry { text: text.to_owned(), ..entry(n) };
    for entry in world.history.iter_mut().chain(&mut world.rows).filter(|entry| entry.seq == changed.seq) {
        text.clone_into(&mut entry.text);
    }
    for run in world.views.iter_mut().filter(|view| view.caught_up).filter_map(|view| view.runs.last_mut()) {
        for entry in run.iter_mut().filter(|entry| entry.seq == changed.seq) {
            *entry = Arc::new(changed.clone());
        }
    }
}

/// Message 3 was edited, edited again, and that is what everybody shows; message 4 was removed.
fn changed() -> World {
    let mut world = World::good();
    does(&mut world, 3, edit("message 3.1"), ChangeOutcome::Acked);
    does(&mut world, 3, edit("message 3.2"), ChangeOutcome::Acked);
    does(&mut world, 3, edit("far too long"), ChangeOutcome::Refused);
    has(&mut world, 3, "message 3.2");
    does(&mut world, 4, ChangeKind::Remove, ChangeOutcome::Acked);
    has(&mut world, 4, "");
    world
}

/// How often message 5 has each emoji, in the room and in D1.
fn count(world: &mut World, counts: &[(&str, usize)]) {
    let counted =
        |(emoji, count): &(&str, usize)| ReactionCount { seq: entry(5).seq, emoji: (*emoji).to_owned(), count: *count };
    world.reactions = counts.iter().map(counted).collect();
    world.reaction_rows.clone_from(&world.reactions);
}

/// Both gave message 5 a heart, and Ada took hers back; Grace gave it another emoji.
fn reacted() -> World {
    let mut world = World::good();
    let seq = entry(5).seq;
    let heart = || "❤️".to_owned();
    for (client, member, kind) in [
        (0, "ada", ChangeKind::React(heart())),
        (1, "grace", ChangeKind::React(heart())),
        (1, "grace", ChangeKind::React("🎉".to_owned())),
        (0, "ada", ChangeKind::TakeBack(heart())),
    ] {
        let change = world.log.invoke_change(client, member, seq, kind);
        world.log.end_change(change, ChangeOutcome::Acked);
    }
    count(&mut world, &[("❤️", 1), ("🎉", 1)]);
    world
}

#[test]
fn good_changes_have_no_violations() {
    changed().is_accused(&[]);
    reacted().is_accused(&[]);
}

#[test]
fn unanswered_change_may_be_there_or_not() {
    for there in [true, false] {
        let mut world = changed();
        does(&mut world, 5, edit("message 5.1"), ChangeOutcome::Unknown);
        if there {
            has(&mut world, 5, "message 5.1");
        }
        world.is_accused(&[]);
    }
}

#[test]
fn lost_edit_is_found() {
    let mut world = changed();
    has(&mut world, 3, "message 3.1");
    world.is_accused(&["1003 (“message 3.1” by grace as ?) lacks an edit that was acknowledged"]);
    has(&mut world, 3, "message 3");
    world.is_accused(&["1003 (“message 3” by grace as ?) lacks an edit that was acknowledged"]);
}

#[test]
fn resurrected_message_is_found() {
    let mut world = changed();
    has(&mut world, 4, "message 4");
    world.is_accused(&["1004 (“message 4” by ada as ?) has a text, and its removal was acknowledged."]);
}

#[test]
fn message_that_nobody_removed_is_found() {
    let mut world = changed();
    has(&mut world, 5, "");
    let verdict = world.verdict();
    assert!(verdict[0].contains("has lost its text, and nobody removed it"), "{verdict:#?}");
}

#[test]
fn refused_edit_that_was_made_is_found() {
    let mut world = changed();
    has(&mut world, 3, "far too long");
    let verdict = world.verdict();
    assert!(verdict[0].contains("(“far too long” by grace as ?) that nobody attempted"), "{verdict:#?}");
}

#[test]
fn page_that_missed_a_change_is_found() {
    let mut world = changed();
    let last = world.views[0].runs.last_mut().unwrap();
    last[3] = Arc::new(Entry { text: "message 3.1".to_owned(), ..entry(3) });
    last[4] = Arc::new(entry(4));
    world.is_accused(&["Client 0 still shows 1003 (“message 3.1”", "Client 0 still shows 1004 (“message 4”"]);
}

#[test]
fn row_that_missed_a_change_is_found() {
    let mut world = changed();
    world.rows[4] = entry(4);
    world.is_accused(&["D1 has 1004 (“message 4” by ada as cid-0004) where the history has 1004"]);
}

#[test]
fn text_of_another_message_in_a_page_is_found() {
    let mut world = changed();
    world.views[2].runs[0][2] = Arc::new(Entry { text: "message 5".to_owned(), ..entry(3) });
    world.is_accused(&["Client 2 saw 1003 (“message 5” by grace as cid-0003) where the history has 1003"]);
}

#[test]
fn reaction_that_is_counted_twice_is_found() {
    let mut world = reacted();
    count(&mut world, &[("❤️", 2), ("🎉", 1)]);
    world.is_accused(&["❤️ is counted 2 times at 1005, and 1 to 1 members gave it."]);
}

#[test]
fn lost_reaction_is_found() {
    let mut world = reacted();
    count(&mut world, &[("❤️", 1)]);
    world.is_accused(&["🎉 is counted 0 times at 1005, and 1 to 1 members gave it."]);
}

#[test]
fn reaction_that_nobody_gave_is_found() {
    let mut world = reacted();
    count(&mut world, &[("❤️", 1), ("🎉", 1), ("👻", 1)]);
    world.is_accused(&["👻 is counted 1 times at 1005, and 0 to 0 members gave it."]);
}

#[test]
fn unanswered_reaction_may_count_or_not() {
    let mut world = reacted();
    let change = world.log.invoke_change(0, "ada", entry(5).seq, ChangeKind::React("🎉".to_owned()));
    world.log.end_change(change, ChangeOutcome::Unknown);
    world.is_accused(&[]);
    count(&mut world, &[("❤️", 1), ("🎉", 2)]);
    world.is_accused(&[]);
    count(&mut world, &[("❤️", 1), ("🎉", 3)]);
    world.is_accused(&["🎉 is counted 3 times at 1005, and 1 to 2 members gave it."]);
}

#[test]
fn reaction_to_a_removed_message_is_found() {
    let mut world = reacted();
    does(&mut world, 5, ChangeKind::Remove, ChangeOutcome::Acked);
    has(&mut world, 5, "");
    world.is_accused(&["❤️ is counted 1 times at 1005, and 0 to 0", "🎉 is counted 1 times at 1005, and 0 to 0"]);
}

#[test]
fn row_that_counts_a_reaction_otherwise_is_found() {
    let mut world = reacted();
    world.reaction_rows[0].count = 2;
    world.reaction_rows.pop();
    world.is_accused(&["D1 counts ❤️ 2 times at 1005, and the room 1", "D1 counts 🎉 0 times at 1005, and the room 1"]);
}

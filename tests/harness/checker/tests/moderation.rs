//! The checker against rooms in which somebody kept order, and time passed, in which one thing is
//! wrong.

use room::SanctionKind;

use super::changes::{edit, has};
use super::*;
use crate::history::{ChangeKind, ChangeOutcome, Place};

/// Whoever keeps order.
const OWNER: (usize, &str) = (2, "linus");

/// Says message `n`, and everybody sees it.
fn say(world: &mut World, n: usize) -> Arc<Entry> {
    let said = entry(n);
    let op = world.log.invoke(n % 2, &said.member, &cid(n), &said.text);
    world.log.ok(op, Some(said.seq));
    world.append(&said);
    Arc::new(said)
}

/// The owner removed message 4, and that is what everybody shows.
fn cleaned_up() -> World {
    let mut world = World::good();
    world.log.see(0, Place::Whole, Some(0), &[Arc::new(entry(4))]);
    let removal = world.log.invoke_change(OWNER.0, OWNER.1, entry(4).seq, ChangeKind::Remove);
    world.log.end_change(removal, ChangeOutcome::Acked);
    has(&mut world, 4, "");
    world
}

#[test]
fn message_removed_by_others_is_no_violation() {
    let mut world = cleaned_up();
    let now = world.log.now();
    world.log.see(1, Place::Whole, Some(now), &[Arc::new(Entry { text: String::new(), ..entry(4) })]);
    world.is_accused(&[]);
}

#[test]
fn removed_text_in_a_page_is_found() {
    for (place, told) in [(Place::Whole, "what it had asked for"), (Place::CaughtUp, "after it had come back")] {
        let mut world = cleaned_up();
        let now = world.log.now();
        for _ in 0..2 {
            world.log.see(1, place, Some(now), &[Arc::new(entry(3)), Arc::new(entry(4))]);
        }
        world.is_accused(&["Client 1 was shown 1004 (“message 4” by ada as cid-0004) in "]);
        assert!(world.verdict()[0].contains(told));
    }
}

#[test]
fn page_that_was_asked_for_before_a_removal_may_show_it() {
    let mut world = World::good();
    let asked_at = world.log.now();
    let removal = world.log.invoke_change(OWNER.0, OWNER.1, entry(4).seq, ChangeKind::Remove);
    world.log.end_change(removal, ChangeOutcome::Acked);
    world.log.see(1, Place::Whole, Some(asked_at), &[Arc::new(entry(4))]);
    has(&mut world, 4, "");
    world.is_accused(&[]);
}

#[test]
fn removed_text_above_something_newer_is_found() {
    let mut world = cleaned_up();
    world.log.see(1, Place::Open, None, &[Arc::new(entry(4)), Arc::new(entry(5))]);
    world.is_accused(&[]);
    let newer = say(&mut world, 8);
    world.log.see(1, Place::Open, None, &[Arc::new(entry(4)), newer]);
    world.is_accused(&["Client 1 was shown 1004 (“message 4” by ada as cid-0004) in its open page"]);
}

#[test]
fn message_edited_after_its_removal_is_found() {
    let mut world = cleaned_up();
    let change = world.log.invoke_change(0, "ada", entry(4).seq, edit("message 4.1"));
    world.log.end_change(change, ChangeOutcome::Acked);
    world.is_accused(&["1004 was edited after its removal had been acknowledged."]);
    has(&mut world, 4, "message 4.1");
    let verdict = world.verdict();
    assert!(verdict[0].contains("has a text, and its removal was acknowledged"), "{verdict:#?}");
}

#[test]
fn edit_that_meets_a_removal_leaves_it_removed() {
    let mut world = World::good();
    let change = world.log.invoke_change(0, "ada", entry(4).seq, edit("message 4.1"));
    let removal = world.log.invoke_change(OWNER.0, OWNER.1, entry(4).seq, ChangeKind::Remove);
    world.log.end_change(removal, ChangeOutcome::Acked);
    world.log.end_change(change, ChangeOutcome::Acked);
    has(&mut world, 4, "");
    world.is_accused(&[]);
    has(&mut world, 4, "message 4.1");
    world.is_accused(&["1004 (“message 4.1” by ada as ?) has a text, and its removal was acknowledged."]);
}

#[test]
fn cleanup_takes_what_was_said_before_it() {
    let mut world = World::good();
    let cleanup = world.log.invoke_cleanup(OWNER.0, OWNER.1, "ada");
    let on_its_way = world.log.invoke(0, "ada", &cid(8), &entry(8).text);
    world.append(&entry(8));
    world.log.end_cleanup(cleanup);
    world.log.ok(on_its_way, Some(entry(8).seq));
    say(&mut world, 10);
    for n in [0, 2, 4] {
        has(&mut world, n, "");
    }
    world.is_accused(&[]);
    has(&mut world, 8, "");
    world.is_accused(&[]);
    has(&mut world, 10, "");
    let verdict = world.verdict();
    assert!(verdict[0].contains("has lost its text, and nobody removed it"), "{verdict:#?}");
    has(&mut world, 10, "message 10");
    has(&mut world, 4, "message 4");
    world.is_accused(&["1004 (“message 4” by ada as ?) has a text, and its removal was acknowledged."]);
}

#[test]
fn message_of_somebody_muted_is_found() {
    for kind in [SanctionKind::Mute, SanctionKind::Ban] {
        let mut world = World::good();
        let sanction = world.log.invoke_sanction(0, "ada", kind);
        let on_its_way = world.log.invoke(0, "ada", &cid(6 + 2), &entry(8).text);
        world.append(&entry(8));
        world.log.begin_sanction(sanction);
        world.log.ok(on_its_way, Some(entry(8).seq));
        say(&mut world, 9);
        world.is_accused(&[]);
        // Sent while it holds, taken once it does not.
        let pending = world.log.invoke(0, "ada", &cid(12), &entry(12).text);
        say(&mut world, 11);
        world.log.lift_sanction(sanction);
        world.append(&entry(12));
        world.log.ok(pending, Some(entry(12).seq));
        world.is_accused(&[]);
        // The same, taken before somebody else who was answered before it was lifted.
        for entries in [&mut world.history, &mut world.rows] {
            entries.last_mut().unwrap().seq = entry(10).seq;
            let last = entries.len() - 1;
            entries.swap(last - 1, last);
        }
        let verdict = world.verdict();
        let sentence = format!("1010 (“message 12”) was taken under a {kind:?} of ada.");
        assert!(verdict.contains(&sentence), "{verdict:#?}");
    }
}

#[test]
fn edit_under_a_mute_is_found() {
    let mut world = World::good();
    let sanction = world.log.invoke_sanction(0, "ada", SanctionKind::Mute);
    world.log.begin_sanction(sanction);
    let change = world.log.invoke_change(0, "ada", entry(4).seq, edit("message 4.1"));
    world.log.end_change(change, ChangeOutcome::Acked);
    has(&mut world, 4, "message 4.1");
    world.is_accused(&["1004 was changed under a Mute of ada."]);
}

#[test]
fn somebody_banned_who_is_shown_the_room_is_found() {
    let mut world = World::good();
    let asked_before = world.log.now();
    let sanction = world.log.invoke_sanction(0, "ada", SanctionKind::Ban);
    world.log.begin_sanction(sanction);
    world.log.see(0, Place::Whole, Some(asked_before), &[]);
    let asked_at = world.log.now();
    world.log.see(1, Place::Whole, Some(asked_at), &[]);
    world.is_accused(&[]);
    world.log.see(0, Place::CaughtUp, Some(asked_at), &[]);
    world.is_accused(&["Client 0 was banned, and was shown its page after it had come back."]);
    let meanwhile = say(&mut world, 9);
    world.log.see(0, Place::Open, None, &[meanwhile]);
    assert_eq!(world.verdict().len(), 2);
    world.log.lift_sanction(sanction);
    world.log.see(0, Place::Whole, Some(asked_at), &[]);
    assert_eq!(world.verdict().len(), 2, "it may have been answered after that");
}

/// Messages 0 and 1 have become too old.
fn aged() -> World {
    let mut world = World::good();
    let expired: Vec<Entry> = world.rows.drain(..2).collect();
    world.history.drain(..2);
    world.log.expire(expired);
    world
}

#[test]
fn expired_messages_may_be_seen_in_pages_from_before() {
    let mut world = aged();
    let now = world.log.now();
    world.log.see(0, Place::CaughtUp, Some(now), &[Arc::new(entry(0)), Arc::new(entry(5))]);
    world.is_accused(&[]);
}

#[test]
fn expired_message_in_the_history_is_found() {
    let mut world = aged();
    world.history.insert(0, Entry { cid: None, ..entry(1) });
    let verdict = world.verdict();
    assert!(verdict.iter().any(|found| found.contains("The history has 1001") && found.contains("expired")));
}

#[test]
fn expired_row_in_d1_is_found() {
    let mut world = aged();
    world.rows.insert(0, entry(1));
    world.is_accused(&["D1 has 1001 (“message 1” by grace as cid-0001), and it has expired."]);
}

#[test]
fn expired_message_in_a_new_page_is_found() {
    let mut world = aged();
    let now = world.log.now();
    world.log.see(0, Place::Whole, Some(now), &[Arc::new(entry(1)), Arc::new(entry(2))]);
    world.is_accused(&["Client 0 was shown 1001 (“message 1” by grace as cid-0001), and it has expired."]);
}

#[test]
fn message_lost_before_it_expired_is_found() {
    let mut world = World::good();
    let mut expired: Vec<Entry> = world.rows.drain(..2).collect();
    world.history.drain(..2);
    expired.remove(0);
    world.log.expire(expired);
    let verdict = world.verdict();
    assert!(verdict[0].contains("(“message 0”) was acknowledged (as [1000]) and is lost"), "{verdict:#?}");
}

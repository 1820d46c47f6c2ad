//! The directory in D1: what a room writes, and what a page reads.

use super::d1::D1;
use crate::directory::ListingChange;
use crate::limits::{DIRECTORY_DEAD_AFTER_MS, DIRECTORY_REFRESH_MS};

const START: (i64, i64, &str) = (2, 0, "");
const NOW: i64 = 1_795_442_523_000;

fn page(d1: &D1, after: (i64, i64, &str), limit: i64) -> Vec<String> {
    d1.listed(NOW - 1_000_000, after, limit).into_iter().map(|(cursor, _)| cursor.room).collect()
}

#[test]
fn unchanged_entry_writes_nothing() {
    let d1 = D1::new();
    assert_eq!(d1.list("garden", "", 1, NOW), 1);
    assert_eq!(d1.list("garden", "", 1, NOW + 20_000), 0, "a crash, and nothing else");
    assert_eq!(d1.list("garden", "", 2, NOW + 40_000), 1);
    assert_eq!(d1.list("garden", "Everything that grows", 2, NOW + 60_000), 1);
    assert_eq!(
        d1.list("garden", "Everything that grows", 2, NOW + 60_000 + DIRECTORY_REFRESH_MS),
        1,
        "it is still in use"
    );
}

#[test]
fn new_title_is_written_and_an_older_row_has_none() {
    let d1 = D1::new();
    assert_eq!(d1.list("kuche", "", 2, NOW), 1);
    assert_eq!(d1.title("kuche"), "");
    assert_eq!(d1.list_as("kuche", "Küche", "", 2, NOW + 60_001), 1);
    assert_eq!(d1.list_as("kuche", "Küche", "", 2, NOW + 120_002), 0);
    assert_eq!(d1.title("kuche"), "Küche");
}

#[test]
fn late_write_changes_nothing() {
    let d1 = D1::new();
    d1.list("garden", "", 0, NOW + 20_000);
    assert_eq!(d1.list("garden", "", 5, NOW), 0, "those five have gone");
    assert_eq!(
        d1.list("garden", "", 5, NOW - 3_600_000),
        1,
        "a clock that was set back does not stop the room for ever"
    );
}

#[test]
fn liveliest_rooms_come_first_and_dead_ones_never() {
    let d1 = D1::new();
    d1.list("dead", "", 0, NOW - 1_000_000);
    d1.list("dying", "", 0, NOW - 999_999);
    d1.list("old-and-busy", "", 7, NOW - 5_000_000);
    d1.list("new-and-empty", "", 0, NOW);
    d1.list("busy", "", 1, NOW - 2);
    assert_eq!(page(&d1, START, 9), ["busy", "old-and-busy", "new-and-empty", "dying"]);
    d1.list("busy", "", 0, NOW + 1);
    assert_eq!(page(&d1, START, 9), ["old-and-busy", "busy", "new-and-empty", "dying"]);
}

#[test]
fn pages_have_neither_gap_nor_double() {
    let d1 = D1::new();
    for n in 0..300 {
        d1.list(&format!("room-{n}"), "", n % 3, NOW - n / 4);
    }
    for n in 0..1_000 {
        d1.list(&format!("dead-{n}"), "", 0, NOW - 2_000_000);
    }
    let mut found: Vec<String> = Vec::new();
    let mut after = (2, 0, String::new());
    loop {
        let rows = d1.listed(NOW - 1_000_000, (after.0, after.1, &after.2), 21);
        let Some((last, _)) = rows.last() else { break };
        after = (last.alive, last.changed_at, last.room.clone());
        found.extend(rows.into_iter().map(|(cursor, _)| cursor.room));
    }
    assert_eq!(found.len(), 300);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 300);
    let plan = d1.plan_of_listed();
    assert!(plan.contains("SEARCH rooms USING INDEX liveliest ((alive,changed_at)>(?,?) AND"), "{plan}");
    assert!(
        plan.contains("SEARCH messages USING PRIMARY KEY") && !plan.contains("SCAN") && !plan.contains("B-TREE"),
        "{plan}"
    );
}

#[test]
fn owner_has_two_rooms_on_the_list_at_a_time() {
    let d1 = D1::new();
    let list = |room: &str, people: i64, now: i64| d1.list_of((room, "", ""), people, now, "ada", "");
    assert_eq!([list("one", 1, NOW), list("two", 1, NOW), list("three", 1, NOW)], [1, 1, 0]);
    assert_eq!(list("two", 5, NOW + 60_001), 1, "what is there is kept up to date");
    assert_eq!(d1.places("ada", "", NOW - DIRECTORY_DEAD_AFTER_MS, "four"), (2, 0));
    assert_eq!(d1.places("ada", "", NOW - DIRECTORY_DEAD_AFTER_MS, "one"), (1, 0), "a room does not count for itself");
    assert_eq!(list("one", 0, NOW + 60_002), 1, "everybody has left");
    let later = NOW + 60_003 + DIRECTORY_DEAD_AFTER_MS;
    assert_eq!(list("three", 1, later), 1, "a room that is not shown takes no place");
    assert_eq!(list("one", 1, later + 60_001), 0, "nor does it come back to one that is taken");
}

#[test]
fn address_has_five_rooms_on_the_list_at_a_time() {
    let d1 = D1::new();
    let list =
        |n: usize, address: &str| d1.list_of((&format!("room-{n}"), "", ""), 1, NOW, &format!("owner-{n}"), address);
    let listed: Vec<usize> = (0..7).map(|n| list(n, "0a")).collect();
    assert_eq!(listed, [1, 1, 1, 1, 1, 0, 0]);
    assert_eq!(list(8, "0b"), 1, "another address has places of its own");
    assert_eq!((9..19).map(|n| list(n, "")).sum::<usize>(), 10, "rooms of which nobody knows are not counted");
    assert_eq!(d1.places("nobody", "0a", NOW - DIRECTORY_DEAD_AFTER_MS, "new"), (0, 5));
}

#[test]
fn operator_decides_what_the_list_shows() {
    let d1 = D1::new();
    d1.list("garden", "Buy now!", 2, NOW);
    d1.list("tea", "Oolong", 1, NOW);
    let named = |by_hand| d1.topics(by_hand).into_iter().map(|(room, topic)| format!("{room}: {topic}"));
    assert_eq!(named(0).collect::<Vec<_>>(), ["tea: Oolong", "garden: Buy now!"]);
    d1.decide("garden", ListingChange::HideTopic);
    assert_eq!(named(0).collect::<Vec<_>>(), ["tea: Oolong", "garden: "], "its topic is hidden");
    d1.decide("garden", ListingChange::TakeOff);
    assert_eq!(named(0).collect::<Vec<_>>(), ["tea: Oolong"], "it is taken off");
    d1.decide("garden", ListingChange::PutBack);
    d1.decide("garden", ListingChange::Pick);
    d1.list("lobby", "", 0, NOW);
    assert_eq!(named(1).collect::<Vec<_>>(), ["garden: ", "lobby: "], "it was picked, and its topic is hidden still");
    d1.decide("garden", ListingChange::ShowTopic);
    assert_eq!(named(1).collect::<Vec<_>>(), ["garden: Buy now!", "lobby: "]);
    d1.decide("garden", ListingChange::Unpick);
    assert_eq!(named(1).collect::<Vec<_>>(), ["lobby: "]);
}

#[test]
fn unchanged_room_writes_nothing_to_the_index() {
    let d1 = D1::new();
    assert_eq!(d1.report("p-secret", "unlisted", 1, NOW), 1);
    assert_eq!(d1.report("p-secret", "unlisted", 1, NOW + 60_000), 0, "a crash, and nothing else");
    assert_eq!(d1.report("p-secret", "closed", 1, NOW + 120_000), 1);
    assert_eq!(page(&d1, START, 9), [""; 0], "the directory, which everybody reads, knows nothing of it");
}

#[test]
fn index_lists_all_rooms_the_liveliest_first() {
    let d1 = D1::new();
    d1.report("empty", "listed", 0, NOW);
    d1.report("old-and-busy", "unlisted", 7, NOW - 5_000_000);
    d1.report("busy", "locked", 1, NOW - 2);
    assert_eq!(d1.indexed(START, 9), ["busy", "old-and-busy", "empty"]);
    assert_eq!(d1.indexed((1, NOW - 2, "busy"), 9), ["old-and-busy", "empty"]);
    assert_eq!(d1.indexed((1, NOW - 5_000_000, "old-and-busy"), 9), ["empty"]);
}

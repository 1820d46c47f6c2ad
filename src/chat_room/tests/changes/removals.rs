//! Messages that are removed, and what brings them back.

use insta::assert_snapshot;
use room::{Message, Refusal, limits};

use super::super::d1::D1;
use super::super::lobby::{Lobby, member};
use super::{at, loaded, missed_since, read, sent, ships, stored, two_talk};
use crate::chat_room::storage::MetaKey;

#[test]
fn removed_message_is_a_tombstone_everywhere_at_once() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Secret"), None);
    ships(&mut lobby, &d1);
    sent(&mut lobby, "g1");
    let removed_at = lobby.now;
    assert_eq!(lobby.takes_back("Ada", 1), None);
    assert_snapshot!(lobby.story(), @r"
    all: #1 at 2 edited: Secret
    all: #1 at 3 removed by Ada
    ");
    let frames = sent(&mut lobby, "g1");
    assert!(frames.contains("Removed by <bdi>Ada</bdi>"), "{frames}");
    let missed = missed_since(&lobby, 0);
    ships(&mut lobby, &d1);
    let everything = [
        frames,
        missed,
        missed_since(&lobby, -1),
        format!("{:?}{:?}", loaded(&lobby), read(&lobby)),
        format!("{:?}", d1.all("lobby")),
        d1.text("SELECT earlier || body FROM messages"),
    ];
    for shown in everything {
        assert!(!shown.contains("Secret") && !shown.contains("Hullo"), "{shown}");
    }
    let removal = d1.all("lobby")[0].removal.clone().expect("D1 has the tombstone");
    assert_eq!((removal.by, removal.at), (member("Ada").id, removed_at));
}

#[test]
fn removed_text_leaves_the_storage_when_undo_is_over() {
    let mut lobby = two_talk();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Secret"), None);
    assert_eq!(lobby.takes_back("Ada", 1), None);
    assert!(stored(lobby.sqlite()).contains("Secret"), "so that it can be undone");
    lobby.waits(limits::UNDO_REMOVAL_MS - 1);
    assert!(stored(lobby.sqlite()).contains("Secret"));
    lobby.waits(1);
    let rows = stored(lobby.sqlite());
    assert!(!rows.contains("Secret") && !rows.contains("Hullo"), "{rows}");
    assert_eq!(lobby.undoes("Ada", 1), Some(Refusal::TooLateToUndo));
}

#[test]
fn eviction_forgets_no_removed_text() {
    let mut lobby = two_talk();
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.waits(4_000).sleeps().waits(limits::UNDO_REMOVAL_MS - 4_001);
    assert!(stored(lobby.sqlite()).contains("Hullo"), "as long as it was promised");
    lobby.waits(1);
    assert!(!stored(lobby.sqlite()).contains("Hullo"));

    lobby.sends("Ada", "cid-again", "Hullo again");
    assert_eq!(lobby.takes_back("Ada", 3), None);
    lobby.now += 60_000;
    lobby.sleeps().waits(0);
    assert!(!stored(lobby.sqlite()).contains("Hullo"), "it slept all the time");
}

#[test]
fn alarm_erases_a_removed_text_where_nobody_is() {
    let mut lobby = Lobby::founded();
    lobby.says("Ada", "Hullo");
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.archives();
    assert_eq!(lobby.room().erase_at(), Some(lobby.now + limits::UNDO_REMOVAL_MS));
    lobby.now += limits::UNDO_REMOVAL_MS;
    lobby.alarm();
    assert!(!stored(lobby.sqlite()).contains("Hullo"));
}

#[test]
fn clock_set_back_keeps_no_removed_text() {
    let mut lobby = two_talk();
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.now -= 3_600_000;
    lobby.sleeps().waits(limits::UNDO_REMOVAL_MS);
    assert!(!stored(lobby.sqlite()).contains("Hullo"));
}

#[test]
fn undo_brings_a_removed_message_back() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    let before = loaded(&lobby);
    assert_eq!(lobby.takes_back("Ada", 1), None);
    ships(&mut lobby, &d1);
    lobby.waits(limits::UNDO_REMOVAL_MS - 1).sleeps();
    assert_eq!(lobby.undoes("Ada", 1), None);
    assert_snapshot!(lobby.story(), @r"
    all: #1 at 2 edited: Hello
    all: #1 at 3 removed by Ada
    all: #1 at 4 edited: Hello
    ");
    let now = loaded(&lobby);
    assert_eq!(now, [Message { version: at(4), ..before[0].clone() }]);
    assert!(sent(&mut lobby, "g1").contains(">Hello</p>"));
    assert!(missed_since(&lobby, 3).contains(">Hello</p>"));
    lobby.waits(limits::UNDO_REMOVAL_MS);
    let shipped = ships(&mut lobby, &d1);
    assert_eq!(shipped[0].earlier[0].body.as_str(), "Hullo", "with the texts before");
    assert_eq!(d1.all("lobby"), now);
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None, "an edit of before is still known");
    assert_eq!(lobby.room().version(), at(4));
}

#[test]
fn removal_that_comes_again_changes_nothing() {
    let mut lobby = two_talk();
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.waits(5_000);
    assert_eq!(lobby.takes_back("Ada", 1), None);
    assert_eq!(lobby.undoes("Ada", 1), None);
    assert_eq!(lobby.undoes("Ada", 1), None);
    assert_snapshot!(lobby.story(), @r"
    all: #1 at 2 removed by Ada
    sender: #1 stays removed by Ada
    all: #1 at 3 as said: Hullo
    sender: #1 stays as said: Hullo
    ");
}

#[test]
fn nobody_removes_a_message_of_somebody_else() {
    let mut lobby = two_talk();
    assert_eq!(lobby.takes_back("Grace", 1), Some(Refusal::NotAuthor));
    assert_eq!(lobby.takes_back("Grace", 7), Some(Refusal::NoSuchMessage));
    assert_eq!(lobby.undoes("Grace", 1), Some(Refusal::NotAuthor));
    assert_eq!(lobby.takes_back("Ada", 1), None);
    assert_eq!(lobby.undoes("Grace", 1), Some(Refusal::NotAuthor));
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 2, "Hello"), Some(Refusal::MessageRemoved));
}

#[test]
fn send_that_comes_again_brings_nothing_back() {
    let mut lobby = two_talk();
    lobby.sends("Ada", "same-cid", "Secret");
    assert_eq!(lobby.takes_back("Ada", 2), None);
    lobby.story();
    let effects = lobby.sends("Ada", "same-cid", "Secret");
    assert_eq!(effects.reply, Ok(()));
    assert_snapshot!(lobby.story(), @"sender: #2 again");
    assert_eq!((lobby.room().version(), loaded(&lobby)[1].body.as_str()), (at(3), ""));
}

#[test]
fn page_that_was_away_past_pruning_loads_the_list_anew() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    lobby.says("Grace", "Hello.");
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.says("Grace", "Why?").waits(60_000);
    ships(&mut lobby, &d1);
    // Only the newest stays: the tombstone is in D1 alone.
    lobby.prunes(1);
    assert_eq!(lobby.storage().number(MetaKey::PrunedChange).unwrap(), Some(at(3)));
    let missed = missed_since(&lobby, 2);
    assert!(missed.contains("#history"), "a page at 2 may still show what Ada said: {missed}");
    assert!(!missed_since(&lobby, 3).contains("#history"));
    lobby.sleeps();
    assert!(missed_since(&lobby, 2).contains("#history"));
    assert_eq!(lobby.takes_back("Ada", 1), Some(Refusal::NoSuchMessage), "it is in the archive alone");
}

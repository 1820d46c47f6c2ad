//! What a message said before it was edited: who may read it, and what is kept.

use room::{EarlierTexts, Settings};

use super::*;

fn sets(lobby: &mut Lobby, earlier_texts: EarlierTexts) {
    let settings = Settings { earlier_texts, ..lobby.room().settings().clone() };
    let reply = lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    assert_eq!(refusal(&reply), None);
}

/// What each of them can read of what the second message said before.
fn read_by(lobby: &Lobby, readers: [&str; 3]) -> [Vec<String>; 3] {
    readers.map(|reader| {
        let earlier = page_of(lobby, reader, 2).earlier;
        earlier.iter().map(|earlier| earlier.body.as_str().to_owned()).collect()
    })
}

/// Ada owns the room, Grace has said something and edited it.
fn grace_edits() -> Lobby {
    let mut lobby = two_talk();
    lobby.enters("Linus", "l1").waits(1_000).says("Grace", "Helo");
    assert_eq!(lobby.edits("Grace", "edit-0001", 2, 2, "Hello"), None);
    lobby
}

#[test]
fn earlier_texts_are_read_by_whom_the_owners_let() {
    let mut lobby = grace_edits();
    let everybody = ["Grace", "Ada", "Linus"];
    let [known, nothing] = [vec!["Helo".to_owned()], Vec::new()];
    assert_eq!(read_by(&lobby, everybody), [known.clone(), known.clone(), nothing.clone()]);
    sets(&mut lobby, EarlierTexts::Everybody);
    assert_eq!(read_by(&lobby, everybody), [known.clone(), known.clone(), known]);
    sets(&mut lobby, EarlierTexts::NotKept);
    assert_eq!(read_by(&lobby, everybody), [nothing.clone(), nothing.clone(), nothing]);
}

#[test]
fn edit_that_keeps_no_text_is_made_once_all_the_same() {
    let mut lobby = two_talk();
    sets(&mut lobby, EarlierTexts::NotKept);
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    assert_eq!(lobby.edits("Ada", "edit-0002", 1, 2, "Hello there"), None);
    lobby.sleeps();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None, "it came again");
    assert_eq!((loaded(&lobby)[0].body.as_str(), lobby.room().version()), ("Hello there", at(3)));
    let without_text = "earlier LIKE '%edit-0001%' AND NOT earlier LIKE '%Hullo%' AND NOT earlier LIKE '%Hello%'";
    assert_eq!(lobby.sqlite().count(&format!("SELECT count(*) FROM message WHERE {without_text}")), 1);
    let d1 = D1::new();
    ships(&mut lobby, &d1);
    assert!(!d1.text("SELECT earlier FROM messages").contains("Hullo"));
}

#[test]
fn operator_says_for_how_long_a_message_can_be_edited() {
    let mut lobby = two_talk();
    lobby.lets_edit_for(60_000);
    lobby.now += 60_000;
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Just in time"), None);
    assert!(page_of(&lobby, "Ada", 1).allowed.edit);
    lobby.now += 1;
    assert!(!page_of(&lobby, "Ada", 1).allowed.edit);
    assert_eq!(lobby.edits("Ada", "edit-0002", 1, 2, "Too late"), Some(Refusal::TooLateToEdit));
    assert_eq!(page_of(&lobby, "Ada", 1).edit_window_ms, 60_000);
}

//! Somebody is forgotten: where others name them, too.

use room::Command;

use super::super::d1::D1;
use super::super::lobby::{Lobby, member};
use super::{loaded, sent, ships, stored, two_talk};

impl Lobby {
    fn forgets(&mut self, name: &str) -> &mut Self {
        self.turn(Command::Forget { member: member(name).id });
        self
    }
}

#[test]
fn text_before_an_edit_names_nobody_who_is_forgotten() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    lobby.says("Ada", "@Grace sleeps.");
    assert_eq!(lobby.edits("Ada", "edit-0001", 2, 2, "Somebody sleeps."), None);
    ships(&mut lobby, &d1);
    assert!(d1.text("SELECT group_concat(earlier) FROM messages").contains("Grace"));
    assert_eq!(d1.texts_about("lobby", member("Grace").id.as_str()), ["Somebody sleeps."]);

    lobby.forgets("Grace");
    assert!(!stored(lobby.sqlite()).contains("Grace"), "{}", stored(lobby.sqlite()));
    ships(&mut lobby, &d1);
    assert!(!d1.text("SELECT group_concat(earlier) FROM messages").contains("Grace"));
    assert_eq!(loaded(&lobby)[1].body.as_str(), "Somebody sleeps.");
}

#[test]
fn removed_message_comes_back_without_who_was_forgotten() {
    let mut lobby = two_talk();
    lobby.says("Ada", "@Grace and @Ada sleep.");
    assert_eq!(lobby.takes_back("Ada", 2), None);
    lobby.forgets("Grace");
    assert!(!stored(lobby.sqlite()).contains("Grace"), "{}", stored(lobby.sqlite()));
    assert_eq!(lobby.undoes("Ada", 2), None);
    let message = &loaded(&lobby)[1];
    let named: Vec<_> = message.mentions.iter().map(|mention| mention.text(message.body.as_str())).collect();
    assert_eq!((message.body.as_str(), named), ("@— and @Ada sleep.", vec!["@Ada"]));
}

#[test]
fn last_notice_names_nobody_who_is_forgotten() {
    let mut lobby = two_talk();
    lobby.leaves("g1").waits(60_000);
    assert!(sent(&mut lobby, "a1").contains("<bdi>Grace</bdi> left"));
    lobby.forgets("Grace");
    let told = sent(&mut lobby, "a1");
    assert!(told.contains("<bdi>—</bdi> left") && !told.contains("Grace"), "{told}");
    lobby.forgets("Grace");
    assert_eq!(sent(&mut lobby, "a1"), "", "there is nothing more to forget");
}

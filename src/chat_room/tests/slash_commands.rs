//! Texts that are done instead of said.

use insta::assert_snapshot;
use room::{Cid, Command, Message, Refusal, Settings};
use templates::words::ENGLISH;

use super::lobby::{FOUNDED, Lobby, member, refusal};
use crate::views;

impl Lobby {
    fn is_refused(&mut self, name: &str, text: &str) -> Option<Refusal> {
        let cid = format!("cid-{}", text.len() + 1_000);
        refusal(&self.sends(name, &cid, text))
    }
}

/// Ada and Grace are here. Ada owns the room.
fn two_talk() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby
}

/// How a page shows a message.
fn shown(message: &Message) -> String {
    let log = views::Log { room: "lobby", quotes: &[], reactions: &[] };
    let markup = templates::message(&views::message(message, log), &ENGLISH).0;
    let body = markup.split_once("class=\"body").and_then(|(_, rest)| rest.split_once('>'));
    body.and_then(|(_, rest)| rest.rsplit_once("</p>")).map_or(String::new(), |(body, _)| body.to_owned())
}

#[test]
fn action_is_said_as_typed_and_shown_as_done() {
    let mut lobby = two_talk();
    lobby.says("Ada", "/me waves").says("Ada", "/ME waves **twice**");
    assert_snapshot!(lobby.story(), @r"
    all: #1 Ada: /me waves
    all: #2 … /ME waves **twice**
    ");
    let shown: Vec<String> = lobby.messages.iter().map(shown).collect();
    assert_eq!(shown, ["* <bdi>Ada</bdi> waves", "* <bdi>Ada</bdi> waves <strong>twice</strong>"]);
}

#[test]
fn path_is_said_as_it_is() {
    let mut lobby = two_talk();
    for text in ["/usr/bin", "/", "/ me", "//me waves", " /me waves"] {
        lobby.says("Ada", text);
        assert_eq!(lobby.messages.last().map(|said| said.body.as_str()), Some(text));
    }
    assert!(lobby.messages.iter().all(|said| !shown(said).contains("bdi")));
}

#[test]
fn unknown_command_is_refused_by_its_name() {
    let mut lobby = two_talk();
    assert_eq!(lobby.is_refused("Ada", "/wave"), Some(Refusal::UnknownCommand { command: "wave".to_owned() }));
    assert_eq!(lobby.is_refused("Ada", "/me  "), Some(Refusal::CommandIncomplete { command: "me".to_owned() }));
    assert_eq!(lobby.is_refused("Ada", "/topic"), Some(Refusal::CommandIncomplete { command: "topic".to_owned() }));
    let nothing_visible = "/topic \u{202E}";
    let incomplete = Refusal::CommandIncomplete { command: "topic".to_owned() };
    assert_eq!(lobby.is_refused("Ada", nothing_visible), Some(incomplete));
    assert!(lobby.messages.is_empty());
}

#[test]
fn topic_of_an_owner_is_told_everybody_and_kept() {
    let mut lobby = two_talk();
    let effects = lobby.sends("Ada", "cid-0001", "/topic  Tea &\n:cake: ");
    assert_eq!(effects.reply, Ok(()));
    let story = lobby.story();
    assert!(story.contains("all: settings") && story.contains("Tea & 🍰"), "{story}");
    assert!(story.ends_with("sender: cid-0001 is done"), "{story}");
    assert_eq!(lobby.sleeps().room().settings().topic.as_str(), "Tea & 🍰");
    assert!(lobby.messages.is_empty());

    // Sent again, for want of an answer.
    lobby.story();
    lobby.sends("Ada", "cid-0001", "/topic Tea & :cake:");
    assert_snapshot!(lobby.story(), @"sender: cid-0001 is done");
}

#[test]
fn topic_changes_nothing_else_of_the_settings() {
    let mut lobby = two_talk();
    let before = lobby.room().settings().clone();
    lobby.sends("Ada", "cid-0001", "/topic Tea");
    let after = lobby.room().settings();
    assert_eq!(Settings { topic: before.topic.clone(), ..after.clone() }, before);
}

#[test]
fn topic_of_somebody_else_is_refused() {
    let mut lobby = two_talk();
    assert_eq!(lobby.is_refused("Grace", "/topic Tea"), Some(Refusal::NotOwner));
    assert_eq!(lobby.is_refused("Ada", &format!("/topic {}", "é".repeat(121))), Some(Refusal::TopicTooLong));
    assert_eq!(lobby.room().settings().topic.as_str(), "");
}

#[test]
fn topics_are_limited_in_rate_like_messages() {
    let mut lobby = two_talk();
    let refused = (0..100).find_map(|n| lobby.is_refused("Ada", &format!("/topic {}", "x".repeat(n % 2 + 1))));
    assert!(matches!(refused, Some(Refusal::TooFast { .. })), "{refused:?}");
}

#[test]
fn wanted_name_is_checked_and_answered_to_its_author() {
    let mut lobby = two_talk();
    lobby.sends("Ada", "cid-0001", "/nick  Countess ");
    lobby.sends("Ada", "cid-0002", "/help");
    assert_snapshot!(lobby.story(), @r"
    sender: wants to be Countess
    sender: wants help
    ");
    assert_eq!(lobby.is_refused("Ada", "/nick !!!"), Some(Refusal::NameWithoutLetter));
    assert_eq!(lobby.is_refused("Ada", "/nick admin"), Some(Refusal::NameReserved));
    assert_eq!(lobby.online(), ["Ada", "Grace"], "nobody has another name yet");
}

#[test]
fn edit_makes_an_action_and_does_no_command() {
    let mut lobby = two_talk();
    lobby.says("Ada", "Hullo");
    let mut edits = |cid: &str, text: &str| {
        let (member, cid) = (member("Ada").id, Cid::parse(cid).unwrap());
        let (seq, base, text) = (FOUNDED + 1, FOUNDED + 1, text.to_owned());
        refusal(&lobby.turn(Command::Edit { member, seq, cid, base, text }))
    };
    assert_eq!(edits("edit-0001", "/nick x"), Some(Refusal::CommandInEdit { command: "nick".to_owned() }));
    assert_eq!(edits("edit-0002", "/wave"), Some(Refusal::UnknownCommand { command: "wave".to_owned() }));
    assert_eq!(edits("edit-0003", "/me waves"), None);
}

#[test]
fn message_of_an_older_build_is_shown_as_it_was_said() {
    let mut lobby = two_talk();
    lobby.says("Ada", "Hullo");
    for text in ["/wave", "/nick x", "/help"] {
        let message = Message { body: room::Body::from_trusted(text.to_owned()), ..lobby.messages[0].clone() };
        assert_eq!(shown(&message), text);
    }
}

//! Replies: what stands above one, wherever and whenever it is read.

use insta::assert_snapshot;
use room::{Cid, Command, Message, PageQuery, Quote, Refusal, Seq, limits};

use super::changes::{at, missed_since, sent, ships};
use super::d1::D1;
use super::lobby::{Lobby, member, refusal};
use crate::chat_room::queries;
use crate::room_client::SnapshotRequest;

impl Lobby {
    fn replies(&mut self, name: &str, to: i64, text: &str) -> Option<Refusal> {
        let cid = Cid::parse(&format!("reply-{to:03}-{}", text.len())).unwrap();
        let reply_to = Some(at(to));
        refusal(&self.turn(Command::Say { member: member(name), cid, text: text.to_owned(), reply_to, files: vec![] }))
    }
}

/// Ada has said something, and Grace has answered it.
fn answered() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).says("Ada", "Is **this** thing on?");
    assert_eq!(lobby.replies("Grace", 1, "It has to be."), None);
    lobby.story();
    lobby
}

/// What a page that is loaded now shows above the messages.
fn quotes(lobby: &Lobby) -> Vec<(Seq, Option<String>)> {
    let request = SnapshotRequest::of(None, None, limits::PAGE_MESSAGES);
    let snapshot = queries::snapshot(lobby.room(), lobby.storage(), &request, lobby.now).unwrap();
    snapshot.quotes.into_iter().map(|Quote { seq, excerpt, .. }| (seq, excerpt)).collect()
}

#[test]
fn reply_shows_author_and_first_line() {
    let mut lobby = answered();
    for frames in [sent(&mut lobby, "a1"), missed_since(&lobby, 0), missed_since(&lobby, -1)] {
        let (_, quote) = frames.split_once("class=\"quote ").expect("a quote");
        let (quote, _) = quote.split_once("</a>").expect("a whole one");
        let shown = "q1000001\" href=\"/r/garden?at=1000001#m1000001\">In reply to <bdi>Ada</bdi>: ";
        assert_eq!(quote, format!("{shown}<bdi>Is this thing on?</bdi>"));
        assert!(frames.contains(&format!("data-reply-to=\"{}\"", member("Ada").id.as_str())), "{frames}");
    }
    assert_eq!(quotes(&lobby), [(at(1), Some("Is this thing on?".to_owned()))]);
}

#[test]
fn reply_stands_under_a_head_of_its_own() {
    let mut lobby = answered();
    lobby.says("Grace", "Loud and clear.");
    assert_eq!(lobby.replies("Grace", 1, "And clear."), None);
    lobby.says("Grace", "And loud.");
    assert_snapshot!(lobby.story(), @r"
    all: #3 … Loud and clear.
    all: #4 Grace: And clear.
    all: #5 … And loud.
    ");
}

#[test]
fn edit_changes_every_quote_of_the_message() {
    let mut lobby = answered();
    sent(&mut lobby, "g1");
    let (ada, cid) = (member("Ada").id, Cid::parse("edit-0001").unwrap());
    lobby.turn(Command::Edit { member: ada, seq: at(1), cid, base: at(1), text: "Is it?".to_owned() });
    for frames in [sent(&mut lobby, "g1"), missed_since(&lobby, 2)] {
        let update = "<li hidden data-quote=\"q1000001\">In reply to <bdi>Ada</bdi>: <bdi>Is it?</bdi></li>";
        assert!(frames.contains(update), "{frames}");
    }
    assert_eq!(quotes(&lobby), [(at(1), Some("Is it?".to_owned()))]);
}

#[test]
fn removed_text_is_in_no_quote() {
    let (mut lobby, d1) = (answered(), D1::new());
    ships(&mut lobby, &d1);
    sent(&mut lobby, "g1");
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    let frames = sent(&mut lobby, "g1");
    ships(&mut lobby, &d1);
    let archived: Vec<_> = d1.at("lobby", &[at(1)]).iter().map(Quote::of).collect();
    assert!(frames.contains("<li hidden data-quote=\"q1000001\">In reply to <bdi>Ada</bdi>: message removed</li>"));
    for shown in
        [frames, missed_since(&lobby, 0), missed_since(&lobby, -1), format!("{:?}{archived:?}", quotes(&lobby))]
    {
        assert!(!shown.contains("thing on"), "{shown}");
    }
    lobby.turn(Command::UndoRemoval { member: member("Ada").id, seq: at(1) });
    assert!(sent(&mut lobby, "g1").contains("<bdi>Is this thing on?</bdi></li>"), "it is back in every quote");
    assert_eq!(quotes(&lobby), [(at(1), Some("Is this thing on?".to_owned()))]);
}

#[test]
fn reply_that_comes_before_an_edit_in_a_frame_is_up_to_date() {
    let mut lobby = answered();
    sent(&mut lobby, "g1");
    let (ada, cid) = (member("Ada").id, Cid::parse("edit-0001").unwrap());
    assert_eq!(lobby.replies("Grace", 1, "Hello?"), None);
    lobby.turn(Command::Edit { member: ada, seq: at(1), cid, base: at(1), text: "Is it?".to_owned() });
    let frames = sent(&mut lobby, "g1");
    assert!(frames.find("Hello?") < frames.find("data-quote"), "the quote comes last: {frames}");
}

#[test]
fn reply_to_a_removed_message_says_so() {
    let mut lobby = answered();
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    sent(&mut lobby, "g1");
    assert_eq!(lobby.replies("Grace", 1, "Why?"), None);
    assert!(sent(&mut lobby, "g1").contains("In reply to <bdi>Ada</bdi>: message removed</a>"));
}

#[test]
fn reply_to_an_action_says_who_did_it() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").waits(1_000).says("Ada", "/me waves at *all*");
    assert_eq!(lobby.replies("Ada", 1, "Anybody?"), None);
    assert_eq!(quotes(&lobby), [(at(1), Some("Ada waves at all".to_owned()))]);
}

/// The room and the archive look for it each in a table of their own.
#[test]
fn room_and_archive_find_the_same_for_a_reader() {
    let (mut lobby, d1) = (Lobby::open(), D1::new());
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(1_000).story();
    lobby.says("Ada", "One.").says("Grace", "@Ada, two.").says("Ada", "@Ada, three.");
    lobby.replies("Linus", 1, "Four.");
    lobby.replies("Linus", 2, "Not for Ada.");
    lobby.says("Grace", "@Linus, six.").says("Grace", "@Ada, gone.");
    lobby.turn(Command::Remove { member: member("Grace"), seq: at(7) });
    let shipped = lobby.ships();
    d1.ship("lobby", &shipped);
    d1.ship("kitchen", &shipped);
    let texts = |found: Vec<Message>| found.iter().map(|it| it.body.as_str().to_owned()).collect::<Vec<_>>();
    for (name, expected) in
        [("Ada", vec!["@Ada, two.", "Four."]), ("Grace", vec!["Not for Ada."]), ("Linus", vec!["@Linus, six."])]
    {
        let id = member(name).id;
        assert_eq!(texts(lobby.storage().meant_for(&id, 10).unwrap()), expected, "in the room, for {name}");
        assert_eq!(texts(d1.meant_for("lobby", &id, at(9), 10)), expected, "in the archive, for {name}");
        assert_eq!(texts(lobby.storage().meant_for(&id, 1).unwrap()), expected[expected.len() - 1..], "the newest");
        assert_eq!(texts(d1.meant_for("lobby", &id, at(9), 1)), expected[expected.len() - 1..], "the newest");
    }
    assert_eq!(texts(d1.meant_for("lobby", &member("Ada").id, at(2), 10)), ["@Ada, two."], "up to a place");
}

#[test]
fn reply_to_nothing_is_refused() {
    let mut lobby = answered();
    for nowhere in [0, 3, -1_000_000, i64::MAX - at(0)] {
        assert_eq!(lobby.replies("Grace", nowhere, "Hello?"), Some(Refusal::NothingToAnswer), "{nowhere}");
    }
    assert_eq!(lobby.room().version(), at(2), "it takes no number");
}

#[test]
fn reply_to_an_archived_message_is_drawn_from_the_archive() {
    let (mut lobby, d1) = (answered(), D1::new());
    lobby.says("Ada", "Good.");
    ships(&mut lobby, &d1);
    lobby.prunes(1);
    sent(&mut lobby, "g1");
    assert_eq!(lobby.replies("Grace", 1, "Still."), None);
    assert_eq!(lobby.replies("Grace", 0, "Founded here."), Some(Refusal::NothingToAnswer));
    let frames = sent(&mut lobby, "g1");
    assert!(frames.contains("In reply to an earlier message</a>"), "{frames}");
    let archived: Vec<_> = d1.at("lobby", &[at(1)]).iter().map(Quote::of).collect();
    assert_eq!(archived[0].excerpt.as_deref(), Some("Is this thing on?"));
    let batch = ships(&mut lobby, &d1);
    assert_eq!(batch[0].message.reply_to, Some(at(1)));
    let query = PageQuery { after: Some(0), before: None, limit: 9 };
    assert_eq!(d1.after("lobby", 0, at(9), query.limit)[1].reply_to, Some(at(1)));
}

#[test]
fn reply_that_comes_again_is_said_once() {
    let mut lobby = answered();
    assert_eq!(lobby.replies("Grace", 1, "It has to be."), None);
    assert_snapshot!(lobby.story(), @"sender: #2 again");
}

#[test]
fn reply_is_told_in_the_words_of_each_reader() {
    let mut lobby = answered();
    lobby.enters_reading(templates::words::Language::German, "Hannah", "h1");
    assert_eq!(lobby.replies("Grace", 1, "Hello?"), None);
    assert!(sent(&mut lobby, "h1").contains("Antwort an <bdi>Ada</bdi>"));
    assert!(sent(&mut lobby, "g1").contains("In reply to <bdi>Ada</bdi>"));
}

//! Whom a message mentions, from the storage of names to the page of each reader.

use room::{Cid, Command, Message, Refusal};
use templates::views::{MessageListMode, MessageListView};
use templates::words::ENGLISH;

use super::d1::D1;
use super::lobby::{FOUNDED, Lobby, member, refusal};
use crate::views::{self, Log};

impl Lobby {
    fn gives_new_text(&mut self, name: &str, base: i64, text: &str) -> Option<Refusal> {
        let cid = Cid::parse(&format!("edit-{base:04}")).unwrap();
        let (member, seq, base) = (member(name).id, FOUNDED + 1, FOUNDED + base);
        refusal(&self.turn(Command::Edit { member, seq, cid, base, text: text.to_owned() }))
    }

    /// Whom the newest message mentions in the room's storage, each by what was typed.
    fn mentioned(&self) -> Vec<(String, String)> {
        let newest = self.storage().newest(None, 1).unwrap();
        newest.iter().flat_map(named).collect()
    }
}

fn named(message: &Message) -> Vec<(String, String)> {
    let named = |of: &room::Mention| (of.text(message.body.as_str()).to_owned(), of.member.as_str().to_owned());
    message.mentions.iter().map(named).collect()
}

const NO_QUOTES: Log<'static> = Log { room: "lobby", quotes: &[], reactions: &[] };

/// How a page shows a message.
fn shown(message: &Message) -> String {
    templates::message(&views::message(message, NO_QUOTES), &ENGLISH).0
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(text, name)| ((*text).to_owned(), member(name).id.as_str().to_owned())).collect()
}

fn three_talk() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("GraceHopper", "g1").enters("Linus", "l1").waits(1_000).story();
    lobby
}

#[test]
fn message_mentions_who_holds_the_name() {
    let mut lobby = three_talk();
    lobby.says("Ada", "@grace hopper: ask @Linus, not `@Ada` or @Nobody");
    assert_eq!(lobby.mentioned(), pairs(&[("@grace hopper", "GraceHopper"), ("@Linus", "Linus")]));
    assert_eq!(lobby.sleeps().mentioned().len(), 2);
}

#[test]
fn member_who_left_is_mentioned_until_another_takes_the_name() {
    let mut lobby = three_talk();
    lobby.leaves("g1").waits(room::limits::NAME_RESERVED_MS * 2).says("Ada", "@Grace Hopper?");
    assert_eq!(lobby.mentioned(), pairs(&[("@Grace Hopper", "GraceHopper")]));
    lobby.renames("Linus", "GraceHopper").says("Ada", "@Grace Hopper!");
    assert_eq!(lobby.mentioned(), pairs(&[("@Grace Hopper", "Linus")]));
    lobby.says("Ada", "@Linus");
    assert_eq!(lobby.mentioned(), [], "nobody holds the name that was given up");
    let said = lobby.storage().newest(None, 3).unwrap();
    assert_eq!(named(&said[0]), pairs(&[("@Grace Hopper", "GraceHopper")]), "who has it now inherits nothing");
}

#[test]
fn edit_looks_up_only_what_is_new() {
    let mut lobby = three_talk();
    lobby.says("Ada", "@Grace Hopper");
    lobby.leaves("g1").waits(room::limits::NAME_RESERVED_MS * 2).renames("Linus", "GraceHopper");
    assert_eq!(lobby.gives_new_text("Ada", 1, "@Grace Hopper and @Ada and @Grace  Hopper"), None);
    let now = [("@Grace Hopper", "GraceHopper"), ("@Ada", "Ada"), ("@Grace  Hopper", "Linus")];
    assert_eq!(lobby.mentioned(), pairs(&now));
    assert_eq!(lobby.gives_new_text("Ada", 2, "Nobody"), None);
    assert_eq!(lobby.mentioned(), []);
}

#[test]
fn removed_message_mentions_nobody_until_it_is_back() {
    let mut lobby = three_talk();
    lobby.says("Ada", "@Linus");
    lobby.turn(Command::Remove { member: member("Ada"), seq: FOUNDED + 1 });
    assert_eq!(lobby.mentioned(), []);
    lobby.turn(Command::UndoRemoval { member: member("Ada").id, seq: FOUNDED + 1 });
    assert_eq!(lobby.mentioned(), pairs(&[("@Linus", "Linus")]));
}

#[test]
fn archive_has_the_mentions() {
    let (mut lobby, d1) = (three_talk(), D1::new());
    lobby.says("Ada", "@Linus").says("Ada", "Hullo");
    d1.ship("lobby", &lobby.ships());
    assert_eq!(lobby.gives_new_text("Ada", 1, "@Grace Hopper"), None);
    d1.ship("lobby", &lobby.ships());
    let archived = d1.all("lobby");
    let mentioned: Vec<_> = archived.iter().map(named).collect();
    assert_eq!(mentioned, [pairs(&[("@Grace Hopper", "GraceHopper")]), Vec::new()]);
}

#[test]
fn mention_is_sent_alike_and_marked_in_the_page_of_its_reader() {
    let mut lobby = three_talk();
    lobby.says("Ada", "@Linus and **@Ada**").says("Linus", "@Linus");
    let frames = ["a1", "g1", "l1"].map(|connection| {
        let frames = lobby.flushes().frames_of(connection).concat();
        let at = format!("<bdi class=\"at\" data-member=\"{}\">@Linus</bdi> and <strong>", member("Linus").id.as_str());
        assert!(frames.contains(&at) && !frames.contains("for-me"), "{frames}");
        frames.split("id=\"m").skip(1).collect::<Vec<_>>().concat()
    });
    assert!(frames[0] == frames[1] && frames[1] == frames[2]);

    let messages = lobby.storage().newest(None, 9).unwrap();
    for (reader, marked) in [("Linus", 1), ("Ada", 0), ("GraceHopper", 0)] {
        let id = member(reader).id;
        let view = MessageListView {
            room: "lobby",
            mode: MessageListMode::Static,
            messages: messages.iter().map(|message| views::message(message, NO_QUOTES)).collect(),
            earlier: None,
            later: None,
            at: None,
            first_new: None,
            reader: Some(id.as_str()),
        };
        let page = templates::message_list(&view, &ENGLISH).0;
        assert_eq!(page.matches("for-me").count(), marked, "{reader}: {page}");
    }
}

#[test]
fn name_with_marks_in_it_is_one_mention() {
    let mut lobby = three_talk();
    lobby.says("Ada", "Hullo");
    let body = room::Body::from_trusted("_Hi_ @a_b_c *d*!".to_owned());
    let mentions = vec![room::Mention { start: 5, len: 9, member: member("Linus").id }];
    let message = Message { body, mentions, ..lobby.messages[0].clone() };
    let shown = shown(&message);
    assert!(shown.contains("<em>Hi</em> <bdi class=\"at\"") && shown.contains(">@a_b_c *d</bdi>*!"), "{shown}");
}

#[test]
fn action_mentions_too() {
    let mut lobby = three_talk();
    lobby.says("Ada", "/me hugs @Linus");
    let shown = shown(&lobby.messages[0]);
    assert!(shown.contains("hugs <bdi class=\"at\""), "{shown}");
}

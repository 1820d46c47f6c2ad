//! Messages that only the archive has, and that are changed all the same.

use room::emoji::Emoji;
use room::{Body, Cid, Command, MessageRecord, PageQuery, Reaction, ReactionState, limits};

use super::changes::{at, sent};
use super::d1::D1;
use super::lobby::{Lobby, member, refusal};
use crate::chat_room::queries;
use crate::room_client::SnapshotRequest;

/// Ada said something long ago, to which Grace reacted, and which only D1 has.
struct LongAgo {
    lobby: Lobby,
    d1: D1,
    record: MessageRecord,
    reactions: Vec<Reaction>,
}

impl LongAgo {
    fn new() -> Self {
        let (mut lobby, d1) = (Lobby::open(), D1::new());
        lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).says("Ada", "Long ago.");
        let heart =
            Command::React { member: member("Grace"), seq: at(1), typed: "❤️".into(), state: ReactionState::On };
        lobby.turn(heart);
        lobby.says("Ada", "And then.").says("Ada", "Now.");
        let record = lobby.storage().record(at(1)).unwrap().unwrap();
        let batch = lobby.ships_batch();
        d1.ship_batch("lobby", &batch);
        lobby.prunes(1);
        sent(&mut lobby, "g1");
        assert!(lobby.storage().is_archived(at(1)).unwrap());
        Self { lobby, d1, record, reactions: batch.reactions }
    }

    fn brought_back() -> Self {
        let mut world = Self::new();
        world.lobby.brings_back(&world.record, &world.reactions);
        assert!(!world.lobby.storage().is_archived(at(1)).unwrap());
        world
    }

    /// What pages and programs read of the log in the room.
    fn log(&self) -> (Vec<String>, Vec<String>) {
        let (room, storage) = (self.lobby.room(), self.lobby.storage());
        let request = SnapshotRequest::of(None, None, limits::PAGE_MESSAGES);
        let page = queries::snapshot(room, storage, &request, self.lobby.now).unwrap();
        let query = PageQuery { after: Some(0), before: None, limit: 9 };
        let after = storage.messages_after(query).unwrap();
        let texts = |messages: &[room::Message]| messages.iter().map(|it| it.body.as_str().to_owned()).collect();
        (texts(&page.messages), texts(&after.messages))
    }

    /// What the archive has of it.
    fn archived(&self) -> String {
        self.d1.at("lobby", &[at(1)])[0].body.as_str().to_owned()
    }
}

fn edit(text: &str) -> Command {
    let (cid, base) = (Cid::parse("edit-0001").unwrap(), at(1));
    Command::Edit { member: member("Ada").id, seq: at(1), cid, base, text: text.to_owned() }
}

#[test]
fn archived_message_is_edited_once_it_is_brought_back() {
    let mut world = LongAgo::brought_back();
    assert_eq!(refusal(&world.lobby.turn(edit("Long ago, edited."))), None);
    let told = sent(&mut world.lobby, "g1");
    assert!(told.contains("Long ago, edited."), "whoever has it in front of them sees it: {told}");
    let now = vec!["Now.".to_owned()];
    assert_eq!(world.log(), (now.clone(), now), "no page has a gap by it");
    assert_eq!(world.lobby.storage().brought_back().unwrap()[0].body, Body::parse("Long ago, edited.").unwrap());
    assert_eq!(world.archived(), "Long ago.");

    world.lobby.prunes(1);
    assert!(!world.lobby.storage().is_archived(at(1)).unwrap(), "D1 does not have the change yet");
    world.lobby.ships_to(&world.d1);
    assert_eq!(world.archived(), "Long ago, edited.");
    world.lobby.prunes(1);
    assert!(world.lobby.storage().is_archived(at(1)).unwrap(), "it goes when D1 has the change");
    assert_eq!(world.lobby.storage().brought_back().unwrap(), []);
}

#[test]
fn archived_message_loses_text_and_reactions_when_removed() {
    let mut world = LongAgo::brought_back();
    let remove = Command::Remove { member: member("Ada"), seq: at(1) };
    assert_eq!(refusal(&world.lobby.turn(remove)), None);
    world.lobby.ships_to(&world.d1);
    assert_eq!((world.archived(), world.d1.reactions("lobby", &[at(1)])), (String::new(), Vec::new()));
    world.lobby.prunes(1);
    let undo = Command::UndoRemoval { member: member("Ada").id, seq: at(1) };
    assert_eq!(refusal(&world.lobby.turn(undo)), None, "it is still here to come back");
    world.lobby.ships_to(&world.d1);
    assert_eq!((&*world.archived(), world.d1.reactions("lobby", &[at(1)])[0].kinds[0].count), ("Long ago.", 1));
}

#[test]
fn reactions_to_an_archived_message_add_up() {
    let mut world = LongAgo::brought_back();
    let heart = Command::React { member: member("Ada"), seq: at(1), typed: "❤️".into(), state: ReactionState::On };
    assert_eq!(refusal(&world.lobby.turn(heart)), None);
    let reactions = world.lobby.storage().reactions().with_reactors(at(1), &member("Grace").id).unwrap();
    let kind = &reactions[0].kinds[0];
    assert_eq!((&kind.emoji, kind.count, kind.is_own), (&Emoji::parse("❤️").unwrap(), 2, true));
    world.lobby.ships_to(&world.d1);
    assert_eq!(world.d1.reactions("lobby", &[at(1)])[0].kinds[0].count, 2);
}

#[test]
fn message_is_not_brought_back_over_what_became_of_it() {
    let mut world = LongAgo::brought_back();
    world.lobby.turn(edit("Long ago, edited."));
    world.lobby.brings_back(&world.record, &world.reactions);
    assert_eq!(world.lobby.storage().record(at(1)).unwrap().unwrap().earlier.len(), 1);
    let founding =
        MessageRecord { message: room::Message { seq: at(0), ..world.record.message.clone() }, ..world.record };
    world.lobby.brings_back(&founding, &[]);
    assert_eq!(world.lobby.storage().record(at(0)).unwrap(), None, "there never was a message");
}

#[test]
fn room_that_slept_knows_what_it_brought_back() {
    let mut world = LongAgo::brought_back();
    world.lobby.turn(edit("Long ago, edited."));
    world.lobby.sleeps();
    let now = vec!["Now.".to_owned()];
    assert_eq!(world.log(), (now.clone(), now));
    assert_eq!(world.lobby.storage().oldest().unwrap(), Some(at(4)));
    world.lobby.says("Ada", "Later.");
    world.lobby.ships_to(&world.d1);
    assert_eq!(world.archived(), "Long ago, edited.");
}

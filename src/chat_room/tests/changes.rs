//! Messages that change after they were said: edits here, what they said before in
//! [`earlier_texts`], removals in [`removals`], people who are forgotten in [`forgetting`].

mod earlier_texts;
mod forgetting;
mod removals;

use insta::assert_snapshot;
use room::{AllowedChanges, Cid, Command, Message, MessageRecord, PageQuery, Refusal, Seq, limits};
use templates::words::{ENGLISH, Language};

use super::d1::D1;
use super::lobby::{FOUNDED, Lobby, member, refusal};
use super::sqlite::Sqlite;
use crate::chat_room::storage::Sql as _;
use crate::chat_room::{catch_up, queries};
use crate::db::sql;
use crate::room_client::{MessageAnswer, MessageRequest, SnapshotRequest};

/// The place of the message that was said as the n-th change.
pub(super) fn at(n: i64) -> Seq {
    FOUNDED + n
}

/// What somebody does with a message.
impl Lobby {
    fn edits(&mut self, name: &str, cid: &str, n: i64, base: i64, text: &str) -> Option<Refusal> {
        let (member, cid) = (member(name).id, Cid::parse(cid).unwrap());
        refusal(&self.turn(Command::Edit { member, seq: at(n), cid, base: at(base), text: text.to_owned() }))
    }

    fn takes_back(&mut self, name: &str, n: i64) -> Option<Refusal> {
        refusal(&self.turn(Command::Remove { member: member(name), seq: at(n) }))
    }

    fn undoes(&mut self, name: &str, n: i64) -> Option<Refusal> {
        refusal(&self.turn(Command::UndoRemoval { member: member(name).id, seq: at(n) }))
    }
}

/// Everything that the room's storage has of messages, as text.
fn stored(sqlite: &Sqlite) -> String {
    ["message", "removed_text", "meta"]
        .map(|table| format!("{:?}", sqlite.rows(&format!("SELECT * FROM {table}"), vec![]).unwrap()))
        .concat()
}

/// What a connection was sent since the last time.
pub(super) fn sent(lobby: &mut Lobby, connection: &str) -> String {
    lobby.flushes().frames_of(connection).concat()
}

/// What a page is sent that was away since the n-th change.
pub(super) fn missed_since(lobby: &Lobby, n: i64) -> String {
    catch_up::frame(Some(at(n)), lobby.room(), lobby.storage(), &ENGLISH).unwrap()
}

/// What a page that is loaded now has.
fn loaded(lobby: &Lobby) -> Vec<Message> {
    let request = SnapshotRequest::of(None, None, limits::PAGE_MESSAGES);
    queries::snapshot(lobby.room(), lobby.storage(), &request, lobby.now).unwrap().messages
}

/// What a program reads.
fn read(lobby: &Lobby) -> Vec<Message> {
    let query = PageQuery { after: Some(0), before: None, limit: 100 };
    queries::messages_after(lobby.room(), lobby.storage(), query).unwrap().unwrap().messages
}

/// Ships what D1 does not have.
pub(super) fn ships(lobby: &mut Lobby, d1: &D1) -> Vec<MessageRecord> {
    let batch = lobby.ships();
    d1.ship("lobby", &batch);
    batch
}

/// Ada and Grace are here, and Ada has said something.
fn two_talk() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).says("Ada", "Hullo");
    for connection in ["a1", "g1"] {
        sent(&mut lobby, connection);
    }
    lobby.story();
    lobby
}

#[test]
fn edit_reaches_everybody_and_whoever_was_away() {
    let mut lobby = two_talk();
    lobby.says("Grace", "Hello.");
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    assert_snapshot!(lobby.story(), @r"
    all: #2 Grace: Hello.
    all: #1 at 3 edited: Hello
    ");
    for connection in ["a1", "g1"] {
        let frames = sent(&mut lobby, connection);
        assert!(frames.contains(&format!("id=\"m{}\"", at(1))) && frames.contains(">Hello</p>"), "{frames}");
        assert!(frames.contains("Edited "), "{frames}");
    }
    let missed = missed_since(&lobby, 1);
    assert!(missed.contains(">Hello.</p>") && missed.contains(">Hello</p>") && !missed.contains("Hullo"), "{missed}");
    assert!(missed.contains(&format!("data-version=\"{}\"", at(3))), "{missed}");
    assert!(!missed_since(&lobby, 3).contains("Hello"), "who has it is not told again");
    assert_eq!(loaded(&lobby)[0].body.as_str(), "Hello");
    assert_eq!(read(&lobby)[0].body.as_str(), "Hello");
}

#[test]
fn empty_page_that_was_away_gets_an_edited_message() {
    let mut lobby = two_talk();
    lobby.says("Grace", "Hello.");
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    // A page leaves out what belongs before its first message.
    let missed = missed_since(&lobby, 0);
    let [first, second] = [at(1), at(2)].map(|seq| missed.find(&format!("id=\"m{seq}\"")));
    assert!(first.is_some() && first < second, "in the order of their places: {missed}");
    assert!(missed.contains(&format!("data-version=\"{}\"", at(3))), "{missed}");
}

#[test]
fn edit_is_told_in_the_words_of_each_reader() {
    let mut lobby = two_talk();
    lobby.enters_reading(Language::German, "Hannah", "h1");
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    for (connection, language) in [("g1", Language::English), ("h1", Language::German)] {
        let edited = (language.words().messages.edited)(&maud::html! { "" }).0;
        let frames = sent(&mut lobby, connection);
        assert!(frames.contains(edited.trim()), "{language:?}: {frames}");
    }
}

#[test]
fn edit_that_comes_again_changes_nothing() {
    let mut lobby = two_talk();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    assert_eq!(lobby.edits("Ada", "edit-0002", 1, 2, "Hello there"), None);
    lobby.sleeps();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None, "though the text is another one by now");
    assert_snapshot!(lobby.story(), @r"
    all: #1 at 2 edited: Hello
    sender: #1 stays edited: Hello
    all: #1 at 3 edited: Hello there
    sender: #1 stays edited: Hello there
    ");
    assert_eq!(lobby.room().version(), at(3));
}

#[test]
fn edit_to_the_same_text_changes_nothing() {
    let mut lobby = two_talk();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hullo \n"), None);
    assert_snapshot!(lobby.story(), @"sender: #1 stays as said: Hullo");
    assert_eq!((lobby.room().version(), loaded(&lobby)[0].edited_at), (at(1), None));
}

/// What the page of the n-th message knows.
fn page_of(lobby: &Lobby, reader: &str, n: i64) -> MessageAnswer {
    let request = MessageRequest::of(&member(reader), at(n));
    queries::message(lobby.room(), lobby.storage(), &request, lobby.now).unwrap()
}

#[test]
fn page_of_a_message_knows_what_its_reader_may_do() {
    let mut lobby = two_talk();
    let nothing = AllowedChanges::default();
    let everything = AllowedChanges { edit: true, remove: true, ..nothing };
    let undo = AllowedChanges { undo_removal: true, ..nothing };
    let allowed = |lobby: &Lobby| ["Ada", "Grace"].map(|reader| page_of(lobby, reader, 1).allowed);
    assert_eq!(allowed(&lobby), [everything, nothing]);
    assert_eq!(lobby.takes_back("Ada", 1), None);
    assert_eq!(allowed(&lobby), [undo, nothing]);
    lobby.sleeps();
    assert_eq!(allowed(&lobby), [undo, nothing]);
    assert_eq!(lobby.undoes("Ada", 1), None);
    assert_eq!(allowed(&lobby), [everything, nothing]);
    assert_eq!(lobby.takes_back("Ada", 1), None);
    lobby.now += limits::UNDO_REMOVAL_MS;
    assert_eq!(allowed(&lobby), [nothing; 2], "not even if nobody has come to erase it");
    lobby.says("Ada", "Once more");
    lobby.now += limits::EDIT_WINDOW_MS + 1;
    let answer = page_of(&lobby, "Ada", 5);
    assert_eq!((answer.allowed, answer.message.is_some()), (AllowedChanges { edit: false, ..everything }, true));
}

#[test]
fn page_of_a_message_that_is_not_there_says_where_it_may_be() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    lobby.says("Grace", "Hello.");
    assert!(page_of(&lobby, "Ada", 7).message.is_none() && !page_of(&lobby, "Ada", 7).is_archived);
    ships(&mut lobby, &d1);
    lobby.prunes(1);
    let pruned = page_of(&lobby, "Ada", 1);
    assert_eq!((pruned.message, pruned.is_archived, pruned.allowed), (None, true, AllowedChanges::default()));
    assert!(!page_of(&lobby, "Ada", 7).is_archived, "it was never there");
}

#[test]
fn second_window_is_told_of_the_first_ones_edit() {
    let mut lobby = two_talk();
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None);
    let Some(Refusal::EditedMeanwhile { version, text }) = lobby.edits("Ada", "edit-0002", 1, 1, "Hallo") else {
        panic!("the second window did not know of the first")
    };
    assert_eq!((version, text.as_str()), (at(2), "Hello"));
    assert_eq!(loaded(&lobby)[0].body.as_str(), "Hello");
    assert_eq!(lobby.edits("Ada", "edit-0002", 1, 2, "Hallo"), None, "now it knows");
    assert_eq!(loaded(&lobby)[0].body.as_str(), "Hallo");
}

#[test]
fn edit_is_refused_with_a_reason() {
    let mut lobby = two_talk();
    let said_at = loaded(&lobby)[0].said_at;
    assert_eq!(lobby.edits("Grace", "edit-0001", 1, 1, "Mine"), Some(Refusal::NotAuthor));
    assert_eq!(lobby.edits("Ada", "edit-0001", 7, 7, "None"), Some(Refusal::NoSuchMessage));
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, " \n"), Some(Refusal::Empty));
    let long = "x".repeat(limits::BODY_MAX_CHARS + 1);
    assert!(matches!(lobby.edits("Ada", "edit-0001", 1, 1, &long), Some(Refusal::TooLong { .. })));
    lobby.now = said_at + limits::EDIT_WINDOW_MS;
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Just in time"), None);
    lobby.waits(1);
    assert_eq!(lobby.edits("Ada", "edit-0002", 1, 2, "Too late"), Some(Refusal::TooLateToEdit));
    assert_eq!(lobby.room().version(), at(2), "a refused edit takes no number");
}

#[test]
fn change_that_is_not_stored_is_refused() {
    let mut lobby = two_talk();
    let fails = "CREATE TRIGGER fails BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
    lobby.sqlite().execute(fails);
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), Some(Refusal::NotStored));
    assert_eq!(lobby.takes_back("Ada", 1), Some(Refusal::NotStored));
    assert_snapshot!(lobby.story(), @"");
    assert_eq!((lobby.room().version(), loaded(&lobby)[0].body.as_str()), (at(1), "Hullo"));
    lobby.sqlite().execute("DROP TRIGGER fails");
    assert_eq!(lobby.edits("Ada", "edit-0001", 1, 1, "Hello"), None, "the same once more");
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM removed_text"), 0, "nothing stays of the removal");
}

#[test]
fn edits_take_from_the_allowance_of_messages() {
    let mut lobby = two_talk();
    let base = |n: i64| if n == 0 { 1 } else { n + 1 };
    let edits = (0..).map(|n| lobby.edits("Ada", &format!("edit-{n:04}"), 1, base(n), &format!("text {n}")));
    let refused = edits.take(20).position(|refusal| refusal == Some(Refusal::TooFast { wait_ms: 1_000 }));
    assert_eq!(refused, Some(9), "the message itself was the first of ten");
}

#[test]
fn earlier_texts_are_shipped_and_the_oldest_go() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    for n in 0..25 {
        lobby.waits(10_000);
        assert_eq!(lobby.edits("Ada", &format!("edit-{n:04}"), 1, n + 1, &format!("text {n}")), None);
    }
    let batch = ships(&mut lobby, &d1);
    let earlier: Vec<_> = batch[0].earlier.iter().map(|earlier| earlier.body.as_str()).collect();
    let kept: Vec<_> = (4..24).map(|n| format!("text {n}")).collect();
    assert_eq!(earlier, kept);
    assert_eq!(d1.all("lobby")[0].body.as_str(), "text 24");
    assert!(d1.text("SELECT earlier FROM messages").contains("text 23"));
}

#[test]
fn long_earlier_texts_take_more_statements() {
    let (mut lobby, d1) = (two_talk(), D1::new());
    // Nothing is longer as JSON.
    let long = |n: i64| format!("{n:02}{}", "\u{1}".repeat(limits::BODY_MAX_CHARS - 2));
    for message in 0..6 {
        lobby.waits(10_000).sends("Ada", &format!("cid-{message:04}-long"), "Short");
        let n = lobby.room().version() - FOUNDED;
        for edit in 0..20 {
            let cid = format!("edit-{n:04}-{edit}");
            assert_eq!(lobby.waits(1_000).edits("Ada", &cid, n, n + edit, &long(edit)), None);
        }
    }
    let batches: Vec<_> = std::iter::repeat_with(|| ships(&mut lobby, &d1)).take_while(|it| !it.is_empty()).collect();
    assert!(batches.len() > 1, "as many as D1 takes");
    for batch in batches {
        let json = sql::batch_json(&batch).unwrap();
        assert!(json.len() < 2_000_000, "{}", json.len());
    }
    assert_eq!(d1.all("lobby").len(), 7);
}

//! What is found in a room: in what it has, and in what it has pruned.

use room::{Cid, Command, MessageRecord, Millis, SearchQuery, Seq, limits};

use super::changes::at;
use super::d1::D1;
use super::lobby::{Lobby, member, refusal};
use crate::chat_room::storage::{FillLeft, Found, Search};

const DAY: Millis = limits::DAY_MS;

/// More than any test finds.
const MANY: usize = 100;

fn query(text: &str) -> SearchQuery {
    SearchQuery::parse(text).unwrap()
}

fn search(query: &SearchQuery) -> Search<'_> {
    Search { query, before: None, said_from: None, said_until: None, limit: MANY }
}

/// A message as the archive has it.
fn record(d1: &D1, seq: Seq) -> MessageRecord {
    MessageRecord { message: d1.at("lobby", &[seq]).remove(0), earlier: Vec::new() }
}

impl Lobby {
    fn found(&self, text: &str) -> Found {
        self.storage().searching().find(search(&query(text))).unwrap()
    }

    /// The places of all that is found, and how many of them only the archive has.
    fn finds(&self, text: &str) -> (Vec<Seq>, usize) {
        let Found { here, archived, .. } = self.found(text);
        let mut all: Vec<Seq> = here.iter().map(|message| message.seq).chain(archived.iter().copied()).collect();
        all.sort_unstable();
        (all, archived.len())
    }

    /// Whether the word stands anywhere in what the index consists of.
    fn has_in_blocks(&self, word: &str) -> bool {
        let blocks = format!("SELECT count(*) FROM word_data WHERE instr(block, CAST('{word}' AS BLOB)) > 0");
        let content = format!("SELECT count(*) FROM word_content WHERE instr(c0, '{word}') > 0");
        self.sqlite().count(&blocks) + self.sqlite().count(&content) > 0
    }

    fn takes_back_at(&mut self, name: &str, seq: Seq) {
        assert_eq!(refusal(&self.turn(Command::Remove { member: member(name), seq })), None);
    }
}

/// Ada and Grace said four things, of which the room keeps two.
fn pruned() -> (Lobby, D1) {
    let (mut lobby, d1) = (Lobby::open(), D1::new());
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000);
    lobby.says("Ada", "The walrus sleeps.").says("Grace", "A walrus? Café or https://a.example");
    lobby.says("Ada", "Walruses, yes.").says("Grace", "Good night.");
    lobby.ships_to(&d1);
    lobby.prunes(2);
    (lobby, d1)
}

#[test]
fn word_is_found_in_the_room_and_in_what_it_pruned() {
    let (lobby, _) = pruned();
    assert_eq!(lobby.finds("walrus"), (vec![at(1), at(2), at(3)], 2), "the last word may be a beginning");
    assert_eq!(lobby.finds("walrus sleeps"), (vec![at(1)], 1));
    assert_eq!(lobby.finds("cafe"), (vec![at(2)], 1));
    assert_eq!(lobby.finds("night"), (vec![at(4)], 0));
    assert_eq!(lobby.finds("walrus from:grace"), (vec![at(2)], 1));
    assert_eq!(lobby.finds("has:link"), (vec![at(2)], 1));
    assert_eq!(lobby.finds("giraffe"), (vec![], 0));
    assert!(lobby.found("walrus").is_complete);
}

#[test]
fn page_of_results_ends_where_the_next_one_begins() {
    let (lobby, _) = pruned();
    let query = query("walrus");
    let first = lobby.storage().searching().find(Search { limit: 1, ..search(&query) }).unwrap();
    assert_eq!((first.here.len(), first.archived), (1, vec![at(2)]));
    let second = lobby.storage().searching().find(Search { before: Some(at(2)), ..search(&query) }).unwrap();
    assert_eq!((second.here.len(), second.archived), (0, vec![at(1)]));
}

#[test]
fn day_bounds_what_is_found_wherever_it_is() {
    let (mut lobby, _) = pruned();
    lobby.waits(2 * DAY).says("Ada", "A walrus again.");
    let (said_at, query) = (lobby.now, query("walrus"));
    let found = |said_from, said_until| {
        let Found { here, archived, .. } =
            lobby.storage().searching().find(Search { said_from, said_until, ..search(&query) }).unwrap();
        (here.len(), archived.len())
    };
    assert_eq!(found(None, None), (2, 2));
    assert_eq!(found(Some(said_at), None), (1, 0));
    assert_eq!(found(None, Some(said_at)), (1, 2));
    assert_eq!(found(None, Some(super::lobby::FOUNDED)), (0, 0));
}

#[test]
fn removed_message_is_found_no_more_and_no_word_of_it_is_left() {
    let (mut lobby, d1) = pruned();
    assert!(lobby.has_in_blocks("sleeps"));
    let record = record(&d1, at(1));
    lobby.brings_back(&record, &[]);
    assert!(!lobby.has_in_blocks("sle"), "it is here again, and not even a beginning of it there");
    assert_eq!(lobby.finds("sleeps"), (vec![at(1)], 0));
    lobby.takes_back_at("Ada", at(1));
    assert_eq!(lobby.finds("sleeps"), (vec![], 0));
    // It goes to the archive as what it is by now.
    lobby.waits(limits::UNDO_REMOVAL_MS + 1);
    lobby.ships_to(&d1);
    lobby.prunes(2);
    assert_eq!(lobby.finds("sleeps"), (vec![], 0));
    assert!(!lobby.has_in_blocks("sleeps"));
    assert_eq!(lobby.finds("walrus").0, [at(2), at(3)], "the others are where they were");
}

#[test]
fn edited_message_is_found_by_what_it_says_now() {
    let (mut lobby, d1) = pruned();
    lobby.brings_back(&record(&d1, at(1)), &[]);
    let edit = Command::Edit {
        member: member("Ada").id,
        seq: at(1),
        cid: Cid::parse("edit-0001").unwrap(),
        base: at(1),
        text: "The giraffe wakes.".to_owned(),
    };
    assert_eq!(refusal(&lobby.turn(edit)), None);
    assert_eq!((lobby.finds("sleeps").0, lobby.finds("giraffe")), (vec![], (vec![at(1)], 0)));
    lobby.ships_to(&d1);
    lobby.prunes(2);
    assert_eq!((lobby.finds("sleeps").0, lobby.finds("giraffe")), (vec![], (vec![at(1)], 1)));
    assert!(!lobby.has_in_blocks("sleeps"));
}

#[test]
fn expired_message_leaves_the_index() {
    let (mut lobby, _) = pruned();
    lobby.waits(DAY).says("Grace", "A walrus today.");
    lobby.keeps_messages_for(1).expires();
    assert_eq!(lobby.finds("walrus").0.len(), 4, "a day is not over");
    lobby.waits(1_000).expires();
    assert_eq!(lobby.finds("walrus").1, 0);
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM word_content"), 0);
    assert!(!lobby.has_in_blocks("walrus"));
}

#[test]
fn deleted_room_leaves_no_index() {
    let (mut lobby, _) = pruned();
    lobby.turn(Command::Delete { member: member("Ada").id });
    let tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'word%'";
    assert_eq!(lobby.sqlite().count(tables), 0);
}

#[test]
fn room_of_before_is_filled_from_the_archive() {
    let (mut lobby, d1) = pruned();
    // As an earlier build left it.
    lobby.sqlite().execute("DROP TABLE word; DELETE FROM meta WHERE name = 'indexed_from'");
    lobby.sleeps();
    assert_eq!(lobby.finds("walrus"), (vec![at(3)], 0));
    assert!(!lobby.found("walrus").is_complete, "and it says so");
    let until = lobby.next_to_index().expect("the alarm asks D1");
    assert_eq!(until, at(2));
    // What is here again is left to the pruning.
    lobby.brings_back(&record(&d1, at(1)), &[]);
    lobby.takes_into_index(&d1.at("lobby", &[at(1), at(2)]), FillLeft::Nothing);
    assert_eq!(lobby.finds("walrus"), (vec![at(1), at(2), at(3)], 1));
    assert_eq!(lobby.next_to_index(), None);
    assert!(lobby.found("walrus").is_complete);
}

#[test]
fn backlog_of_an_index_is_taken_a_batch_at_a_time() {
    let (mut lobby, d1) = pruned();
    lobby.sqlite().execute("DROP TABLE word; DELETE FROM meta WHERE name = 'indexed_from'");
    lobby.sleeps();
    lobby.takes_into_index(&d1.at("lobby", &[at(2)]), FillLeft::More);
    assert_eq!(lobby.finds("walrus"), (vec![at(2), at(3)], 1));
    assert!(!lobby.found("walrus").is_complete);
    assert_eq!(lobby.next_to_index(), Some(at(1)), "the newest first");
    // Nothing that is pruned meanwhile is left out.
    lobby.says("Ada", "Good night, walrus.");
    lobby.ships_to(&d1);
    lobby.prunes(1);
    assert_eq!(lobby.finds("walrus"), (vec![at(2), at(3), at(5)], 2));
    lobby.takes_into_index(&d1.at("lobby", &[at(1)]), FillLeft::Nothing);
    assert_eq!(lobby.finds("walrus"), (vec![at(1), at(2), at(3), at(5)], 3));
}

#[test]
fn hostile_query_is_words_to_the_index() {
    let (lobby, _) = pruned();
    for text in ["body:x", "a AND", "NOT walrus", "NEAR(", "e-mail", "don't", "-x", "walrus\" OR author:\"grace", "C++"]
    {
        let found = lobby.found(text);
        let wanted = if text.contains("walrus") { 3 } else { 2 };
        assert!(found.archived.len() + found.here.len() <= wanted, "{text}");
    }
}

//! A room of a build with other table names keeps everything.

use room::{Cid, Duplicate, Facts, FactsNeeded, Member, Mention, Message, Slug, TextNeeds, Write};

use super::lobby::{config, member};
use super::sqlite::Sqlite;
use crate::chat_room::storage::{MetaKey, Sql as _, Storage};

/// The tables as version 0.1 made them, with one message, one pruned one, a member and what owners
/// decided.
const BEFORE: &str = "\
    CREATE TABLE message (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, \
      body TEXT NOT NULL, cid TEXT NOT NULL, said_at INTEGER NOT NULL, continues INTEGER NOT NULL, \
      UNIQUE (member, cid)) STRICT; \
    CREATE INDEX changed ON message (version) WHERE version > seq; \
    CREATE TABLE precedent (seq INTEGER PRIMARY KEY, member TEXT NOT NULL, cid TEXT NOT NULL, \
      said_at INTEGER NOT NULL, UNIQUE (member, cid)) STRICT; \
    CREATE TABLE person (member TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE claim (key TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID, STRICT; \
    INSERT INTO message VALUES (12, 12, 'adaaaaaaaaaaaaaa', 'Ada', 'Hello.', 'cid-0012', 5000, 0); \
    INSERT INTO precedent VALUES (11, 'adaaaaaaaaaaaaaa', 'cid-0011', 4000); \
    INSERT INTO person VALUES ('adaaaaaaaaaaaaaa', 'Ada'); \
    INSERT INTO note VALUES \
      ('settings', '{\"topic\":\"Everything\",\"welcome\":\"\",\"listing\":\"Listed\",\"door\":\"Locked\"}'), \
      ('owners', '[\"adaaaaaaaaaaaaaa\"]'), ('owner_key', '\"digest\"'), \
      ('attendance', '{\"Gone\":{\"everybody\":7000,\"left\":{},\"latest\":null}}'); \
    INSERT INTO fact VALUES ('shipped', 11), ('pruned', 11), ('founded', 10);";

#[test]
fn room_of_an_older_build_keeps_everything() {
    let sqlite = Sqlite::with(BEFORE);
    for _ in 0..2 {
        let storage = Storage::open(sqlite.clone(), &Slug::lobby(), config(0, 100, 1_000).quota).unwrap();
        let state = storage.load(6_000).unwrap();
        assert_eq!(state.version, Some(12));
        assert_eq!(state.settings.topic.as_str(), "Everything");
        assert_eq!(state.settings.join_policy, room::JoinPolicy::Locked);
        assert!(state.ownership.is_owner(&member("Ada").id));
        assert_eq!(state.ownership.link, None, "nobody knows how old its owner link is");
        assert!(state.ownership.needs_reminder(&member("Ada").id));
        let room::PresenceMarker::Empty(reservations) = state.presence_marker else { panic!("the room is empty") };
        assert!(reservations.holds(&member("Grace").id, 8_000));
        assert_eq!((storage.pruned(), storage.number(MetaKey::Shipped).unwrap()), (Some(11), Some(11)));
        let ada = member("Ada");
        let pruned = Cid::parse("cid-0011").unwrap();
        let needs = TextNeeds { text: "", newcomer: Some(&ada.id) };
        let Facts { duplicate, .. } = storage.facts(FactsNeeded::Send(&ada.id, &pruned, None, &[], needs)).unwrap();
        assert_eq!(duplicate, Some(Duplicate::Archived(11)));
        assert_eq!(storage.facts(FactsNeeded::Join(&ada)).unwrap().join.known_as, Some(ada.name.clone()));
        assert_eq!(storage.newest(None, 9).unwrap().len(), 1);
    }
}

/// The tables of messages as version 0.1 made them later, with one message.
const BEFORE_CHANGES: &str = "\
    CREATE TABLE message (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, \
      body TEXT NOT NULL, cid TEXT NOT NULL, said_at INTEGER NOT NULL, continues INTEGER NOT NULL, \
      UNIQUE (member, cid)) STRICT; \
    CREATE INDEX changed ON message (version) WHERE version > seq; \
    INSERT INTO message VALUES (12, 12, 'adaaaaaaaaaaaaaa', 'Ada', 'Hello.', 'cid-0012', 5000, 0);";

#[test]
fn message_of_an_older_build_can_change() {
    let sqlite = Sqlite::with(BEFORE_CHANGES);
    let open = || Storage::open(sqlite.clone(), &Slug::lobby(), config(0, 100, 1_000).quota).unwrap();
    let Facts { record, .. } = open().facts(FactsNeeded::Message(12)).unwrap();
    let mut record = record.expect("it is there");
    assert_eq!((record.message.edited_at, &record.message.removal, record.earlier.len()), (None, &None, 0));
    assert_eq!(record.message.mentions, []);
    record.message.version = 13;
    record.message.mentions = vec![Mention { start: 0, len: 5, member: member("Hello").id }];
    record.message.edited_at = Some(7_000);
    open().commit(&[Write::UpdateMessage(record.clone())]).unwrap();
    let storage = open();
    assert_eq!(storage.changes(12, 9).unwrap(), [record.message]);
    assert_eq!(storage.load(6_000).unwrap().version, Some(13));
}

/// The same as builds made it that knew changes, and no replies.
const BEFORE_REPLIES: &str = "\
    CREATE TABLE message (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, \
      body TEXT NOT NULL, cid TEXT NOT NULL, said_at INTEGER NOT NULL, continues INTEGER NOT NULL, \
      edited_at INTEGER NOT NULL DEFAULT 0, removed_at INTEGER NOT NULL DEFAULT 0, \
      removed_by TEXT NOT NULL DEFAULT '', removed_name TEXT NOT NULL DEFAULT '', earlier TEXT NOT NULL DEFAULT '', \
      UNIQUE (member, cid)) STRICT; \
    CREATE INDEX changed ON message (version) WHERE version > seq; \
    INSERT INTO message (seq, version, member, name, body, cid, said_at, continues) \
      VALUES (12, 12, 'adaaaaaaaaaaaaaa', 'Ada', 'Hello.', 'cid-0012', 5000, 0);";

#[test]
fn message_of_an_older_build_can_be_answered() {
    for before in [BEFORE_CHANGES, BEFORE_REPLIES] {
        let sqlite = Sqlite::with(before);
        let open = || Storage::open(sqlite.clone(), &Slug::lobby(), config(0, 100, 1_000).quota).unwrap();
        let asked = open().newest(None, 9).unwrap().remove(0);
        assert_eq!(asked.reply_to, None);
        let cid = Cid::parse("cid-0013").unwrap();
        let reply = Message { seq: 13, version: 13, cid, reply_to: Some(12), ..asked };
        open().commit(&[Write::InsertMessage(reply.clone())]).unwrap();
        assert_eq!(open().newest(None, 9).unwrap()[1], reply);
    }
}

/// What a deploy leaves behind that was taken back: the build before made its table of duplicates
/// again, and somebody said something that no table of sends knows.
const TAKEN_BACK: &str = "\
    CREATE TABLE duplicate (seq INTEGER PRIMARY KEY, member TEXT NOT NULL, cid TEXT NOT NULL, \
      said_at INTEGER NOT NULL, UNIQUE (member, cid)) STRICT; \
    DELETE FROM message WHERE seq = 12; \
    INSERT INTO duplicate VALUES (12, 'adaaaaaaaaaaaaaa', 'cid-0012', 5000); \
    INSERT INTO message (seq, version, member, name, body, cid, said_at, continues) \
      VALUES (13, 13, 'adaaaaaaaaaaaaaa', 'Ada', 'Hello again.', 'cid-0013', 6000, 0);";

#[test]
fn send_to_an_older_build_is_recognised() {
    let known = |storage: &Storage<Sqlite>, cid: &str| {
        let needs = TextNeeds { text: "", newcomer: None };
        let send = FactsNeeded::Send(&member("Ada").id, &Cid::parse(cid).unwrap(), None, &[], needs);
        storage.facts(send).unwrap().duplicate.map(|known| match known {
            Duplicate::Recent(message) => message.seq,
            Duplicate::Archived(seq) => -seq,
        })
    };
    for before in [BEFORE, BEFORE_CHANGES, BEFORE_REPLIES] {
        let sqlite = Sqlite::with(before);
        let open = || Storage::open(sqlite.clone(), &Slug::lobby(), config(0, 100, 1_000).quota).unwrap();
        assert_eq!(known(&open(), "cid-0012"), Some(12));
        assert_eq!(sqlite.count("SELECT count(*) FROM pragma_index_list('message') WHERE origin <> 'c'"), 0);
        let schema = "SELECT group_concat(name || sql, char(10)) FROM \
                      (SELECT * FROM sqlite_master WHERE name IN ('message', 'changed', 'sends_a') ORDER BY name)";
        let made = sqlite.text(schema, vec![]).unwrap().expect("it has tables").replace('"', "");
        assert!(made.contains("changed ON message"), "{made}");

        sqlite.execute(TAKEN_BACK);
        let storage = open();
        assert_eq!(["cid-0012", "cid-0013", "cid-0014"].map(|cid| known(&storage, cid)), [Some(-12), Some(13), None]);
        assert_eq!(sqlite.count("SELECT count(*) FROM sqlite_master WHERE name = 'duplicate'"), 0);
    }
}

/// A member whose name is compared by other keys than when it was stored.
const BEFORE_LETTERS: &str = "\
    CREATE TABLE member (id TEXT PRIMARY KEY, name TEXT NOT NULL, joined_at INTEGER NOT NULL DEFAULT 0) \
      WITHOUT ROWID, STRICT; \
    CREATE TABLE name_claim (key TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    INSERT INTO member VALUES ('adaaaaaaaaaaaaaa', 'ᴀᴅᴀ', 0), ('graceaaaaaaaaaaa', 'ɢʀᴀᴄᴇ', 0); \
    INSERT INTO name_claim VALUES ('ᴀᴅᴀ', 'adaaaaaaaaaaaaaa');";

#[test]
fn name_of_an_older_build_is_held_as_names_are_compared_now() {
    let sqlite = Sqlite::with(&format!("{BEFORE_CHANGES} {BEFORE_LETTERS}"));
    for _ in 0..2 {
        let storage = Storage::open(sqlite.clone(), &Slug::lobby(), config(0, 100, 1_000).quota).unwrap();
        let holders = |name: &str| {
            let newcomer = Member { id: member("Mallory").id, name: room::Name::parse(name).unwrap() };
            storage.join_facts(&newcomer).unwrap().holders
        };
        assert_eq!(holders("Ada"), [member("Ada").id]);
        assert_eq!(holders("Grace"), [], "she had given it up");
    }
}

//! The storage alone, where it is large.

use std::ops::RangeInclusive;

use room::{
    Body, Cid, Duplicate, FactsNeeded, Member, Message, MessageRecord, Millis, PageQuery, Seq, Slug, TextNeeds, Write,
    limits,
};

use super::cast::member;
use super::d1::D1;
use super::lobby::config;
use super::sqlite::Sqlite;
use crate::chat_room::storage::{MetaKey, PruneResult, Sql as _, Storage, StorageQuota};
use crate::room_client::MessagesAfter;

/// A storage with this many messages of some length, from 1 on, one each second.
fn filled(messages: Seq) -> (Sqlite, Storage<Sqlite>) {
    let sqlite = Sqlite::new();
    let mut storage = Storage::open(sqlite.clone(), &Slug::lobby(), quota()).unwrap();
    sqlite.begin();
    (1..=messages).for_each(|seq| storage.commit(&[Write::InsertMessage(message(seq))]).unwrap());
    sqlite.commit();
    (sqlite, storage)
}

fn quota() -> StorageQuota {
    config(0, 100, 1_000).quota
}

fn message(seq: Seq) -> Message {
    let Member { id, name } = member(0);
    let (body, cid) = (Body::parse(&"Hello. ".repeat(60)).unwrap(), Cid::parse(&format!("cid-{seq:08}")).unwrap());
    Message {
        seq,
        version: seq,
        member: id,
        name,
        body,
        cid,
        said_at: seq * 1_000,
        continues: false,
        edited_at: None,
        mentions: Vec::new(),
        removal: None,
        reply_to: None,
        files: Vec::new(),
    }
}

fn record(seq: Seq) -> MessageRecord {
    message(seq).into()
}

/// What is known of the send that made a message.
fn duplicate(storage: &Storage<Sqlite>, seq: Seq) -> Option<Duplicate> {
    let (member, cid) = (member(0).id, message(seq).cid);
    storage
        .facts(FactsNeeded::Send(&member, &cid, None, &[], TextNeeds { text: "", newcomer: None }))
        .unwrap()
        .duplicate
}

fn seqs(messages: &[Message]) -> Vec<Seq> {
    messages.iter().map(|message| message.seq).collect()
}

#[test]
fn pruning_frees_space_in_batches() {
    let (sqlite, mut storage) = filled(20_000);
    let full = sqlite.size();
    storage.save_number(MetaKey::Shipped, 20_000).unwrap();
    let now = 20_000_000;
    let mut prunings = 0;
    while storage.prune(250, 1_000, now).unwrap().has_more {
        prunings += 1;
    }
    assert_eq!(prunings, 19, "a thousand at a time");
    // The index has their words, and nothing of it is on the way of what is said.
    let with_index = sqlite.size();
    assert!(with_index * 2 < full * 3, "{with_index} bytes are left of {full}");
    sqlite.execute("SAVEPOINT pruned; DROP TABLE word");
    // Of 500 bytes 60 are left.
    assert!(sqlite.size() * 3 < full, "{} of {full} bytes are left of messages that are only known", sqlite.size());
    sqlite.execute("ROLLBACK TO pruned; RELEASE pruned");
    assert_eq!(seqs(&storage.newest(None, 1_000).unwrap()), (19_751..=20_000).collect::<Vec<_>>());

    let said = |storage: &Storage<Sqlite>, seq: Seq| duplicate(storage, seq);
    assert_eq!(said(&storage, 1), Some(Duplicate::Archived(1)));
    assert_eq!(said(&storage, 19_750), Some(Duplicate::Archived(19_750)));
    assert_eq!(said(&storage, 19_751), Some(Duplicate::Recent(message(19_751))));

    assert_eq!(storage.prune(250, 1_000, now).unwrap(), PruneResult::default());
}

/// One says something, the archive takes it, and the room prunes.
fn say(storage: &mut Storage<Sqlite>, seqs: RangeInclusive<Seq>, keep: usize, now: Millis) {
    for seq in seqs {
        storage.commit(&[Write::InsertMessage(message(seq))]).unwrap();
        storage.save_number(MetaKey::Shipped, seq).unwrap();
    }
    storage.prune(keep, 1_000, now).unwrap();
}

#[test]
fn send_is_known_for_a_day_and_then_forgotten() {
    let (sqlite, mut storage) = filled(0);
    let sends = || sqlite.count("SELECT (SELECT count(*) FROM sends_a) + (SELECT count(*) FROM sends_b)");
    let day = limits::DEDUPE_WINDOW_MS;
    say(&mut storage, 1..=40, 10, 5 * day);
    say(&mut storage, 41..=60, 10, 6 * day - 1);
    assert_eq!((1..=60).filter(|seq| duplicate(&storage, *seq).is_some()).count(), 60);
    // All forty are pruned, and the last of them was said a day ago.
    say(&mut storage, 61..=80, 10, 6 * day);
    assert_eq!([1, 40].map(|seq| duplicate(&storage, seq)), [None, None]);
    assert_eq!((41..=80).filter(|seq| duplicate(&storage, *seq).is_some()).count(), 40);
    assert_eq!(sends(), 40);

    // Another day is over. But of those eighty there are some that the room keeps.
    let (_, mut storage) = (storage, Storage::open(sqlite.clone(), &Slug::lobby(), quota()).unwrap());
    storage.prune(10, 1_000, 8 * day).unwrap();
    assert_eq!(duplicate(&storage, 80), Some(Duplicate::Recent(message(80))));
    say(&mut storage, 81..=100, 10, 9 * day);
    assert_eq!((duplicate(&storage, 80), sends()), (None, 20));
    assert_eq!(duplicate(&storage, 100), Some(Duplicate::Recent(message(100))));
}

#[test]
fn pruning_costs_two_rows_for_each_message() {
    let (sqlite, mut storage) = filled(1_000);
    let day = limits::DEDUPE_WINDOW_MS;
    let mut rows = 0;
    for seq in 1_001..=1_500 {
        storage.commit(&[Write::InsertMessage(message(seq))]).unwrap();
        storage.save_number(MetaKey::Shipped, seq).unwrap();
        rows += sqlite.rows_written(|| storage.prune(100, 1_000, 5 * day + seq).unwrap()).1;
    }
    // Days later nobody sends again what was sent then.
    rows += sqlite.rows_written(|| storage.prune(100, 1_000, 7 * day).unwrap()).1;
    assert_eq!([1, 1_001].map(|seq| duplicate(&storage, seq)), [None, None]);
    assert_eq!(storage.pruned(), Some(1_396), "all but a hundred, and the few that make no twentieth of it");
    assert!(rows * 10 < 1_396 * 22, "{rows} rows for 1,396 messages: itself, and its words in the index");
}

#[test]
fn message_changed_since_shipping_stops_pruning() {
    let (sqlite, mut storage) = filled(20);
    storage.save_number(MetaKey::Shipped, 20).unwrap();
    sqlite.rows("UPDATE message SET version = 21, body = 'changed' WHERE seq = 8", vec![]).unwrap();
    assert_eq!(storage.prune(5, 1_000, 0).unwrap(), PruneResult { pruned: Some(7), has_more: false, indexed: 7 });
    assert_eq!(storage.oldest().unwrap(), Some(8));
    assert_eq!(seqs(&storage.changes(18, 10).unwrap()), [19, 20, 8], "in the order of change");
    assert_eq!(seqs(&storage.changes(20, 10).unwrap()), [8]);

    storage.save_number(MetaKey::Shipped, 21).unwrap();
    assert_eq!(storage.prune(5, 1_000, 0).unwrap(), PruneResult { pruned: Some(15), has_more: false, indexed: 8 });
    assert_eq!(seqs(&storage.newest(None, 100).unwrap()), [16, 17, 18, 19, 20]);
    assert_eq!(seqs(&storage.changes(18, 10).unwrap()), [19, 20], "what is pruned is in no answer");
    while storage.prune(5, 1_000, 10 * limits::DEDUPE_WINDOW_MS).unwrap().has_more {}
    assert_eq!(storage.version().unwrap(), Some(21), "no number is used twice, though nothing here has it any more");
}

#[test]
fn wrong_clock_expires_no_duplicate_early() {
    let (sqlite, mut storage) = filled(20);
    storage.save_number(MetaKey::Shipped, 20).unwrap();
    // The last ten were said when the clock went six hours after; it has been put right since.
    sqlite.rows("UPDATE message SET said_at = said_at - 21600000 WHERE seq > 10", vec![]).unwrap();
    let later = limits::DEDUPE_WINDOW_MS - 3_600_000;
    storage.prune(1, 1_000, later).unwrap();
    assert_eq!((1..=20).filter(|seq| duplicate(&storage, *seq).is_some()).count(), 20);
}

#[test]
fn cost_of_a_query_does_not_grow_with_the_storage() {
    let (mut small, mut large) = (filled(2_000), filled(20_000));
    let cost = |(sqlite, storage): &mut (Sqlite, Storage<Sqlite>), newest: Seq| {
        let (_, steps) = sqlite.steps(|| {
            storage.commit(&[Write::InsertMessage(message(newest + 1))]).unwrap();
            duplicate(storage, 1);
            storage.version().unwrap();
            storage.oldest().unwrap();
            storage.newest(None, 51).unwrap();
            storage.newest(Some(newest / 2), 51).unwrap();
            storage.messages_after(PageQuery { after: Some(newest / 2), before: None, limit: 50 }).unwrap();
            storage.changes(0, 100).unwrap();
            storage.changes(newest / 2, 100).unwrap();
            storage.load((newest - 10) * 1_000).unwrap();
            storage.save_number(MetaKey::Shipped, newest).unwrap();
            storage.prune(1_000, 100, newest * 1_000).unwrap();
            storage.prune(1_000, 100, newest * 1_000).unwrap();
        });
        steps
    };
    let (small, large) = (cost(&mut small, 2_000), cost(&mut large, 20_000));
    assert!(large < small * 2, "{large} steps where a tenth of the log takes {small}");
}

#[test]
fn messages_after_a_place_end_where_the_archive_begins() {
    let (_sqlite, mut storage) = filled(20);
    storage.save_number(MetaKey::Shipped, 20).unwrap();
    let page_after = |storage: &Storage<Sqlite>, after, before, limit| {
        let MessagesAfter { messages, archived_until, .. } =
            storage.messages_after(PageQuery { after, before, limit }).unwrap();
        (seqs(&messages), archived_until)
    };
    assert_eq!(page_after(&storage, Some(17), None, 2), (vec![18, 19, 20], None), "one more tells that it goes on");
    assert_eq!(page_after(&storage, Some(17), None, 3), (vec![18, 19, 20], None));
    assert_eq!(page_after(&storage, Some(17), Some(19), 3), (vec![18], None));
    assert_eq!(page_after(&storage, Some(20), None, 3), (vec![], None));
    assert_eq!(page_after(&storage, Some(5), Some(5), 3), (vec![], None));

    storage.prune(10, 1_000, 0).unwrap();
    assert_eq!(page_after(&storage, Some(0), None, 2), (vec![11, 12, 13], Some(10)));
    assert_eq!(page_after(&storage, Some(9), None, 2), (vec![11, 12, 13], Some(10)));
    assert_eq!(
        page_after(&storage, Some(10), None, 2),
        (vec![11, 12, 13], None),
        "D1 has nothing that belongs before these"
    );
    assert_eq!(page_after(&storage, Some(3), Some(6), 9), (vec![], Some(5)), "only what is between");
    assert_eq!(
        page_after(&storage, Some(4), Some(5), 9),
        (vec![], None),
        "there is nothing between that D1 had to be asked for"
    );
    assert_eq!(page_after(&storage, Some(8), Some(12), 9), (vec![11], Some(10)));
    assert_eq!(page_after(&storage, Some(12), Some(8), 9), (vec![], None));

    // Numbers that nobody was given are places all the same.
    assert_eq!(page_after(&storage, Some(i64::MAX), None, 9), (vec![], None));
    assert_eq!(page_after(&storage, Some(0), Some(i64::MIN), 9), (vec![], None));
    assert_eq!(page_after(&storage, Some(18), Some(i64::MAX), 9), (vec![19, 20], None));
    assert_eq!(seqs(&storage.newest(Some(i64::MAX), 2).unwrap()), [19, 20]);
    assert_eq!(seqs(&storage.newest(Some(i64::MIN), 2).unwrap()), [0_i64; 0]);
    let (_, empty) = filled(0);
    assert_eq!(empty.messages_after(PageQuery { after: Some(0), before: None, limit: 9 }).unwrap().messages, []);
}

#[test]
fn archive_page_costs_what_it_returns() {
    let d1 = D1::new();
    for first in (1..=5_000).step_by(1_000) {
        d1.ship("lobby", &(first..first + 1_000).map(record).collect::<Vec<_>>());
    }
    d1.ship("lobby-2", &[record(4_001)]);
    assert_eq!(seqs(&d1.after("lobby", 3_999, 4_002, 10)), [4_000, 4_001, 4_002]);
    assert_eq!(seqs(&d1.after("lobby", 3_999, 5_000, 2)), [4_000, 4_001]);
    assert_eq!(seqs(&d1.after("lobby-2", 0, 5_000, 10)), [4_001]);
    let (early, late) = (d1.steps_after("lobby", 0, 5_000, 100), d1.steps_after("lobby", 4_500, 5_000, 100));
    assert_eq!(early, late, "a hundred rows are a hundred rows read");
}

#[test]
fn archive_never_goes_back_to_an_older_version() {
    let d1 = D1::new();
    let (first, second) = (message(1), message(2));
    let changed = Message { version: 3, body: Body::parse("changed").unwrap(), ..first.clone() };
    let batch = |messages: &[&Message]| {
        let records: Vec<MessageRecord> = messages.iter().map(|message| (*message).clone().into()).collect();
        d1.ship("lobby", &records);
    };
    batch(&[&first, &second]);
    batch(&[&changed]);
    batch(&[&first, &second]);
    assert_eq!(d1.all("lobby"), [changed, second]);
}

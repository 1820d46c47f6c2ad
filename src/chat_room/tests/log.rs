//! The log alone, where it is large.

use room::{Body, Cid, Member, Message, Precedent, Seq, Span, limits};

use super::super::log::{Fact, Log, Pruning};
use super::super::sql::Sql as _;
use super::sqlite::{D1, Sqlite};
use super::world::member;
use crate::call::Onward;

/// A log with this many messages of some length, from 1 on, one each second.
fn filled(messages: Seq) -> (Sqlite, Log<Sqlite>) {
    let sqlite = Sqlite::new();
    let log = Log::open(sqlite.clone()).unwrap();
    sqlite.begin();
    (1..=messages).for_each(|seq| log.save(&message(seq)).unwrap());
    sqlite.commit();
    (sqlite, log)
}

fn message(seq: Seq) -> Message {
    let Member { id, name } = member(0);
    let (body, cid) = (Body::parse(&"Hello. ".repeat(60)).unwrap(), Cid::parse(&format!("cid-{seq:08}")).unwrap());
    Message { seq, version: seq, member: id, name, body, cid, said_at: seq * 1_000, continues: false }
}

fn seqs(messages: &[Message]) -> Vec<Seq> {
    messages.iter().map(|message| message.seq).collect()
}

#[test]
fn pruning_gives_space_back_and_goes_on_until_everything_is_done() {
    let (sqlite, log) = filled(20_000);
    let full = sqlite.size();
    log.keep_fact(Fact::Shipped, 20_000).unwrap();
    let now = 20_000_000;
    let mut prunings = 0;
    while log.prune(250, 1_000, now).unwrap().more {
        prunings += 1;
    }
    assert_eq!(prunings, 19, "a thousand at a time");
    // Of 500 bytes 60 are left, twice: in a table and its index.
    assert!(log.size() * 3 < full, "{} of {full} bytes are left of messages that are only known", log.size());
    assert_eq!(seqs(&log.newest(None, 1_000).unwrap()), (19_751..=20_000).collect::<Vec<_>>());

    let said = |seq: Seq| log.said(&member(0).id, &message(seq).cid).unwrap();
    assert_eq!(said(1), Some(Precedent::Archived(1)));
    assert_eq!(said(19_750), Some(Precedent::Archived(19_750)));
    assert_eq!(said(19_751), Some(Precedent::Here(message(19_751))));

    // A day after the first ten thousand were said.
    let now = 10_000_000 + limits::REPEATS_KNOWN_MS;
    while log.prune(250, 1_000, now).unwrap().more {}
    assert_eq!(said(10_000), None);
    assert_eq!(said(10_001), Some(Precedent::Archived(10_001)));
    assert_eq!(log.prune(250, 1_000, now).unwrap(), Pruning::default());
}

#[test]
fn a_message_that_changed_since_it_was_shipped_is_not_pruned_nor_any_after_it() {
    let (sqlite, log) = filled(20);
    log.keep_fact(Fact::Shipped, 20).unwrap();
    sqlite.rows("UPDATE message SET version = 21, body = 'changed' WHERE seq = 8", vec![]).unwrap();
    assert_eq!(log.prune(5, 1_000, 0).unwrap(), Pruning { pruned: true, more: false });
    assert_eq!(log.oldest().unwrap(), Some(8));
    assert_eq!(seqs(&log.changes(18, 10).unwrap()), [19, 20, 8], "in the order of change");
    assert_eq!(seqs(&log.changes(20, 10).unwrap()), [8]);

    log.keep_fact(Fact::Shipped, 21).unwrap();
    assert_eq!(log.prune(5, 1_000, 0).unwrap(), Pruning { pruned: true, more: false });
    assert_eq!(seqs(&log.newest(None, 100).unwrap()), [16, 17, 18, 19, 20]);
    assert_eq!(seqs(&log.changes(18, 10).unwrap()), [19, 20], "what is pruned is in no answer");
    while log.prune(5, 1_000, 10 * limits::REPEATS_KNOWN_MS).unwrap().more {}
    assert_eq!(log.version().unwrap(), Some(21), "no number is used twice, though nothing here has it any more");
}

#[test]
fn a_clock_that_was_wrong_for_a_while_lets_nothing_be_forgotten_early() {
    let (sqlite, log) = filled(20);
    log.keep_fact(Fact::Shipped, 20).unwrap();
    // The last ten were said when the clock went six hours after; it has been put right since.
    sqlite.rows("UPDATE message SET said_at = said_at - 21600000 WHERE seq > 10", vec![]).unwrap();
    let later = limits::REPEATS_KNOWN_MS - 3_600_000;
    log.prune(1, 1_000, later).unwrap();
    assert_eq!(sqlite.number("SELECT count(*) FROM precedent"), 19);
}

#[test]
fn what_a_query_costs_does_not_grow_with_the_log() {
    let (small, large) = (filled(2_000), filled(20_000));
    let cost = |(sqlite, log): &(Sqlite, Log<Sqlite>), newest: Seq| {
        let (_, steps) = sqlite.steps(|| {
            log.save(&message(newest + 1)).unwrap();
            log.said(&member(0).id, &message(1).cid).unwrap();
            log.version().unwrap();
            log.oldest().unwrap();
            log.newest(None, 51).unwrap();
            log.newest(Some(newest / 2), 51).unwrap();
            log.onward(Span { after: Some(newest / 2), before: None, limit: 50 }).unwrap();
            log.changes(0, 100).unwrap();
            log.changes(newest / 2, 100).unwrap();
            log.recent((newest - 10) * 1_000).unwrap();
            log.keep_fact(Fact::Shipped, newest).unwrap();
            log.prune(1_000, 100, newest * 1_000).unwrap();
            log.prune(1_000, 100, newest * 1_000).unwrap();
        });
        steps
    };
    let (small, large) = (cost(&small, 2_000), cost(&large, 20_000));
    assert!(large < small * 2, "{large} steps where a tenth of the log takes {small}");
}

#[test]
fn the_log_is_read_on_from_a_place_and_says_what_it_has_handed_over() {
    let (_sqlite, log) = filled(20);
    log.keep_fact(Fact::Shipped, 20).unwrap();
    let onward = |after, before, limit| {
        let Onward { messages, in_store } = log.onward(Span { after, before, limit }).unwrap();
        (seqs(&messages), in_store)
    };
    assert_eq!(onward(Some(17), None, 2), (vec![18, 19, 20], None), "one more tells that it goes on");
    assert_eq!(onward(Some(17), None, 3), (vec![18, 19, 20], None));
    assert_eq!(onward(Some(17), Some(19), 3), (vec![18], None));
    assert_eq!(onward(Some(20), None, 3), (vec![], None));
    assert_eq!(onward(Some(5), Some(5), 3), (vec![], None));

    log.prune(10, 1_000, 0).unwrap();
    assert_eq!(onward(Some(0), None, 2), (vec![11, 12, 13], Some(10)));
    assert_eq!(onward(Some(9), None, 2), (vec![11, 12, 13], Some(10)));
    assert_eq!(onward(Some(10), None, 2), (vec![11, 12, 13], None), "D1 has nothing that belongs before these");
    assert_eq!(onward(Some(3), Some(6), 9), (vec![], Some(5)), "only what is between");
    assert_eq!(onward(Some(4), Some(5), 9), (vec![], None), "there is nothing between that D1 had to be asked for");
    assert_eq!(onward(Some(8), Some(12), 9), (vec![11], Some(10)));
    assert_eq!(onward(Some(12), Some(8), 9), (vec![], None));

    // Numbers that nobody was given are places all the same.
    assert_eq!(onward(Some(i64::MAX), None, 9), (vec![], None));
    assert_eq!(onward(Some(0), Some(i64::MIN), 9), (vec![], None));
    assert_eq!(onward(Some(18), Some(i64::MAX), 9), (vec![19, 20], None));
    assert_eq!(seqs(&log.newest(Some(i64::MAX), 2).unwrap()), [19, 20]);
    assert_eq!(seqs(&log.newest(Some(i64::MIN), 2).unwrap()), [0_i64; 0]);
    let (_, empty) = filled(0);
    assert_eq!(empty.onward(Span { after: Some(0), before: None, limit: 9 }).unwrap().messages, []);
}

#[test]
fn d1_tells_what_comes_after_a_place_without_looking_at_what_came_before() {
    let d1 = D1::new();
    for first in (1..=5_000).step_by(1_000) {
        d1.ship("lobby", &(first..first + 1_000).map(message).collect::<Vec<_>>());
    }
    d1.ship("lobby-2", &[message(4_001)]);
    assert_eq!(seqs(&d1.after("lobby", 3_999, 4_002, 10)), [4_000, 4_001, 4_002]);
    assert_eq!(seqs(&d1.after("lobby", 3_999, 5_000, 2)), [4_000, 4_001]);
    assert_eq!(seqs(&d1.after("lobby-2", 0, 5_000, 10)), [4_001]);
    let (early, late) = (d1.steps_after("lobby", 0, 5_000, 100), d1.steps_after("lobby", 4_500, 5_000, 100));
    assert_eq!(early, late, "a hundred rows are a hundred rows read");
}

#[test]
fn d1_never_goes_back_to_what_a_message_was_before() {
    let d1 = D1::new();
    let (first, second) = (message(1), message(2));
    let changed = Message { version: 3, body: Body::parse("changed").unwrap(), ..first.clone() };
    d1.ship("lobby", &[first.clone(), second.clone()]);
    d1.ship("lobby", std::slice::from_ref(&changed));
    d1.ship("lobby", &[first, second.clone()]);
    assert_eq!(d1.all("lobby"), [changed, second]);
}

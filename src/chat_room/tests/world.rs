//! A room, D1 and a few open pages; and what has to be true of them. The room is the real engine,
//! and pages read the real frames.
//!
//! The model is one list: everything that was said, in the order in which it was acknowledged.

mod changes;
mod checks;
mod reactions;
mod replies;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use room::{
    Audience, Cid, Command, ConnectionId, Delivery, Event, Message, Millis, PageQuery, Seq, Slug, Version, limits,
};
use worker::Error;

use super::cast::{self, member, stranger};
use super::d1::D1;
use super::lobby::config;
use super::page::{Page, Reader};
use super::pretend_socket::{GOING_AWAY, PretendSocket};
use super::sqlite::Sqlite;
use crate::chat_room::queries;
use crate::chat_room::runtime::engine::Engine;
use crate::chat_room::storage::MetaKey;
use crate::clock::Clock;
use crate::db::Batch;
use crate::history::HistoryPage;
use crate::room_client::{MessagesAfter, SnapshotRequest};

const ROOM: &str = "garden";
/// Another room in the same D1, which counts the same numbers.
const NEXT_DOOR: &str = "garden-2";
/// Small, so that a few messages are several batches and several prunings.
const BATCH: usize = 5;
const PRUNE: usize = 7;

pub(super) struct World {
    sqlite: Sqlite,
    engine: Engine<Sqlite, PretendSocket>,
    clock: Rc<Cell<Millis>>,
    d1: D1,
    pub(super) now: Millis,
    keep: usize,
    said: Vec<Said>,
    /// The batch that D1 was given and has not answered.
    in_flight: Option<Batch>,
    /// Batches that timed out, and that D1 may still write.
    late: Vec<Batch>,
    pages: Vec<Page>,
    reader: Reader,
    talked: usize,
    /// The edit that was made last, to make it again.
    last_edit: Option<changes::Edit>,
    /// Who has reacted to what with which emoji.
    reactions: BTreeMap<(Seq, &'static str), BTreeSet<usize>>,
    /// The version at which somebody reacted last.
    reacted: Option<Version>,
}

/// Something that was acknowledged.
struct Said {
    message: Message,
    /// As it was before it was removed.
    before_removal: Option<Message>,
    /// The room was pruned by a clock so far from this that it may have dropped its record.
    is_forgettable: bool,
}

/// What became of a batch on its way to D1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Applied,
    Failed,
    /// D1 wrote it; what arrived was an error.
    AppliedAndFailed,
    /// What arrived was an error; D1 writes it later, if at all.
    TimedOut,
    /// D1 wrote it; the room crashed before it knew.
    AppliedAndCrashed,
}

impl World {
    pub(super) fn new(keep: usize, pages: usize) -> Self {
        let (sqlite, now) = (Sqlite::new(), 1_795_000_000_000);
        let clock = Rc::new(Cell::new(now));
        let engine = restore(&sqlite, &clock, keep);
        let pages = (0..pages).map(|_| Page::default()).collect();
        let (d1, said, late) = (D1::new(), Vec::new(), Vec::new());
        d1.ship(NEXT_DOOR, &[stranger(now + 1).into(), stranger(now + 2).into()]);
        let reader = Reader::default();
        Self {
            sqlite,
            engine,
            clock,
            d1,
            now,
            keep,
            said,
            in_flight: None,
            late,
            pages,
            reader,
            talked: 0,
            last_edit: None,
            reactions: BTreeMap::new(),
            reacted: None,
        }
    }

    /// Somebody sends something. A crash comes when everything is done and nothing is on disk.
    pub(super) fn say(&mut self, who: usize, cid: &str, crash: bool) {
        self.say_in_reply(who, cid, None, crash);
    }

    /// The same, in reply to a message or not.
    fn say_in_reply(&mut self, who: usize, cid: &str, reply_to: Option<Seq>, crash: bool) {
        let (member, cid) = (member(who), Cid::parse(cid).unwrap());
        let known = self.said.iter().rev().find(|said| said.message.member == member.id && said.message.cid == cid);
        let known = known.map(|said| (said.message.clone(), said.is_forgettable));
        let event = self.transaction(crash, |world| {
            let (cid, text) = (cid.clone(), "Is this thing on?".to_owned());
            let _ = world.engine.turn(Command::Say { member, cid, text, reply_to, files: vec![] }, None).unwrap();
            let effects = world.engine.take_effects().pop().unwrap();
            // The arrival of the author may come first.
            let is_arrival = |delivery: &Delivery| matches!(delivery.event, Event::PresenceChanged { .. });
            let mut answers = effects.deliveries.into_iter().skip_while(is_arrival);
            let delivery = answers.next().unwrap();
            assert_eq!(answers.next(), None, "one answer");
            assert_eq!(delivery.audience == Audience::Everyone, !effects.writes.is_empty());
            delivery.event
        });
        let pruned = self.engine.storage().pruned().unwrap_or(0);
        match (event, known) {
            (None, _) => {}
            (Some(Event::DuplicateSend(message)), Some((known, _))) => {
                assert_eq!(message, known, "a duplicate is answered with what was said");
                assert!(message.seq > pruned);
            }
            (Some(Event::ArchivedDuplicateSend { cid: of, seq }), Some((known, _))) => {
                assert_eq!((of, seq), (cid, known.seq), "a duplicate is answered with what was said");
                assert!(seq <= pruned);
            }
            (Some(event), Some((known, false))) => panic!("{known:?} was said again and answered with {event:?}"),
            (Some(Event::Said(message)), _) => self.acknowledge(message),
            (Some(Event::SendRefused { .. }), _) => {}
            (Some(event), _) => panic!("a send is not answered with {event:?}"),
        }
    }

    /// Many messages, never faster than allowed.
    pub(super) fn talk(&mut self, messages: usize) {
        for _ in 0..messages {
            self.talked += 1;
            self.now += 400;
            self.say(self.talked % 3, &format!("talk-{:06}", self.talked), false);
        }
    }

    fn acknowledge(&mut self, message: Message) {
        if let Some(version) = self.version() {
            assert_eq!(message.seq, version + 1, "every message takes the next number");
        }
        self.said.push(Said { message, before_removal: None, is_forgettable: false });
    }

    /// A batch goes on its way to D1. Other things may happen until it arrives.
    pub(super) fn depart(&mut self) {
        if self.in_flight.is_some() {
            return;
        }
        let shipped = self.engine.storage().number(MetaKey::Shipped).unwrap().unwrap_or(0);
        let batch = self.engine.jobs().next_batch().unwrap();
        let behind = self.said.iter().filter(|said| said.message.version > shipped).count();
        assert_eq!(
            batch.as_ref().map_or(0, |batch| batch.records.len()),
            behind.min(BATCH),
            "nothing that is not shipped is gone"
        );
        self.in_flight = batch;
    }

    /// The batch that is on its way arrives, or does not. Returns whether there was one.
    pub(super) fn arrive(&mut self, outcome: Outcome) -> bool {
        let Some(batch) = self.in_flight.take() else {
            return false;
        };
        use Outcome::{Applied, AppliedAndCrashed, AppliedAndFailed, Failed, TimedOut};
        if matches!(outcome, Applied | AppliedAndFailed | AppliedAndCrashed) {
            self.d1.ship_batch(ROOM, &batch);
        }
        match outcome {
            Applied | AppliedAndCrashed => {
                let crash = matches!(outcome, AppliedAndCrashed);
                self.transaction(crash, |world| world.engine.jobs().on_shipped(&batch).unwrap());
            }
            Failed | AppliedAndFailed | TimedOut => {
                self.transaction(false, |world| world.engine.jobs().on_archive_failed(&Error::from("D1 is down")));
            }
        }
        if matches!(outcome, TimedOut) {
            self.late.push(batch);
        }
        self.check_archive();
        true
    }

    /// D1 writes what timed out long ago.
    pub(super) fn straggle(&mut self) {
        if let Some(batch) = self.late.pop() {
            self.d1.ship_batch(ROOM, &batch);
            self.check_archive();
        }
    }

    /// The end of an alarm in which D1 worked. Returns whether something was pruned.
    pub(super) fn prune(&mut self, crash: bool) -> bool {
        let now = self.now;
        for said in &mut self.said {
            said.is_forgettable |= (said.message.said_at - now).abs() >= limits::DEDUPE_WINDOW_MS;
        }
        let before = self.rows();
        self.transaction(crash, |world| world.engine.jobs().on_archived().unwrap());
        self.check_archive();
        self.rows() != before
    }

    /// Prunes until there is nothing more to prune.
    fn prune_all(&mut self) {
        self.tell_reactions();
        let most = 2 * self.said.len() + 2;
        assert!((0..most).any(|_| !self.prune(false)), "pruning comes to an end");
    }

    /// The platform evicts the room. Its sockets stay.
    pub(super) fn sleep(&mut self) {
        self.clock.set(self.now);
        let sockets: Vec<_> = self.pages.iter().filter_map(|page| page.socket.clone()).collect();
        self.engine.simulate_eviction(self.sqlite.clone(), sockets).unwrap();
        self.flush_and_read();
    }

    /// The room crashes, with all that is in memory and with its sockets.
    pub(super) fn crash(&mut self) {
        self.late.extend(self.in_flight.take());
        self.pages.iter_mut().for_each(|page| page.socket = None);
        self.engine = restore(&self.sqlite, &self.clock, self.keep);
    }

    /// Somebody loads the page.
    pub(super) fn open(&mut self, page: usize) {
        self.close(page);
        let request = SnapshotRequest::of(None, None, limits::PAGE_MESSAGES);
        let snapshot = queries::snapshot(self.engine.room(), self.engine.storage(), &request, self.now).unwrap();
        let shown = self.shown(&snapshot);
        self.pages[page] = Page { since: Some(snapshot.version), shown, socket: None };
    }

    /// A page connects, and is sent what it missed.
    pub(super) fn connect(&mut self, page: usize) {
        let Page { since: Some(since), socket: None, .. } = self.pages[page] else { return };
        let (socket, connection) = (PretendSocket::default(), ConnectionId(format!("c{page}-{}", self.now)));
        let accepted = socket.clone();
        self.transaction(false, |world| {
            let reply = world
                .engine
                .connect(Default::default(), member(page), connection, Some(since), cast::page(), || Ok(accepted))
                .unwrap();
            assert_eq!(reply, Ok(()));
            world.pages[page].socket = Some(socket);
        });
    }

    /// A page is closed.
    pub(super) fn close(&mut self, page: usize) {
        if let Some(socket) = self.pages[page].socket.take() {
            self.transaction(false, |world| world.engine.on_close(&socket, GOING_AWAY).unwrap());
        }
    }

    /// The program asks the room for its next page. Other things may happen until it asks D1 for
    /// the beginning of that.
    pub(super) fn request_page(&mut self, limit: usize) {
        if self.reader.answered.is_none() {
            self.reader.query.limit = limit;
            self.reader.answered = Some({
                let (room, storage) = (self.engine.room(), self.engine.storage());
                queries::messages_after(room, storage, self.reader.query).unwrap().unwrap()
            });
        }
    }

    /// The program has its page. Returns whether the answer led on.
    pub(super) fn read(&mut self) -> bool {
        let Some(MessagesAfter { messages, archived_until, .. }) = self.reader.answered.take() else {
            return true;
        };
        let query = self.reader.query;
        let after = query.after.unwrap();
        let archived =
            archived_until.map(|until| self.d1.after(ROOM, after, until, query.limit + 1)).unwrap_or_default();
        let HistoryPage { messages, next, .. } = HistoryPage::joined(query, archived, messages);
        assert!(messages.len() <= query.limit);
        assert!(next.is_none() || messages.len() == query.limit, "a page is full as long as there is anything");
        self.reader.read.extend(messages);
        // What was read may have changed since.
        let said = self.said.iter().map(|said| said.message.seq).take(self.reader.read.len());
        let places = self.reader.read.iter().map(|message| message.seq);
        assert!(said.eq(places.clone()), "a hole, or something twice: {:?}", places.collect::<Vec<_>>());
        let last = self.reader.read.last().map_or(after, |last| last.seq);
        self.reader.query = next.unwrap_or(PageQuery { after: Some(last), ..query });
        next.is_some()
    }

    /// D1 works again, and everything is done that was put off.
    pub(super) fn heal(&mut self) {
        self.straggle();
        loop {
            self.depart();
            if !self.arrive(Outcome::Applied) {
                break;
            }
        }
        self.prune_all();
        self.check();
        self.read();
        while {
            self.request_page(9);
            self.read()
        } {}
        let said: Vec<&Message> = self.said.iter().map(|said| &said.message).collect();
        assert_eq!(self.reader.read.len(), said.len(), "a program can read all of it");
        assert_eq!(self.d1.all(ROOM).iter().collect::<Vec<_>>(), said, "D1 has what was said");
        self.check_kept();
        self.check_archived_reactions();
    }

    /// Days later nothing is left but what the room keeps: storage does not fill with sends.
    pub(super) fn rest(&mut self) {
        let last = self.said.iter().map(|said| said.message.said_at).max().unwrap_or(self.now);
        self.now = self.now.max(last);
        for _day in 0..3 {
            self.now += limits::DEDUPE_WINDOW_MS;
            self.prune_all();
        }
        // By a clock that is hours behind the one of the removal, it is due later.
        self.now = self.now.max(self.engine.room().erase_at().unwrap_or(self.now));
        self.tick();
        self.check();
        if !self.said.is_empty() {
            assert_eq!(self.sqlite.count("SELECT count(*) FROM removed_text"), 0, "removed texts are gone");
            let (messages, sends) = self.rows();
            self.check_kept();
            assert!(sends >= messages && (self.keep > 0 || sends == 0), "{sends} sends, {messages} messages");
        }
    }

    fn visible(&self) -> Vec<Message> {
        self.engine.storage().newest(None, usize::MAX).unwrap()
    }

    /// Something without an await in it. A crash at its end undoes it, and nothing was sent.
    fn transaction<T>(&mut self, crash: bool, act: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.clock.set(self.now);
        self.sqlite.begin();
        let outcome = act(self);
        if crash {
            self.sqlite.roll_back();
            self.crash();
            return None;
        }
        self.sqlite.commit();
        self.flush_and_read();
        Some(outcome)
    }

    /// Does what the driver does next, and lets the pages read what they were sent.
    fn flush_and_read(&mut self) {
        loop {
            while self.engine.connections().needs_probe() {
                self.engine.on_probe();
            }
            let Some(plan) = self.engine.next().flush else { break };
            self.now += plan.delay_ms;
            self.clock.set(self.now);
            self.engine.on_flush(plan);
        }
        self.engine.take_effects();
        self.pages.iter_mut().for_each(Page::read_frames);
    }
}

fn restore(sqlite: &Sqlite, clock: &Rc<Cell<Millis>>, keep: usize) -> Engine<Sqlite, PretendSocket> {
    let now = Rc::clone(clock);
    let clock = Clock::of(move || now.get());
    Engine::restore(Slug::parse("garden").unwrap(), clock, config(keep, BATCH, PRUNE), sqlite.clone(), []).unwrap()
}

//! A room, its log, D1 and a few open pages, driven as `Host` drives them; and what should be true of them.
//!
//! The model is one list: everything that was said, in the order in which it was acknowledged.

use room::{
    Audience, Body, CatchUp, Cid, Command, Event, Member, MemberId, Memory, Message, Millis, Name, Room, Seq, Span,
    Version, limits,
};

use super::super::log::{Fact, Log, Pruning};
use super::sqlite::{D1, Sqlite};
use crate::call::Onward;
use crate::history::HistoryPage;

const ROOM: &str = "lobby";
/// Another room in the same D1, which counts the same numbers.
const NEXT_DOOR: &str = "lobby-2";
/// Small, so that a few messages are several batches and several prunings.
const BATCH: usize = 5;
const PRUNE: usize = 7;

pub(super) struct World {
    sqlite: Sqlite,
    log: Log<Sqlite>,
    room: Room,
    d1: D1,
    pub(super) now: Millis,
    keep: usize,
    said: Vec<Said>,
    /// The batch that D1 was given and has not answered.
    flying: Option<Vec<Message>>,
    /// Batches that were given up, and that D1 may still write.
    late: Vec<Vec<Message>>,
    pages: Vec<Page>,
    reader: Reader,
    talked: usize,
}

/// A program that reads everything from the beginning, a part at a time.
struct Reader {
    span: Span,
    /// What the room has answered, if D1 was not asked yet.
    answered: Option<Onward>,
    read: Vec<Message>,
}

/// Something that was acknowledged.
struct Said {
    message: Message,
    /// The room was pruned when its clock was so far from this that it may have forgotten it.
    forgettable: bool,
}

/// What somebody has in front of them.
#[derive(Default)]
struct Page {
    since: Option<Version>,
    shown: Vec<Seq>,
    connected: bool,
}

/// What became of a batch on its way to D1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Applied,
    Failed,
    /// D1 wrote it; what arrived was an error.
    AppliedAndFailed,
    /// What arrived was an error; D1 writes it later, if at all.
    GivenUp,
    /// D1 wrote it; the room went down before it knew.
    AppliedAndCrashed,
}

impl World {
    pub(super) fn new(keep: usize, pages: usize) -> Self {
        let sqlite = Sqlite::new();
        let log = Log::open(sqlite.clone()).unwrap();
        let now = 1_795_000_000_000;
        let room = remember(&log, now);
        let pages = (0..pages).map(|_| Page::default()).collect();
        let (d1, said, late) = (D1::new(), Vec::new(), Vec::new());
        d1.ship(NEXT_DOOR, &[stranger(now + 1), stranger(now + 2)]);
        let reader = Reader::default();
        Self { sqlite, log, room, d1, now, keep, said, flying: None, late, pages, reader, talked: 0 }
    }

    /// Somebody sends something. If the room crashes, it does so when everything is done and nothing is on disk.
    pub(super) fn say(&mut self, who: usize, cid: &str, crash: bool) {
        let (member, cid) = (member(who), Cid::parse(cid).unwrap());
        let known = self.said.iter().rev().find(|said| said.message.member == member.id && said.message.cid == cid);
        let known = known.map(|said| (said.message.clone(), said.forgettable));
        let event = self.turn(crash, |world| {
            let earlier = world.log.said(&member.id, &cid).unwrap();
            let body = Body::parse("Is this thing on?");
            let outbox = world.room.apply(Command::Say { member, cid: cid.clone(), body, earlier }, world.now);
            if let Some(message) = &outbox.save {
                world.log.save(message).unwrap();
            }
            assert_eq!(outbox.deliveries.len(), 1, "one answer");
            let delivery = outbox.deliveries.into_iter().next().unwrap();
            assert_eq!(delivery.audience == Audience::Everyone, outbox.save.is_some());
            delivery.event
        });
        let pruned = self.log.fact(Fact::Pruned).unwrap().unwrap_or(0);
        match (event, known) {
            (None, _) => {}
            (Some(Event::Repeated(message)), Some((known, _))) => {
                assert_eq!(message, known, "a repeat is answered with what was said");
                assert!(message.seq > pruned);
            }
            (Some(Event::Archived { cid: of, seq }), Some((known, _))) => {
                assert_eq!((of, seq), (cid, known.seq), "a repeat is answered with what was said");
                assert!(seq <= pruned);
            }
            (Some(event), Some((known, false))) => panic!("{known:?} was said again and answered with {event:?}"),
            (Some(Event::Said(message)), _) => self.hear(message),
            (Some(Event::Refused { .. }), _) => {}
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

    fn hear(&mut self, message: Message) {
        if let Some(last) = self.said.last() {
            assert_eq!(message.seq, last.message.seq + 1, "every message takes the next number");
        }
        for page in self.pages.iter_mut().filter(|page| page.connected) {
            page.take(&message);
        }
        self.said.push(Said { message, forgettable: false });
    }

    /// A batch goes on its way to D1. Other things may happen until it arrives.
    pub(super) fn depart(&mut self) {
        if self.flying.is_some() {
            return;
        }
        let shipped = self.log.fact(Fact::Shipped).unwrap().unwrap_or(0);
        let batch = self.log.changes(shipped, BATCH).unwrap();
        let behind = self.said.iter().filter(|said| said.message.version > shipped).count();
        assert_eq!(batch.len(), behind.min(BATCH), "nothing that is not shipped is gone");
        self.flying = Some(batch).filter(|batch| !batch.is_empty());
    }

    /// The batch that is on its way arrives, or does not. Returns whether there was one.
    pub(super) fn arrive(&mut self, outcome: Outcome) -> bool {
        let Some(batch) = self.flying.take() else {
            return false;
        };
        use Outcome::{Applied, AppliedAndCrashed, AppliedAndFailed, Failed, GivenUp};
        if matches!(outcome, Applied | AppliedAndFailed | AppliedAndCrashed) {
            self.d1.ship(ROOM, &batch);
        }
        match outcome {
            Applied | AppliedAndCrashed => {
                let last = batch.last().unwrap().version;
                let crash = matches!(outcome, AppliedAndCrashed);
                self.turn(crash, |world| world.log.keep_fact(Fact::Shipped, last).unwrap());
            }
            Failed | AppliedAndFailed | GivenUp => {
                let failures = self.log.fact(Fact::Failures).unwrap().unwrap_or(0) + 1;
                self.turn(false, |world| world.log.keep_fact(Fact::Failures, failures).unwrap());
            }
        }
        if matches!(outcome, GivenUp) {
            self.late.push(batch);
        }
        self.check_store();
        true
    }

    /// D1 writes what was given up long ago.
    pub(super) fn straggle(&mut self) {
        if let Some(batch) = self.late.pop() {
            self.d1.ship(ROOM, &batch);
            self.check_store();
        }
    }

    pub(super) fn prune(&mut self, crash: bool) -> bool {
        let now = self.now;
        for said in &mut self.said {
            said.forgettable |= (said.message.said_at - now).abs() >= limits::REPEATS_KNOWN_MS;
        }
        let keep = self.keep;
        let pruning = self.turn(crash, |world| world.log.prune(keep, PRUNE, now).unwrap());
        self.check_store();
        matches!(pruning, Some(Pruning { more: true, .. }))
    }

    /// Prunes until there is nothing more to prune.
    fn prune_all(&mut self) {
        let most = self.said.len() + 2;
        assert!((0..most).any(|_| !self.prune(false)), "pruning comes to an end");
    }

    /// The room forgets everything, and is made again when it is needed. Its sockets stay.
    pub(super) fn sleep(&mut self) {
        self.log = Log::open(self.sqlite.clone()).unwrap();
        self.room = remember(&self.log, self.now);
    }

    /// The room goes down with all that is in memory, its sockets included.
    pub(super) fn crash(&mut self) {
        self.late.extend(self.flying.take());
        self.pages.iter_mut().for_each(|page| page.connected = false);
        self.sleep();
    }

    /// Somebody loads the page.
    pub(super) fn open(&mut self, page: usize) {
        let newest = self.log.newest(None, limits::PAGE_MESSAGES).unwrap();
        let shown = newest.iter().map(|message| message.seq).collect();
        self.pages[page] = Page { since: Some(self.room.version()), shown, connected: false };
    }

    /// A page connects, and is told what it has missed.
    pub(super) fn connect(&mut self, page: usize) {
        let version = self.room.version();
        let Page { since: Some(since), .. } = self.pages[page] else { return };
        let whole = match CatchUp::decide(Some(since), version, self.log.oldest().unwrap()) {
            CatchUp::Nothing => false,
            CatchUp::Whole => true,
            CatchUp::After(since) => {
                let changes = self.log.changes(since, limits::CATCH_UP_MAX_CHANGES + 1).unwrap();
                if changes.len() <= limits::CATCH_UP_MAX_CHANGES {
                    changes.iter().for_each(|message| self.pages[page].take(message));
                }
                changes.len() > limits::CATCH_UP_MAX_CHANGES
            }
        };
        if whole {
            self.open(page);
        }
        self.pages[page].connected = true;
    }

    pub(super) fn disconnect(&mut self, page: usize) {
        self.pages[page].connected = false;
    }

    /// The program asks the room for its next part. Other things may happen until it asks D1 for the beginning of that.
    pub(super) fn ask(&mut self, limit: usize) {
        if self.reader.answered.is_none() {
            self.reader.span.limit = limit;
            self.reader.answered = Some(self.log.onward(self.reader.span).unwrap());
        }
    }

    /// The program has its part. Returns whether the answer led on.
    pub(super) fn read(&mut self) -> bool {
        let Some(Onward { messages, in_store }) = self.reader.answered.take() else {
            return true;
        };
        let span = self.reader.span;
        let after = span.after.unwrap();
        let stored = in_store.map(|until| self.d1.after(ROOM, after, until, span.limit + 1)).unwrap_or_default();
        let HistoryPage { messages, next } = HistoryPage::of(span, stored, messages);
        assert!(messages.len() <= span.limit);
        assert!(next.is_none() || messages.len() == span.limit, "a part is full as long as there is anything");
        self.reader.read.extend(messages);
        let said = self.said.iter().map(|said| &said.message).take(self.reader.read.len());
        let places = self.reader.read.iter().map(|message| message.seq);
        assert!(said.eq(&self.reader.read), "a hole, or something twice: {:?}", places.collect::<Vec<_>>());
        let last = self.reader.read.last().map_or(after, |last| last.seq);
        self.reader.span = next.unwrap_or(Span { after: Some(last), ..span });
        next.is_some()
    }

    /// D1 is well again, and everything is done that was put off.
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
            self.ask(9);
            self.read()
        } {}
        let said: Vec<&Message> = self.said.iter().map(|said| &said.message).collect();
        assert_eq!(self.reader.read.iter().collect::<Vec<_>>(), said, "a program can read all of it");
        assert_eq!(self.d1.all(ROOM).iter().collect::<Vec<_>>(), said, "D1 has what was said");
        assert_eq!(self.visible().len(), said.len().min(self.keep), "the room keeps what it should");
    }

    /// Days later nothing is left but what the room keeps: storage does not fill with what is only known.
    pub(super) fn rest(&mut self) {
        let last = self.said.iter().map(|said| said.message.said_at).max().unwrap_or(self.now);
        self.now = self.now.max(last) + limits::REPEATS_KNOWN_MS;
        self.prune_all();
        self.check();
        if !self.said.is_empty() {
            let rows = self.sqlite.number("SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM precedent)");
            assert_eq!(usize::try_from(rows).unwrap(), self.said.len().min(self.keep));
        }
    }

    /// What must be true after everything that happens.
    pub(super) fn check(&self) {
        let visible = self.visible();
        let older = self.said.len().checked_sub(visible.len()).expect("no more than was said");
        assert!(visible.iter().eq(self.said[older..].iter().map(|said| &said.message)), "the newest, without a hole");
        assert!(visible.len() >= self.said.len().min(self.keep), "never less than the room should keep");
        assert_eq!(self.log.oldest().unwrap(), visible.first().map(|first| first.seq));
        if let Some(last) = visible.last() {
            assert_eq!((self.room.version(), self.log.version().unwrap()), (last.version, Some(last.version)));
        }
        for page in &self.pages {
            let Some(first) = page.shown.first() else {
                assert!(!page.connected || self.said.is_empty(), "an empty page of a room where something was said");
                continue;
            };
            let from = self.said.iter().position(|said| said.message.seq == *first).expect("it was said");
            let run = self.said[from..].iter().map(|said| said.message.seq);
            if page.connected {
                assert!(run.eq(page.shown.iter().copied()), "a page shows a run that ends with the newest: {page:?}");
                assert_eq!(page.since, Some(self.room.version()));
            } else {
                assert!(run.take(page.shown.len()).eq(page.shown.iter().copied()), "{page:?} has a hole");
            }
        }
    }

    /// Room and D1 together have everything; D1 has nothing else, and nothing twice.
    fn check_store(&self) {
        let stored = self.d1.all(ROOM);
        let pruned = self.log.fact(Fact::Pruned).unwrap().unwrap_or(0);
        let mut stored = stored.iter().peekable();
        for Said { message, .. } in &self.said {
            let found = stored.next_if(|stored| stored.seq == message.seq);
            assert!(found.is_some() || message.seq > pruned, "{message:?} is nowhere");
            assert!(found.is_none_or(|found| found == message), "D1 has {found:?} for {message:?}");
        }
        assert_eq!(stored.next(), None, "D1 has what nobody said");
        assert_eq!(self.d1.all(NEXT_DOOR).len(), 2, "other rooms are other rooms");
    }

    fn visible(&self) -> Vec<Message> {
        self.log.newest(None, usize::MAX).unwrap()
    }

    /// Something that happens without an await in between. A crash at its end undoes it, and nobody was told.
    fn turn<T>(&mut self, crash: bool, act: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.sqlite.begin();
        let outcome = act(self);
        if crash {
            self.sqlite.roll_back();
            self.crash();
            return None;
        }
        self.sqlite.commit();
        Some(outcome)
    }
}

impl Default for Reader {
    /// At the beginning.
    fn default() -> Self {
        Self { span: Span { after: Some(0), before: None, limit: 1 }, answered: None, read: Vec::new() }
    }
}

impl Page {
    /// As the swap style `upsert` does.
    fn take(&mut self, message: &Message) {
        self.since = Some(message.version);
        let place = self.shown.partition_point(|seq| *seq < message.seq);
        let known = self.shown.get(place) == Some(&message.seq);
        if !known && (place > 0 || self.shown.is_empty()) {
            self.shown.insert(place, message.seq);
        }
    }
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "page at {:?} with {:?} to {:?}", self.since, self.shown.first(), self.shown.last())
    }
}

/// As in `Host::wake`.
fn remember(log: &Log<Sqlite>, now: Millis) -> Room {
    let recent = log.recent(now - limits::SEND_BURST * limits::SEND_INTERVAL_MS).unwrap();
    Room::wake(
        Memory {
            version: log.version().unwrap(),
            recent,
            connections: Vec::new(),
            leavers: Vec::new(),
            absences: room::Absences::default(),
            news: room::News::default(),
        },
        now,
    )
}

pub(super) fn member(who: usize) -> Member {
    let letter = ["a", "g", "l"][who];
    Member {
        id: MemberId::parse(&letter.repeat(16)).unwrap(),
        name: Name::parse(["Ada", "Grace", "Linus"][who]).unwrap(),
    }
}

fn stranger(seq: Seq) -> Message {
    let Member { id, name } = member(0);
    let (body, cid) = (Body::parse("Next door.").unwrap(), Cid::parse(&format!("cid-{seq}")).unwrap());
    Message { seq, version: seq, member: id, name, body, cid, said_at: seq, continues: false }
}

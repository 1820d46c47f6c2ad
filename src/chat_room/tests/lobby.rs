//! A room with people in it: the pretend world of the tests. Everything that happens is a turn of
//! the real engine.

mod alarms;
mod sessions;
mod story;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use room::{
    Audience, Caller, Cid, Command, ConnectionId, Delivery, DisconnectReason, Effects, Event, Founding, Member,
    MemberId, Message, MessageRecord, Millis, Name, PageQuery, Reaction, Refusal, Reply, Room, Slug, Status,
    Strictness, Write, limits,
};

use templates::words::Language;

use super::d1::D1;
use super::pretend_socket::{GOING_AWAY, PretendSocket};
use super::sqlite::Sqlite;
use crate::chat_room::jobs::archive::ArchiveConfig;
use crate::chat_room::queries;
use crate::chat_room::runtime::engine::Engine;
use crate::chat_room::runtime::restore::{Config, EditWindow};
use crate::chat_room::storage::{Storage, StorageQuota};
use crate::clock::Clock;
use crate::connections::FlushPlan;
use crate::db::Batch;
use crate::protocol::Page;
use crate::retention::SiteRetention;
use crate::room_client::{Snapshot, SnapshotRequest};

/// The room under test, with its storage, its sockets and its clock.
pub(super) struct Lobby {
    engine: Engine<Sqlite, PretendSocket>,
    sqlite: Sqlite,
    clock: Rc<Cell<Millis>>,
    /// What was stored, in order.
    pub(super) messages: Vec<Message>,
    pub(super) connections: Vec<(Member, ConnectionId, PretendSocket)>,
    pub(super) now: Millis,
    story: Vec<String>,
    /// The language of the next page.
    language: Language,
    /// Where whoever acts comes from.
    pub(super) caller: Caller,
}

/// When the lobby is opened. The first message takes the next number.
pub(super) const FOUNDED: Millis = 1_000_000;

/// What a room of the tests is given.
pub(super) fn config(keep_messages: usize, batch: usize, prune_batch: usize) -> Config {
    Config {
        quota: StorageQuota { max_bytes: usize::MAX },
        archive: ArchiveConfig { keep_messages, batch, prune_batch },
        edits: EditWindow { ms: limits::EDIT_WINDOW_MS },
        uploads: room::UploadLimits::default(),
        retention: SiteRetention::default(),
        strictness: Strictness::Normal,
    }
}

impl Lobby {
    /// An empty room.
    pub(super) fn open() -> Self {
        Self::of(Slug::parse("garden").unwrap())
    }

    /// An empty room with an address.
    pub(super) fn of(slug: Slug) -> Self {
        let (sqlite, clock) = (Sqlite::new(), Rc::new(Cell::new(FOUNDED)));
        let now = Rc::clone(&clock);
        let platform_clock = Clock::of(move || now.get());
        let engine = Engine::restore(slug, platform_clock, config(0, 100, 1_000), sqlite.clone(), []).unwrap();
        let (messages, connections, story) = (Vec::new(), Vec::new(), Vec::new());
        let (language, caller) = (Language::default(), Caller::default());
        Self { engine, sqlite, clock, messages, connections, now: FOUNDED, story, language, caller }
    }

    /// A room that Ada founded and has not entered yet.
    pub(super) fn founded() -> Self {
        let mut lobby = Self::open();
        assert_eq!(lobby.joins("Ada"), Ok(()));
        lobby
    }

    /// The room itself.
    pub(super) fn room(&self) -> &Room {
        self.engine.room()
    }

    /// Its storage.
    pub(super) fn storage(&self) -> &Storage<Sqlite> {
        self.engine.storage()
    }

    /// The database below that.
    pub(super) fn sqlite(&self) -> &Sqlite {
        &self.sqlite
    }

    /// Somebody connects by a named connection.
    pub(super) fn enters(&mut self, name: &str, connection: &str) -> &mut Self {
        self.tries_to_enter(name, connection).expect("the room lets them in");
        self
    }

    /// Somebody connects whose page is in a language.
    pub(super) fn enters_reading(&mut self, language: Language, name: &str, connection: &str) -> &mut Self {
        self.language = language;
        self.enters(name, connection);
        self.language = Language::default();
        self
    }

    /// What waited to be broadcast is sent.
    pub(super) fn flushes(&mut self) -> &mut Self {
        while let Some(plan) = self.next_flush() {
            self.now += plan.delay_ms;
            self.clock.set(self.now);
            self.engine.on_flush(plan);
        }
        self
    }

    fn next_flush(&mut self) -> Option<FlushPlan> {
        while self.engine.connections().needs_probe() {
            self.engine.on_probe();
        }
        self.engine.next().flush
    }

    /// The frames that a connection was sent since the last time.
    pub(super) fn frames_of(&self, connection: &str) -> Vec<Rc<str>> {
        self.socket(connection).take_frames()
    }

    /// The languages that somebody here reads.
    pub(super) fn languages(&self) -> Vec<Language> {
        self.engine.connections().languages()
    }

    /// Somebody tries to connect.
    pub(super) fn tries_to_enter(&mut self, name: &str, connection: &str) -> Reply {
        let (page, socket) = (Page { language: self.language, ..super::cast::page() }, PretendSocket::default());
        let (member, connection) = (member(name), ConnectionId(connection.to_owned()));
        let accepted = socket.clone();
        self.clock.set(self.now);
        let reply =
            self.engine.connect(self.caller, member.clone(), connection.clone(), None, page, || Ok(accepted)).unwrap();
        if reply.is_ok() {
            self.connections.push((member, connection, socket));
        }
        self.record();
        reply
    }

    /// A connection closes.
    pub(super) fn leaves(&mut self, connection: &str) -> &mut Self {
        self.loses(connection, DisconnectReason::Closed)
    }

    /// A connection ends in one way or the other. A member who leaves on purpose leaves with all
    /// connections.
    pub(super) fn loses(&mut self, connection: &str, reason: DisconnectReason) -> &mut Self {
        let at = self.connections.iter().position(|(_, open, _)| open.0 == connection).expect("an open connection");
        let (member, connection, socket) = self.connections.remove(at);
        match reason {
            DisconnectReason::Closed => {
                self.clock.set(self.now);
                self.engine.on_close(&socket, GOING_AWAY).unwrap();
                self.record();
            }
            DisconnectReason::Polled => {
                self.turn(Command::Poll { member });
            }
            DisconnectReason::TimedOut => {
                self.turn(Command::TimeOut { connections: vec![(member.id, connection)] });
            }
            DisconnectReason::Left => {
                self.turn(Command::Leave { member: member.id });
            }
        }
        self
    }

    /// A page says whether somebody looks at it.
    pub(super) fn sets_status(&mut self, connection: &str, status: Status) -> &mut Self {
        self.receives_frame(connection, if status == Status::Away { "away" } else { "back" })
    }

    /// A frame comes on a connection.
    pub(super) fn receives_frame(&mut self, connection: &str, frame: &str) -> &mut Self {
        let socket = self.socket(connection);
        self.clock.set(self.now);
        self.engine.on_frame(&socket, frame).unwrap();
        self.record();
        self
    }

    /// Somebody types.
    pub(super) fn types(&mut self, name: &str) -> &mut Self {
        self.turn(Command::Type { member: member(name) });
        self
    }

    /// Somebody takes another name.
    pub(super) fn renames(&mut self, name: &str, to: &str) -> &mut Self {
        let member = Member { id: member(name).id, name: member(to).name };
        for (of, ..) in self.connections.iter_mut().filter(|(of, ..)| of.id == member.id) {
            *of = member.clone();
        }
        let effects = self.turn(Command::Rename { member });
        assert_eq!(effects.reply, Ok(()));
        self
    }

    /// Somebody asks to be let in.
    pub(super) fn joins(&mut self, name: &str) -> Reply {
        self.turn(Command::Join { member: member(name), founding: Founding::default() }).reply
    }

    /// Whether nobody else may have this person's name now.
    pub(super) fn reserves_name_of(&self, name: &str) -> bool {
        self.room().holds_name(&member(name).id, self.now)
    }

    /// Somebody says something under an id of its own.
    pub(super) fn says(&mut self, name: &str, text: &str) -> &mut Self {
        let cid = format!("cid-{:04}", self.story.len());
        self.sends(name, &cid, text);
        self
    }

    /// Somebody sends something under an id that they choose.
    pub(super) fn sends(&mut self, name: &str, cid: &str, text: &str) -> Effects {
        let (cid, text) = (Cid::parse(cid).expect("an id"), text.to_owned());
        self.turn(Command::Say { member: member(name), cid, text, reply_to: None, files: vec![] })
    }

    /// Everything that was said goes to the archive, and leaves the room's storage.
    pub(super) fn archives(&mut self) -> &mut Self {
        self.clock.set(self.now);
        while let Some(batch) = self.engine.jobs().next_batch().unwrap() {
            self.engine.jobs().on_shipped(&batch).unwrap();
        }
        self.engine.jobs().on_archived().unwrap();
        self
    }

    /// The next batch goes to the archive. None is empty.
    pub(super) fn ships(&mut self) -> Vec<MessageRecord> {
        self.ships_batch().records
    }

    /// The same with the reactions in it.
    pub(super) fn ships_batch(&mut self) -> Batch {
        self.clock.set(self.now);
        let batch = self.engine.jobs().next_batch().unwrap().unwrap_or_default();
        self.engine.jobs().on_shipped(&batch).unwrap();
        batch
    }

    /// The next batch arrives in D1.
    pub(super) fn ships_to(&mut self, d1: &D1) {
        self.ships_to_room(d1, "lobby");
    }

    /// What the archive has leaves the room's storage, except the newest.
    pub(super) fn prunes(&mut self, keep: usize) {
        self.engine.storage_mut().prune(keep, 1_000, self.now).unwrap();
    }

    /// Takes a message back from the archive.
    pub(super) fn brings_back(&mut self, record: &MessageRecord, reactions: &[Reaction]) {
        self.engine.bring_back(record, reactions).unwrap();
    }

    /// The alarm comes.
    pub(super) fn alarm(&mut self) {
        self.clock.set(self.now);
        self.engine.on_alarm(|_| None).unwrap();
        self.record();
    }

    /// Time passes, and the room does what is due whenever it is.
    pub(super) fn waits(&mut self, wait: Millis) -> &mut Self {
        let until = self.now + wait;
        while let Some(due) = self.room().wake_at().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            self.turn(Command::Tick);
        }
        self.now = until;
        self
    }

    /// The operator says for how long a message can be edited. The room hears of it when it wakes.
    pub(super) fn lets_edit_for(&mut self, ms: Millis) {
        self.engine.set_config(Config { edits: EditWindow { ms }, ..config(0, 100, 1_000) });
        self.sleeps();
    }

    /// The platform evicts the room, with its sockets open. It does so only while no timer is set
    /// that nothing but memory knows of: with nobody connected, members in their grace period are
    /// known nowhere else.
    pub(super) fn sleeps(&mut self) -> &mut Self {
        if self.connections.is_empty() && self.room().wake_at().is_some() {
            return self;
        }
        self.clock.set(self.now);
        let sockets: Vec<_> = self.connections.iter().map(|(_, _, socket)| socket.clone()).collect();
        self.engine.simulate_eviction(self.sqlite.clone(), sockets).unwrap();
        self.record();
        self
    }

    /// Who is in the list.
    pub(super) fn online(&self) -> Vec<&str> {
        self.room().members().map(|member| member.name.as_str()).collect()
    }

    /// Who is in the list as away.
    pub(super) fn away(&self) -> Vec<String> {
        let away = self.room().listed_members().into_iter().filter(|present| present.status == Status::Away);
        away.map(|present| present.member.name.as_str().to_owned()).collect()
    }

    /// What was sent since the last time.
    pub(super) fn story(&mut self) -> String {
        std::mem::take(&mut self.story).join("\n")
    }

    /// Gives the room a command.
    pub(super) fn turn(&mut self, command: Command) -> Effects {
        self.clock.set(self.now);
        let _ = self.engine.turn_by(command, self.caller).unwrap();
        self.record().pop().expect("a turn has effects")
    }

    /// What somebody's frame with the log is answered, by a page after a place or else the newest.
    pub(super) fn frame(&mut self, name: &str, after: Option<i64>, known: Option<&str>) -> Snapshot {
        let query = PageQuery { after, before: None, limit: 2 };
        let request = SnapshotRequest::of_frame(&member(name), query, known.map(str::to_owned));
        let refusal = self.turn(Command::Poll { member: member(name) }).reply.err();
        queries::log_frame(self.engine.room(), self.engine.storage(), &request, refusal, self.now).unwrap()
    }

    /// Records what the last turns led to. Then the driver sees to what is next.
    fn record(&mut self) -> Vec<Effects> {
        let turns = self.engine.take_effects();
        for effects in &turns {
            for write in &effects.writes {
                if let Write::InsertMessage(message) = write {
                    self.messages.push(message.clone());
                }
            }
            for Delivery { audience, event } in &effects.deliveries {
                let whom = match audience {
                    Audience::Everyone => "all",
                    Audience::Sender => "sender",
                    Audience::Member(_) => "member",
                };
                self.story.push(format!("{whom}: {}", story::describe(event)));
            }
        }
        let _ = self.engine.next();
        turns
    }

    fn socket(&self, connection: &str) -> PretendSocket {
        let open = self.connections.iter().find(|(_, open, _)| open.0 == connection);
        open.map(|(_, _, socket)| socket.clone()).expect("an open connection")
    }
}

/// One of the cast, always the same person for the same name.
pub(super) fn member(name: &str) -> Member {
    let letters: String =
        name.to_lowercase().chars().chain("aaaaaaaaaaaaaaaa".chars()).take(limits::MEMBER_ID_CHARS).collect();
    Member { id: MemberId::parse(&letters).expect("letters"), name: Name::parse(name).expect("a name") }
}

/// What each member who joined and left did, in the order of announcement: true for joined.
pub(super) fn joins_and_leaves(effects: &Effects, tally: &mut BTreeMap<MemberId, Vec<bool>>) {
    for Delivery { event, .. } in &effects.deliveries {
        if let Event::PresenceChanged { joined, left, .. } = event {
            for (member, joined) in joined.iter().map(|p| (&p.member, true)).chain(left.iter().map(|m| (m, false))) {
                tally.entry(member.id.clone()).or_default().push(joined);
            }
        }
    }
}

/// Why something was refused.
pub(super) fn refusal(effects: &Effects) -> Option<Refusal> {
    effects.reply.clone().err()
}

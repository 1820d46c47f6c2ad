//! The engine: carries out a turn, always in the same five steps. Knows all adapters.
//!
//! 1. Read the facts that the command depends on.
//! 2. Let the room decide.
//! 3. Commit what it writes. If that fails, restore the room and refuse the command.
//! 4. Deliver and close.
//! 5. Compute what is due, once, from everything that may be due.
//!
//! A turn awaits nothing, so the order that was decided is the order that is stored and sent.

#[cfg(any(test, feature = "faults"))]
mod simulation;

use room::{
    Audience, Caller, Command, ConnectionId, Delivery, DisconnectReason, Effects, Facts, Fingerprint, Member,
    MessageRecord, Millis, Reaction, Reply, Room, Slug, Strictness, Version,
};
use worker::Result;

use super::job_steps::{JobSteps, Jobs};
use super::rendering;
use super::restore::{self, Config, restore_room};
use crate::chat_room::catch_up::{self, CatchUpCache};
use crate::chat_room::schedule::{Due, Schedule, ToArm};
use crate::chat_room::storage::{Sql, Storage};
use crate::clock::Clock;
use crate::connections::close_code::CloseCode;
use crate::connections::{Attachment, Connections, FlushPlan, Socket};
use crate::log;
use crate::protocol::Page;
use crate::room_client::ImportPart;
use crate::room_counts::RoomCounts;
use crate::site::SiteNews;

/// A room with its adapters. On the platform `Q` is the room's SQLite and `S` a WebSocket; native
/// tests drive the same engine on a SQLite in memory and pretend sockets.
pub(crate) struct Engine<Q, S: Socket> {
    slug: Slug,
    pub(super) clock: Clock,
    /// What it knows of the site.
    site: SiteNews,
    /// What it was restored with.
    config: Config,
    pub(super) room: Room,
    storage: Storage<Q>,
    pub(super) connections: Connections<S>,
    catch_up: CatchUpCache<S>,
    schedule: Schedule,
    jobs: Jobs,
    /// What has happened since the last alarm; sockets carry what was before.
    pub(super) counts: RoomCounts,
    /// How strict the site is, as the last call said.
    pub(super) strictness: Strictness,
    /// What was known of ended sessions when it last looked for their connections.
    pub(super) ended_known: u64,
    /// The effects of the last turns, for tests.
    #[cfg(test)]
    effects: Vec<Effects>,
}

/// What the runtime has to do after a turn.
pub(crate) struct Next {
    /// What to arm.
    pub to_arm: ToArm,
    /// When to flush the broadcast queue, if something waits in it.
    pub flush: Option<FlushPlan>,
    /// Whom to tell the fence around all rooms of.
    pub untold_addresses: Vec<Fingerprint>,
}

impl<Q: Sql, S: Socket> Engine<Q, S> {
    /// Restores a room from its storage and its open sockets.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub(crate) fn restore(
        slug: Slug,
        clock: Clock,
        config: Config,
        sql: Q,
        sockets: impl IntoIterator<Item = S>,
    ) -> Result<Self> {
        let storage = Storage::open(sql, &slug, config.quota)?;
        let mut connections = Connections::restore(sockets);
        let room = restore_room(&slug, config, &storage, &connections, clock.now())?;
        let unserved = restore::close_unserved(&slug, &mut connections);
        let mut engine = Self {
            jobs: Jobs::restore(config, &storage, &room, connections.sessions())?,
            slug,
            clock,
            site: SiteNews::default(),
            strictness: config.strictness,
            config,
            room,
            storage,
            connections,
            catch_up: CatchUpCache::new(),
            schedule: Schedule::default(),
            counts: RoomCounts::default(),
            ended_known: 0,
            #[cfg(test)]
            effects: Vec::new(),
        };
        engine.send_unsent()?;
        engine.storage.commit(&engine.room.on_restored())?;
        unserved.into_iter().try_for_each(|command| engine.turn(command, None).map(drop))?;
        Ok(engine)
    }

    /// The room, for reading.
    pub(crate) fn room(&self) -> &Room {
        &self.room
    }

    /// The storage, for reading.
    pub(crate) fn storage(&self) -> &Storage<Q> {
        &self.storage
    }

    /// The connections, for reading.
    pub(crate) fn connections(&self) -> &Connections<S> {
        &self.connections
    }

    /// The time.
    pub(crate) fn now(&self) -> Millis {
        self.clock.now()
    }

    /// The name of the room in the log for operators.
    pub(crate) fn log_label(&self) -> &str {
        self.slug.log_label()
    }

    /// Keeps to what the site says now.
    pub(crate) fn learn_site(&mut self, site: SiteNews) {
        if self.site != site {
            self.room.set_site_policy(site.policy.clone());
            self.site = site;
        }
    }

    /// Takes a message back from the archive that is to be changed.
    ///
    /// # Errors
    /// The storage could not be read or written.
    pub(crate) fn bring_back(&mut self, record: &MessageRecord, reactions: &[Reaction]) -> Result<()> {
        // Somebody else may have wanted the same.
        if self.storage.is_archived(record.message.seq)? { self.storage.bring_back(record, reactions) } else { Ok(()) }
    }

    /// Carries out a command. `sender` is the connection that sent it; a form has none.
    ///
    /// # Errors
    /// The storage could not be read or written. The room is then what the storage says; a send is
    /// answered, as refused.
    pub(crate) fn turn(&mut self, command: Command, sender: Option<&ConnectionId>) -> Result<Reply> {
        let from = sender.and_then(|sender| self.connections.address_of(sender));
        self.turn_of(command, sender, Caller { from, strictness: self.strictness, ..Caller::default() })
    }

    /// The same, of whoever it comes from.
    pub(super) fn turn_of(&mut self, command: Command, sender: Option<&ConnectionId>, caller: Caller) -> Result<Reply> {
        let if_not_stored = Effects::of_unstored(&command);
        match self.decide(command, caller) {
            Ok(effects) => Ok(self.deliver_and_close(effects, sender)),
            Err(error) => {
                self.restore_room()?;
                let Some(refused) = if_not_stored else { return Err(error) };
                log::room_error("message_not_stored", self.log_label(), &error);
                Ok(self.deliver_and_close(refused, sender))
            }
        }
    }

    /// Steps 1 to 3.
    fn decide(&mut self, command: Command, caller: Caller) -> Result<Effects> {
        let now = self.clock.now();
        let facts = Facts { caller, ..self.storage.facts(self.room.facts_needed(&command, now))? };
        let effects = self.room.apply(command, facts, now);
        self.storage.commit(&effects.writes)?;
        self.connections.commit(&effects.writes);
        Ok(effects)
    }

    /// Step 4.
    fn deliver_and_close(&mut self, effects: Effects, sender: Option<&ConnectionId>) -> Reply {
        self.counts.count(&effects, self.room.online_count(), self.clock.now());
        #[cfg(test)]
        self.effects.push(effects.clone());
        self.deliver(&effects.deliveries, sender);
        for close in &effects.closes {
            let said = self.room.settings().closed.as_str();
            self.connections.close_saying(&close.connection, CloseCode::from(close.reason), said);
        }
        if self.room.online_count() == 0 {
            self.log_counts();
        }
        effects.reply
    }

    /// Step 4, second half: sends events to their audience. In a busy room some connections get
    /// them with the next batch.
    fn deliver(&mut self, deliveries: &[Delivery], sender: Option<&ConnectionId>) {
        let (version, languages) = (self.room.told_version(), self.connections.languages());
        let parts = rendering::Parts::of(deliveries, &self.storage, &self.slug);
        let log = parts.log(&self.slug);
        let mut for_everyone = Vec::new();
        let mut slow = Vec::new();
        for Delivery { audience, event } in deliveries {
            match (audience, sender) {
                (Audience::Everyone, _) => for_everyone.push(rendering::queued(event, log, version, &languages)),
                (Audience::Sender, Some(sender)) => {
                    let words = self.connections.language_of(sender).words();
                    slow.extend(self.connections.send(sender, &rendering::frame(event, log, version, words)));
                }
                (Audience::Sender, None) => {}
                (Audience::Member(member), _) => {
                    for connection in self.room.connections_of(member) {
                        let words = self.connections.language_of(connection).words();
                        let frame = rendering::frame(event, log, version, words);
                        slow.extend(self.connections.send(connection, &frame));
                    }
                }
            }
        }
        slow.extend(self.connections.broadcast(for_everyone, sender, &self.clock));
        self.close_slow_consumers(slow);
    }

    /// Sends what waited to be broadcast when the room was evicted.
    fn send_unsent(&mut self) -> Result<()> {
        let unsent = restore::unsent_events(&self.room, &self.storage, &self.connections)?;
        let mut slow = self.connections.broadcast(unsent, None, &self.clock);
        slow.extend(self.connections.flush_all(&self.clock));
        self.close_slow_consumers(slow);
        Ok(())
    }

    /// Step 5: what the runtime has to do next. It is computed after every turn, from everything
    /// that may be due.
    pub(crate) fn next(&mut self) -> Next {
        let now = self.clock.now();
        let room = &self.room;
        self.connections.hibernate_presence(room.presence_version(), now, || room.hibernated_presence());
        self.connections.hibernate_untold(room.untold_since());
        let timer = [self.room.wake_at(), self.connections.hibernation_due()].into_iter().flatten().min();
        // A text that was removed goes even if nobody keeps the room awake.
        let due = [self.jobs.due(&self.room, &self.storage, now), self.room.erase_at(), self.room.next_mute_end()];
        let alarm = due.into_iter().flatten().min();
        let is_watched = !self.connections.is_empty() || self.jobs.shows_members(&self.room);
        let sweep = is_watched.then(|| self.connections.next_sweep(now));
        Next {
            to_arm: self.schedule.update(Due { timer, alarm, sweep }),
            flush: self.connections.plan_flush(),
            untold_addresses: self.room.take_untold_addresses(),
        }
    }

    /// Opens a connection and sends its first frame. `accept` makes the socket, once the room lets
    /// the member in.
    ///
    /// # Errors
    /// The storage could not be read or written, or the socket not be made. Then nobody is here by
    /// this connection.
    pub(crate) fn connect(
        &mut self,
        caller: Caller,
        member: Member,
        connection: ConnectionId,
        since: Option<Version>,
        page: Page,
        accept: impl FnOnce() -> Result<S>,
    ) -> Result<Reply> {
        self.strictness = caller.strictness;
        let connect = Command::Connect { member: member.clone(), connection: connection.clone() };
        let effects = match self.decide(connect, caller) {
            Ok(effects) => effects,
            Err(error) => {
                self.restore_room()?;
                return Err(error);
            }
        };
        if effects.reply.is_err() {
            self.counts.count(&effects, self.room.online_count(), self.clock.now());
            return Ok(effects.reply);
        }
        let first_frame = accept().and_then(|socket| {
            let saved = self.room.connection(&member.id, &connection).ok_or("the room does not know who connected")?;
            let attachment = Attachment::new((saved, caller.session), page, self.room.version(), self.clock.now());
            self.connections.add(socket, attachment)?;
            self.catch_up.first_frame(since, page, &self.room, &self.storage)
        });
        match first_frame {
            Ok(frame) => {
                let mut slow = self.connections.send_first(&connection, &frame);
                if since != Some(self.room.version()) {
                    let own = catch_up::own_reactions(&member.id, &self.storage).unwrap_or_default();
                    slow.extend(self.connections.send(&connection, &own));
                }
                self.close_slow_consumers(slow);
                caller.session.into_iter().for_each(|session| self.jobs.on_connected(session, &member.id));
                Ok(self.deliver_and_close(effects, None))
            }
            Err(error) => {
                self.connections.close(&connection, CloseCode::RoomUnreadable);
                let gone = Command::Disconnect { member: member.id, connection, reason: DisconnectReason::TimedOut };
                let _ = self.turn(gone, None)?;
                Err(error)
            }
        }
    }

    /// The timer came that was armed for a time.
    pub(crate) fn on_timer(&mut self, armed_for: Millis) -> Result<()> {
        if self.schedule.on_timer(armed_for) {
            let _ = self.turn(Command::Tick, None)?;
        }
        Ok(())
    }

    /// The schedule, for what the platform says of the alarm.
    pub(crate) fn schedule(&mut self) -> &mut Schedule {
        &mut self.schedule
    }

    /// The alarm came. Idle connections end at once: they had their grace period while nobody knew.
    pub(crate) fn on_alarm(&mut self, last_heartbeat: impl Fn(&S) -> Option<Millis>) -> Result<()> {
        self.schedule.on_alarm();
        let ends = [self.room.erase_at(), self.room.next_mute_end()].into_iter().flatten().min();
        if ends.is_some_and(|due| due <= self.clock.now()) {
            let _ = self.turn(Command::Tick, None)?;
        }
        self.settle_counts();
        self.sweep(last_heartbeat)
    }

    /// The jobs, with what they work on.
    pub(crate) fn jobs(&mut self) -> JobSteps<'_, Q> {
        JobSteps { jobs: &mut self.jobs, storage: &mut self.storage, room: &self.room, now: self.clock.now() }
    }

    /// Nothing is left of the deleted room, neither in D1 nor here. Its name is free.
    pub(crate) fn on_deletion_finished(&mut self) -> Result<()> {
        self.storage.on_erased();
        self.restore_room()?;
        self.jobs.on_deletion_finished(&self.room);
        Ok(())
    }

    /// Takes in a part of a backup.
    ///
    /// # Errors
    /// The storage could not be read or written.
    pub(crate) fn import(&mut self, part: &ImportPart) -> Result<()> {
        let imported = self.storage.import(part);
        // What is here of a part that failed counts too.
        self.restore_all().and(imported)
    }

    /// Has D1 take everything once more.
    ///
    /// # Errors
    /// The storage could not be read or written.
    pub(crate) fn ship_again(&mut self) -> Result<()> {
        self.storage.ship_again()?;
        self.restore_all()
    }

    /// Restores the room and its jobs, from a storage that something else has changed.
    fn restore_all(&mut self) -> Result<()> {
        self.restore_room()?;
        self.jobs = Jobs::restore(self.config, &self.storage, &self.room, self.connections.sessions())?;
        Ok(())
    }

    /// Restores the room as after an eviction: a count that is neither stored nor attached is gone.
    fn restore_room(&mut self) -> Result<()> {
        self.room = restore_room(&self.slug, self.config, &self.storage, &self.connections, self.clock.now())?;
        self.room.set_site_policy(self.site.policy.clone());
        self.connections.on_room_restored();
        self.catch_up = CatchUpCache::new();
        // What the room had still to tell is forgotten with it; what its sockets keep is not.
        self.send_unsent()
    }
}

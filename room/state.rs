//! The room itself: commands in, outboxes out.

use crate::clock::Clock;
use crate::limiter::Limiter;
use crate::presence::{Parted, Presence};
use crate::{
    Absences, Acquaintance, Audience, Body, Cid, Command, ConnectionId, Delivery, Door, Event, Leaver, Member,
    MemberId, Message, Millis, Outbox, Precedent, Refusal, Roll, Span, Told, Version, limits,
};

/// A chat room's state in memory: nothing here is the only copy of anything.
///
/// [`Room::wake`] makes it from what the storage and the open connections know, so a room may be forgotten
/// and made again between any two commands.
#[derive(Debug)]
pub struct Room {
    version: Version,
    last: Option<Message>,
    presence: Presence,
    absences: Absences,
    limiter: Limiter,
    clock: Clock,
}

/// What the storage and the open connections know of a room.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The highest version in the storage; none in a room where nothing was said yet.
    pub version: Option<Version>,
    /// The newest messages, oldest first: at least those of the last
    /// [`SEND_BURST`](limits::SEND_BURST) × [`SEND_INTERVAL_MS`](limits::SEND_INTERVAL_MS), so that nobody's
    /// allowance is renewed by a crash.
    pub recent: Vec<Message>,
    /// The open connections, in any order.
    pub connections: Vec<Connected>,
    /// Those whose last connection closed a moment ago.
    pub leavers: Vec<Leaver>,
    /// Those who went a little earlier.
    pub absences: Absences,
}

/// What is known of an open connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected {
    /// Whose it is.
    pub member: Member,
    /// Which.
    pub connection: ConnectionId,
    /// When its member came, as [`Room::arrival`] gave it.
    pub arrival: Millis,
    /// Whether everyone was told that its member came.
    pub told: Told,
}

impl Room {
    /// Makes the room from what is known of it. A room in which nothing was said starts to count at `now`.
    #[must_use]
    pub fn wake(memory: Memory, now: Millis) -> Self {
        let mut limiter = Limiter::default();
        for message in &memory.recent {
            // Refusals cannot happen here: these were all let through, in this order.
            let _ = limiter.take(&message.member, message.said_at);
        }
        let mut presence = Presence::default();
        let mut connections = memory.connections;
        connections.sort_by_key(|connected| connected.arrival);
        for Connected { member, connection, arrival, told } in connections {
            presence.recall(member, connection, arrival, told);
        }
        memory.leavers.into_iter().for_each(|leaver| presence.recall_leaver(leaver));
        Self {
            version: memory.version.unwrap_or(now),
            last: memory.recent.into_iter().last(),
            clock: Clock::going_on_from(presence.not_before()),
            presence,
            absences: memory.absences,
            limiter,
        }
    }

    /// The version at which the room is.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The members who are here, in the order in which they came.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.presence.members()
    }

    /// Some of those who are here. What it costs depends on how many are asked for, not on how many are here.
    #[must_use]
    pub fn roll(&self, span: Span) -> Roll {
        Roll::of(&self.presence, span)
    }

    /// How many members are here.
    #[must_use]
    pub fn here(&self) -> usize {
        self.presence.count()
    }

    /// When a member came, milliseconds since 1970; never the same for two.
    #[must_use]
    pub fn arrival(&self, member: &MemberId) -> Option<Millis> {
        self.presence.arrival(member)
    }

    /// Whether everyone was told that a member came.
    #[must_use]
    pub fn told(&self, member: &MemberId) -> Told {
        self.presence.told(member)
    }

    /// The connections of a member.
    pub fn connections_of(&self, member: &MemberId) -> impl Iterator<Item = &ConnectionId> {
        self.presence.connections_of(member)
    }

    /// Those who are in their time of grace, in the order in which they will be gone.
    pub fn leavers(&self) -> impl Iterator<Item = Leaver> {
        self.presence.leavers()
    }

    /// Those who went lately, and whose names are still theirs.
    #[must_use]
    pub fn absences(&self) -> &Absences {
        &self.absences
    }

    /// Whether somebody is let in, or may be called otherwise.
    ///
    /// # Errors
    /// [`Refusal::RoomLocked`], or [`Refusal::NameTaken`] without a suggestion.
    pub fn welcomes(&self, acquaintance: &Acquaintance, door: Door, now: Millis) -> Result<(), Refusal> {
        if door == Door::Locked && acquaintance.known_as.is_none() {
            return Err(Refusal::RoomLocked);
        }
        if acquaintance.holders.iter().any(|holder| self.holds_name(holder, now)) {
            return Err(Refusal::NameTaken { free: None });
        }
        Ok(())
    }

    /// Whether a member's name is theirs alone: they are here, or were a moment ago.
    #[must_use]
    pub fn holds_name(&self, member: &MemberId, now: Millis) -> bool {
        self.presence.has(member) || self.absences.holds(member, now)
    }

    /// Holds the name of somebody who was let in and has not come yet.
    pub fn expects(&mut self, member: &MemberId, now: Millis) {
        if !self.presence.has(member) {
            self.absences.note(member.clone(), now);
        }
    }

    /// Whether one more connection of this member can be had.
    ///
    /// # Errors
    /// [`Refusal::TooManyConnections`] or [`Refusal::RoomFull`].
    pub fn admits(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.presence.connections_of(member).count() >= limits::CONNECTIONS_PER_MEMBER_MAX {
            Err(Refusal::TooManyConnections)
        } else if self.presence.connections() >= limits::CONNECTIONS_MAX {
            Err(Refusal::RoomFull)
        } else {
            Ok(())
        }
    }

    /// When [`Command::Wait`] should be given, if nothing else happens.
    #[must_use]
    pub fn due(&self) -> Option<Millis> {
        let due = self.presence.next_telling().into_iter().chain(self.presence.next_parting()).min();
        due.map(|due| self.clock.on_the_wall(due))
    }

    /// Carries out a command. This is where order is decided: one command after another, none waiting.
    pub fn apply(&mut self, command: Command, now: Millis) -> Outbox {
        let time = self.clock.read(now);
        match command {
            Command::Enter { member, connection } => {
                self.absences.end(&member.id);
                let renamed = self.rename(member.clone());
                self.presence.enter(member, connection, time);
                renamed
            }
            Command::Rename { member } => self.rename(member),
            Command::Leave { member, connection, ending } => {
                self.presence.leave(&member, &connection, time + ending.grace_ms());
                Outbox::default()
            }
            Command::Say { earlier: Some(Precedent::Here(message)), .. } => Outbox::answer(Event::Repeated(message)),
            Command::Say { cid, earlier: Some(Precedent::Archived(seq)), .. } => {
                Outbox::answer(Event::Archived { cid, seq })
            }
            Command::Say { member, cid, body, earlier: None } => match self.say(member, cid.clone(), body, now) {
                Ok(message) => Outbox {
                    save: Some(message.clone()),
                    deliveries: vec![Delivery { audience: Audience::Everyone, event: Event::Said(message) }],
                },
                Err(refusal) => Outbox::answer(Event::Refused { cid, refusal }),
            },
            Command::Wait => self.tell_news(time, now).map_or_else(Outbox::default, Outbox::broadcast),
        }
    }

    fn say(&mut self, member: Member, cid: Cid, body: Result<Body, Refusal>, now: Millis) -> Result<Message, Refusal> {
        let body = body?;
        self.limiter.take(&member.id, now).map_err(|wait_ms| Refusal::TooFast { wait_ms })?;
        let continues = self.last.as_ref().is_some_and(|last| {
            last.member == member.id
                && last.name == member.name
                && (0..limits::CONTINUES_WITHIN_MS).contains(&(now - last.said_at))
        });
        let seq = self.version + 1;
        let message =
            Message { seq, version: seq, member: member.id, name: member.name, body, cid, said_at: now, continues };
        self.version = seq;
        self.last = Some(message.clone());
        Ok(message)
    }

    fn rename(&mut self, member: Member) -> Outbox {
        let Some(was) = self.presence.rename(&member) else {
            return Outbox::default();
        };
        Outbox::broadcast(Event::Renamed { member, was, here: self.presence.count() })
    }

    /// A departure is told as soon as it is due, and the arrivals with it.
    fn tell_news(&mut self, time: Millis, now: Millis) -> Option<Event> {
        let Parted { all, told: left } = self.presence.part(time);
        all.into_iter().for_each(|member| self.absences.note(member, now));
        self.absences.forget(now);
        if left.is_empty() && self.presence.next_telling().is_none_or(|due| due > time) {
            return None;
        }
        let joined = self.presence.tell();
        let news = !joined.is_empty() || !left.is_empty();
        news.then(|| Event::PresenceChanged { joined, left, here: self.presence.count() })
    }
}

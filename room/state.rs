//! The room itself: commands in, outboxes out.

use crate::limiter::Limiter;
use crate::presence::Presence;
use crate::{
    Audience, Body, Cid, Command, ConnectionId, Delivery, Event, Member, MemberId, Message, Millis, Outbox, Precedent,
    Refusal, Version, limits,
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
    limiter: Limiter,
    news: News,
}

/// Arrivals and departures that have not been told yet.
#[derive(Debug, Default)]
struct News {
    joined: Vec<Member>,
    left: Vec<Member>,
    /// When to tell. Set while there is anything to tell.
    due: Option<Millis>,
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
    /// The open connections, in the order in which they were made.
    pub connections: Vec<(Member, ConnectionId)>,
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
        for (member, connection) in memory.connections {
            presence.enter(member, connection);
        }
        Self {
            version: memory.version.unwrap_or(now),
            last: memory.recent.into_iter().last(),
            presence,
            limiter,
            news: News::default(),
        }
    }

    /// The version at which the room is.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The members who are here, in the order in which they came.
    #[must_use]
    pub fn members(&self) -> Vec<&Member> {
        self.presence.members()
    }

    /// Whether one more connection of this member can be had.
    ///
    /// # Errors
    /// [`Refusal::TooManyConnections`] or [`Refusal::RoomFull`].
    pub fn admits(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.presence.connections_of(member) >= limits::CONNECTIONS_PER_MEMBER_MAX {
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
        self.news.due.into_iter().chain(self.presence.next_parting()).min()
    }

    /// Carries out a command. This is where order is decided: one command after another, none waiting.
    pub fn apply(&mut self, command: Command, now: Millis) -> Outbox {
        match command {
            Command::Enter { member, connection } => {
                self.enter(member, connection, now);
                Outbox::default()
            }
            Command::Leave { member, connection } => {
                self.presence.leave(&member, &connection, now);
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
            Command::Wait => self.tell_news(now).map_or_else(Outbox::default, Outbox::broadcast),
        }
    }

    fn enter(&mut self, member: Member, connection: ConnectionId, now: Millis) {
        // Whoever was gone but not yet told of returns to a list that still has them.
        if self.presence.enter(member.clone(), connection) {
            self.news.joined.push(member);
            self.news.due.get_or_insert(now + limits::PRESENCE_MERGE_MS);
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

    fn tell_news(&mut self, now: Millis) -> Option<Event> {
        let parted = self.presence.part(now);
        if !parted.is_empty() {
            self.news.left.extend(parted);
            self.news.due = Some(now);
        }
        if self.news.due.is_none_or(|due| due > now) {
            return None;
        }
        let News { joined, left, due: _ } = std::mem::take(&mut self.news);
        Some(Event::PresenceChanged { joined, left, here: self.presence.count() })
    }
}

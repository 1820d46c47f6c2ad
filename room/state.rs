//! The room itself: commands in, outboxes out.

use crate::clock::Clock;
use crate::limiter::Limiter;
use crate::presence::{Parted, Presence};
use crate::typing::Typing;
use crate::{
    Absences, Acquaintance, Attention, Body, Cid, Command, ConnectionId, Door, Event, Leaver, Member, MemberId,
    Message, Millis, News, Outbox, Person, Precedent, Refusal, Roll, Span, Told, Version, limits,
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
    /// How often somebody may turn away.
    turns: Limiter,
    typing: Typing,
    news: News,
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
    /// Who came and went since something was last said.
    pub news: News,
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
    /// Whether somebody looks at its page.
    pub attention: Attention,
}

impl Room {
    /// Makes the room from what is known of it. A room in which nothing was said starts to count at `now`.
    #[must_use]
    pub fn wake(memory: Memory, now: Millis) -> Self {
        let mut limiter = Limiter::of_sends();
        for message in &memory.recent {
            // Refusals cannot happen here: these were all let through, in this order.
            let _ = limiter.take(&message.member, message.said_at);
        }
        let mut presence = Presence::default();
        let mut connections = memory.connections;
        connections.sort_by_key(|connected| connected.arrival);
        for Connected { member, connection, arrival, told, attention } in connections {
            presence.recall(member, connection, arrival, told, attention);
        }
        memory.leavers.into_iter().for_each(|leaver| presence.recall_leaver(leaver));
        Self {
            version: memory.version.unwrap_or(now),
            last: memory.recent.into_iter().last(),
            clock: Clock::going_on_from(presence.not_before()),
            presence,
            absences: memory.absences,
            limiter,
            turns: Limiter::of_sends(),
            typing: Typing::default(),
            news: memory.news,
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

    /// Those who are listed by name, in the order in which they came.
    #[must_use]
    pub fn listed(&self) -> Vec<Person> {
        let everybody = self.presence.arrivals(Millis::MIN, Millis::MAX);
        everybody.take(limits::PEOPLE_SHOWN_MAX).map(|(_, person)| person).collect()
    }

    /// Counts the changes of what [`Room::listed`] returns: where the two counts are the same, the list is. Begins anew in a room
    /// that was made anew.
    #[must_use]
    pub fn list_changes(&self) -> u64 {
        self.presence.list_changes()
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

    /// Whether somebody looks at the page behind a connection of a member.
    #[must_use]
    pub fn attention_by(&self, member: &MemberId, connection: &ConnectionId) -> Attention {
        self.presence.attention_by(member, connection).unwrap_or_default()
    }

    /// Whether somebody is here, or in their time of grace, under this very name.
    #[must_use]
    pub fn has(&self, member: &Member) -> bool {
        self.presence.person(&member.id).is_some_and(|person| person.member == *member)
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

    /// Who came and went since something was last said.
    #[must_use]
    pub fn news(&self) -> &News {
        &self.news
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
        self.presence.next_telling().map(|due| self.clock.on_the_wall(due))
    }

    /// Carries out a command. This is where order is decided: one command after another, none waiting.
    pub fn apply(&mut self, command: Command, now: Millis) -> Outbox {
        let time = self.clock.read(now);
        match command {
            Command::Enter { member, connection } => {
                let id = member.id.clone();
                self.absences.end(&id);
                let renamed = self.rename(member.clone());
                let turned = self.noticing(&id, |presence| presence.enter(member, connection, time));
                Outbox::broadcast(renamed.into_iter().chain(turned))
            }
            Command::Rename { member } => Outbox::broadcast(self.rename(member)),
            Command::Leave { member, connection, ending } => {
                let gone_at = time + ending.grace_ms();
                Outbox::broadcast(self.noticing(&member, |presence| presence.leave(&member, &connection, gone_at)))
            }
            Command::Attend { member, connection, attention } => {
                Outbox::broadcast(self.attend(&member, &connection, attention, time))
            }
            Command::Type { member } => Outbox::broadcast(self.typing.hear(member, self.presence.count(), time)),
            Command::Say { earlier: Some(Precedent::Here(message)), .. } => Outbox::answer(Event::Repeated(message)),
            Command::Say { cid, earlier: Some(Precedent::Archived(seq)), .. } => {
                Outbox::answer(Event::Archived { cid, seq })
            }
            Command::Say { member, cid, body, earlier: None } => match self.say(member, cid.clone(), body, now) {
                Ok(message) => {
                    let ended = self.typing.end(&message.member, self.presence.count(), time);
                    let said = Outbox::broadcast([Event::Said(message.clone())].into_iter().chain(ended));
                    Outbox { save: Some(message), ..said }
                }
                Err(refusal) => Outbox::answer(Event::Refused { cid, refusal }),
            },
            Command::Wait => Outbox::broadcast(self.tell_news(time, now)),
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

    fn rename(&mut self, member: Member) -> Option<Event> {
        let was = self.presence.rename(&member)?;
        Some(Event::Renamed { person: self.presence.person(&member.id)?, was, here: self.presence.count() })
    }

    /// Who comes back has been away, so that needs no limit of its own. What is too much is ignored.
    fn attend(
        &mut self,
        member: &MemberId,
        connection: &ConnectionId,
        attention: Attention,
        time: Millis,
    ) -> Option<Event> {
        let changes = self.presence.attention_by(member, connection).is_some_and(|known| known != attention);
        if !changes || attention == Attention::Away && self.turns.take(member, time).is_err() {
            return None;
        }
        self.noticing(member, |presence| presence.attend(member, connection, attention))
    }

    /// What everyone is told if a change makes somebody away, or ends that. Nothing of somebody of whose arrival nobody
    /// was told yet; nothing in a crowd, whose list stays as it is.
    fn noticing(&mut self, member: &MemberId, change: impl FnOnce(&mut Presence)) -> Option<Event> {
        let before = self.presence.attention(member);
        change(&mut self.presence);
        let turned = before.is_some_and(|before| self.presence.attention(member) != Some(before));
        let shown = self.presence.told(member) == Told::Already && self.presence.count() <= limits::PEOPLE_SHOWN_MAX;
        if turned && shown { self.presence.person(member).map(Event::AttentionChanged) } else { None }
    }

    /// Who is gone is told of as soon as it is due, and who has come with them.
    fn tell_news(&mut self, time: Millis, now: Millis) -> Option<Event> {
        if self.presence.next_telling().is_none_or(|due| due > time) {
            return None;
        }
        let Parted { all, told: left, listed: unlisted } = self.presence.part(time);
        all.into_iter().for_each(|member| self.absences.note(member, now));
        self.absences.forget(now);
        let joined = self.presence.tell(time);
        if joined.is_empty() && left.is_empty() && unlisted.is_empty() {
            return None;
        }
        self.news.note(self.version, &joined, &left);
        Some(Event::PresenceChanged { joined, left, unlisted, here: self.presence.count(), news: self.news.clone() })
    }
}

//! Who is here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Attention, ConnectionId, Member, MemberId, Millis, Name, Person, limits};

/// The members who are here, each once, however many connections they have.
///
/// Nothing that happens on an arrival or a departure looks at everybody: a room may have ten thousand people.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    attendees: BTreeMap<MemberId, Attendee>,
    /// Everybody, in the order in which they came.
    arrivals: BTreeMap<Millis, MemberId>,
    /// Those of whose arrival nobody was told yet, in the order in which they came.
    untold: BTreeMap<Millis, MemberId>,
    /// Those without a connection, by when they will be gone.
    leaving: BTreeSet<(Millis, MemberId)>,
    connections: usize,
    /// Counts the changes of who is listed by name, and how.
    list_changes: u64,
    /// When everyone was told last who came and who went.
    told_at: Option<Millis>,
}

#[derive(Debug)]
struct Attendee {
    member: Member,
    /// When they came; never the same for two.
    arrival: Millis,
    connections: BTreeMap<ConnectionId, Attention>,
    /// Away when every connection is; without any, what it was.
    attention: Attention,
    /// Set while there is no connection: when the member will be gone.
    gone_at: Option<Millis>,
}

impl Presence {
    /// Adds a connection: an arrival, unless it is a second tab or a return in time.
    pub(crate) fn enter(&mut self, member: Member, connection: ConnectionId, now: Millis) {
        let arrival = self.arrivals.last_key_value().map_or(now, |(last, _)| now.max(last + 1));
        self.recall(member, connection, arrival, Told::NotYet, Attention::Here);
    }

    /// Calls somebody by another name. Returns the old one if everyone knows them by it.
    pub(crate) fn rename(&mut self, member: &Member) -> Option<Name> {
        let told = self.told(&member.id);
        let attendee = self.attendees.get_mut(&member.id)?;
        let was = std::mem::replace(&mut attendee.member.name, member.name.clone());
        self.list_changes += 1;
        (told == Told::Already && was != member.name).then_some(was)
    }

    /// Adds a connection of somebody who arrived before the room lost its memory.
    pub(crate) fn recall(
        &mut self,
        member: Member,
        connection: ConnectionId,
        arrival: Millis,
        told: Told,
        attention: Attention,
    ) {
        let id = member.id.clone();
        let mut listed = self.attendees.len() < limits::PEOPLE_SHOWN_MAX && !self.attendees.contains_key(&id);
        let attendee = self.attendees.entry(id.clone()).or_insert_with(|| {
            self.arrivals.insert(arrival, id.clone());
            self.untold.insert(arrival, id.clone());
            let connections = BTreeMap::new();
            Attendee { member: member.clone(), arrival, connections, attention, gone_at: None }
        });
        if told == Told::Already {
            self.untold.remove(&attendee.arrival);
        }
        if attendee.connections.insert(connection, attention).is_none() {
            self.connections += 1;
        }
        listed |= attendee.look() || attendee.member != member;
        attendee.member = member;
        self.list_changes += u64::from(listed);
        if let Some(gone_at) = attendee.gone_at.take() {
            self.leaving.remove(&(gone_at, id));
        }
    }

    /// Adds somebody who had left and was still in their time of grace when the room lost its memory.
    pub(crate) fn recall_leaver(&mut self, leaver: Leaver) {
        let Leaver { member, arrival, told, attention, gone_at } = leaver;
        let id = member.id.clone();
        self.attendees.entry(id.clone()).or_insert_with(|| {
            self.arrivals.insert(arrival, id.clone());
            if told == Told::NotYet {
                self.untold.insert(arrival, id.clone());
            }
            self.leaving.insert((gone_at, id));
            self.list_changes += 1;
            Attendee { member, arrival, connections: BTreeMap::new(), attention, gone_at: Some(gone_at) }
        });
    }

    /// Takes a connection away. If it was the member's last, they will be gone at `gone_at`.
    pub(crate) fn leave(&mut self, member: &MemberId, connection: &ConnectionId, gone_at: Millis) {
        let Some(attendee) = self.attendees.get_mut(member) else {
            return;
        };
        if attendee.connections.remove(connection).is_some() {
            self.connections -= 1;
            self.list_changes += u64::from(attendee.look());
            if attendee.connections.is_empty() {
                attendee.gone_at = Some(gone_at);
                self.leaving.insert((gone_at, member.clone()));
            }
        }
    }

    /// Notes whether somebody looks at the page behind a connection.
    pub(crate) fn attend(&mut self, member: &MemberId, connection: &ConnectionId, attention: Attention) {
        let Some(attendee) = self.attendees.get_mut(member) else { return };
        if let Some(known) = attendee.connections.get_mut(connection) {
            *known = attention;
            self.list_changes += u64::from(attendee.look());
        }
    }

    /// Whether somebody looks at the page behind a connection.
    pub(crate) fn attention_by(&self, member: &MemberId, connection: &ConnectionId) -> Option<Attention> {
        self.attendees.get(member)?.connections.get(connection).copied()
    }

    /// Whether a member looks at any of their pages.
    pub(crate) fn attention(&self, member: &MemberId) -> Option<Attention> {
        self.attendees.get(member).map(|attendee| attendee.attention)
    }

    /// A member, as the list shows them.
    pub(crate) fn person(&self, member: &MemberId) -> Option<Person> {
        self.attendees.get(member).map(Attendee::person)
    }

    /// Those of whose arrival nobody was told yet, in the order in which they came. Now everyone is.
    pub(crate) fn tell(&mut self, now: Millis) -> Vec<Person> {
        self.told_at = Some(now);
        let untold = std::mem::take(&mut self.untold);
        untold.values().filter_map(|id| self.person(id)).collect()
    }

    /// When to tell of arrivals and departures, if there are any to tell of. The more are to be told, the less often.
    pub(crate) fn next_telling(&self) -> Option<Millis> {
        let interval = Millis::try_from(self.connections / limits::PRESENCE_TOLD_A_MS).unwrap_or(Millis::MAX);
        let interval = interval.min(limits::PRESENCE_INTERVAL_MAX_MS);
        let rested = |times: Millis| self.told_at.map_or(Millis::MIN, |told_at| told_at + times * interval);
        // Who has come is in the way of nobody, and may be told half as often as who has gone.
        let arrival =
            self.untold.first_key_value().map(|(arrival, _)| rested(2).max(arrival + limits::PRESENCE_MERGE_MS));
        let parting = self.leaving.first().map(|(gone_at, _)| rested(1).max(*gone_at));
        arrival.into_iter().chain(parting).min()
    }

    /// Whether everyone was told that a member came.
    pub(crate) fn told(&self, member: &MemberId) -> Told {
        Told::kept(self.attendees.get(member).is_some_and(|attendee| !self.untold.contains_key(&attendee.arrival)))
    }

    /// Removes those whose time of grace is over.
    pub(crate) fn part(&mut self, now: Millis) -> Parted {
        let mut parted = Parted::default();
        // Whoever comes later is not listed in any page: a list only grows while there is room in it.
        let last_listed = self.arrivals.keys().nth(limits::PEOPLE_SHOWN_MAX - 1).copied().unwrap_or(Millis::MAX);
        while let Some((gone_at, id)) = self.leaving.pop_first() {
            if gone_at > now {
                self.leaving.insert((gone_at, id));
                break;
            }
            let Some(attendee) = self.attendees.remove(&id) else { continue };
            self.list_changes += 1;
            parted.all.push(id);
            self.arrivals.remove(&attendee.arrival);
            if attendee.arrival <= last_listed {
                parted.listed.push(attendee.member.id.clone());
            }
            if self.untold.remove(&attendee.arrival).is_none() {
                parted.told.push(attendee.member);
            }
        }
        parted
    }

    /// A time that has certainly passed, as far as can be told from who is here: in a room that lost its memory and
    /// whose clock was set back meanwhile, everything would be due too late otherwise.
    pub(crate) fn not_before(&self) -> Option<Millis> {
        let arrival = self.arrivals.last_key_value().map(|(arrival, _)| arrival - limits::PRESENCE_MERGE_MS);
        let leaving = self.leaving.last().map(|(gone_at, _)| gone_at - limits::LEAVE_GRACE_MS);
        arrival.max(leaving)
    }

    /// Those in their time of grace, in the order in which they will be gone.
    pub(crate) fn leavers(&self) -> impl Iterator<Item = Leaver> {
        self.leaving.iter().filter_map(|(gone_at, id)| {
            let Attendee { member, arrival, attention, .. } = self.attendees.get(id)?;
            Some(Leaver {
                member: member.clone(),
                arrival: *arrival,
                told: self.told(id),
                attention: *attention,
                gone_at: *gone_at,
            })
        })
    }

    /// The members, in the order in which they came.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        self.arrivals.values().filter_map(|id| self.attendees.get(id)).map(|attendee| &attendee.member)
    }

    /// Those who came after a moment and before another, each with theirs, in the order in which they came.
    pub(crate) fn arrivals(&self, after: Millis, before: Millis) -> impl DoubleEndedIterator<Item = (Millis, Person)> {
        // A range that ends before it begins would panic.
        let from = after.saturating_add(1).min(before);
        self.arrivals.range(from..before).filter_map(|(arrival, id)| Some((*arrival, self.person(id)?)))
    }

    /// When a member came.
    pub(crate) fn arrival(&self, member: &MemberId) -> Option<Millis> {
        self.attendees.get(member).map(|attendee| attendee.arrival)
    }

    /// Whether a member is here, or in their time of grace.
    pub(crate) fn has(&self, member: &MemberId) -> bool {
        self.attendees.contains_key(member)
    }

    /// How often it has changed who is listed by name, and how.
    pub(crate) fn list_changes(&self) -> u64 {
        self.list_changes
    }

    /// How many members are here.
    pub(crate) fn count(&self) -> usize {
        self.attendees.len()
    }

    /// How many connections there are.
    pub(crate) fn connections(&self) -> usize {
        self.connections
    }

    /// The connections of a member.
    pub(crate) fn connections_of(&self, member: &MemberId) -> impl Iterator<Item = &ConnectionId> {
        self.attendees.get(member).into_iter().flat_map(|attendee| attendee.connections.keys())
    }
}

impl Attendee {
    /// Finds out whether they are away. Returns whether that has changed.
    fn look(&mut self) -> bool {
        if self.connections.is_empty() {
            return false;
        }
        let here = self.connections.values().any(|attention| *attention == Attention::Here);
        let attention = if here { Attention::Here } else { Attention::Away };
        std::mem::replace(&mut self.attention, attention) != attention
    }

    fn person(&self) -> Person {
        Person { member: self.member.clone(), attention: self.attention }
    }
}

/// Those who are gone for good.
#[derive(Debug, Default)]
pub(crate) struct Parted {
    /// All of them.
    pub(crate) all: Vec<MemberId>,
    /// Those of whom everyone should be told: of whose arrival nobody was told, nobody is told that they left either.
    pub(crate) told: Vec<Member>,
    /// Those whom pages may list by name: the first who came, told of or not, as a page that was just loaded lists them too.
    pub(crate) listed: Vec<MemberId>,
}

/// Somebody whose last connection is gone and who may still come back without a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaver {
    /// Who.
    pub member: Member,
    /// When they came, as [`Room::arrival`](crate::Room::arrival) gave it.
    pub arrival: Millis,
    /// Whether everyone was told that they came.
    pub told: Told,
    /// Whether they were away before they went.
    #[serde(default)]
    pub attention: Attention,
    /// When they will be gone, on the room's own clock.
    pub gone_at: Millis,
}

/// Whether everyone was told of an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// They were.
    Already,
    /// They will be.
    NotYet,
}

impl Told {
    /// From what was kept of it.
    #[must_use]
    pub fn kept(told: bool) -> Self {
        if told { Self::Already } else { Self::NotYet }
    }
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was closed, or it broke: its member may be reloading, or in a tunnel.
    Closed,
    /// Nothing was heard of it for so long that the time of grace is over already.
    Silent,
    /// Its member left on purpose, and is not waited for.
    Left,
}

impl Ending {
    /// How long the member may still come back without a word, in milliseconds.
    pub(crate) fn grace_ms(self) -> Millis {
        match self {
            Self::Closed => limits::LEAVE_GRACE_MS,
            Self::Silent | Self::Left => 0,
        }
    }
}

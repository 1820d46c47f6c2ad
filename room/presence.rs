//! Who is here.

use std::collections::{BTreeMap, BTreeSet};

use crate::{ConnectionId, Member, MemberId, Millis, limits};

/// The members who are here, each once, however many connections they have.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    attendees: BTreeMap<MemberId, Attendee>,
    arrivals: u64,
    connections: usize,
}

#[derive(Debug)]
struct Attendee {
    member: Member,
    /// Counts arrivals, so that every list shows people in the order in which they came.
    arrival: u64,
    connections: BTreeSet<ConnectionId>,
    /// Set while there is no connection: when the member will be gone.
    gone_at: Option<Millis>,
}

impl Presence {
    /// Adds a connection. Says whether somebody arrived by it: not by a second tab, not by a return in time.
    pub(crate) fn enter(&mut self, member: Member, connection: ConnectionId) -> bool {
        let arrival = self.arrivals;
        let mut arrived = false;
        let attendee = self.attendees.entry(member.id.clone()).or_insert_with(|| {
            arrived = true;
            Attendee { member: member.clone(), arrival, connections: BTreeSet::new(), gone_at: None }
        });
        if attendee.connections.insert(connection) {
            self.connections += 1;
        }
        attendee.member = member;
        attendee.gone_at = None;
        if arrived {
            self.arrivals += 1;
        }
        arrived
    }

    /// Takes a connection away. If it was the member's last, their time of grace begins.
    pub(crate) fn leave(&mut self, member: &MemberId, connection: &ConnectionId, now: Millis) {
        let Some(attendee) = self.attendees.get_mut(member) else {
            return;
        };
        if attendee.connections.remove(connection) {
            self.connections -= 1;
            if attendee.connections.is_empty() {
                attendee.gone_at = Some(now + limits::LEAVE_GRACE_MS);
            }
        }
    }

    /// Removes those whose time of grace is over, and tells who they were.
    pub(crate) fn part(&mut self, now: Millis) -> Vec<Member> {
        let gone: Vec<MemberId> = self
            .attendees
            .iter()
            .filter(|(_, attendee)| attendee.gone_at.is_some_and(|at| at <= now))
            .map(|(id, _)| id.clone())
            .collect();
        gone.iter().filter_map(|id| self.attendees.remove(id)).map(|attendee| attendee.member).collect()
    }

    /// When the next time of grace is over.
    pub(crate) fn next_parting(&self) -> Option<Millis> {
        self.attendees.values().filter_map(|attendee| attendee.gone_at).min()
    }

    /// The members, in the order in which they came.
    pub(crate) fn members(&self) -> Vec<&Member> {
        let mut here: Vec<&Attendee> = self.attendees.values().collect();
        here.sort_by_key(|attendee| attendee.arrival);
        here.into_iter().map(|attendee| &attendee.member).collect()
    }

    /// How many members are here.
    pub(crate) fn count(&self) -> usize {
        self.attendees.len()
    }

    /// How many connections there are.
    pub(crate) fn connections(&self) -> usize {
        self.connections
    }

    /// How many connections this member has.
    pub(crate) fn connections_of(&self, member: &MemberId) -> usize {
        self.attendees.get(member).map_or(0, |attendee| attendee.connections.len())
    }
}

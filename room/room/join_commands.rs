//! Joining, connecting and renaming: who is let in, and under which name.

use super::Room;
use crate::address_limiter::{Charge, connections_max, limited};
use crate::membership::join::check_join;
use crate::{
    ConnectionId, ConnectionUpdate, DisconnectReason, Effects, Event, Founding, JoinFacts, JoinPolicy, Listing, Member,
    MemberId, Millis, Refusal, Settings, Write, limits,
};

impl Room {
    pub(super) fn join(&mut self, member: &Member, founding: Founding, facts: &JoinFacts, now: Millis) -> Effects {
        match self.admit(member, self.settings.join_policy, founding, facts, now) {
            Ok(writes) => {
                self.reserve_name(&member.id, now);
                Effects { writes, ..Effects::default() }
            }
            Err(refusal) => self.refused(&member.id, refusal),
        }
    }

    pub(super) fn connect(
        &mut self,
        member: Member,
        connection: ConnectionId,
        facts: &JoinFacts,
        time: Millis,
        now: Millis,
    ) -> Effects {
        let id = member.id.clone();
        let mut effects = self.let_in(member, connection, facts, time, now);
        if effects.reply.is_ok() {
            self.tell_mute(&id, now, &mut effects);
        }
        effects
    }

    fn let_in(
        &mut self,
        member: Member,
        connection: ConnectionId,
        facts: &JoinFacts,
        time: Millis,
        now: Millis,
    ) -> Effects {
        let admitted = self
            .check_entry(&member, self.settings.join_policy, facts, now)
            .and_then(|()| self.check_capacity(&member.id))
            .and_then(|()| self.charge_for_name(&member, facts, now))
            .and_then(|()| self.addresses.take(self.caller, Charge::Connection, now))
            .map(|()| self.found_and_register(&member, Founding::default(), facts, now));
        let writes = match admitted {
            Ok(writes) => writes,
            Err(refusal) => return self.refused(&member.id, refusal),
        };
        let mut effects = Effects { writes, ..Effects::default() };
        let (id, from) = (member.id.clone(), self.caller.from);
        self.reservations.release(&id);
        self.set_name(member.clone(), &mut effects);
        self.broadcast_status_change(&id, &mut effects, |presence| {
            presence.connect(member, connection, from, time);
        });
        effects
    }

    /// A connection that ends at once, with a grace period that lasts until the page asks again.
    pub(super) fn poll(&mut self, member: Member, facts: &JoinFacts, time: Millis, now: Millis) -> Effects {
        let id = member.id.clone();
        if self.has(&member) && self.presence.connections_of(&id).next().is_some() {
            // Another page of theirs is connected, and says whether they are active.
            return Effects { reply: self.check_capacity(&id), ..Effects::default() };
        }
        let connection = ConnectionId("poll".to_owned());
        let mut effects = self.let_in(member, connection.clone(), facts, time, now);
        if effects.reply.is_ok() {
            self.disconnect(&id, &connection, DisconnectReason::Polled, time, &mut effects);
        }
        effects
    }

    pub(super) fn rename(&mut self, member: Member, facts: &JoinFacts, now: Millis) -> Effects {
        // A name is shown to everybody, so it can be said with.
        if let Err(refusal) = self.sanctions.check_may_speak(&member.id, now) {
            return Effects::refused(refusal);
        }
        if self.claims_name(&member, facts) {
            let allowed = self.take_one(&member.id, now);
            if let Err(refusal) = allowed.and_then(|()| self.addresses.take(self.caller, Charge::Rename, now)) {
                return Effects::refused(refusal);
            }
        }
        let mut effects = self.join(&member, Founding::default(), facts, now);
        if effects.reply.is_ok() {
            self.set_name(member, &mut effects);
        }
        effects
    }

    pub(super) fn admit(
        &mut self,
        member: &Member,
        policy: JoinPolicy,
        founding: Founding,
        facts: &JoinFacts,
        now: Millis,
    ) -> Result<Vec<Write>, Refusal> {
        if member.id.is_operator() {
            // Whoever runs the site is in no room.
            return Err(Refusal::Malformed);
        }
        self.check_entry(member, policy, facts, now)?;
        self.charge_for_name(member, facts, now)?;
        Ok(self.found_and_register(member, founding, facts, now))
    }

    /// Whether somebody may come in, from where they come.
    fn check_entry(&self, member: &Member, policy: JoinPolicy, facts: &JoinFacts, now: Millis) -> Result<(), Refusal> {
        self.check_access(member, policy, facts, now)?;
        if self.has(member) || facts.known_as.is_some() {
            return Ok(());
        }
        self.sanctions.check_address(self.caller.from, now)
    }

    /// Charges the address of somebody who takes a name that was not theirs.
    fn charge_for_name(&mut self, member: &Member, facts: &JoinFacts, now: Millis) -> Result<(), Refusal> {
        if self.claims_name(member, facts) { self.addresses.take(self.caller, Charge::Name, now) } else { Ok(()) }
    }

    /// Whether the name was not this member's the last time that they were let in, or somebody
    /// else's since.
    fn claims_name(&self, member: &Member, facts: &JoinFacts) -> bool {
        !self.has(member) && (facts.known_as.as_ref() != Some(&member.name) || !facts.holders.is_empty())
    }

    /// Writes nothing for a member whom the room knows under this name.
    fn found_and_register(
        &mut self,
        member: &Member,
        founding: Founding,
        facts: &JoinFacts,
        now: Millis,
    ) -> Vec<Write> {
        let mut writes = Vec::new();
        if self.has(member) {
            return writes;
        }
        if !self.is_founded {
            let Founding { title, listing } = founding;
            let listing = if self.slug.is_lobby() { Listing::Listed } else { listing };
            self.is_founded = true;
            self.settings = Settings { title, listing, ..Settings::default() };
            // The operator owns the lobby: else whoever comes first after a deploy would.
            let founder = (!self.slug.is_lobby()).then(|| member.id.clone());
            self.ownership.owners = founder.into_iter().collect();
            writes.push(Write::Found { version: self.version });
            writes.push(Write::SetOwners(self.ownership.owners.clone()));
            writes.push(Write::SetSettings(self.settings.clone()));
            self.founded_from = limited(self.caller).filter(|_| !self.slug.is_lobby());
            writes.extend(self.founded_from.map(Write::SetFoundedFrom));
            self.founder = self.caller.session.map(|session| session.person).filter(|_| !self.slug.is_lobby());
            writes.extend(self.founder.map(Write::SetFounder));
        }
        if self.claims_name(member, facts) {
            let former_name = facts.known_as.clone();
            writes.push(Write::PutMember { member: member.clone(), former_name, at: now });
        }
        writes
    }

    /// Whether somebody may come in and read, under this name.
    ///
    /// # Errors
    /// [`Refusal::RoomDeleted`], [`Refusal::RoomClosed`], [`Refusal::Banned`],
    /// [`Refusal::RoomLocked`], [`Refusal::NameTaken`], [`Refusal::NameNotAllowed`], or what the
    /// site says of new rooms.
    pub fn check_access(
        &self,
        member: &Member,
        policy: JoinPolicy,
        facts: &JoinFacts,
        now: Millis,
    ) -> Result<(), Refusal> {
        self.check_open(&member.id)?;
        if member.id.is_operator() {
            return Ok(());
        }
        self.sanctions.check_may_enter(&member.id, now)?;
        if self.has(member) {
            return Ok(());
        }
        if !self.is_founded && !self.caller.is_operator {
            self.site.check_founding(&member.id)?;
        }
        check_join(facts, policy, |holder| self.holds_name(holder, now))?;
        self.check_words_of_name(member)
    }

    /// Whether a program may read. Programs have no session, so what is closed to strangers is
    /// closed to them.
    ///
    /// # Errors
    /// [`Refusal::RoomDeleted`], [`Refusal::RoomClosed`] or [`Refusal::RoomLocked`].
    pub fn check_public_access(&self) -> Result<(), Refusal> {
        match self.settings.join_policy {
            _ if self.deleted_at.is_some() => Err(Refusal::RoomDeleted),
            _ if self.is_closed() => Err(self.closed_refusal()),
            JoinPolicy::Locked => Err(Refusal::RoomLocked),
            JoinPolicy::Open => Ok(()),
        }
    }

    /// Whether there is a room, and it is open to somebody.
    pub(super) fn check_open(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.deleted_at.is_some() {
            Err(Refusal::RoomDeleted)
        } else if self.is_closed() && !member.is_operator() {
            Err(self.closed_refusal())
        } else {
            Ok(())
        }
    }

    fn closed_refusal(&self) -> Refusal {
        Refusal::RoomClosed { reason: self.settings.closed.as_str().to_owned() }
    }

    fn check_capacity(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.presence.connections_of(member).count() >= limits::CONNECTIONS_PER_MEMBER_MAX {
            Err(Refusal::TooManyConnections)
        } else if self.is_full() {
            Err(Refusal::RoomFull)
        } else if connections_max(self.caller).is_some_and(|(from, max)| self.presence.connections_from(from) >= max) {
            Err(Refusal::AddressBusy { wait_ms: limits::ADDRESS_FULL_WAIT_MS })
        } else {
            Ok(())
        }
    }

    /// Whether a member's name is theirs alone: they are here, or were a moment ago.
    #[must_use]
    pub fn holds_name(&self, member: &MemberId, now: Millis) -> bool {
        self.presence.has(member) || self.reservations.holds(member, now)
    }

    /// Reserves the name of somebody who was let in and has not connected yet.
    pub(super) fn reserve_name(&mut self, member: &MemberId, now: Millis) {
        if !self.presence.has(member) {
            self.reservations.reserve(member.clone(), now);
        }
    }

    fn set_name(&mut self, member: Member, effects: &mut Effects) {
        let Some(former_name) = self.presence.rename(&member) else { return };
        for connection in self.presence.connections_of(&member.id) {
            let update = ConnectionUpdate::Name(member.name.clone());
            effects.writes.push(Write::UpdateConnection { connection: connection.clone(), update });
        }
        if self.presence.is_announced(&member.id)
            && let Some(member) = self.presence.member(&member.id)
        {
            let (member, online_count) = (self.with_mark(member), self.presence.count());
            effects.broadcast(Event::Renamed { member, former_name, online_count });
        }
    }
}

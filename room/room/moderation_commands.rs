//! What moderators do to keep order: mute, ban, lift, and remove what somebody said.

use super::Room;
use super::owner_commands::audit;
use crate::{
    Audience, AuditAction, AuditEntry, CloseReason, Delivery, DisconnectReason, Effects, Event, Facts, Member,
    MemberId, Millis, NewSanction, Refusal, Removal, Sanction, SanctionKind, Sanctions, Write, limits,
};

impl Room {
    /// The sanctions in the room.
    #[must_use]
    pub fn sanctions(&self) -> &Sanctions {
        &self.sanctions
    }

    /// Whether somebody may act against somebody else.
    ///
    /// # Errors
    /// [`Refusal::NotModerator`] or [`Refusal::NotBelow`], or that the room is closed or deleted.
    pub fn check_moderates(&self, by: &MemberId, member: &MemberId) -> Result<(), Refusal> {
        self.check_keeps_order(by)?;
        if self.role(by).outranks(self.role(member)) { Ok(()) } else { Err(Refusal::NotBelow) }
    }

    /// Whether somebody keeps order. In a room that the operator has closed nobody else does.
    pub(super) fn check_keeps_order(&self, by: &MemberId) -> Result<(), Refusal> {
        self.ownership.check_moderator(by)?;
        self.check_open(by)
    }

    /// Mutes or bans somebody. The same again begins anew, with another term.
    pub(super) fn sanction(
        &mut self,
        by: &MemberId,
        member: &MemberId,
        new: NewSanction,
        facts: &Facts,
        (time, now): (Millis, Millis),
    ) -> Effects {
        if let Err(refusal) = self.check_sanction(by, member, facts, now) {
            return Effects::refused(refusal);
        }
        let NewSanction { kind, term_ms, reason } = new;
        let until = term_ms.map(|term| now + term);
        let before = self.sanctions.of(member, kind, now);
        let from = if kind == SanctionKind::Ban { self.address_of(member) } else { None };
        // Who is not here has been here when they were banned the time before.
        let from = from.or(before.and_then(|it| it.from));
        let elsewhere = before.and_then(|it| it.elsewhere);
        let sanction = Sanction {
            kind,
            member: member.clone(),
            until,
            reason: reason.clone(),
            by: by.clone(),
            at: now,
            from,
            elsewhere,
        };
        let over = self.sanctions.put(sanction.clone(), now);
        let mut effects = match kind {
            SanctionKind::Mute => Effects { deliveries: vec![self.told(member, kind, now)], ..Effects::default() },
            SanctionKind::Ban => {
                let connections = self.presence.connections_of(member).map(|it| (member.clone(), it.clone())).collect();
                self.presence.end_grace_period(member, time);
                self.end(connections, DisconnectReason::Left, CloseReason::Banned, time, now)
            }
        };
        let action = match kind {
            SanctionKind::Mute => AuditAction::Muted(until),
            SanctionKind::Ban => AuditAction::Banned(until),
        };
        let lifted = over.into_iter().map(|it| Write::LiftSanction { member: it.member, kind: it.kind });
        effects.writes.extend(lifted);
        effects.writes.push(Write::PutSanction(sanction));
        effects.writes.push(Write::Audit(AuditEntry {
            at: now,
            by: by.clone(),
            action,
            subject: Some(member.clone()),
            reason,
        }));
        effects
    }

    fn check_sanction(&self, by: &MemberId, member: &MemberId, facts: &Facts, now: Millis) -> Result<(), Refusal> {
        self.check_moderates(by, member)?;
        if facts.subject.is_none() {
            return Err(Refusal::NoSuchMember);
        }
        if self.sanctions.is_full(now) { Err(Refusal::TooManySanctions) } else { Ok(()) }
    }

    /// Refuses somebody, and learns where they come from if it is because of a ban.
    pub(super) fn refused(&mut self, member: &MemberId, refusal: Refusal) -> Effects {
        let learned = match refusal {
            Refusal::Banned { .. } => self.sanctions.learn_address(member, self.caller.from),
            _ => None,
        };
        Effects { writes: learned.map(Write::PutSanction).into_iter().collect(), ..Effects::refused(refusal) }
    }

    /// Lets somebody speak or come in again. Who may already, may.
    pub(super) fn lift(&mut self, by: &MemberId, member: &MemberId, kind: SanctionKind, now: Millis) -> Effects {
        if let Err(refusal) = self.check_moderates(by, member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        if self.sanctions.lift(member, kind, now) {
            let action = match kind {
                SanctionKind::Mute => AuditAction::Unmuted,
                SanctionKind::Ban => AuditAction::Unbanned,
            };
            effects.writes.push(Write::LiftSanction { member: member.clone(), kind });
            effects.writes.push(audit(by, action, Some(member.clone()), now));
            effects.deliveries.push(self.told(member, kind, now));
        }
        effects
    }

    /// What somebody is told before they try to say something: that they are muted, if so it is.
    #[must_use]
    pub fn mute_of(&self, member: &MemberId, now: Millis) -> Option<Refusal> {
        self.sanctions.check_may_speak(member, now).err()
    }

    /// When the next mute ends of somebody who is here, and wants to know.
    #[must_use]
    pub fn next_mute_end(&self) -> Option<Millis> {
        let hears = |sanction: &&Sanction| self.presence.connections_of(&sanction.member).next().is_some();
        self.sanctions.mutes().filter(hears).filter_map(|mute| mute.until).min()
    }

    /// Tells those who are here, and whose mute is over, that they can speak again, and forgets it.
    /// Who is away is told when they come back.
    pub(super) fn end_mutes(&mut self, now: Millis, effects: &mut Effects) {
        let presence = &self.presence;
        let hears = |member: &MemberId| presence.connections_of(member).next().is_some();
        for member in self.sanctions.take_ended_mutes(hears, now) {
            effects.deliveries.push(self.told(&member, SanctionKind::Mute, now));
            effects.writes.push(Write::LiftSanction { member, kind: SanctionKind::Mute });
        }
    }

    /// Tells somebody who has just connected whether they are muted, or have been until a while
    /// ago: their page may be from before.
    pub(super) fn tell_mute(&mut self, member: &MemberId, now: Millis, effects: &mut Effects) {
        self.end_mutes(now, effects);
        if let Some(muted) = self.mute_of(member, now) {
            let audience = Audience::Member(member.clone());
            effects.deliveries.push(Delivery { audience, event: Event::Muted(muted) });
        }
    }

    /// Tells somebody what is kept from them now, or that nothing is any more.
    fn told(&self, member: &MemberId, kind: SanctionKind, now: Millis) -> Delivery {
        let event = match (kind, self.sanctions.check_may_speak(member, now)) {
            (SanctionKind::Mute, Err(muted)) => Event::Muted(muted),
            _ => Event::Unmuted,
        };
        Delivery { audience: Audience::Member(member.clone()), event }
    }

    /// Removes the next of somebody's messages, as many as the facts have. It costs nothing of
    /// anybody's allowance: a moderator who cleans up has no other way.
    pub(super) fn remove_messages(
        &mut self,
        by: &Member,
        member: &MemberId,
        facts: Facts,
        (time, now): (Millis, Millis),
    ) -> Effects {
        if let Err(refusal) = self.check_moderates(&by.id, member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        for record in facts.records {
            let removal = Removal { at: now, by: by.id.clone(), name: by.name.clone() };
            self.add_removal(record, removal, time, &mut effects);
        }
        if !effects.writes.is_empty() {
            effects.writes.push(audit(&by.id, AuditAction::MessagesRemoved, Some(member.clone()), now));
        }
        effects
    }

    /// Brings back what a moderator has just removed of somebody's messages, as far as that can
    /// still be undone.
    pub(super) fn restore_messages(
        &mut self,
        by: &MemberId,
        member: &MemberId,
        facts: Facts,
        time: Millis,
        now: Millis,
    ) -> Effects {
        if let Err(refusal) = self.check_moderates(by, member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        for (record, text) in facts.removed {
            if self.is_undoable(record.message.seq, time) {
                self.add_restoration(record, text, &mut effects);
            }
        }
        if effects.writes.is_empty() {
            return Effects::refused(Refusal::TooLateToUndo);
        }
        effects.writes.push(audit(by, AuditAction::MessagesRestored, Some(member.clone()), now));
        effects
    }

    /// Whether a member may remove a message: it is theirs, or they keep order and outrank its
    /// author.
    ///
    /// # Errors
    /// [`Refusal::NotAuthor`], or [`Refusal::NotBelow`] for a moderator.
    pub(super) fn check_may_remove(&self, by: &MemberId, author: &MemberId) -> Result<(), Refusal> {
        match (by == author, self.check_moderates(by, author)) {
            (true, _) | (_, Ok(())) => Ok(()),
            (_, Err(Refusal::NotModerator)) => Err(Refusal::NotAuthor),
            (_, Err(refusal)) => Err(refusal),
        }
    }
}

const _: () = assert!(limits::REMOVE_BATCH < limits::REMOVE_ALL_MAX, "a request is several turns");

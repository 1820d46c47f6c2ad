//! What only owners do, and how one becomes an owner.

use super::Room;
use crate::{
    AuditAction, AuditEntry, Close, CloseReason, DisconnectReason, Effects, Event, Founding, JoinFacts, JoinPolicy,
    Member, MemberId, Millis, Ownership, Refusal, Role, RoleLink, SavedState, Settings, SingleLineText, Write, limits,
};

impl Room {
    pub(super) fn update_settings(&mut self, member: &MemberId, settings: Settings, now: Millis) -> Effects {
        if let Err(refusal) = self.check_manages(member) {
            return Effects::refused(refusal);
        }
        // An owner decides about everything but this.
        let settings = Settings { closed: self.settings.closed.clone(), ..settings };
        let mut effects = Effects::default();
        if self.settings != settings {
            // Everybody is told of it, and the log keeps it.
            if let Err(refusal) = self.take_one(member, now) {
                return Effects::refused(refusal);
            }
            self.settings.clone_from(&settings);
            self.follow_posting_rules();
            effects.writes.push(Write::SetSettings(settings.clone()));
            effects.writes.push(audit(member, AuditAction::SettingsChanged, None, now));
            effects.broadcast(Event::SettingsChanged { room: self.slug.clone(), settings });
        }
        effects
    }

    pub(super) fn set_role_link(&mut self, member: &MemberId, role: Role, link: RoleLink, now: Millis) -> Effects {
        if let Err(refusal) = self.check_manages(member).and_then(|()| self.take_one(member, now)) {
            return Effects::refused(refusal);
        }
        // Who has made another owner needs no reminder to do so.
        let mut effects = match role {
            Role::Owner => self.dismiss_reminder(member),
            _ => Effects { reply: self.check_manages(member), ..Effects::default() },
        };
        if effects.reply.is_ok() {
            self.ownership.set_link(role, link.clone());
            effects.writes.push(Write::SetRoleLink(role, Some(link)));
            effects.writes.push(audit(member, AuditAction::RoleLinkMade(role), None, now));
        }
        effects
    }

    pub(super) fn dismiss_reminder(&mut self, member: &MemberId) -> Effects {
        if let Err(refusal) = self.check_manages(member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        if self.ownership.set_reminded(member) {
            effects.writes.push(Write::SetReminded(self.ownership.reminded.clone()));
        }
        effects
    }

    /// Somebody with a role is let into a locked room. A name that somebody else has is not theirs
    /// all the same. Who has the role already, or a higher one, perhaps because the form came
    /// twice, uses the link up no further.
    pub(super) fn follow_role_link(
        &mut self,
        member: &Member,
        digest: &str,
        facts: &JoinFacts,
        now: Millis,
    ) -> Effects {
        if self.ownership.is_owner(&member.id) {
            return Effects::default();
        }
        let role = match self.ownership.role_by_link(digest, now) {
            Ok(role) if role == self.role(&member.id) => return Effects::default(),
            Ok(role) => role,
            // The link was used up by themselves.
            Err(_) if self.role(&member.id).may_moderate() => return Effects::default(),
            Err(refusal) => return Effects::refused(refusal),
        };
        let mut writes = match self.admit(member, JoinPolicy::Open, Founding::default(), facts, now) {
            Ok(writes) => writes,
            Err(refusal) => return Effects::refused(refusal),
        };
        self.reserve_name(&member.id, now);
        self.ownership.give(role, member.id.clone());
        writes.extend(self.ownership_writes());
        writes.push(audit(&member.id, AuditAction::RoleGiven(role), None, now));
        let mut effects = Effects { writes, ..Effects::default() };
        self.broadcast_role(&member.id, &mut effects);
        effects
    }

    /// Who was removed may know the secret of a link that is open, so it is cancelled. Who steps
    /// down twice, because the form came twice, has no role the second time, and all is well.
    pub(super) fn remove_role(&mut self, member: &MemberId, holder: &MemberId, now: Millis) -> Effects {
        let steps_down = member == holder;
        let (own, theirs) = (self.role(member), self.role(holder));
        if theirs == Role::Everybody && (steps_down || own.may_manage()) {
            return Effects::default();
        }
        if let Err(refusal) = self.check_manages(member)
            && !steps_down
        {
            return Effects::refused(refusal);
        }
        // Of the lobby the operator stays an owner, and may appoint others anywhere.
        let is_last = theirs == Role::Owner && self.ownership.owners.len() == 1;
        if is_last && own != Role::Operator && !self.slug.is_lobby() {
            return Effects::refused(Refusal::LastOwner);
        }
        if steps_down {
            self.ownership.step_down(holder);
        } else {
            self.ownership.remove(holder);
        }
        let mut effects = Effects { writes: self.ownership_writes(), ..Effects::default() };
        effects.writes.push(audit(member, AuditAction::RoleRemoved(theirs), Some(holder.clone()), now));
        self.broadcast_role(holder, &mut effects);
        effects
    }

    /// Whether somebody decides about the room. Of one that the operator has closed nobody else
    /// does: an owner could delete it, and found it again. One that nobody has founded has no
    /// owner, not in the operator either.
    fn check_manages(&self, member: &MemberId) -> Result<(), Refusal> {
        self.ownership.check_owner(member)?;
        self.check_open(member)?;
        if self.is_founded { Ok(()) } else { Err(Refusal::NotOwner) }
    }

    /// Who has which role, and by which links others may get one.
    fn ownership_writes(&self) -> Vec<Write> {
        let Ownership { owners, link, reminded, moderators, moderator_link } = self.ownership.clone();
        vec![
            Write::SetOwners(owners),
            Write::SetReminded(reminded),
            Write::SetModerators(moderators),
            Write::SetRoleLink(Role::Owner, link),
            Write::SetRoleLink(Role::Moderator, moderator_link),
        ]
    }

    /// Tells pages that somebody in the list has another role now.
    fn broadcast_role(&mut self, member: &MemberId, effects: &mut Effects) {
        self.owners_version += 1;
        let is_listed = self.presence.is_announced(member) && self.presence.count() <= limits::LISTED_MEMBERS_MAX;
        if let Some(member) = self.presence.member(member).filter(|_| is_listed) {
            effects.broadcast(Event::StatusChanged(self.with_mark(member)));
        }
    }

    /// Closes the room, which ends all connections, or opens it again. Only the operator does.
    pub(super) fn set_closed(
        &mut self,
        member: &MemberId,
        reason: Option<SingleLineText>,
        time: Millis,
        now: Millis,
    ) -> Effects {
        if self.role(member) != Role::Operator || self.deleted_at.is_some() {
            return Effects::refused(if self.deleted_at.is_some() { Refusal::RoomDeleted } else { Refusal::NotOwner });
        }
        let closed = reason.unwrap_or_default();
        if closed == self.settings.closed || !self.is_founded {
            return Effects::default();
        }
        let (action, connections) = if closed.as_str().is_empty() {
            (AuditAction::Reopened, Vec::new())
        } else {
            (AuditAction::Closed, self.presence.all_owned_connections())
        };
        self.settings.closed = closed;
        let mut effects = self.end(connections, DisconnectReason::Left, CloseReason::RoomClosed, time, now);
        effects.writes.push(Write::SetSettings(self.settings.clone()));
        effects.writes.push(audit(member, action, None, now));
        effects
    }

    pub(super) fn delete(&mut self, member: &MemberId, now: Millis) -> Effects {
        if let Err(refusal) = self.check_manages(member) {
            return Effects::refused(refusal);
        }
        let connections = self.presence.all_connections().cloned();
        let closes = connections.map(|connection| Close { connection, reason: CloseReason::RoomDeleted }).collect();
        let edit_window_ms = self.edit_window_ms;
        let empty = SavedState { edit_window_ms, ..SavedState::empty(self.slug.clone()) };
        *self = Self::restore(SavedState { deleted_at: Some(now), ..empty }, now);
        Effects { writes: vec![Write::DeleteRoom { at: now }], closes, ..Effects::default() }
    }
}

/// What the audit log keeps of a decision.
pub(super) fn audit(by: &MemberId, action: AuditAction, subject: Option<MemberId>, at: Millis) -> Write {
    Write::Audit(AuditEntry { at, by: by.clone(), action, subject, reason: SingleLineText::default() })
}

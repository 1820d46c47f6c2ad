//! What only owners do, and how one becomes an owner.

use super::Room;
use crate::{
    Close, CloseReason, Effects, Event, Founding, JoinFacts, JoinPolicy, Member, MemberId, Millis, OwnerLink, Refusal,
    SavedState, Settings, Write, limits,
};

impl Room {
    pub(super) fn update_settings(&mut self, member: &MemberId, settings: Settings) -> Effects {
        if let Err(refusal) = self.ownership.check_owner(member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        if self.settings != settings {
            self.settings.clone_from(&settings);
            self.follow_posting_rules();
            effects.writes.push(Write::SetSettings(settings.clone()));
            effects.broadcast(Event::SettingsChanged { room: self.slug.clone(), settings });
        }
        effects
    }

    pub(super) fn set_owner_link(&mut self, member: &MemberId, digest: String, uses: usize, now: Millis) -> Effects {
        let mut effects = self.dismiss_reminder(member);
        if effects.reply.is_ok() {
            self.ownership.link = Some(OwnerLink::new(digest, uses, now));
            effects.writes.push(Write::SetOwnerLink(self.ownership.link.clone()));
        }
        effects
    }

    pub(super) fn dismiss_reminder(&mut self, member: &MemberId) -> Effects {
        if let Err(refusal) = self.ownership.check_owner(member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        if self.ownership.set_reminded(member) {
            effects.writes.push(Write::SetReminded(self.ownership.reminded.clone()));
        }
        effects
    }

    /// An owner is let into a locked room. A name that somebody else has is not theirs all the
    /// same. Who is an owner already, because the form came twice, uses the link up no further.
    pub(super) fn become_owner(&mut self, member: &Member, digest: &str, facts: &JoinFacts, now: Millis) -> Effects {
        if self.ownership.is_owner(&member.id) {
            return Effects::default();
        }
        if let Err(refusal) = self.ownership.check_link(digest, now) {
            return Effects::refused(refusal);
        }
        let mut writes = match self.admit(member, JoinPolicy::Open, Founding::default(), facts, now) {
            Ok(writes) => writes,
            Err(refusal) => return Effects::refused(refusal),
        };
        self.reserve_name(&member.id, now);
        self.ownership.add(member.id.clone());
        writes.push(Write::SetOwners(self.ownership.owners.clone()));
        writes.push(Write::SetOwnerLink(self.ownership.link.clone()));
        let mut effects = Effects { writes, ..Effects::default() };
        self.broadcast_ownership(&member.id, &mut effects);
        effects
    }

    /// Who was removed may know the secret of a link that is open, so it is cancelled. Who steps
    /// down twice, because the form came twice, is no owner the second time, and all is well.
    pub(super) fn remove_owner(&mut self, member: &MemberId, owner: &MemberId) -> Effects {
        let steps_down = member == owner;
        if !self.ownership.is_owner(owner) && (steps_down || self.ownership.is_owner(member)) {
            return Effects::default();
        }
        if let Err(refusal) = self.ownership.check_owner(member) {
            return Effects::refused(refusal);
        }
        if self.ownership.owners.len() == 1 {
            return Effects::refused(Refusal::LastOwner);
        }
        self.ownership.remove(owner);
        let mut effects = Effects::default();
        effects.writes.push(Write::SetOwners(self.ownership.owners.clone()));
        effects.writes.push(Write::SetReminded(self.ownership.reminded.clone()));
        if !steps_down && self.ownership.link.take().is_some() {
            effects.writes.push(Write::SetOwnerLink(None));
        }
        self.broadcast_ownership(owner, &mut effects);
        effects
    }

    /// Tells pages who owns the room now: somebody in the list became an owner, or is none any
    /// more.
    fn broadcast_ownership(&mut self, member: &MemberId, effects: &mut Effects) {
        self.owners_version += 1;
        let is_listed = self.presence.is_announced(member) && self.presence.count() <= limits::LISTED_MEMBERS_MAX;
        if let Some(member) = self.presence.member(member).filter(|_| is_listed) {
            effects.broadcast(Event::StatusChanged(self.with_mark(member)));
        }
    }

    pub(super) fn delete(&mut self, member: &MemberId, now: Millis) -> Effects {
        if let Err(refusal) = self.ownership.check_owner(member) {
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

//! What only owners do, and how one becomes an owner.

use super::Room;
use crate::{
    Close, CloseReason, Effects, Event, Founding, JoinFacts, JoinPolicy, Member, MemberId, Millis, SavedState,
    Settings, Write, limits,
};

impl Room {
    pub(super) fn update_settings(&mut self, member: &MemberId, settings: Settings) -> Effects {
        if let Err(refusal) = self.ownership.check_owner(member) {
            return Effects::refused(refusal);
        }
        let mut effects = Effects::default();
        if self.settings != settings {
            self.settings.clone_from(&settings);
            effects.writes.push(Write::SetSettings(settings.clone()));
            effects.broadcast(Event::SettingsChanged { room: self.slug.clone(), settings });
        }
        effects
    }

    pub(super) fn set_owner_link(&mut self, member: &MemberId, digest: String) -> Effects {
        if let Err(refusal) = self.ownership.check_owner(member) {
            return Effects::refused(refusal);
        }
        self.ownership.link_digest = Some(digest.clone());
        Effects { writes: vec![Write::SetOwnerLink(digest)], ..Effects::default() }
    }

    /// An owner is let into a locked room. A name that somebody else has is not theirs all the
    /// same.
    pub(super) fn become_owner(&mut self, member: &Member, digest: &str, facts: &JoinFacts, now: Millis) -> Effects {
        if let Err(refusal) = self.ownership.check_link(&member.id, digest) {
            return Effects::refused(refusal);
        }
        if self.ownership.is_owner(&member.id) {
            return Effects::default();
        }
        let mut writes = match self.admit(member, JoinPolicy::Open, Founding::default(), facts, now) {
            Ok(writes) => writes,
            Err(refusal) => return Effects::refused(refusal),
        };
        self.reserve_name(&member.id, now);
        self.ownership.owners.push(member.id.clone());
        writes.push(Write::SetOwners(self.ownership.owners.clone()));
        let mut effects = Effects { writes, ..Effects::default() };
        self.broadcast_ownership(&member.id, &mut effects);
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
        *self = Self::restore(SavedState { deleted_at: Some(now), ..SavedState::empty(self.slug.clone()) }, now);
        Effects { writes: vec![Write::DeleteRoom { at: now }], closes, ..Effects::default() }
    }
}

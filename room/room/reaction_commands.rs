//! Reacting to a message: which reactions are taken, and when pages are told.

use super::Room;
use crate::address_limiter::Charge;
use crate::emoji::Emoji;
use crate::{
    Audience, Delivery, Effects, Event, Facts, Member, MemberId, Millis, Reaction, ReactionState, Refusal, Seq,
    Version, Write, limits,
};

/// What somebody wants to be so: with it or without it, however often it is said.
pub(super) struct Wanted {
    pub(super) member: Member,
    pub(super) seq: Seq,
    /// What may be an emoji.
    pub(super) typed: String,
    pub(super) state: ReactionState,
}

impl Room {
    /// Reacts to a message, or takes that back. The member's own pages learn of it at once, all
    /// others when the message is due.
    pub(super) fn react(&mut self, wanted: Wanted, facts: &Facts, time: Millis, now: Millis) -> Effects {
        let (member, seq, typed) = (wanted.member.id.clone(), wanted.seq, wanted.typed.clone());
        match self.reaction(wanted, facts, now) {
            Ok((emoji, changed)) => {
                let state = changed.as_ref().map_or(facts.reaction.state, |reaction| reaction.state);
                let event = Event::Reacted { seq, emoji, state };
                let own = Delivery { audience: Audience::Member(member), event };
                let mut effects = Effects { deliveries: vec![own], ..Effects::default() };
                if let Some(reaction) = changed {
                    self.version = reaction.version;
                    self.reactions.add(seq, reaction.version, time);
                    effects.writes.push(Write::PutReaction(reaction));
                    self.tell_reactions(time, &mut effects);
                }
                effects
            }
            Err(refusal) => {
                let state = facts.reaction.state;
                let event = Event::ReactionRefused { seq, typed, state, refusal: refusal.clone() };
                Effects::answer(event, Err(refusal))
            }
        }
    }

    /// The emoji, and the reaction if something changes.
    fn reaction(&mut self, wanted: Wanted, facts: &Facts, now: Millis) -> Result<(Emoji, Option<Reaction>), Refusal> {
        let Wanted { member, seq, typed, state } = wanted;
        let emoji = Emoji::parse(&typed).ok_or(Refusal::NotEmoji)?;
        let message = facts.record.as_ref().map(|record| &record.message).ok_or(Refusal::NoSuchMessage)?;
        if message.removal.is_some() {
            return Err(Refusal::MessageRemoved);
        }
        if state == facts.reaction.state {
            return Ok((emoji, None));
        }
        self.site.check_writing(&member.id)?;
        if state == ReactionState::On {
            self.sanctions.check_may_speak(&member.id, now)?;
        }
        if state == ReactionState::On && facts.is_storage_full {
            return Err(Refusal::NoSpace);
        }
        let is_new_kind = state == ReactionState::On && !facts.reaction.has_kind;
        if is_new_kind && facts.reaction.kinds >= limits::REACTION_KINDS_MAX {
            return Err(Refusal::TooManyKinds);
        }
        let charge = Charge::Send { bytes: 0 };
        self.addresses.check(self.caller, charge, now)?;
        self.reaction_limiter.take(&member.id, now).map_err(|wait_ms| Refusal::TooFast { wait_ms })?;
        self.addresses.take_checked(self.caller, charge, now);
        let version = self.version + 1;
        let reaction = Reaction { seq, emoji: emoji.clone(), member, state, version, first: version };
        Ok((emoji, Some(reaction)))
    }

    /// Tells everybody of the reactions that are due.
    pub(super) fn tell_reactions(&mut self, time: Millis, effects: &mut Effects) {
        let due = self.reactions.take_due(time);
        if !due.is_empty() {
            effects.broadcast(Event::ReactionsChanged(due));
        }
    }

    /// The version up to which pages are told of everything, once they have what is sent to them.
    /// It stays behind a reaction that waits for others: who comes back from before it was told is
    /// told then.
    #[must_use]
    pub fn told_version(&self) -> Version {
        self.untold_since().unwrap_or(self.version)
    }

    /// The version since which there are reactions that pages are still to be told of.
    #[must_use]
    pub fn untold_since(&self) -> Option<Version> {
        self.reactions.first_untold().map(|untold| untold - 1)
    }

    /// The connections of a member.
    pub fn connections_of(&self, member: &MemberId) -> impl Iterator<Item = &crate::ConnectionId> {
        self.presence.connections_of(member)
    }
}

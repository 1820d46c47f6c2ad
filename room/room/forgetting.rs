//! Forgetting somebody: what a room keeps of them goes, and stays gone. Their id stays, which is
//! nothing but chance: what holds against them holds on, and a conversation keeps its shape.

use super::Room;
use crate::{CloseReason, DisconnectReason, Effects, Event, Facts, Member, MemberId, Millis, Removal, Write};

impl Room {
    /// Forgets the next of what the room has of somebody. They leave with it.
    pub(super) fn forget(&mut self, member: &MemberId, facts: Facts, time: Millis, now: Millis) -> Effects {
        let connections: Vec<_> = self.presence.connections_of(member).map(|it| (member.clone(), it.clone())).collect();
        self.presence.end_grace_period(member, time);
        let mut effects = self.end(connections, DisconnectReason::Left, CloseReason::Left, time, now);
        if self.notice.forget(member) {
            self.tell_notice_again(&mut effects);
        }
        let operator = Member::operator();
        for record in facts.records {
            let removal = Removal { at: now, by: operator.id.clone(), name: operator.name.clone() };
            let (seq, is_theirs) = (record.message.seq, record.message.member == *member);
            if is_theirs {
                // Nothing of it can be undone.
                effects.writes.push(Write::EraseRemovedText { seq });
                effects.writes.push(Write::EraseReactions { seq });
            }
            self.add_change(record.without(member, removal, self.version + 1), &mut effects);
        }
        for (record, text) in facts.removed {
            let seq = record.message.seq;
            if let Some(removal) = record.message.removal.filter(|_| record.message.member != *member) {
                let (removed_at, text) = (removal.at, text.without(member));
                effects.writes.push(Write::KeepRemovedText { seq, removed_at, text });
            }
        }
        if !facts.reacted.is_empty() {
            self.version += 1;
        }
        effects.writes.push(Write::ForgetMember { member: member.clone(), version: self.version });
        for seq in facts.reacted {
            self.reactions.add(seq, self.version, time);
        }
        self.tell_reactions(time, &mut effects);
        effects
    }

    /// Open pages replace what they were told last of who comes and goes.
    fn tell_notice_again(&self, effects: &mut Effects) {
        let told = effects.deliveries.iter_mut().find_map(|delivery| match &mut delivery.event {
            Event::PresenceChanged { notice, .. } => Some(notice),
            _ => None,
        });
        let (notice, online_count) = (self.notice.clone(), self.presence.count());
        match told {
            Some(told) => *told = notice,
            None => {
                let (joined, left, unlisted) = (Vec::new(), Vec::new(), Vec::new());
                effects.broadcast(Event::PresenceChanged { joined, left, unlisted, online_count, notice });
            }
        }
    }
}

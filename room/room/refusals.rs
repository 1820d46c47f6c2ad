//! What a room does with whoever is refused.

use super::Room;
use crate::patience::Answer;
use crate::{Audience, CloseReason, DisconnectReason, Effects, MemberId, Millis, Refusal};

impl Room {
    /// Whether a member is let in, or shut out because they were refused too often.
    ///
    /// # Errors
    /// [`Refusal::TooFast`] or [`Refusal::ShutOut`].
    pub(super) fn check_patience(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        self.patience.check(member, now)
    }

    /// What a command comes to that was refused, if its member was refused too often.
    pub(super) fn lose_patience(&mut self, member: &MemberId, refused: Effects, time: Millis, now: Millis) -> Effects {
        match self.patience.lose(member, now) {
            Answer::Told => refused,
            Answer::None => Effects {
                deliveries: refused.deliveries.into_iter().filter(|it| it.audience != Audience::Sender).collect(),
                ..refused
            },
            Answer::ShutOut => self.shut_out(member, refused, time, now),
        }
    }

    /// Whether a frame of a member is looked at: they send no more than pages do.
    pub fn takes_frame(&mut self, member: &MemberId, now: Millis) -> bool {
        self.frame_limiter.take(member, now).is_ok()
    }

    /// A member's connection is closed for a frame that no page of ours sends, and that is not
    /// read. After a few of them they do not come back at once.
    pub fn loses_patience_with_unread_frame(&mut self, member: &MemberId, now: Millis) {
        self.patience.lose_to_unread_frame(member, now);
    }

    /// A member's connection is closed for many such frames: they do not come back at once.
    pub fn shut_out_at_once(&mut self, member: &MemberId, now: Millis) {
        self.patience.shut_out(member, now);
    }

    fn shut_out(&mut self, member: &MemberId, refused: Effects, time: Millis, now: Millis) -> Effects {
        let connections = self.presence.connections_of(member).map(|it| (member.clone(), it.clone())).collect();
        let mut effects = self.end(connections, DisconnectReason::Closed, CloseReason::TooFast, time, now);
        effects.writes.extend(refused.writes);
        Effects { reply: refused.reply, ..effects }
    }
}

//! Patience with whoever is refused again and again. Each refusal costs the room as much as a
//! message, so it cannot be answered for ever: at first it is told, then it is not, and then its
//! member is shut out for a while.

use std::collections::BTreeMap;

use crate::{MemberId, Millis, Refusal, limits};

/// What follows from a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is told.
    Told,
    /// Nothing: this member knows by now.
    None,
    /// Their connections are closed, and they are not let in for
    /// [`SHUT_OUT_MS`](limits::SHUT_OUT_MS).
    ShutOut,
}

/// Who was refused lately, and who is shut out. Only memory has it: a room sleeps only after ten
/// seconds in which nobody was refused anything.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    /// When each member's refusals are forgotten: one in each
    /// [`REFUSAL_INTERVAL_MS`](limits::REFUSAL_INTERVAL_MS).
    forgotten_at: BTreeMap<MemberId, Millis>,
    /// Until when somebody is shut out, and for what.
    shut_out: BTreeMap<MemberId, (Millis, Offence)>,
}

/// What somebody is shut out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offence {
    /// They were refused too often. Their pages are told so when they come.
    TooFast,
    /// They sent frames that are not read. The platform takes such a frame in whole, so they get no
    /// connection, not even one on which they would be told why.
    UnreadFrames,
}

impl Patience {
    /// Whether a member is let in.
    ///
    /// # Errors
    /// [`Refusal::TooFast`] or [`Refusal::ShutOut`], as long as they are shut out.
    pub(crate) fn check(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        let Some((until, offence)) = self.shut_out.get(member) else { return Ok(()) };
        let wait_ms = until - now;
        // A clock that was set back shuts out nobody for longer than it was meant.
        match offence {
            _ if !(1..=limits::SHUT_OUT_MS).contains(&wait_ms) => Ok(()),
            Offence::TooFast => Err(Refusal::TooFast { wait_ms }),
            Offence::UnreadFrames => Err(Refusal::ShutOut { wait_ms }),
        }
    }

    /// A member was refused something.
    pub(crate) fn lose(&mut self, member: &MemberId, now: Millis) -> Answer {
        self.lose_at(1, Offence::TooFast, member, now)
    }

    /// A member sent a frame that is not read.
    pub(crate) fn lose_to_unread_frame(&mut self, member: &MemberId, now: Millis) {
        self.lose_at(limits::UNREAD_FRAME_COST, Offence::UnreadFrames, member, now);
    }

    /// A member did what costs as much as so many refusals.
    fn lose_at(&mut self, cost: i64, offence: Offence, member: &MemberId, now: Millis) -> Answer {
        let longest = now + limits::REFUSALS_MAX * limits::REFUSAL_INTERVAL_MS;
        let before = self.forgotten_at.get(member).copied().filter(|at| (now..=longest).contains(at)).unwrap_or(now);
        let forgotten_at = before + cost * limits::REFUSAL_INTERVAL_MS;
        self.forgotten_at.retain(|_, at| *at > now);
        if forgotten_at > longest {
            self.forgotten_at.remove(member);
            self.shut_out_for(offence, member, now);
            return Answer::ShutOut;
        }
        self.forgotten_at.insert(member.clone(), forgotten_at);
        let told = now + limits::REFUSALS_TOLD_MAX * limits::REFUSAL_INTERVAL_MS;
        if forgotten_at > told { Answer::None } else { Answer::Told }
    }

    /// Shuts a member out at once.
    pub(crate) fn shut_out(&mut self, member: &MemberId, now: Millis) {
        self.shut_out_for(Offence::TooFast, member, now);
    }

    fn shut_out_for(&mut self, offence: Offence, member: &MemberId, now: Millis) {
        self.shut_out.retain(|_, (until, _)| *until > now);
        self.shut_out.insert(member.clone(), (now + limits::SHUT_OUT_MS, offence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> MemberId {
        MemberId::parse("adaadaadaadaada2").unwrap()
    }

    #[test]
    fn refusals_are_told_then_ignored_then_end() {
        let mut patience = Patience::default();
        let answers: Vec<_> = (0..31).map(|_| patience.lose(&ada(), 0)).collect();
        let count = |answer| answers.iter().filter(|it| **it == answer).count();
        assert_eq!([Answer::Told, Answer::None, Answer::ShutOut].map(count), [20, 10, 1]);
        assert_eq!(patience.check(&ada(), 0), Err(Refusal::TooFast { wait_ms: limits::SHUT_OUT_MS }));
        assert_eq!(patience.check(&ada(), limits::SHUT_OUT_MS), Ok(()));
        assert_eq!(patience.lose(&ada(), limits::SHUT_OUT_MS), Answer::Told, "they begin anew");
    }

    #[test]
    fn sender_of_unread_frames_gets_no_connection() {
        let mut patience = Patience::default();
        for second in 0..2 {
            patience.lose_to_unread_frame(&ada(), second * limits::REFUSAL_INTERVAL_MS);
            assert_eq!(patience.check(&ada(), second * limits::REFUSAL_INTERVAL_MS), Ok(()));
        }
        patience.lose_to_unread_frame(&ada(), 2_000);
        assert_eq!(patience.check(&ada(), 2_000), Err(Refusal::ShutOut { wait_ms: limits::SHUT_OUT_MS }));
        assert_eq!(patience.check(&ada(), 2_000 + limits::SHUT_OUT_MS), Ok(()));
    }

    #[test]
    fn somebody_who_is_refused_now_and_then_is_always_told() {
        let mut patience = Patience::default();
        for second in 0..1_000 {
            assert_eq!(patience.lose(&ada(), second * limits::REFUSAL_INTERVAL_MS), Answer::Told);
        }
        let grace = MemberId::parse("gracegracegrace2").unwrap();
        while patience.lose(&ada(), 2_000_000) != Answer::ShutOut {}
        assert_eq!((patience.check(&grace, 2_000_000), patience.lose(&grace, 2_000_000)), (Ok(()), Answer::Told));
    }

    #[test]
    fn clock_set_back_an_hour_shuts_nobody_out() {
        let mut patience = Patience::default();
        for _ in 0..limits::REFUSALS_MAX {
            patience.lose(&ada(), 3_600_000);
        }
        assert_eq!(patience.lose(&ada(), 0), Answer::Told);
        patience.shut_out(&ada(), 3_600_000);
        assert_eq!(patience.check(&ada(), 0), Ok(()));
    }
}

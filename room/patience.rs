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
    /// Until when somebody is shut out.
    shut_out: BTreeMap<MemberId, Millis>,
}

impl Patience {
    /// Whether a member is let in.
    ///
    /// # Errors
    /// [`Refusal::TooFast`], as long as they are shut out.
    pub(crate) fn check(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        let wait_ms = self.shut_out.get(member).map_or(0, |until| until - now);
        // A clock that was set back shuts out nobody for longer than it was meant.
        if (1..=limits::SHUT_OUT_MS).contains(&wait_ms) { Err(Refusal::TooFast { wait_ms }) } else { Ok(()) }
    }

    /// A member was refused something that costs as much as so many refusals.
    pub(crate) fn lose(&mut self, member: &MemberId, cost: i64, now: Millis) -> Answer {
        let longest = now + limits::REFUSALS_MAX * limits::REFUSAL_INTERVAL_MS;
        let before = self.forgotten_at.get(member).copied().filter(|at| (now..=longest).contains(at)).unwrap_or(now);
        let forgotten_at = before + cost * limits::REFUSAL_INTERVAL_MS;
        self.forgotten_at.retain(|_, at| *at > now);
        if forgotten_at > longest {
            self.forgotten_at.remove(member);
            self.shut_out(member, now);
            return Answer::ShutOut;
        }
        self.forgotten_at.insert(member.clone(), forgotten_at);
        let told = now + limits::REFUSALS_TOLD_MAX * limits::REFUSAL_INTERVAL_MS;
        if forgotten_at > told { Answer::None } else { Answer::Told }
    }

    /// Shuts a member out at once.
    pub(crate) fn shut_out(&mut self, member: &MemberId, now: Millis) {
        self.shut_out.retain(|_, until| *until > now);
        self.shut_out.insert(member.clone(), now + limits::SHUT_OUT_MS);
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
        let answers: Vec<_> = (0..61).map(|_| patience.lose(&ada(), 1, 0)).collect();
        let count = |answer| answers.iter().filter(|it| **it == answer).count();
        assert_eq!([Answer::Told, Answer::None, Answer::ShutOut].map(count), [40, 20, 1]);
        assert_eq!(patience.check(&ada(), 0), Err(Refusal::TooFast { wait_ms: limits::SHUT_OUT_MS }));
        assert_eq!(patience.check(&ada(), limits::SHUT_OUT_MS), Ok(()));
        assert_eq!(patience.lose(&ada(), 1, limits::SHUT_OUT_MS), Answer::Told, "they begin anew");
    }

    #[test]
    fn somebody_who_is_refused_now_and_then_is_always_told() {
        let mut patience = Patience::default();
        for second in 0..1_000 {
            assert_eq!(patience.lose(&ada(), 1, second * limits::REFUSAL_INTERVAL_MS), Answer::Told);
        }
        let grace = MemberId::parse("gracegracegrace2").unwrap();
        while patience.lose(&ada(), 1, 2_000_000) != Answer::ShutOut {}
        assert_eq!((patience.check(&grace, 2_000_000), patience.lose(&grace, 1, 2_000_000)), (Ok(()), Answer::Told));
    }

    #[test]
    fn clock_set_back_an_hour_shuts_nobody_out() {
        let mut patience = Patience::default();
        for _ in 0..60 {
            patience.lose(&ada(), 1, 3_600_000);
        }
        assert_eq!(patience.lose(&ada(), 1, 0), Answer::Told);
        patience.shut_out(&ada(), 3_600_000);
        assert_eq!(patience.check(&ada(), 0), Ok(()));
    }
}

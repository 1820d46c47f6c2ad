//! When to tell everyone at once, and when to wait a moment for more.

use crate::{Millis, limits};

/// Whether the platform is free to tell everyone something.
///
/// To send a frame costs about the same whatever is in it, once for each socket. So in a room that is quiet what is said
/// is told at once; in one where it comes more quickly than it can be sent, what is said soon after a frame waits, and goes
/// out with what is said next. Whoever would have waited in a queue of frames waits here instead, and everybody behind them
/// does not.
///
/// The platform hears little while it sends. Where more waits than it can have heard meanwhile, still more is about to come,
/// and it is given time to hear it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    told_at: Millis,
    busy: Millis,
    /// How often the platform is given that time again: 2^this.
    patience: u32,
}

/// When to tell what is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// With what waits already.
    Now,
    /// With what comes until then, at the latest.
    By(Millis),
}

impl Pace {
    /// A frame of so many UTF-16 code units, with so many messages in it, went to so many sockets.
    pub fn told(&mut self, sockets: usize, units: usize, messages: usize, now: Millis) {
        let [sockets, units, messages] = [sockets, units, messages].map(|n| Millis::try_from(n).unwrap_or(Millis::MAX));
        let cost = |picos: i64| sockets.saturating_mul(picos) / 1_000_000_000;
        let frame = cost(limits::SEND_PICOS).min(limits::HOLD_MAX_MS);
        let crowds = messages.saturating_mul(frame) > 2 * (now - self.told_at).max(1);
        self.patience = if crowds { self.patience + 1 } else { self.patience.saturating_sub(1) };
        self.patience = self.patience.min(limits::HOLD_PATIENCE_MAX);
        self.busy = (frame << self.patience).saturating_add(cost(units.saturating_mul(limits::SEND_UNIT_PICOS)));
        self.busy = self.busy.min(limits::HOLD_MAX_MS);
        self.told_at = now;
    }

    /// When to tell what is to be told at `now`. `others` says when something is to be told that waits already.
    #[must_use]
    pub fn next(&self, others: Option<Millis>, now: Millis) -> Telling {
        // A clock that was set back holds nothing up.
        let is_busy = (self.told_at..self.told_at + self.busy).contains(&now);
        match others {
            Some(due) if is_busy || self.patience > 0 => Telling::By(due),
            None if is_busy && self.patience > 0 => Telling::By(self.told_at + self.busy),
            // What comes in between takes it along, and it goes out sooner than a clock would let it.
            None if is_busy => Telling::By(self.told_at + self.busy + self.busy / 2),
            _ => Telling::Now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: usize = 400;

    /// What so many messages a second do to a room of so many people in ten seconds: frames, and how long a message waits on
    /// average and at most.
    fn talk(sockets: usize, per_second: i64) -> (usize, i64, Millis) {
        let mut pace = Pace::default();
        let (mut frames, mut waits) = (0, Vec::new());
        let (mut waiting, mut due) = (Vec::new(), None);
        let mut said = (0..10 * per_second).map(|n| 1_000_000 + n * 1_000 / per_second).peekable();
        for now in 1_000_000..1_011_000 {
            while said.next_if(|at| *at <= now).is_some() {
                waiting.push(now);
                due = match pace.next(due, now) {
                    Telling::Now => Some(now),
                    Telling::By(due) => Some(due),
                };
            }
            if due.is_some_and(|due| due <= now) {
                pace.told(sockets, FRAME * waiting.len(), waiting.len(), now);
                frames += 1;
                waits.extend(waiting.drain(..).map(|at| now - at));
                due = None;
            }
        }
        let all = waits.len();
        assert_eq!(all, usize::try_from(10 * per_second).unwrap(), "everything was told");
        (frames, waits.iter().sum::<i64>() / i64::try_from(all).unwrap(), waits.into_iter().max().unwrap())
    }

    #[test]
    fn a_room_of_a_few_waits_for_nothing() {
        assert_eq!(talk(20, 50), (500, 0, 0));
        assert_eq!(talk(100, 2), (20, 0, 0));
    }

    #[test]
    fn a_crowd_in_which_little_is_said_waits_for_nothing_either() {
        assert_eq!(talk(1_000, 20), (200, 0, 0));
        assert_eq!(talk(10_000, 1), (10, 0, 0));
    }

    #[test]
    fn in_a_crowd_in_which_much_is_said_messages_share_frames() {
        assert_eq!(talk(1_000, 40), (201, 12, 42), "two a frame: one waits for the next, the very last for nobody");
        let (frames, average, longest) = talk(1_000, 500);
        assert!(frames < 100 && average < 100 && longest < 200, "{frames} frames, {average} and {longest} ms");
        let (frames, average, longest) = talk(10_000, 20);
        assert!(frames < 40 && average < 400 && longest <= 750, "{frames} frames, {average} and {longest} ms");
    }

    #[test]
    fn nobody_waits_longer_than_the_limit_whatever_the_clock_does() {
        let mut pace = Pace::default();
        pace.told(usize::MAX, usize::MAX, usize::MAX, 1_000);
        assert_eq!(pace.next(None, 1_000), Telling::By(1_000 + limits::HOLD_MAX_MS));
        assert_eq!(pace.next(None, 999), Telling::Now, "the clock was set back");
        assert_eq!(pace.next(None, 1_000 + limits::HOLD_MAX_MS), Telling::Now);
        pace.told(1, FRAME, 1, 0);
        assert_eq!(pace.next(None, 0), Telling::Now);
    }
}

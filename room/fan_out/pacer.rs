//! Pacing: how many connections can be sent something now.

use crate::{Millis, limits};

/// A token bucket for sending: what the platform can send is a budget that fills up with time.
///
/// Sending a frame costs about the same whatever is in it, once for each socket. A quiet room sends
/// to everyone at once. Where more is said than can be sent, a batch goes to as many connections as
/// the budget allows, and the others get the next batch with what was said meanwhile, in turns. So
/// frames carry several messages, many connections wait for nothing, and no queue of frames only
/// grows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pacer {
    /// When the budget was empty, or will have been refilled from debt; microseconds since 1970.
    empty_at: i64,
    last_sent_at: Millis,
    /// Whether the last batch was so large that more is about to come: the platform reads little
    /// while it sends.
    is_congested: bool,
    /// How many events a batch had lately: the most, or half of what it was the time before.
    recent_burst: usize,
}

impl Pacer {
    /// How many of `sockets` may be sent something at `now`, while `events` wait: all, or none, or
    /// a good part of them.
    #[must_use]
    pub fn budget(&self, sockets: usize, events: usize, now: Millis) -> usize {
        let filled = now * 1_000 - self.empty_at;
        // A clock that was set back holds nothing up.
        if filled < -limits::BATCH_DELAY_MAX_MS * 1_000 {
            return sockets;
        }
        // At most everybody, so the number fits also where numbers are small.
        let most = i64::try_from(sockets).unwrap_or(i64::MAX);
        let spare = filled - self.read_pause(sockets, events);
        let budget = usize::try_from((spare / limits::SEND_COST_MICROS).clamp(0, most)).unwrap_or(sockets);
        // Small batches would keep the platform from reading what comes in.
        let is_congested = self.is_congested || events > limits::BATCH_EVENTS;
        let least = if is_congested { sockets } else { sockets.div_ceil(limits::BATCH_AT_LEAST_ONE_IN) };
        if budget < least { 0 } else { budget }
    }

    /// Records that `sent` of `sockets` connections received a batch of `events`.
    pub fn on_sent(&mut self, sent: usize, sockets: usize, events: usize, now: Millis) {
        let cost = |sockets: usize| micros(sockets, limits::SEND_COST_MICROS);
        let full = (now * 1_000).saturating_sub(cost(sockets));
        let debt = now * 1_000 + limits::BATCH_DELAY_MAX_MS * 1_000;
        self.empty_at = self.empty_at.clamp(full, debt.max(full)).saturating_add(cost(sent)).min(debt);
        self.last_sent_at = now;
        self.is_congested = events > limits::BATCH_EVENTS;
        self.recent_burst = events.max(self.recent_burst / 2);
    }

    /// Whether so much is said that all input should be read before anything is broadcast: that
    /// many events wait, or did lately.
    #[must_use]
    pub fn is_overloaded(&self, events: usize) -> bool {
        events.max(self.recent_burst) > limits::OVERLOAD_EVENTS
    }

    /// How long a connection waits at most for a batch, in milliseconds after the last one was
    /// sent, if nothing is said before that takes the events along.
    #[must_use]
    pub fn max_delay_ms(sockets: usize) -> Millis {
        let all = Millis::try_from(sockets).unwrap_or(Millis::MAX).saturating_mul(limits::SEND_COST_MICROS) / 1_000;
        (all + all / 2).clamp(1, limits::BATCH_DELAY_MAX_MS)
    }

    /// When the last batch was sent.
    #[must_use]
    pub fn last_sent_at(&self) -> Millis {
        self.last_sent_at
    }

    /// How long, in microseconds, the platform should be left to read once the budget is there: as
    /// long as it takes to send the extra length of an overload's frames.
    fn read_pause(&self, sockets: usize, events: usize) -> i64 {
        if self.is_overloaded(events) {
            micros(sockets, micros(self.recent_burst, limits::SEND_EVENT_COST_MICROS))
                .min(limits::BATCH_DELAY_MAX_MS * 1_000)
        } else {
            0
        }
    }
}

fn micros(count: usize, each: i64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(each)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What so many messages a second, for ten seconds, do to a room of so many people.
    #[derive(Debug, PartialEq)]
    struct Talk {
        /// Frames a delivery, in percent.
        frames: usize,
        /// Deliveries that waited for nothing, in percent.
        at_once: usize,
        /// How long one waited at most, in milliseconds.
        longest: Millis,
    }

    fn talk(sockets: usize, per_second: i64) -> Talk {
        let mut pacer = Pacer::default();
        let (mut frames, mut at_once, mut longest) = (0, 0, 0);
        // Of each socket, what it waits for; and whose turn it is.
        let (mut waiting, mut turn) = (vec![Vec::new(); sockets], 0);
        let said = 10 * per_second;
        let mut due = (0..said).map(|n| 1_000_000 + n * 1_000 / per_second).peekable();
        for now in 1_000_000..1_012_000 {
            let comes = due.next_if(|at| *at <= now).is_some();
            if comes {
                waiting.iter_mut().for_each(|one| one.push(now));
            }
            if !comes && now - pacer.last_sent_at() < Pacer::max_delay_ms(sockets) {
                continue;
            }
            let events = waiting.iter().map(Vec::len).max().unwrap_or(0);
            let allowed = pacer.budget(sockets, events, now);
            let mut sent = 0;
            for _ in 0..sockets {
                if sent == allowed {
                    break;
                }
                let one = &mut waiting[turn % sockets];
                turn += 1;
                if one.is_empty() {
                    continue;
                }
                at_once += one.iter().filter(|at| **at == now).count();
                longest = one.iter().map(|at| now - at).max().unwrap_or(0).max(longest);
                one.clear();
                sent += 1;
            }
            frames += sent;
            if sent > 0 {
                pacer.on_sent(sent, sockets, events, now);
            }
        }
        assert!(waiting.iter().all(Vec::is_empty), "everyone received everything");
        let percent = |part: usize| part * 100 / (sockets * usize::try_from(said).unwrap());
        Talk { frames: percent(frames), at_once: percent(at_once), longest }
    }

    #[test]
    fn small_rooms_and_quiet_crowds_wait_for_nothing() {
        let at_once = Talk { frames: 100, at_once: 100, longest: 0 };
        assert_eq!(talk(20, 50), at_once);
        assert_eq!(talk(100, 2), at_once);
        assert_eq!(talk(1_000, 10), at_once);
        assert_eq!(talk(10_000, 1), at_once);
    }

    #[test]
    fn busy_crowd_takes_turns_in_waiting() {
        let Talk { frames, at_once, longest } = talk(1_000, 40);
        assert!((35..50).contains(&frames) && at_once >= 35 && longest <= 120, "{frames} {at_once} {longest}");
    }

    #[test]
    fn busier_rooms_fill_their_frames_without_long_waits() {
        let Talk { frames, longest, .. } = talk(1_000, 500);
        assert!(frames < 6 && longest <= 150, "{frames} {longest}");
        let Talk { frames, longest, .. } = talk(10_000, 20);
        assert!(frames < 15 && longest <= 1_000, "{frames} {longest}");
    }

    #[test]
    fn overload_leaves_the_platform_time_to_read() {
        let mut pacer = Pacer::default();
        // A thousand take so many milliseconds.
        let (sent_at, all) = (1_000_000, limits::SEND_COST_MICROS);
        pacer.on_sent(1_000, 1_000, limits::OVERLOAD_EVENTS, sent_at);
        assert_eq!((pacer.budget(1_000, 5, sent_at + all - 1), pacer.budget(1_000, 5, sent_at + all)), (0, 1_000));
        let mut pacer = Pacer::default();
        pacer.on_sent(1_000, 1_000, 170, sent_at);
        let resumed_at = sent_at + all + 170;
        assert_eq!((pacer.budget(1_000, 5, resumed_at - 1), pacer.budget(1_000, 5, resumed_at)), (0, 1_000));
        pacer.on_sent(usize::MAX, usize::MAX, usize::MAX, sent_at);
        let longest = 2 * limits::BATCH_DELAY_MAX_MS + all;
        assert_eq!(pacer.budget(1_000, 5, sent_at + longest), 1_000, "no pause lasts for ever");
    }

    #[test]
    fn overload_ends_after_a_few_small_batches() {
        let mut pacer = Pacer::default();
        assert!(!pacer.is_overloaded(limits::OVERLOAD_EVENTS) && pacer.is_overloaded(limits::OVERLOAD_EVENTS + 1));
        let mut is_overloaded_after = |events| {
            pacer.on_sent(100, 100, events, 1_000_000);
            pacer.is_overloaded(0)
        };
        assert_eq!([170, 1, 1, 1].map(&mut is_overloaded_after), [true, true, true, false]);
        assert_eq!([20, 20].map(is_overloaded_after), [false, false]);
    }

    #[test]
    fn clock_set_back_delays_nothing() {
        let mut pacer = Pacer::default();
        pacer.on_sent(usize::MAX, usize::MAX, 1, 1_000_000);
        assert_eq!(pacer.budget(100, 1, 1_000_000), 0);
        let all = 100 * limits::SEND_COST_MICROS / 1_000 + 1;
        assert_eq!(pacer.budget(100, 1, 1_000_000 + limits::BATCH_DELAY_MAX_MS + all), 100, "debt is limited");
        assert_eq!(pacer.budget(100, 1, 900_000), 100);
        pacer.on_sent(100, 100, 1, 900_000);
        assert_eq!(pacer.budget(100, 1, 900_000), 0);
    }
}

//! How many can be told something now.

use crate::{Millis, limits};

/// What the platform can send, as an allowance that fills up with time.
///
/// To send a frame costs about the same whatever is in it, once for each socket. In a room that is quiet everyone is told at
/// once. Where more is said than can be sent, some are told at once, as many as the allowance is good for, and the others
/// next time, with what is said then: each time it is others' turn. So frames carry several messages, many
/// wait for nothing, and nobody waits in a queue of frames that only grows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// When the allowance was empty, or will have been refilled from debt; microseconds since 1970.
    empty_at: i64,
    told_at: Millis,
    /// Whether so much was told then that more is about to come: the platform hears little while it sends.
    crowded: bool,
    /// How many events were told at a time lately: the most, or half of what it was the time before.
    flood: usize,
}

impl Pace {
    /// How many of so many may be told something at `now`, when so many events wait: all, or none, or a good part of them.
    #[must_use]
    pub fn allows(&self, sockets: usize, events: usize, now: Millis) -> usize {
        let filled = now * 1_000 - self.empty_at;
        // A clock that was set back holds nothing up.
        if filled < -limits::HOLD_MAX_MS * 1_000 {
            return sockets;
        }
        // As much as there may be people: less than what fits any number, also where those are small.
        let most = i64::try_from(sockets).unwrap_or(i64::MAX);
        let spare = filled - self.rest(sockets, events);
        let allowance = usize::try_from((spare / limits::SEND_MICROS).clamp(0, most)).unwrap_or(sockets);
        // A few at a time would keep the platform from hearing what comes in.
        let crowded = self.crowded || events > limits::HOLD_EVENTS;
        let least = if crowded { sockets } else { sockets.div_ceil(limits::TELL_AT_LEAST_ONE_IN) };
        if allowance < least { 0 } else { allowance }
    }

    /// So many, of so many, were told something, of so many events that waited.
    pub fn told(&mut self, told: usize, sockets: usize, events: usize, now: Millis) {
        let cost = |sockets: usize| micros(sockets, limits::SEND_MICROS);
        let full = (now * 1_000).saturating_sub(cost(sockets));
        let debt = now * 1_000 + limits::HOLD_MAX_MS * 1_000;
        self.empty_at = self.empty_at.clamp(full, debt.max(full)).saturating_add(cost(told)).min(debt);
        self.told_at = now;
        self.crowded = events > limits::HOLD_EVENTS;
        self.flood = events.max(self.flood / 2);
    }

    /// Whether so much is said that it should be heard first and told then: so many events wait, or did lately.
    #[must_use]
    pub fn is_flooded(&self, events: usize) -> bool {
        events.max(self.flood) > limits::FLOOD_EVENTS
    }

    /// When to tell those who wait, if nothing is said before that would take it along: milliseconds after everyone was told
    /// something last.
    #[must_use]
    pub fn patience(sockets: usize) -> Millis {
        let all = Millis::try_from(sockets).unwrap_or(Millis::MAX).saturating_mul(limits::SEND_MICROS) / 1_000;
        (all + all / 2).clamp(1, limits::HOLD_MAX_MS)
    }

    /// When somebody was told something last.
    #[must_use]
    pub fn told_at(&self) -> Millis {
        self.told_at
    }

    /// For how long, in microseconds, the platform should be left to hear after the allowance is there: as long as it takes to
    /// send what makes the frames of a flood long.
    fn rest(&self, sockets: usize, events: usize) -> i64 {
        if self.is_flooded(events) {
            micros(sockets, micros(self.flood, limits::SEND_EVENT_MICROS)).min(limits::HOLD_MAX_MS * 1_000)
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
        let mut pace = Pace::default();
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
            if !comes && now - pace.told_at() < Pace::patience(sockets) {
                continue;
            }
            let events = waiting.iter().map(Vec::len).max().unwrap_or(0);
            let allowed = pace.allows(sockets, events, now);
            let mut told = 0;
            for _ in 0..sockets {
                if told == allowed {
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
                told += 1;
            }
            frames += told;
            if told > 0 {
                pace.told(told, sockets, events, now);
            }
        }
        assert!(waiting.iter().all(Vec::is_empty), "everyone was told everything");
        let percent = |part: usize| part * 100 / (sockets * usize::try_from(said).unwrap());
        Talk { frames: percent(frames), at_once: percent(at_once), longest }
    }

    #[test]
    fn a_room_of_a_few_and_a_crowd_in_which_little_is_said_wait_for_nothing() {
        let at_once = Talk { frames: 100, at_once: 100, longest: 0 };
        assert_eq!(talk(20, 50), at_once);
        assert_eq!(talk(100, 2), at_once);
        assert_eq!(talk(1_000, 10), at_once);
        assert_eq!(talk(10_000, 1), at_once);
    }

    #[test]
    fn in_a_crowd_in_which_much_is_said_some_wait_for_the_next_message_and_each_time_others() {
        let Talk { frames, at_once, longest } = talk(1_000, 40);
        assert!((35..50).contains(&frames) && at_once >= 35 && longest <= 120, "{frames} {at_once} {longest}");
    }

    #[test]
    fn the_more_is_said_the_more_is_in_a_frame_and_nobody_waits_for_long() {
        let Talk { frames, longest, .. } = talk(1_000, 500);
        assert!(frames < 6 && longest <= 150, "{frames} {longest}");
        let Talk { frames, longest, .. } = talk(10_000, 20);
        assert!(frames < 15 && longest <= 1_000, "{frames} {longest}");
    }

    #[test]
    fn in_a_flood_the_platform_hears_for_as_long_as_it_takes_to_send_what_was_heard() {
        let mut pace = Pace::default();
        // A thousand take so many milliseconds.
        let (told_at, all) = (1_000_000, limits::SEND_MICROS);
        pace.told(1_000, 1_000, limits::FLOOD_EVENTS, told_at);
        assert_eq!((pace.allows(1_000, 5, told_at + all - 1), pace.allows(1_000, 5, told_at + all)), (0, 1_000));
        let mut pace = Pace::default();
        pace.told(1_000, 1_000, 170, told_at);
        let rested = told_at + all + 170;
        assert_eq!((pace.allows(1_000, 5, rested - 1), pace.allows(1_000, 5, rested)), (0, 1_000));
        pace.told(usize::MAX, usize::MAX, usize::MAX, told_at);
        let longest = 2 * limits::HOLD_MAX_MS + all;
        assert_eq!(pace.allows(1_000, 5, told_at + longest), 1_000, "nobody rests for ever");
    }

    #[test]
    fn a_flood_ebbs_away() {
        let mut pace = Pace::default();
        assert!(!pace.is_flooded(limits::FLOOD_EVENTS) && pace.is_flooded(limits::FLOOD_EVENTS + 1));
        let mut floods = |events| {
            pace.told(100, 100, events, 1_000_000);
            pace.is_flooded(0)
        };
        assert_eq!([170, 1, 1, 1].map(&mut floods), [true, true, true, false]);
        assert_eq!([20, 20].map(floods), [false, false]);
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nothing_up() {
        let mut pace = Pace::default();
        pace.told(usize::MAX, usize::MAX, 1, 1_000_000);
        assert_eq!(pace.allows(100, 1, 1_000_000), 0);
        let all = 100 * limits::SEND_MICROS / 1_000 + 1;
        assert_eq!(pace.allows(100, 1, 1_000_000 + limits::HOLD_MAX_MS + all), 100, "debt is limited");
        assert_eq!(pace.allows(100, 1, 900_000), 100);
        pace.told(100, 100, 1, 900_000);
        assert_eq!(pace.allows(100, 1, 900_000), 0);
    }
}

//! Pacing: how many connections can be sent something now. Follows what it sees: how long the
//! platform takes to send. Knows no machine.

use crate::{Millis, limits};

/// A token bucket for sending: a part of a room's time is its budget, which fills up with time.
///
/// Sending a frame costs about the same whatever is in it, once for each socket. A quiet room sends
/// to everyone at once. Where more is said than can be sent, a batch goes to as many connections as
/// the budget allows, and the others get the next batch with what was said meanwhile, in turns. So
/// frames carry several messages, many connections wait for nothing, and no queue of frames only
/// grows.
///
/// After each batch the runtime asks the platform for something that comes only when everything
/// before it is sent (a probe). How late it comes is what the batch took. The clock may stand still
/// while code runs, so nothing is measured within a turn.
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
    in_flight: Option<InFlight>,
    /// What the platform takes to send one frame of many, in microseconds; none if it was never
    /// seen.
    frame_cost: Option<i64>,
    /// What it takes before the first one is out, in microseconds.
    latency: Option<i64>,
}

/// What the platform was given to send, and is not known to have sent.
#[derive(Clone, Copy, Debug)]
struct InFlight {
    at: Millis,
    frames: usize,
    sockets: usize,
    events: usize,
    /// What the budget was charged for it.
    charged: i64,
    /// Whether the next batch has to wait until it is sent.
    holds: bool,
    /// Whether more was sent after the probe was asked for, so that it needs another one.
    has_grown: bool,
}

impl Pacer {
    /// How many of `sockets` may be sent something at `now`, while `events` wait: all, or none, or
    /// a good part of them.
    #[must_use]
    pub fn budget(&self, sockets: usize, events: usize, now: Millis) -> usize {
        // Behind what is not sent yet it would only wait, and nothing could join it. A probe that
        // is lost silences nobody.
        if self.in_flight.is_some_and(|sent| sent.holds && now - sent.at < limits::PROBE_LOST_AFTER_MS) {
            return 0;
        }
        // Whatever was learned: nobody waits longer for others.
        if now - self.last_sent_at >= limits::BATCH_DELAY_MAX_MS {
            return sockets;
        }
        let filled = now * 1_000 - self.empty_at;
        // A clock that was set back holds nothing up.
        if filled < -limits::BATCH_DELAY_MAX_MS * 1_000 {
            return sockets;
        }
        // At most everybody, so the number fits also where numbers are small.
        let most = i64::try_from(sockets).unwrap_or(i64::MAX);
        let budget = filled
            .checked_div(self.time_for(1))
            .map_or(sockets, |budget| usize::try_from(budget.clamp(0, most)).unwrap_or(sockets));
        // Small batches would keep the platform from reading what comes in.
        let is_congested = self.is_congested || events > limits::BATCH_EVENTS;
        let least = if is_congested { sockets } else { sockets.div_ceil(limits::BATCH_AT_LEAST_ONE_IN) };
        if budget < least || filled < 0 { 0 } else { budget }
    }

    /// Records that `sent` of `sockets` connections received a batch of `events`.
    pub fn on_sent(&mut self, sent: usize, sockets: usize, events: usize, now: Millis) {
        let charged = self.time_for(sent);
        let full = (now * 1_000).saturating_sub(self.time_for(sockets));
        let debt = (now + limits::BATCH_DELAY_MAX_MS) * 1_000;
        self.empty_at = self.empty_at.clamp(full, debt.max(full)).saturating_add(charged).min(debt);
        self.last_sent_at = now;
        self.is_congested = events > limits::BATCH_EVENTS;
        self.recent_burst = events.max(self.recent_burst / 2);
        let before = self.in_flight.filter(|before| before.holds);
        self.in_flight = Some(InFlight {
            at: before.map_or(now, |before| before.at),
            frames: sent.saturating_add(before.map_or(0, |before| before.frames)),
            sockets,
            events: events.max(before.map_or(0, |before| before.events)),
            charged: charged.saturating_add(before.map_or(0, |before| before.charged)),
            // What is sent within a tick of the clock cannot be seen, and nobody waits for it.
            holds: self.frame_cost.is_none() || charged > limits::CLOCK_TICK_MICROS,
            has_grown: self.in_flight.is_some(),
        });
    }

    /// Records that only one of `sockets` connections was sent something.
    pub fn on_sent_to_one(&mut self, sockets: usize, now: Millis) {
        if self.in_flight.is_none() {
            let one = InFlight { at: now, frames: 1, sockets, events: 1, charged: 0, holds: false, has_grown: false };
            self.in_flight = Some(one);
        }
    }

    /// Whether something is in flight, so that a probe has to tell when it is sent.
    #[must_use]
    pub fn needs_probe(&self) -> bool {
        self.in_flight.is_some()
    }

    /// Whether everything has to wait for the probe.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.in_flight.is_some_and(|sent| sent.holds)
    }

    /// A probe has come: what was sent before it was asked for is out.
    pub fn on_probe(&mut self, now: Millis) {
        let Some(sent) = self.in_flight else { return };
        if sent.has_grown {
            // The next batch waits, so that the next probe tells something.
            self.in_flight = Some(InFlight { has_grown: false, holds: true, ..sent });
            return;
        }
        self.in_flight = None;
        // A clock that was set teaches nothing, nor does a machine that stood still.
        let took = now - sent.at;
        if !(0..limits::PROBE_LOST_AFTER_MS).contains(&took) {
            return;
        }
        let took = took * 1_000;
        let is_small = sent.frames.saturating_mul(limits::SMALL_BATCH_ONE_IN) <= sent.sockets;
        if is_small || (sent.frames == 1 && sent.sockets > 1) {
            // Whatever else the platform did meanwhile came on top, so the shortest counts most.
            self.latency = Some(self.latency.map_or(took, |known| took.min(learn(known, took))));
            return;
        }
        let took = (took - self.latency.unwrap_or(0)).max(0);
        let observed = took / i64::try_from(sent.frames).unwrap_or(i64::MAX).max(1);
        let is_long = sent.events > limits::BATCH_EVENTS;
        self.frame_cost = Some(match self.frame_cost {
            // Long frames take longer. What they take is paid for, and says little of the next.
            Some(known) if is_long && observed > known => known,
            Some(known) => learn(known, observed),
            None => observed,
        });
        let owed = share_of(took) - sent.charged;
        self.empty_at = self.empty_at.saturating_add(owed).min((now + limits::BATCH_DELAY_MAX_MS) * 1_000);
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
    pub fn max_delay_ms(&self, sockets: usize) -> Millis {
        let all = self.time_for(sockets) / 1_000;
        (all + all / 2).clamp(1, limits::BATCH_DELAY_MAX_MS)
    }

    /// When the last batch was sent.
    #[must_use]
    pub fn last_sent_at(&self) -> Millis {
        self.last_sent_at
    }

    /// The time that the room gives to sending so many frames, in microseconds.
    fn time_for(&self, frames: usize) -> i64 {
        let frames = i64::try_from(frames).unwrap_or(i64::MAX);
        frames.saturating_mul(share_of(self.frame_cost.unwrap_or(0)))
    }
}

/// The time of which so much is what a room spends on sending.
fn share_of(sending: i64) -> i64 {
    sending * limits::SENDING_TIME_ONE_IN.0 / limits::SENDING_TIME_ONE_IN.1
}

fn learn(known: i64, observed: i64) -> i64 {
    known + (observed - known) / limits::PACE_LEARNS_ONE_IN
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Millis = 1_000_000;

    /// A pacer that has seen a thousand frames take so many milliseconds, a second ago.
    fn taught(took: Millis) -> Pacer {
        let mut pacer = Pacer::default();
        pacer.on_sent(1_000, 1_000, 1, AT - 1_000);
        pacer.on_probe(AT - 1_000 + took);
        pacer
    }

    /// The share of time, as a factor on what sending takes.
    fn given(took: Millis) -> Millis {
        share_of(took)
    }

    #[test]
    fn next_batch_waits_until_the_last_is_out() {
        let mut pacer = Pacer::default();
        assert_eq!(pacer.budget(1_000, 1, AT), 1_000, "what was never seen is tried");
        pacer.on_sent(1_000, 1_000, 1, AT);
        assert!(pacer.needs_probe() && pacer.is_held());
        assert_eq!(pacer.budget(1_000, 1, AT + 1_000), 0);
        pacer.on_probe(AT + 20);
        assert!(!pacer.needs_probe());
        assert_eq!(pacer.budget(1_000, 1, AT + given(20) - 1), 0);
    }

    #[test]
    fn budget_follows_what_the_last_batches_took() {
        for took in [5, 20, 40, 80] {
            let mut pacer = taught(took);
            assert_eq!(pacer.budget(1_000, 1, AT), 1_000);
            pacer.on_sent(1_000, 1_000, 1, AT);
            pacer.on_probe(AT + took);
            let full = AT + given(took);
            assert_eq!((pacer.budget(1_000, 5, full - 1), pacer.budget(1_000, 5, full + 1)), (0, 1_000), "{took}");
            let half = pacer.budget(1_000, 1, AT + given(took) / 2);
            assert!((400..600).contains(&half), "{took}: {half}");
        }
    }

    #[test]
    fn slower_machine_is_noticed_within_a_few_batches() {
        let mut pacer = taught(20);
        let mut now = AT;
        for _ in 0..10 {
            pacer.on_sent(1_000, 1_000, 1, now);
            pacer.on_probe(now + 80);
            now += 1_000;
        }
        assert!((given(75) * 3 / 2..=given(80) * 3 / 2).contains(&pacer.max_delay_ms(1_000)));
    }

    #[test]
    fn way_to_the_first_socket_is_not_taken_for_sends() {
        let mut pacer = Pacer::default();
        pacer.on_sent_to_one(20, AT);
        pacer.on_probe(AT + 30);
        pacer.on_sent(20, 20, 1, AT + 100);
        pacer.on_probe(AT + 130);
        assert_eq!(pacer.budget(20, 1, AT + 131), 20, "storage far away makes no room slow");
    }

    #[test]
    fn long_batch_is_paid_for_and_teaches_nothing() {
        let mut pacer = taught(20);
        let known = pacer.max_delay_ms(1_000);
        pacer.on_sent(1_000, 1_000, 170, AT);
        pacer.on_probe(AT + 120);
        assert_eq!(pacer.max_delay_ms(1_000), known);
        let resumed_at = AT + given(120);
        assert_eq!((pacer.budget(1_000, 5, resumed_at - 1), pacer.budget(1_000, 5, resumed_at + 1)), (0, 1_000));
    }

    #[test]
    fn lost_probe_silences_nobody() {
        let mut pacer = taught(20);
        pacer.on_sent(1_000, 1_000, 1, AT);
        assert_eq!(pacer.budget(1_000, 1, AT + limits::PROBE_LOST_AFTER_MS), 1_000);
    }

    #[test]
    fn batches_without_a_pause_teach_something() {
        let mut pacer = taught(0);
        pacer.on_sent(1_000, 1_000, 1, AT);
        pacer.on_sent(1_000, 1_000, 1, AT + 1);
        assert!(!pacer.is_held(), "it was quick so far");
        pacer.on_probe(AT + 80);
        assert!(pacer.is_held());
        pacer.on_probe(AT + 160);
        assert!(pacer.max_delay_ms(1_000) > 20);
    }

    #[test]
    fn slow_batch_makes_nobody_wait_longer() {
        let mut pacer = Pacer::default();
        for n in 0..4 {
            pacer.on_sent(3, 3, 1, AT + n * 10_000);
            pacer.on_probe(AT + n * 10_000 + 1_900);
        }
        pacer.on_sent(3, 3, 1, AT + 60_000);
        pacer.on_probe(AT + 60_010);
        assert_eq!(pacer.budget(3, 1, AT + 60_000 + limits::BATCH_DELAY_MAX_MS), 3);
    }

    #[test]
    fn no_pause_lasts_for_ever() {
        let mut pacer = Pacer::default();
        pacer.on_sent(usize::MAX, usize::MAX, usize::MAX, AT);
        pacer.on_probe(AT + 100_000);
        let later = AT + 100_000 + 2 * limits::BATCH_DELAY_MAX_MS;
        assert_eq!(pacer.budget(1_000, 5, later), 1_000);
    }

    #[test]
    fn batch_that_grew_in_flight_needs_another_probe() {
        let mut pacer = taught(20);
        pacer.on_sent(1_000, 1_000, 1, AT);
        pacer.on_sent(1_000, 1_000, 1, AT + 5);
        pacer.on_probe(AT + 25);
        assert!(pacer.is_held(), "the first probe was asked for before the second batch");
        pacer.on_probe(AT + 40);
        assert!(!pacer.needs_probe());
        assert_eq!(pacer.budget(1_000, 5, AT + given(40) + 1), 1_000);
    }

    #[test]
    fn overload_ends_after_a_few_small_batches() {
        let mut pacer = Pacer::default();
        assert!(!pacer.is_overloaded(limits::OVERLOAD_EVENTS) && pacer.is_overloaded(limits::OVERLOAD_EVENTS + 1));
        let mut is_overloaded_after = |events| {
            pacer.on_sent(100, 100, events, AT);
            pacer.is_overloaded(0)
        };
        assert_eq!([170, 1, 1, 1].map(&mut is_overloaded_after), [true, true, true, false]);
        assert_eq!([20, 20].map(is_overloaded_after), [false, false]);
    }

    #[test]
    fn clock_set_back_delays_nothing() {
        let mut pacer = taught(20);
        pacer.on_sent(1_000, 1_000, 1, AT);
        pacer.on_probe(AT - 100_000);
        assert!(!pacer.needs_probe());
        assert_eq!(pacer.budget(100, 1, AT - 100_000), 100);
    }
}

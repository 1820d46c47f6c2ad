//! What goes wrong: the network, and the server itself.

use std::time::Duration;

use tokio::time::Instant;

use super::expiry::Ageing;
use super::ledger::Ledger;
use crate::{Direction, Fault, LinkId, Proxy, Server, wait};

/// When the server is killed, and what happens meanwhile.
pub(super) struct Kills {
    /// At how many acknowledged messages.
    pub(super) at: Vec<u64>,
    /// How many talk.
    pub(super) clients: usize,
    /// What becomes old while nothing runs.
    pub(super) ageing: Ageing,
}

/// Kills the server now and then, alternately the process that runs the Worker and everything.
pub(super) async fn kill(server: &mut Server, ledger: &Ledger, kills: Kills, mut random: fastrand::Rng) {
    let mut least = 0;
    for (n, at) in kills.at.into_iter().enumerate() {
        wait_for_acks(ledger, at.max(least)).await;
        wait::let_pass(Duration::from_millis(random.u64(0..500))).await;
        let only_runtime = n % 2 == 0;
        let ageing = if only_runtime { None } else { kills.ageing.oldest(ledger).await };
        let killed_at = Instant::now();
        let back = only_runtime && server.kill_runtime().await;
        if !back {
            server.kill().await;
            if let Some(until) = ageing {
                kills.ageing.pass(server, ledger, until);
            }
            server.start_again().await;
        }
        let took = killed_at.elapsed();
        let mut books = ledger.books();
        let tally = &mut books.tally;
        let (count, longest) = if only_runtime {
            (&mut tally.kills_of_runtime, &mut tally.longest_restart_of_runtime)
        } else {
            (&mut tally.kills_of_all, &mut tally.longest_restart_of_all)
        };
        *count += 1;
        *longest = took.max(*longest);
        tally.not_back += u64::from(only_runtime && !back);
        // Somebody should get a word in before the next one.
        least = books.tally.acked + kills.clients as u64 / 2;
    }
}

/// A network that gets worse and better.
pub(super) struct NetworkFaults<'a> {
    pub(super) proxy: &'a Proxy,
    pub(super) ledger: &'a Ledger,
    pub(super) random: fastrand::Rng,
    /// What ends by itself: when, for which links, and how.
    pub(super) passing: Vec<(Instant, Vec<LinkId>, Fault)>,
}

impl NetworkFaults<'_> {
    /// Cuts links, once whenever so many messages were acknowledged, and makes others slow or
    /// silent for a while.
    pub(super) async fn run(&mut self, at: Vec<u64>) {
        for (n, at) in at.into_iter().enumerate() {
            while self.ledger.acked() < at {
                self.end_passing_faults();
                wait::let_pass(wait::POLL_INTERVAL).await;
            }
            wait::let_pass(Duration::from_millis(self.random.u64(0..100))).await;
            self.cut(n);
            self.slow_down();
            if n % 50 == 49 {
                self.ledger.books().tally.refusals += 1;
                self.proxy.refuses(true);
                wait::let_pass(Duration::from_millis(self.random.u64(100..1_000))).await;
                self.proxy.refuses(false);
            }
        }
        while !self.passing.is_empty() {
            self.end_passing_faults();
            wait::let_pass(wait::POLL_INTERVAL).await;
        }
    }

    fn cut(&mut self, n: usize) {
        // Now and then a whole neighbourhood.
        let links = if n % 25 == 24 { self.proxy.share(&mut self.random, 0.3) } else { self.one() };
        if self.random.u8(0..5) < 3 {
            self.ledger.books().tally.cuts += self.proxy.does(Fault::Cut, &links) as u64;
        } else {
            let direction = if self.random.bool() { Direction::Up } else { Direction::Down };
            let fault = Fault::CutAfter(direction, self.random.u64(1..1_500));
            self.ledger.books().tally.cuts_after += self.proxy.does(fault, &links) as u64;
        }
    }

    /// Half of the time; what is slow or silent gets well again, or is cut after all.
    fn slow_down(&mut self) {
        let fault = match self.random.u8(0..10) {
            0..3 => Fault::Stall,
            3 => Fault::Throttle(self.random.u32(200..4_000)),
            4 => Fault::StopReading,
            _ => return,
        };
        let links = self.one();
        let done = self.proxy.does(fault, &links) as u64;
        let end = if self.random.u8(0..4) == 0 { Fault::Cut } else { Fault::Heal };
        let lasting = Duration::from_millis(self.random.u64(200..8_000));
        self.passing.push((Instant::now() + lasting, links, end));
        let tally = &mut self.ledger.books().tally;
        *(if fault == Fault::Stall { &mut tally.stalls } else { &mut tally.throttles }) += done;
    }

    fn end_passing_faults(&mut self) {
        let now = Instant::now();
        for (_, links, end) in self.passing.extract_if(.., |(at, ..)| *at <= now) {
            self.proxy.does(end, &links);
        }
    }

    fn one(&mut self) -> Vec<LinkId> {
        let links = self.proxy.links();
        self.random.choice(links).into_iter().collect()
    }
}

/// Waits until so many messages were acknowledged.
pub(super) async fn wait_for_acks(ledger: &Ledger, acked: u64) {
    while ledger.acked() < acked {
        wait::let_pass(wait::POLL_INTERVAL).await;
    }
}

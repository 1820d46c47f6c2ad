//! Everybody's connection is cut at the same moment, and everybody comes back.

use std::cell::Cell;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::room::Room;
use super::{FILLER, Plan, progress};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::machine;
use crate::server::Chat;

/// Who stays, and talks, and must not notice.
const STAYING: usize = 50;

/// How long it is talked before the cut.
const BEFORE_SECONDS: f64 = 10.0;

/// When it is given up.
const RETURN_TIMEOUT: Duration = Duration::from_secs(180);

struct Cut {
    work: &'static str,
    sockets: usize,
    rounds: usize,
    per_second: f64,
    /// Seconds in which all should be back.
    within: f64,
    /// Connects in any one second.
    connects: Goal,
}

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    let thousand = Cut {
        work: "1,000 sockets all cut at once",
        sockets: 1_000,
        rounds: plan.pairs,
        per_second: 10.0,
        within: 15.0,
        connects: Goal::Reported,
    };
    let ten_thousand = Cut {
        work: "10,000 sockets all cut at once",
        // Some of the old ones may still be open when the first come back.
        sockets: 10_000.min(machine::sockets_most() * 9 / 10),
        rounds: 1,
        // While they are away no more may be said than a page is caught up with one by one.
        per_second: 2.0,
        within: 60.0,
        connects: Goal::AtMost(500.0),
    };
    for cut in [thousand, ten_thousand] {
        for round in 0..cut.rounds {
            progress(&format!("{}, round {} of {}", cut.work, round + 1, cut.rounds));
            measure(&cut, figures).await?;
        }
    }
    Ok(())
}

async fn measure(cut: &Cut, figures: &mut Figures) -> Result<(), String> {
    let all = STAYING + cut.sockets;
    let Room { server, mut crowd } = Room::open(Chat::Natter, all).await?;
    crowd.join(STAYING, Behaviour::Reads).await?;
    crowd.join(cut.sockets, Behaviour::ComesBack).await?;
    crowd.becomes_quiet().await?;

    crowd.ledger.measure();
    let messages = (cut.per_second * BEFORE_SECONDS) as usize;
    crowd.talk(messages, cut.per_second, 0..STAYING, FILLER).await?;
    crowd.delivered(messages, all).await?;
    let before = crowd.ledger.tally().percentile(99.0);

    crowd.ledger.measure();
    let at = Instant::now();
    crowd.cut(STAYING..all);
    let back = Cell::new(false);
    let talking = crowd.talk_while(|_| !back.get(), cut.per_second, 0..STAYING, FILLER);
    let returning = async {
        // It takes a moment until the first of them knows.
        sleep(Duration::from_millis(50)).await;
        crowd.wait("all to be back", || crowd.joined(STAYING..all) == cut.sockets).await?;
        back.set(true);
        Ok::<_, String>(())
    };
    let both = timeout(RETURN_TIMEOUT, futures_util::future::try_join(talking, returning)).await;
    both.map_err(|_| "not all came back".to_owned())??;
    crowd.wait("all to be caught up", || crowd.complete(0..all)).await?;

    let last = crowd.joined_at(STAYING..all).into_iter().max().unwrap_or(at);
    let mut attempts = crowd.attempts(STAYING..all, at);
    let meanwhile = crowd.ledger.tally().percentile(99.0);
    let add = |figures: &mut Figures, figure, unit, goal, sample| {
        figures.add(cut.work, figure, unit, goal, Chat::Natter, sample)
    };
    add(figures, "sockets", Unit::Number, Goal::Reported, cut.sockets as f64);
    add(figures, "all back and caught up", Unit::Seconds, Goal::AtMost(cut.within), (last - at).as_secs_f64());
    add(figures, "most connects in a second", Unit::Number, cut.connects, busiest_second(&mut attempts) as f64);
    add(figures, "p99 of live traffic before", Unit::Milliseconds, Goal::Reported, before);
    add(figures, "p99 of live traffic meanwhile", Unit::Milliseconds, Goal::Reported, meanwhile);
    add(figures, "meanwhile to before", Unit::Times, Goal::AtMost(2.0), meanwhile / before);
    Room { server, crowd }.close(0..all).await
}

/// The most of them that lie within any one second.
fn busiest_second(times: &mut [Instant]) -> usize {
    times.sort_unstable();
    let within = |(n, from): (usize, &Instant)| {
        times.iter().skip(n).take_while(|moment| **moment < *from + Duration::from_secs(1)).count()
    };
    times.iter().enumerate().map(within).max().unwrap_or(0)
}

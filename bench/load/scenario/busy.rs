//! A thousand sockets in one room.

use super::{FILLER, Plan, talk, tell, turns, warm};
use crate::crowd::{Crowd, Temper};
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;
use crate::sessions;

const SOCKETS: usize = 1_000;
const PER_SECOND: f64 = 40.0;
const MESSAGES: usize = 400;
const AT_ONCE: usize = 500;

const JOIN: &str = "1,000 sockets join one room";
const TALK: &str = "1,000 sockets, 40 messages a second";
const BURST: &str = "500 messages from 500 people at the same moment, 1,000 sockets";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    for pair in 0..plan.pairs {
        for chat in turns(plan, pair) {
            tell(&format!("busy, pair {} of {}, {chat}", pair + 1, plan.pairs));
            once(chat, figures).await?;
        }
    }
    Ok(())
}

async fn once(chat: Chat, figures: &mut Figures) -> Result<(), String> {
    let server = warm(chat).await?;
    let guests = sessions::join(&server, "lobby", SOCKETS).await?;
    let mut crowd = Crowd::new(&server, guests)?;

    let cpu = server.cpu();
    let took = crowd.join(SOCKETS, Temper::Reads).await?;
    crowd.settle().await?;
    let cpu = server.cpu() - cpu;
    figures.add(JOIN, "time", Unit::Seconds, Goal::TimesBaselineAtMost(0.1), chat, took);
    figures.add(JOIN, "workerd CPU", Unit::Seconds, Goal::Told, chat, cpu);
    figures.add(
        JOIN,
        "bytes to a socket",
        Unit::Bytes,
        Goal::Told,
        chat,
        crowd.ledger.tally().bytes as f64 / SOCKETS as f64,
    );

    let (tally, cpu) = talk(&crowd, &server, MESSAGES, PER_SECOND, SOCKETS).await?;
    let deliveries = tally.deliveries as f64;
    figures.add(TALK, "p50", Unit::Milliseconds, Goal::TimesBaselineAtMost(0.25), chat, tally.percentile(50.0));
    figures.add(TALK, "p99", Unit::Milliseconds, Goal::TimesBaselineAtMost(1.0 / 3.0), chat, tally.percentile(99.0));
    figures.add(
        TALK,
        "workerd CPU a delivery",
        Unit::Microseconds,
        Goal::TimesBaselineAtMost(0.5),
        chat,
        cpu * 1e6 / deliveries,
    );
    figures.add(TALK, "frames a delivery", Unit::Number, Goal::Told, chat, tally.frames as f64 / deliveries);
    figures.add(TALK, "bytes a delivery", Unit::Bytes, Goal::Told, chat, tally.bytes as f64 / deliveries);
    for percent in [1.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 99.0, 99.9] {
        figures.point(TALK, "percent of deliveries", Unit::Milliseconds, (chat, percent, tally.percentile(percent)));
    }

    crowd.ledger.measure();
    let cpu = server.cpu();
    crowd.shout(0..AT_ONCE, FILLER)?;
    crowd.delivered(AT_ONCE, SOCKETS).await?;
    let (tally, cpu) = (crowd.ledger.tally(), server.cpu() - cpu);
    let deliveries = tally.deliveries as f64;
    figures.add(BURST, "deliveries", Unit::PerSecond, Goal::TimesBaselineAtLeast(20.0), chat, deliveries / tally.took);
    figures.add(BURST, "time until all had all", Unit::Seconds, Goal::Told, chat, tally.took);
    figures.add(BURST, "workerd CPU a delivery", Unit::Microseconds, Goal::Told, chat, cpu * 1e6 / deliveries);
    figures.add(BURST, "frames a delivery", Unit::Number, Goal::Told, chat, tally.frames as f64 / deliveries);

    crowd.verdict(0..SOCKETS)?;
    drop(crowd);
    server.stop().await;
    Ok(())
}

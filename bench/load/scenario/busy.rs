//! A thousand sockets in one room.

use super::room::Room;
use super::{FILLER, Plan, pairs};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;

const SOCKETS: usize = 1_000;
const PER_SECOND: f64 = 40.0;
const MESSAGES: usize = 400;
const AT_ONCE: usize = 500;

const JOIN: &str = "1,000 sockets join one room";
const TALK: &str = "1,000 sockets, 40 messages a second";
const BURST: &str = "500 messages from 500 people at the same moment, 1,000 sockets";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    pairs("busy", plan, figures, measure).await
}

async fn measure(chat: Chat, figures: &mut Figures) -> Result<(), String> {
    let mut room = Room::open(chat, SOCKETS).await?;

    let cpu = room.server.cpu();
    let took = room.crowd.join(SOCKETS, Behaviour::Reads).await?;
    room.crowd.becomes_quiet().await?;
    let cpu = room.server.cpu() - cpu;
    figures.add(JOIN, "time", Unit::Seconds, Goal::TimesBaselineAtMost(0.1), chat, took);
    figures.add(JOIN, "workerd CPU", Unit::Seconds, Goal::Reported, chat, cpu);
    figures.add(
        JOIN,
        "bytes to a socket",
        Unit::Bytes,
        Goal::Reported,
        chat,
        room.crowd.ledger.tally().bytes as f64 / SOCKETS as f64,
    );

    let (tally, cpu) = room.talk(MESSAGES, PER_SECOND, SOCKETS).await?;
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
    figures.add(TALK, "frames a delivery", Unit::Number, Goal::Reported, chat, tally.frames as f64 / deliveries);
    figures.add(TALK, "bytes a delivery", Unit::Bytes, Goal::Reported, chat, tally.bytes as f64 / deliveries);
    for percent in [1.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 99.0, 99.9] {
        figures.point(TALK, "percent of deliveries", Unit::Milliseconds, (chat, percent, tally.percentile(percent)));
    }

    room.crowd.ledger.measure();
    let cpu = room.server.cpu();
    room.crowd.say_at_once(0..AT_ONCE, FILLER)?;
    room.crowd.delivered(AT_ONCE, SOCKETS).await?;
    let (tally, cpu) = (room.crowd.ledger.tally(), room.server.cpu() - cpu);
    let deliveries = tally.deliveries as f64;
    figures.add(BURST, "deliveries", Unit::PerSecond, Goal::TimesBaselineAtLeast(20.0), chat, deliveries / tally.took);
    figures.add(BURST, "time until all had all", Unit::Seconds, Goal::Reported, chat, tally.took);
    figures.add(BURST, "workerd CPU a delivery", Unit::Microseconds, Goal::Reported, chat, cpu * 1e6 / deliveries);
    figures.add(BURST, "frames a delivery", Unit::Number, Goal::Reported, chat, tally.frames as f64 / deliveries);

    room.close(0..SOCKETS).await
}

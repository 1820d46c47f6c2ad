//! What a join and a delivery cost in rooms of all sizes, up to ten thousand.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::room::Room;
use super::{FILLER, Plan, progress};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::machine;
use crate::server::Chat;

/// Sockets, then how much is said: some fifty thousand deliveries each time, at what a machine with
/// two cores can do.
const SIZES: [(usize, usize, f64); 5] =
    [(100, 400, 20.0), (300, 200, 20.0), (1_000, 60, 20.0), (3_000, 20, 5.0), (10_000, 30, 1.0)];

/// The largest room of the plain chat: of ten thousand who join each would be told to all others,
/// fifty million frames.
const BASELINE_MOST: usize = 1_000;

/// What grows is compared from this size on.
const FROM: usize = 300;

/// Rounds; each takes two minutes.
const ROUNDS_MOST: usize = 3;

const CROWD: &str = "10,000 sockets in one room, 1 message a second";
const JOIN: &str = "growth: workerd CPU a join";
const DELIVERY: &str = "growth: workerd CPU a delivery";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    let rounds = plan.pairs.min(ROUNDS_MOST);
    for round in 0..rounds {
        for chat in plan.chats.iter().copied() {
            progress(&format!("growth, round {} of {rounds}, {chat}", round + 1));
            measure(chat, figures).await?;
        }
    }
    Ok(())
}

async fn measure(chat: Chat, figures: &mut Figures) -> Result<(), String> {
    let sizes = SIZES.into_iter().filter(|(size, ..)| chat == Chat::Natter || *size <= BASELINE_MOST);
    let sizes = sizes.map(|(size, messages, per_second)| (size.min(machine::sockets_most()), messages, per_second));
    let most = sizes.clone().map(|(size, ..)| size).max().unwrap_or(0);
    let Room { server, mut crowd } = Room::open(chat, most).await?;
    sleep(Duration::from_secs(1)).await;
    let empty = server.memory();
    let mut joined = 0;
    let mut at_first: Option<(f64, f64)> = None;
    for (size, messages, per_second) in sizes {
        crowd.reload(&server, "lobby").await?;
        let cpu = server.cpu();
        crowd.join(size - joined, Behaviour::Reads).await?;
        crowd.becomes_quiet().await?;
        let join = (server.cpu() - cpu) * 1e6 / (size - joined) as f64;
        joined = size;
        let among = format!("among {}", Unit::Number.show(size as f64));
        figures.add(JOIN, &among, Unit::Microseconds, Goal::Reported, chat, join);
        figures.point(JOIN, "sockets", Unit::Microseconds, (chat, size as f64, join));
        let memory = (server.memory() - empty) / size as f64;
        figures.point(
            "growth: memory of workerd for an idle socket",
            "sockets",
            Unit::Bytes,
            (chat, size as f64, memory),
        );

        // What the room costs while nobody says anything: heartbeats.
        let (cpu, began) = (server.cpu(), Instant::now());
        sleep(Duration::from_secs(3)).await;
        let idle = (server.cpu() - cpu) / began.elapsed().as_secs_f64();

        crowd.ledger.measure();
        let (cpu, began) = (server.cpu(), Instant::now());
        crowd.talk(messages, per_second, 0..size, FILLER).await?;
        crowd.delivered(messages, size).await?;
        let cpu = server.cpu() - cpu - idle * began.elapsed().as_secs_f64();
        let tally = crowd.ledger.tally();
        let delivery = cpu * 1e6 / tally.deliveries as f64;
        figures.add(DELIVERY, &among, Unit::Microseconds, Goal::Reported, chat, delivery);
        figures.point(DELIVERY, "sockets", Unit::Microseconds, (chat, size as f64, delivery));
        if size == FROM {
            at_first = Some((join, delivery));
        }
        if chat == Chat::Natter && size == most {
            figures.add(
                CROWD,
                "sockets (this machine lets workerd have so many)",
                Unit::Number,
                Goal::Reported,
                chat,
                size as f64,
            );
            figures.add(CROWD, "p50", Unit::Milliseconds, Goal::Reported, chat, tally.percentile(50.0));
            figures.add(CROWD, "p99", Unit::Milliseconds, Goal::AtMost(1_000.0), chat, tally.percentile(99.0));
            figures.add(CROWD, "memory of workerd for an idle socket", Unit::Bytes, Goal::Reported, chat, memory);
            if let Some((first_join, first_delivery)) = at_first {
                let growth = "from 300 to 10,000";
                figures.add(JOIN, growth, Unit::Times, Goal::AtMost(1.3), chat, join / first_join);
                figures.add(DELIVERY, growth, Unit::Times, Goal::AtMost(1.3), chat, delivery / first_delivery);
            }
        }
    }
    Room { server, crowd }.close(0..most).await
}

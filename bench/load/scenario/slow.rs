//! Fifty who talk, and ten who have stopped reading: what do they cost the others?

use super::room::Room;
use super::{Plan, progress};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;
use room::limits;

const SPEAKERS: usize = 50;
const STOPPED: usize = 10;
/// Under what each may say: one message a second.
const PER_SECOND: f64 = 40.0;
const MESSAGES: usize = 800;

/// Long, and six times as long as a fragment: what is not read fills its limit in ten seconds.
const QUOTATION_MARKS: usize = 1_500;

/// What may be queued for those who do not read, and as much again for what a collector of garbage
/// leaves lying.
const MEMORY_MOST: usize = 2 * STOPPED * limits::SEND_WINDOW_INITIAL_UNITS;

const WORK: &str = "50 who talk, with and without 10 who stopped reading";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    for round in 0..plan.pairs {
        progress(&format!("slow readers, round {} of {}", round + 1, plan.pairs));
        let mut stopped = [0, STOPPED];
        stopped.rotate_left(round % 2);
        let mut measured = Vec::new();
        for stopped in stopped {
            measured.push((stopped, measure(stopped).await?));
        }
        measured.sort_unstable_by_key(|(stopped, _)| *stopped);
        let [(_, without), (_, with)] = measured.as_slice() else { continue };
        let mut add = |figure, unit, goal, sample| figures.add(WORK, figure, unit, goal, Chat::Natter, sample);
        add("p99 without", Unit::Milliseconds, Goal::Reported, without.p99);
        add("p99 with", Unit::Milliseconds, Goal::Reported, with.p99);
        add("p99, with to without", Unit::Times, Goal::AtMost(1.2), with.p99 / without.p99);
        add("memory that workerd took, without", Unit::Bytes, Goal::Reported, without.memory);
        add("memory that workerd took, with", Unit::Bytes, Goal::Reported, with.memory);
        add("memory that they cost", Unit::Bytes, Goal::AtMost(MEMORY_MOST as f64), with.memory - without.memory);
    }
    Ok(())
}

struct Measured {
    p99: f64,
    memory: f64,
}

async fn measure(stopped: usize) -> Result<Measured, String> {
    let Room { server, mut crowd } = Room::open(Chat::Natter, SPEAKERS + stopped).await?;
    crowd.join(SPEAKERS, Behaviour::Reads).await?;
    crowd.join(stopped, Behaviour::MayStopReading).await?;
    crowd.becomes_quiet().await?;
    let memory = server.memory();
    let filler = "\"".repeat(QUOTATION_MARKS);
    crowd.talk(PER_SECOND as usize, PER_SECOND, 0..SPEAKERS, &filler).await?;
    crowd.stop_reading(SPEAKERS..SPEAKERS + stopped);
    crowd.ledger.measure();
    crowd.talk(MESSAGES, PER_SECOND, 0..SPEAKERS, &filler).await?;
    crowd.wait("those who read to have everything", || crowd.complete(0..SPEAKERS)).await?;
    let measured = Measured { p99: crowd.ledger.tally().percentile(99.0), memory: server.memory() - memory };
    Room { server, crowd }.close(0..SPEAKERS).await?;
    Ok(measured)
}

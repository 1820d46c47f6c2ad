//! A thousand people react to one message.

use super::room::Room;
use super::{FILLER, Plan, progress};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;
use crate::sessions;

const SOCKETS: usize = 1_000;
const PER_SECOND: f64 = 200.0;

const STORM: &str = "1,000 people react to one message, 200 a second";

/// What may be drawn of one message in a second (`REACTIONS_INTERVAL_MS` in room/limits.rs).
const RENDERINGS_PER_SECOND: f64 = 4.0;

/// The plain chat has no reactions.
pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    for pair in 0..plan.pairs {
        progress(&format!("reactions, {} of {}", pair + 1, plan.pairs));
        measure(figures).await?;
    }
    Ok(())
}

async fn measure(figures: &mut Figures) -> Result<(), String> {
    let mut room = Room::open(Chat::Natter, SOCKETS).await?;
    room.crowd.join(SOCKETS, Behaviour::Reads).await?;
    room.crowd.ledger.measure();
    room.crowd.say_at_once(0..1, FILLER)?;
    room.crowd.delivered(1, SOCKETS).await?;
    let seq = newest(&room).await?;
    room.crowd.becomes_quiet().await?;

    room.crowd.ledger.measure();
    room.crowd.ledger.watch(&format!("data-reactions=\"m{seq}\""));
    let cpu = room.server.cpu();
    room.crowd.react(seq, "👍", PER_SECOND, 0..SOCKETS).await?;
    room.crowd.becomes_quiet().await?;
    let cpu = room.server.cpu() - cpu;
    let (tally, watched) = (room.crowd.ledger.tally(), room.crowd.ledger.watched());
    let page = sessions::open(&room.server, "lobby", &room.crowd.pass(0)?).await?;
    let shown = page.split_once("value=\"👍\"").and_then(|(_, rest)| rest.split_once("</button>"));
    let shown: String = shown.map_or("", |(text, _)| text).chars().filter(char::is_ascii_digit).collect();
    if !shown.contains(&SOCKETS.to_string()) {
        return Err(format!("{SOCKETS} people reacted, and the page counts {shown}"));
    }

    let (people, renderings) = (SOCKETS as f64, watched.count as f64 / SOCKETS as f64);
    // The first one comes at once, and the others after it.
    let per_second = (renderings - 1.0) / watched.took;
    let mut add = |figure, unit, goal, sample| figures.add(STORM, figure, unit, goal, Chat::Natter, sample);
    add("renderings a second", Unit::PerSecond, Goal::AtMost(RENDERINGS_PER_SECOND), per_second);
    add("renderings in all", Unit::Number, Goal::Reported, renderings);
    add("time from the first rendering to the last", Unit::Seconds, Goal::Reported, watched.took);
    add("workerd CPU a reaction", Unit::Microseconds, Goal::Reported, cpu * 1e6 / people);
    add("frames to a socket", Unit::Number, Goal::Reported, tally.frames as f64 / people);
    add("bytes to a socket", Unit::Bytes, Goal::Reported, tally.bytes as f64 / people);
    room.close(0..SOCKETS).await
}

/// The place of the newest message.
async fn newest(room: &Room) -> Result<i64, String> {
    let page = sessions::open(&room.server, "lobby", &room.crowd.pass(0)?).await?;
    let (_, id) = page.rsplit_once("id=\"m1").ok_or("the page shows no message")?;
    let digits = id.split_once('"').map_or("", |(digits, _)| digits);
    format!("1{digits}").parse().map_err(|_| format!("{digits} is no place"))
}

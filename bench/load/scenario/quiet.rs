//! A room in which little is said: nothing may be put off to be merged.

use super::room::Room;
use super::{Plan, pairs};
use crate::crowd::Behaviour;
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;

const SOCKETS: usize = 100;
const PER_SECOND: f64 = 2.0;
const MESSAGES: usize = 50;

const WORK: &str = "100 sockets, 2 messages a second";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    pairs("quiet", plan, figures, measure).await
}

async fn measure(chat: Chat, figures: &mut Figures) -> Result<(), String> {
    let mut room = Room::open(chat, SOCKETS).await?;
    room.crowd.join(SOCKETS, Behaviour::Reads).await?;
    room.crowd.becomes_quiet().await?;
    let (tally, _) = room.talk(MESSAGES, PER_SECOND, SOCKETS).await?;
    for percent in [50.0, 99.0] {
        let goal = Goal::TimesBaselineAtMost(1.1);
        figures.add(WORK, &format!("p{percent}"), Unit::Milliseconds, goal, chat, tally.percentile(percent));
    }
    room.close(0..SOCKETS).await
}

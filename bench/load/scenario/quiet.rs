//! A room in which little is said: nothing may be put off to be merged.

use super::{Plan, talk, tell, turns, warm};
use crate::crowd::{Crowd, Temper};
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;
use crate::sessions;

const SOCKETS: usize = 100;
const PER_SECOND: f64 = 2.0;
const MESSAGES: usize = 50;

const WORK: &str = "100 sockets, 2 messages a second";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    for pair in 0..plan.pairs {
        for chat in turns(plan, pair) {
            tell(&format!("quiet, pair {} of {}, {chat}", pair + 1, plan.pairs));
            once(chat, figures).await?;
        }
    }
    Ok(())
}

async fn once(chat: Chat, figures: &mut Figures) -> Result<(), String> {
    let server = warm(chat).await?;
    let guests = sessions::join(&server, "lobby", SOCKETS).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(SOCKETS, Temper::Reads).await?;
    crowd.settle().await?;
    let (tally, _) = talk(&crowd, &server, MESSAGES, PER_SECOND, SOCKETS).await?;
    for percent in [50.0, 99.0] {
        let goal = Goal::TimesBaselineAtMost(1.1);
        figures.add(WORK, &format!("p{percent}"), Unit::Milliseconds, goal, chat, tally.percentile(percent));
    }
    crowd.verdict(0..SOCKETS)?;
    drop(crowd);
    server.stop().await;
    Ok(())
}

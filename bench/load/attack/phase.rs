//! A quiet phase, one with an attack, and one in which the same attack goes to a server that does
//! nothing.

use std::cell::Cell;
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::bounds::{Check, Seen};
use super::hostile::{Hostile, Outcome};
use super::kind::Attack;
use super::people::{People, ROOM};
use super::talk::Waits;
use super::{Timing, progress};
use crate::server::{Logged, Server};

/// The time between two looks at workerd's memory.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// What workerd uses of a core, measured over this time, while nothing but the ten is going on.
const REST: Duration = Duration::from_millis(500);
const CPU_AT_REST: f64 = 0.15;

/// An attack is over by then, whatever it has left behind.
const REST_TIMEOUT: Duration = Duration::from_secs(20);

/// D1 has the list by then.
const LISTED_AFTER: Duration = Duration::from_secs(3);

pub(super) struct Stage<'a> {
    pub(super) people: &'a People,
    /// The origin of the server that does nothing.
    pub(super) sink: String,
}

/// What came of one attack.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) quiet: Waits,
    pub(super) attacked: Waits,
    /// While the same attack went elsewhere.
    pub(super) control: Waits,
    pub(super) outcome: Outcome,
    /// CPU that the attackers of the control took, in seconds.
    pub(super) control_cpu: f64,
    /// How long it was attacked, in seconds.
    pub(super) lasted: f64,
    /// CPU that workerd took while it was attacked, and before, in seconds.
    pub(super) cpu: f64,
    pub(super) quiet_cpu: f64,
    pub(super) memory: Memory,
    pub(super) checks: Vec<Check>,
    pub(super) objects: u64,
    pub(super) logged: Logged,
}

/// Memory of workerd, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    pub(super) before: f64,
    pub(super) peak: f64,
    pub(super) after: f64,
}

impl Stage<'_> {
    /// Attacks once.
    pub(super) async fn attack(
        &self,
        server: &mut Server,
        attack: Attack,
        time: Duration,
        timing: Timing,
    ) -> Result<Found, String> {
        let mut found = Found::default();
        let (origin, run) = (server.origin.clone(), next_run());
        let owner = || self.people.owner.clone();
        let hostile = Hostile::ready(attack, (&origin, ROOM), (owner(), run), time).await?;
        if timing == Timing::Measured {
            self.rests(server).await;
            let cpu = server.cpu();
            found.quiet = self.measure(time, std::future::ready(Ok(()))).await?.0;
            found.quiet_cpu = server.cpu() - cpu;
        }
        let before = (server.objects(), server.logged(), server.cpu());
        found.memory.before = server.memory();
        let peak = Cell::new(found.memory.before);
        let began = Instant::now();
        let attacks = async {
            tokio::select! {
                outcome = hostile.attack() => outcome,
                () = watch(server, &peak) => Ok(Outcome::default()),
            }
        };
        (found.attacked, found.outcome) = self.measure(time, attacks).await?;
        let lasted = began.elapsed();
        found.cpu = server.cpu() - before.2;
        found.memory.peak = peak.get().max(server.memory());
        self.rests(server).await;
        found.memory.after = server.memory();
        let (said, said_for) = self.people.talk.hostile(run, began);
        found.lasted = lasted.as_secs_f64();
        found.objects = u64::try_from(server.objects().saturating_sub(before.0)).unwrap_or(0);
        found.logged = since(server.logged(), &before.1);
        let listed = listed(server, attack, run).await?;
        let (outcome, objects, logged) = (&found.outcome, found.objects, &found.logged);
        found.checks = Seen { attack, said: &said, said_for, lasted, outcome, objects, logged, listed }.checks();
        if timing == Timing::Measured {
            let hostile = Hostile::ready(attack, (&self.sink, ROOM), (owner(), next_run()), time).await?;
            let (waits, control) = self.measure(time, hostile.attack()).await?;
            (found.control, found.control_cpu) = (waits, control.cpu);
        }
        Ok(found)
    }

    /// How the ten wait while something else happens.
    async fn measure<T>(
        &self,
        time: Duration,
        meanwhile: impl Future<Output = Result<T, String>>,
    ) -> Result<(Waits, T), String> {
        self.people.talk.begin_phase();
        let ((), outcome) = tokio::join!(self.people.talk_for(time), meanwhile);
        self.people.have_everything().await;
        Ok((self.people.talk.waits(), outcome?))
    }

    /// Waits until what an attack has set off is over.
    async fn rests(&self, server: &Server) {
        let until = Instant::now() + REST_TIMEOUT;
        loop {
            let cpu = server.cpu();
            sleep(REST).await;
            if server.cpu() - cpu < CPU_AT_REST * REST.as_secs_f64() {
                return;
            }
            if Instant::now() > until {
                return progress("workerd does not come to rest");
            }
        }
    }
}

/// Notes the most memory that workerd has, for ever.
async fn watch(server: &Server, peak: &Cell<f64>) {
    loop {
        peak.set(peak.get().max(server.memory()));
        sleep(LOOK_INTERVAL).await;
    }
}

/// How many rooms of the attackers the list shows.
async fn listed(server: &mut Server, attack: Attack, run: usize) -> Result<u64, String> {
    if attack != Attack::Founding {
        return Ok(0);
    }
    sleep(LISTED_AFTER).await;
    let rows = server.ask_d1(&format!("SELECT count(*) AS listed FROM rooms WHERE slug GLOB 'bargains-{run}-*'"))?;
    Ok(rows.first().and_then(|row| row.get("listed")).and_then(Value::as_u64).unwrap_or(0))
}

fn since(now: Logged, before: &Logged) -> Logged {
    let new = now.into_iter().map(|(event, lines)| {
        let old = before.get(&event).copied().unwrap_or(0);
        (event, lines - old)
    });
    new.filter(|(_, lines)| *lines > 0).collect()
}

/// Which attack of this process it is.
fn next_run() -> usize {
    thread_local! { static RUNS: Cell<usize> = const { Cell::new(0) }; }
    RUNS.replace(RUNS.get() + 1)
}

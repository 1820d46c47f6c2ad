//! Torture: many clients talk as fast as they may while links are cut, the server is killed, order
//! is kept and messages expire. In the end it is judged whether one message was lost, doubled or
//! out of order, or shown after it was gone.
//!
//! What is drawn by lot comes from the seed of the [`Plan`]. What the machine makes of it does not:
//! a run with the same seed is like the first one, not equal to it.

mod aftermath;
mod chatter;
mod expiry;
mod faults;
mod ledger;
mod moderator;
mod report;

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::checker::{Evidence, check};
use crate::history::View;
use crate::{Fault, Proxy, Start, Visitor, cast, wait};
use chatter::Chatter;
use expiry::Ageing;
use faults::{Kills, NetworkFaults};
pub use ledger::Tally;
use ledger::{Ledger, Phase};
use moderator::Moderator;
pub use report::Report;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many talk. Each may say a message a second.
    pub clients: usize,
    /// How many messages are to be acknowledged, at least.
    pub messages: u64,
    /// How often the server is killed: alternately the process that runs the Worker, and
    /// everything.
    pub kills: usize,
    /// How often links are cut. Stalls and slow links come on top.
    pub cuts: usize,
    /// Of 100 messages, how many are sent again on purpose, pending and acknowledged ones alike.
    pub resends_percent: u8,
    /// Of 100 messages, how many are followed by something that their author does with a message:
    /// one of their own gets another text or is removed, or they react to somebody's, or take that
    /// back.
    pub changes_percent: u8,
    /// How often whoever owns the room keeps order: removes a message or all of somebody's, mutes
    /// or bans somebody for a moment.
    pub moderations: usize,
    /// For how many days messages are kept; 0 for ever. With each kill of everything so much time
    /// passes for the oldest of them.
    pub keep_days: u16,
    /// How many messages the room keeps once D1 has them. It never keeps less than 250.
    pub keep: u32,
    /// Where all chance comes from.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            clients: 50,
            messages: 50_000,
            kills: 100,
            cuts: 1_000,
            resends_percent: 30,
            changes_percent: 20,
            moderations: 250,
            keep_days: 7,
            keep: 1_000_000,
            seed: fastrand::u64(..),
        }
    }
}

impl fmt::Display for Plan {
    /// The command that carries it out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { clients, messages, kills, cuts, resends_percent, changes_percent, keep, seed, .. } = self;
        let Self { moderations, keep_days, .. } = self;
        write!(
            f,
            "bin/torture --clients {clients} --messages {messages} --kills {kills} --cuts {cuts} \
             --resends {resends_percent} --changes {changes_percent} --moderations {moderations} \
             --keep-days {keep_days} --keep {keep} --seed {seed}"
        )
    }
}

/// How long nothing may be acknowledged before a run is given up. A client whose link stands still
/// notices after [`IDLE_TIMEOUT_MS`](client::limits::IDLE_TIMEOUT_MS), but not all stand still at
/// once.
const STANDSTILL: Duration = Duration::from_secs(90);

/// How long clients may need to become answered when all faults are over.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(120);

/// Carries out a plan on a server of its own. `report` receives the progress every few seconds.
///
/// # Panics
/// If the server cannot be started again; what the clients find wrong is in the report.
pub async fn torture(plan: &Plan, report: impl Fn(&str)) -> Report {
    const ROOM: &str = "torture";
    let began = Instant::now();
    let mut random = fastrand::Rng::with_seed(plan.seed);
    let start = Start::default().with("KEEP_MESSAGES", plan.keep).with("KEEP_DAYS", plan.keep_days);
    let mut server = start.server().await;
    let proxy = Proxy::to(server.port()).await.expect("a port for a proxy");
    let ledger = Arc::new(Ledger::new());
    let mut moderator = Moderator::founds(ROOM, proxy.origin(), plan.clients, &ledger, random.fork()).await;
    let mut clients = JoinSet::new();
    for number in 0..plan.clients {
        let visitor = Visitor::at(proxy.origin());
        visitor.submits_name(&cast::extra(number), Location::caller()).await;
        let chatter = Chatter {
            number,
            ledger: Arc::clone(&ledger),
            visitor,
            room: ROOM.to_owned(),
            random: random.fork(),
            resends_percent: plan.resends_percent,
            changes_percent: plan.changes_percent,
        };
        clients.spawn(async move { (number, chatter.talk().await) });
    }

    let mut violations = Vec::new();
    let kills = fault_points(&mut random, plan.kills, plan.messages);
    let cuts = fault_points(&mut random, plan.cuts, plan.messages);
    let moderations = fault_points(&mut random, plan.moderations, plan.messages);
    let ageing = Ageing { room: ROOM, keep_days: plan.keep_days };
    let kills = Kills { at: kills, clients: plan.clients, ageing };
    let mut network = NetworkFaults { proxy: &proxy, ledger: &ledger, random: random.fork(), passing: Vec::new() };
    let all_that_is_done = async {
        tokio::join!(
            faults::kill(&mut server, &ledger, kills, random.fork()),
            network.run(cuts),
            moderator.keeps_order(moderations),
            faults::wait_for_acks(&ledger, plan.messages),
        );
    };
    tokio::select! {
        () = all_that_is_done => {}
        () = watch(&ledger, began, plan, &report) => {
            violations.push(format!("Nothing was acknowledged for {} s.", STANDSTILL.as_secs()));
        }
    }

    report("no more faults: everybody becomes answered");
    proxy.refuses(false);
    proxy.does_to_all(Fault::Heal);
    ledger.begin(Phase::Draining);
    let drained = async {
        while ledger.books().drained < plan.clients {
            wait::let_pass(wait::POLL_INTERVAL).await;
        }
    };
    if tokio::time::timeout(DRAIN_TIMEOUT, drained).await.is_err() {
        let drained = ledger.books().drained;
        violations.push(format!("{} clients were not answered all they had sent.", plan.clients - drained));
    }
    ledger.begin(Phase::Returning);
    let views = views(&mut clients, plan.clients, &mut violations).await;
    let (history, reactions) = aftermath::history(&server, ROOM, &mut violations).await;
    report("waiting for D1");
    aftermath::run_daily(&server, &mut violations).await;
    let rows = aftermath::rows(&server, ROOM, &history, &mut violations).await;
    let reaction_rows = aftermath::reaction_rows(&server, ROOM, &reactions, &mut violations).await;
    report("checking");
    let tally = ledger.books().tally.clone();
    let attempts = ledger.books().history.clone();
    let evidence = Evidence {
        attempts: &attempts,
        history: &history,
        rows: &rows,
        reactions: &reactions,
        reaction_rows: &reaction_rows,
        views: &views,
    };
    violations.extend(check(&evidence));
    violations.extend(aftermath::traces_of_what_is_gone(&server, &attempts).await);
    let runs: Vec<usize> = views.iter().flat_map(|view| &view.runs).map(Vec::len).collect();
    Report {
        plan: plan.clone(),
        tally,
        links_cut: proxy.cuts(),
        history: history.len(),
        rows: rows.len(),
        reactions: reactions.iter().map(|kind| kind.count).sum(),
        prunings: server.log().events("room_pruned", ROOM).len(),
        runs: (runs.len(), runs.iter().sum()),
        expired: attempts.expired().iter().map(|expired| expired.entries.len()).sum(),
        sightings: attempts.sightings().len(),
        took: began.elapsed(),
        violations,
    }
}

/// So many numbers of acknowledged messages at which something happens, in order; not at the very
/// beginning and end.
fn fault_points(random: &mut fastrand::Rng, times: usize, messages: u64) -> Vec<u64> {
    let (first, last) = (messages / 20, messages - messages / 20);
    let mut fault_points: Vec<u64> = (0..times).map(|_| random.u64(first..=last)).collect();
    fault_points.sort_unstable();
    fault_points
}

/// Tells how it goes. Ends when it does not go on.
async fn watch(ledger: &Ledger, began: Instant, plan: &Plan, report: &impl Fn(&str)) {
    let (mut acked, mut since) = (0, Instant::now());
    loop {
        wait::let_pass(Duration::from_secs(10)).await;
        let tally = ledger.books().tally.clone();
        if tally.acked > acked {
            (acked, since) = (tally.acked, Instant::now());
        } else if since.elapsed() >= STANDSTILL {
            return;
        }
        report(&format!(
            "{:>5} s: {} of {} acknowledged, {} of {} kills, {} links cut, {} returns, {} frames read",
            began.elapsed().as_secs(),
            tally.acked,
            plan.messages,
            tally.kills_of_runtime + tally.kills_of_all,
            plan.kills,
            tally.cuts + tally.cuts_after,
            tally.lost,
            tally.frames_read,
        ));
    }
}

/// What every client saw, once it has come back a last time.
async fn views(clients: &mut JoinSet<(usize, View)>, number: usize, violations: &mut Vec<String>) -> Vec<View> {
    let mut views = vec![View::default(); number];
    let all = async {
        while let Some(client) = clients.join_next().await {
            let (number, view) = client.expect("a client does not panic");
            views[number] = view;
        }
    };
    if tokio::time::timeout(DRAIN_TIMEOUT, all).await.is_err() {
        violations.push(format!("{} clients could not come back in the end.", clients.len()));
    }
    views
}

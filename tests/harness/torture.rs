//! Torture: many clients talk as fast as they may while links are cut and the server is killed. In
//! the end it is judged whether one message was lost, doubled or out of order.
//!
//! What is drawn by lot comes from the seed of the [`Plan`]. What the machine makes of it does not:
//! a run with the same seed is like the first one, not equal to it.

mod chatter;
mod faults;
mod ledger;
mod report;

use std::collections::HashSet;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use room::limits;
use serde_json::Value;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::checker::{Evidence, check};
use crate::history::{ChangeKind, ChangeOutcome, Entry, History, ReactionCount, View};
use crate::{Fault, Proxy, Server, Start, Visitor, cast, wait};
use chatter::Chatter;
use faults::NetworkFaults;
pub use ledger::Tally;
use ledger::{Ledger, Phase};
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
            keep: 1_000_000,
            seed: fastrand::u64(..),
        }
    }
}

impl fmt::Display for Plan {
    /// The command that carries it out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { clients, messages, kills, cuts, resends_percent, changes_percent, keep, seed } = self;
        write!(
            f,
            "bin/torture --clients {clients} --messages {messages} --kills {kills} --cuts {cuts} \
             --resends {resends_percent} --changes {changes_percent} --keep {keep} --seed {seed}"
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
    let mut server = Start::default().with("KEEP_MESSAGES", plan.keep).server().await;
    let proxy = Proxy::to(server.port()).await.expect("a port for a proxy");
    let ledger = Arc::new(Ledger::new());
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
    let mut network = NetworkFaults { proxy: &proxy, ledger: &ledger, random: random.fork(), passing: Vec::new() };
    let all_that_is_done = async {
        tokio::join!(
            faults::kill(&mut server, &ledger, kills, plan.clients, random.fork()),
            network.run(cuts),
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
    let (history, reactions) = history(&server, ROOM, &mut violations).await;
    report("waiting for D1");
    let rows = rows(&server, ROOM, &history, &mut violations).await;
    let reaction_rows = reaction_rows(&server, ROOM, &reactions, &mut violations).await;
    report("checking");
    let tally = ledger.books().tally.clone();
    let attempts = ledger.books().history.clone();
    let (ops, changes) = (attempts.ops(), attempts.changes());
    let evidence = Evidence {
        ops,
        changes,
        history: &history,
        rows: &rows,
        reactions: &reactions,
        reaction_rows: &reaction_rows,
        views: &views,
    };
    violations.extend(check(&evidence));
    violations.extend(traces_of_removed(&server, &attempts).await);
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

/// The whole history, and all reactions, as the room tells them.
async fn history(server: &Server, room: &str, violations: &mut Vec<String>) -> (Vec<Entry>, Vec<ReactionCount>) {
    let visitor = Visitor::stranger(server);
    let mut pages: Vec<Vec<Entry>> = Vec::new();
    let mut reactions = Vec::new();
    let mut next = Some(format!("/api/rooms/{room}/history?limit=100"));
    while let Some(path) = next {
        let answer = visitor.tries(visitor.request(Method::GET, &path)).await.expect("the server answers");
        if answer.status != 200 {
            violations.push(format!("The history could not be read: {path} was answered with {}.", answer.text));
            break;
        }
        let page = answer.json();
        let messages = page["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let entries = messages.iter().filter_map(|said| {
            let text = |name: &str| said[name].as_str().map(str::to_owned);
            Some(Entry { seq: said["seq"].as_i64()?, member: text("member")?, cid: None, text: text("text")? })
        });
        pages.push(entries.collect());
        reactions.extend(messages.iter().flat_map(reactions_to));
        next = page["next"].as_str().map(str::to_owned);
    }
    (pages.into_iter().rev().flatten().collect(), reactions)
}

/// The reactions to a message, as the room tells them.
fn reactions_to(said: &Value) -> Vec<ReactionCount> {
    let kinds = said["reactions"].as_array().map(Vec::as_slice).unwrap_or_default();
    let count = |kind: &Value| {
        let (emoji, count) = (kind["emoji"].as_str()?.to_owned(), kind["count"].as_u64()?.try_into().ok()?);
        Some(ReactionCount { seq: said["seq"].as_i64()?, emoji, count })
    };
    kinds.iter().filter_map(count).collect()
}

/// D1's reactions, once they are as the room tells them, or after some time.
async fn reaction_rows(
    server: &Server,
    room: &str,
    told: &[ReactionCount],
    violations: &mut Vec<String>,
) -> Vec<ReactionCount> {
    let end = Instant::now() + wait::ARCHIVE_TIMEOUT;
    let known: HashSet<(i64, &str, usize)> = told.iter().map(|it| (it.seq, &*it.emoji, it.count)).collect();
    loop {
        let kept = server.store().reactions(room).await;
        let is_same = kept.as_ref().is_ok_and(|kept| {
            kept.len() == known.len() && kept.iter().all(|it| known.contains(&(it.seq, &*it.emoji, it.count)))
        });
        if is_same || Instant::now() >= end {
            return kept.unwrap_or_else(|error| {
                violations.push(format!("The reactions in D1 could not be read: {error}"));
                Vec::new()
            });
        }
        wait::let_pass(Duration::from_millis(200)).await;
    }
}

/// D1's rows, once they are as the history is, or after some time.
async fn rows(server: &Server, room: &str, history: &[Entry], violations: &mut Vec<String>) -> Vec<Entry> {
    let end = Instant::now() + 2 * wait::ARCHIVE_TIMEOUT;
    loop {
        let rows = server.store().rows(room).await;
        let texts = history.iter().map(|entry| (entry.seq, &entry.text));
        let is_same = rows.as_ref().is_ok_and(|rows| rows.iter().map(|row| (row.seq, &row.body)).eq(texts));
        if is_same || Instant::now() >= end {
            let rows = rows.unwrap_or_else(|error| {
                violations.push(format!("D1 could not be read: {error}"));
                Vec::new()
            });
            let entries = rows.into_iter().map(|row| {
                let (seq, member, cid, text) = (row.seq, row.member, Some(row.cid), row.body);
                Entry { seq, member, cid, text }
            });
            return entries.collect();
        }
        wait::let_pass(Duration::from_millis(200)).await;
    }
}

/// The texts of removed messages that the room or D1 still has when nobody can bring them back any
/// more.
async fn traces_of_removed(server: &Server, attempts: &History) -> Vec<String> {
    let acked = attempts.changes().iter().filter(|change| change.outcome == ChangeOutcome::Acked);
    let removed: HashSet<i64> = acked.filter(|it| it.kind == ChangeKind::Remove).map(|it| it.seq).collect();
    let said = attempts.ops().iter().filter(|op| op.seqs.iter().any(|seq| removed.contains(seq))).map(|op| &op.text);
    let written = attempts.changes().iter().filter(|it| removed.contains(&it.seq)).filter_map(|it| match &it.kind {
        ChangeKind::Edit(text) => Some(text),
        _ => None,
    });
    let texts: Vec<&String> = said.chain(written).collect();
    let end = Instant::now() + Duration::from_millis(limits::UNDO_REMOVAL_MS.unsigned_abs()) + wait::ARCHIVE_TIMEOUT;
    loop {
        let kept = server.store().dump().map(|dump| {
            let kept = texts.iter().filter(|text| has_text(&dump, text));
            kept.map(|text| format!("{text:?} was removed, and is still stored.")).collect::<Vec<_>>()
        });
        if Instant::now() >= end || kept.as_ref().is_ok_and(Vec::is_empty) {
            return kept.unwrap_or_else(|error| vec![format!("What is stored could not be read: {error}")]);
        }
        wait::let_pass(wait::POLL_INTERVAL).await;
    }
}

/// Whether a text is in there. Its first word is no other's (`chatter/text.rs`); the rest may be
/// written in another way.
fn has_text(dump: &str, text: &str) -> bool {
    let name = text.split_whitespace().next().unwrap_or_default();
    let found = format!("\"{name}");
    dump.match_indices(&found).any(|(at, _)| !dump[at + found.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

//! The thread of the attackers: all of them are tasks of one thread, so that they cost the machine
//! as little as they can, and the kernel knows how much that was.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use tokio::sync::oneshot;
use tokio::task::LocalSet;
use tokio::time::{sleep, timeout};

use super::kind::Attack;
use super::wire::{Somebody, Wire};

/// Requests at a time, of those that need not be at once.
const REQUESTS_AT_ONCE: usize = 8;

/// How often somebody looks whether the attackers are done.
const LOOK_INTERVAL: Duration = Duration::from_millis(20);

/// What the attackers know of the place.
pub(super) struct Scene {
    pub(super) attack: Attack,
    pub(super) wire: Rc<Wire>,
    pub(super) room: &'static str,
    /// Who may ban them.
    pub(super) owner: Somebody,
    /// Which attack of this run it is: each has addresses of its own, which nobody has limited yet.
    pub(super) run: usize,
    counts: RefCell<BTreeMap<&'static str, u64>>,
}

/// What attackers have counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) counts: BTreeMap<&'static str, u64>,
    /// CPU time that they took, in seconds.
    pub(super) cpu: f64,
}

impl Outcome {
    pub(super) fn count(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or(0)
    }
}

impl Scene {
    /// The address of an attacker.
    pub(super) fn address(&self, n: usize) -> String {
        let n = n % self.attack.addresses();
        format!("10.{}.{}.{}", self.run / 250, self.run % 250, n + 1)
    }

    /// A name that nobody else has, also where spaces do not count.
    pub(super) fn name(&self, n: usize) -> String {
        format!("Raider {}x{n}", self.run)
    }

    pub(super) fn count(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }

    /// Counts how a socket was refused.
    pub(super) fn count_closed(&self, code: Option<u16>) {
        self.count(match code {
            Some(1013) => "closed: come back later",
            Some(1008) => "closed: senseless frames",
            Some(1003) => "closed: not text",
            Some(1009) => "closed: frame too large",
            Some(1002) => "closed: protocol error",
            Some(_) => "closed otherwise",
            None => "connection lost",
        });
    }
}

/// Attackers who are ready.
pub(super) struct Hostile {
    go: Sender<()>,
    outcome: oneshot::Receiver<Result<Outcome, String>>,
}

impl Hostile {
    /// Gets attackers ready: those who need a session have one.
    pub(super) async fn ready(
        attack: Attack,
        (origin, room): (&str, &'static str),
        (owner, run): (Somebody, usize),
        time: Duration,
    ) -> Result<Self, String> {
        let (go, may_go) = channel();
        let (is_ready, ready) = oneshot::channel();
        let (done, outcome) = oneshot::channel();
        let origin = origin.to_owned();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let outcome = match (runtime, Wire::to(&origin)) {
                (Ok(runtime), Ok(wire)) => {
                    let (wire, counts) = (Rc::new(wire), RefCell::default());
                    let scene = Rc::new(Scene { attack, wire, room, owner, run, counts });
                    LocalSet::new().block_on(&runtime, perform(scene, is_ready, may_go, time))
                }
                (Err(error), _) => Err(error.to_string()),
                (_, Err(problem)) => Err(problem),
            };
            // Whoever does not wait for it has given up already.
            let _ = done.send(outcome);
        });
        match ready.await {
            Ok(()) => Ok(Self { go, outcome }),
            Err(_) => match outcome.await {
                Ok(Err(problem)) => Err(problem),
                _ => Err("the attackers are gone".to_owned()),
            },
        }
    }

    /// Lets them attack, and waits until they are done.
    pub(super) async fn attack(self) -> Result<Outcome, String> {
        self.go.send(()).map_err(|_| "the attackers are gone")?;
        self.outcome.await.map_err(|_| "the attackers are gone")?
    }
}

async fn perform(
    scene: Rc<Scene>,
    is_ready: oneshot::Sender<()>,
    may_go: Receiver<()>,
    time: Duration,
) -> Result<Outcome, String> {
    let joins = (0..scene.attack.sessions()).map(|n| {
        let scene = Rc::clone(&scene);
        async move { scene.wire.joins(&scene.name(n), scene.room, &scene.address(n)).await }
    });
    let joined: Vec<_> = stream::iter(joins).buffered(REQUESTS_AT_ONCE).collect().await;
    let mut sessions = Vec::new();
    for one in joined {
        sessions.push(one?.ok_or("an attacker has no session to begin with")?);
    }
    let _ = is_ready.send(());
    loop {
        match may_go.try_recv() {
            Ok(()) => break,
            Err(TryRecvError::Empty) => sleep(LOOK_INTERVAL).await,
            Err(TryRecvError::Disconnected) => return Err("nobody wants the attack any more".to_owned()),
        }
    }
    let before = cpu();
    let _ = timeout(time, scene.attack.run(Rc::clone(&scene), sessions)).await;
    let counts = scene.counts.borrow().clone();
    Ok(Outcome { counts, cpu: cpu() - before })
}

/// CPU time of this thread, in seconds. The kernel counts it in hundredths.
pub(super) fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/stat").unwrap_or_default();
    // `pid (name) state …`: what follows the last parenthesis counts.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

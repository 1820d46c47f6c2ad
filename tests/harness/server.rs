//! Natter itself, as `wrangler dev` runs it.

mod direct;
mod start;
mod tables;
mod world;

use std::fs;
use std::panic::Location;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use reqwest::Method;
use templates::urls;
use tokio::sync::OnceCell;
use tokio::time::timeout;

use crate::process::{Process, free_port, run_to_end};
use crate::server_log::ServerLog;
use crate::store::{self, Store};
use crate::{Visitor, checkout, traces, wait};
pub use start::Start;
use world::World;
pub(crate) use world::databases;

/// The secret that sessions are signed with.
pub const SESSION_SECRET: &str = "55555555555555555555555555555555";

/// The key of the operator.
pub const OPERATOR_KEY: &str = "0123456789abcdefghijklmnopqrstuv";

/// A running Natter with a state of its own, in a folder of its own.
///
/// It ends when it is dropped, and with the test process however that ends. The shared one lives as
/// long as the process.
#[derive(Debug)]
pub struct Server {
    /// The first to be dropped: it writes to its world until it has ended.
    process: Option<Process>,
    world: World,
    port: u16,
    start: Start,
    log: ServerLog,
}

impl Server {
    /// The server that all tests of a process share which do not need their own. A room of its own
    /// makes a test independent of the others.
    #[track_caller]
    pub fn shared() -> impl Future<Output = &'static Self> {
        static SHARED: OnceCell<Server> = OnceCell::const_new();
        let start = Start::default().server();
        async { SHARED.get_or_init(|| start).await }
    }

    /// A server of one's own.
    #[track_caller]
    pub fn start() -> impl Future<Output = Self> {
        Start::default().server()
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What it has logged.
    #[must_use]
    pub fn log(&self) -> &ServerLog {
        &self.log
    }

    /// How much memory the process takes that runs the Worker and the rooms, in bytes.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let runtime = self.process.as_ref().and_then(|process| process.runtime(&self.state()));
        let status = runtime.and_then(|pid| fs::read_to_string(format!("/proc/{pid}/status")).ok());
        let line = status.as_deref().and_then(|status| status.lines().find_map(|line| line.strip_prefix("VmRSS:")));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.expect("the server is running") * 1024
    }

    /// Its D1.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::new(&self.world.0, &self.state())
    }

    /// Waits until the log is complete up to now: what was logged before is in it. For tests that
    /// say that something was not logged.
    #[track_caller]
    pub fn logs_everything(&self) -> impl Future<Output = ()> {
        static MARKS: AtomicU16 = AtomicU16::new(0);
        let at = Location::caller();
        async move {
            // The log has a room that is woken now after everything that came before.
            let room = format!("mark-{}", MARKS.fetch_add(1, Ordering::Relaxed));
            let answer = Visitor::stranger(self).get(&format!("/api/rooms/{room}/users")).await;
            assert_eq!(answer.status, 200, "{at}: the server should be running: {}", answer.text);
            let awaited = format!("the log to say that {room} woke");
            let check = async || self.log.wakings(&room).first().map(drop).ok_or_else(|| "nothing".to_owned());
            wait::until_at(at, awaited, wait::SOON, check).await;
        }
    }

    /// Where something stands that no log should hold: lines that the server has printed, and files
    /// that it has written. What rooms and D1 have stored does not count, nor the line for each
    /// request with which `wrangler dev` tells whoever runs it what was asked for.
    #[must_use]
    pub fn traces_of(&self, secret: &str) -> Vec<String> {
        let stored = ["v3/do", "v3/d1"].map(|folder| self.state().join(folder));
        let written = traces::in_files(&self.world.0, &stored, secret);
        traces::in_lines(self.log.lines(), secret).into_iter().chain(written).collect()
    }

    /// How many rooms there are on disk: Durable Objects that were ever woken.
    #[must_use]
    pub fn rooms_on_disk(&self) -> usize {
        databases(&self.state().join("v3/do")).len()
    }

    /// All that rooms have on disk, with what the platform stores there itself (the alarm), as
    /// text.
    #[track_caller]
    pub fn rooms_as_stored(&self) -> impl Future<Output = String> {
        let at = Location::caller();
        let (world, folder) = (self.world.0.clone(), self.state().join("v3/do"));
        async move {
            let read = tokio::task::spawn_blocking(move || store::dump(&world, &databases(&folder))).await;
            let read = read.map_err(|error| error.to_string()).and_then(|read| read);
            read.unwrap_or_else(|error| panic!("{at}: what rooms have stored could not be read: {error}"))
        }
    }

    /// Orders a fault, of a server that was started [with faults](Start::with_faults): `d1=fails`,
    /// `stop=saved`… What there is stands in `src/faults.rs`.
    #[track_caller]
    pub fn suffers(&self, fault: impl std::fmt::Display) -> impl Future<Output = ()> {
        let (at, path) = (Location::caller(), format!("/faults?{fault}"));
        async move {
            let answer = Visitor::stranger(self).post(&path, &[]).await;
            assert!(answer.status < 300, "{at}: {path} could not be ordered: {} {}", answer.status, answer.text);
        }
    }

    /// How often a message was rendered for a frame, by a server that was started [with
    /// faults](Start::with_faults).
    #[track_caller]
    pub fn renderings(&self) -> impl Future<Output = usize> {
        let at = Location::caller();
        async move {
            let answer = Visitor::stranger(self).post("/faults?count=renderings", &[]).await;
            answer.text.parse().unwrap_or_else(|_| panic!("{at}: {} renderings ({})", answer.text, answer.status))
        }
    }

    /// Orders a fault of all rooms by one of them, if they are not of the Worker's own build.
    #[track_caller]
    pub fn rooms_suffer(&self, room: &str, fault: &str) -> impl Future<Output = ()> {
        self.suffers(format!("room={room}&do=set?{}", fault.replace('&', "%26")))
    }

    /// Makes a room lose its memory, as an eviction does; its sockets stay open.
    #[track_caller]
    pub fn evicts(&self, room: &str) -> impl Future<Output = ()> {
        self.suffers(format!("room={room}&do=evict"))
    }

    /// Ends it in an orderly way.
    #[track_caller]
    pub fn stop(&mut self) -> impl Future<Output = ()> {
        self.end("TERM", Location::caller())
    }

    /// Ends it as a power cut would: SIGKILL to every process of it, at once.
    #[track_caller]
    pub fn kill(&mut self) -> impl Future<Output = ()> {
        self.end("KILL", Location::caller())
    }

    /// SIGKILL to the process that runs the Worker and the rooms, and to nothing else. `wrangler`
    /// starts another by itself. Waits until that answers, and says whether it did: if not,
    /// [`kill`](Self::kill) what is left.
    #[track_caller]
    pub fn kill_runtime(&self) -> impl Future<Output = bool> {
        let at = Location::caller();
        async move {
            let process = self.process.as_ref().unwrap_or_else(|| panic!("{at}: the server is not running"));
            let Some(old) = process.runtime(&self.state()) else { return false };
            let killed = Command::new("sh").args(["-c", "kill -s KILL \"$0\"", &old.to_string()]).status();
            assert!(killed.is_ok_and(|status| status.success()), "{at}: {old} could not be killed");
            let visitor = Visitor::stranger(self);
            let returns = async {
                loop {
                    let request = visitor.request(Method::GET, urls::LANDING).timeout(Duration::from_secs(1));
                    let answer = visitor.tries(request).await;
                    let new = process.runtime(&self.state()).filter(|new| *new != old);
                    if new.is_some() && answer.is_ok_and(|answer| answer.status == 200) {
                        return;
                    }
                    wait::let_pass(wait::POLL_INTERVAL).await;
                }
            };
            timeout(wait::SOON, returns).await.is_ok()
        }
    }

    /// Starts it again after [`stop`](Self::stop) or [`kill`](Self::kill), on the same state and
    /// the same port.
    #[track_caller]
    pub fn start_again(&mut self) -> impl Future<Output = ()> {
        self.run(Location::caller())
    }

    /// Does what the log tells an operator to do when D1 has no tables. The server may be running.
    pub async fn apply_migrations(&self) {
        let mut command = checkout::wrangler(&self.world.0);
        command.args(["d1", "migrations", "apply", "DB", "--local", "--persist-to"]).arg(self.state());
        run_to_end(command).await;
    }

    fn state(&self) -> PathBuf {
        self.world.0.join("state")
    }

    async fn run(&mut self, at: &Location<'_>) {
        assert!(self.process.is_none(), "{at}: the server is running already");
        if self.start.direct {
            self.process = Some(direct::run(at, &self.world.0, self.port, &self.start.vars, &self.log).await);
            return;
        }
        let mut command = checkout::wrangler(&self.world.0);
        let pages = "--cwd pages pages dev --config wrangler.toml --config ../wrangler.toml";
        command.args(if self.start.pages { pages } else { "dev" }.split(' '));
        command.args(["--ip", "127.0.0.1", "--show-interactive-dev-session=false"]);
        command.args(["--port", &self.port.to_string(), "--inspector-port", &free_port().to_string()]);
        command.arg("--persist-to").arg(self.state());
        command.args(self.start.https.then_some("--local-protocol=https"));
        if self.start.rooms.is_some() {
            command.args(["--config", "wrangler.toml", "--config", checkout::ROOMS]);
        }
        for (name, value) in self.start.vars.iter().filter(|_| !self.start.pages) {
            command.args(["--var", &format!("{name}:{value}")]);
        }
        let process = Process::start(&command, &self.world.0, &self.log);
        self.process = Some(process.unwrap_or_else(|error| panic!("{at}: the server could not be started: {error}")));
        self.log.reads(at, "Ready on").await;
    }

    async fn end(&mut self, signal: &str, at: &Location<'_>) {
        let mut process = self.process.take().unwrap_or_else(|| panic!("{at}: the server is not running"));
        process.order(signal);
        self.log.ends(at).await;
    }
}

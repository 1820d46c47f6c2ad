//! Natter itself, as `wrangler dev` runs it.

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

use crate::checkout::Build;
use crate::process::{Process, free_port, run_to_end};
use crate::server_log::ServerLog;
use crate::store::{self, Store};
use crate::{Visitor, checkout, traces, wait};
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

/// How a server is started.
#[derive(Clone, Debug)]
pub struct Start {
    tables: bool,
    secret: bool,
    operator_key: &'static str,
    build: Build,
    vars: Vec<(&'static str, String)>,
    /// The build of the rooms, if it is another one than the Worker's.
    rooms: Option<Build>,
    pages: bool,
}

impl Default for Start {
    fn default() -> Self {
        let vars = vec![("ADDRESS_LIMITS", "off".to_owned())];
        let operator_key = OPERATOR_KEY;
        Self { tables: true, secret: true, operator_key, build: Build::Release, vars, rooms: None, pages: false }
    }
}

impl Start {
    /// Without D1's tables, as in a checkout where nobody has applied the migrations.
    #[must_use]
    pub fn without_tables(mut self) -> Self {
        self.tables = false;
        self
    }

    /// With another key of the operator; an empty one is none.
    #[must_use]
    pub fn with_operator_key(mut self, key: &'static str) -> Self {
        self.operator_key = key;
        self
    }

    /// Without a secret to sign sessions with.
    #[must_use]
    pub fn without_secret(mut self) -> Self {
        self.secret = false;
        self
    }

    /// A build that fails where it is [told to](Server::suffers).
    #[must_use]
    pub fn with_faults(mut self) -> Self {
        self.build = Build::Faults;
        self
    }

    /// The release before this one.
    #[must_use]
    pub fn of_the_previous_release(mut self) -> Self {
        self.build = Build::Previous;
        self
    }

    /// With rooms of the release before this one.
    #[must_use]
    pub fn with_rooms_of_the_previous_release(mut self) -> Self {
        self.rooms = Some(Build::Previous);
        self
    }

    /// With rooms of this build.
    #[must_use]
    pub fn with_rooms_of_this_release(mut self) -> Self {
        self.rooms = Some(Build::Release);
        self
    }

    /// With rooms that fail where [they are told to](Server::rooms_suffer), apart from the Worker.
    #[must_use]
    pub fn with_rooms_with_faults(mut self) -> Self {
        self.rooms = Some(Build::Faults);
        self
    }

    /// With a variable set otherwise than in `wrangler.toml`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.vars.retain(|(other, _)| *other != name);
        self.vars.push((name, value.to_string()));
        self
    }

    /// Behind a Pages project.
    #[must_use]
    pub fn behind_pages(mut self) -> Self {
        self.pages = true;
        self
    }

    /// Starts it, and waits until it is ready.
    #[track_caller]
    pub fn server(self) -> impl Future<Output = Server> {
        let at = Location::caller();
        async move {
            let world = World::new(self.build).unwrap_or_else(|error| panic!("{at}: no folder for a server: {error}"));
            let mut server = Server { process: None, world, port: free_port(), start: self, log: ServerLog::default() };
            if let Some(rooms) = server.start.rooms {
                checkout::add_rooms(&server.world.0, rooms).expect("a build for the rooms");
            }
            if server.start.pages {
                checkout::add_pages(&server.world.0).expect("a folder for Pages");
            }
            if server.start.secret {
                let key = server.start.operator_key;
                let mut secret = format!("SESSION_SECRET={SESSION_SECRET}\nOPERATOR_KEY={key}\n");
                // The server of a Pages project takes no variables from its command.
                for (name, value) in server.start.vars.iter().filter(|_| server.start.pages) {
                    secret.push_str(&format!("{name}={value}\n"));
                }
                fs::write(server.world.0.join(".dev.vars"), secret).expect("a secret can be written");
            }
            if server.start.tables {
                tables::make(&server).await;
            }
            server.run(at).await;
            server
        }
    }
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
        let mut command = checkout::wrangler(&self.world.0);
        if self.start.pages {
            command.args([
                "--cwd",
                "pages",
                "pages",
                "dev",
                "--config",
                "wrangler.toml",
                "--config",
                "../wrangler.toml",
            ]);
        } else {
            command.arg("dev");
        }
        command.args(["--ip", "127.0.0.1", "--show-interactive-dev-session=false"]);
        command.args(["--port", &self.port.to_string(), "--inspector-port", &free_port().to_string()]);
        command.arg("--persist-to").arg(self.state());
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

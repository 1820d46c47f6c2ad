//! A `wrangler dev` that ends when its tests do, however they end.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::{fs, io, thread};

use crate::checkout;
use crate::server_log::ServerLog;

/// Runs a command in a process group of its own and ends the whole group when told to, or when the
/// pipe closes because whoever told is gone. Then nobody needs the world any more either.
///
/// `$0` is the world's folder, the rest is the command. Orders are names of signals; after one the
/// world stays. Without one the server is asked to end and is given five seconds, because what it
/// writes last would outlive the folder.
const SUPERVISOR: &str = r#"
"$@" </dev/null &
server=$!
trap '' TERM
exec >/dev/null 2>&1
while read -r order; do ordered=yes; kill -s "$order" 0; done
if [ -z "$ordered" ]; then
    (sleep 5; kill -s KILL 0) &
    kill -s TERM 0
    wait "$server"
    rm -rf -- "$0"
fi
kill -s KILL 0
"#;

/// A running server.
#[derive(Debug)]
pub(crate) struct Process {
    supervisor: Child,
    orders: Option<ChildStdin>,
}

impl Process {
    /// Starts a command in a world. What it prints goes to the log, line by line.
    pub(crate) fn start(command: &Command, world: &Path, log: &ServerLog) -> io::Result<Self> {
        let mut supervised = Command::new("sh");
        supervised.arg("-c").arg(SUPERVISOR).arg(world).arg(command.get_program()).args(command.get_args());
        checkout::prepare(&mut supervised, world);
        let mut supervisor =
            supervised.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let orders = supervisor.stdin.take();
        let out = supervisor.stdout.take().ok_or_else(|| io::Error::other("no stdout"))?;
        let err = supervisor.stderr.take().ok_or_else(|| io::Error::other("no stderr"))?;
        let run = log.begin_run(2);
        let (for_out, for_err) = (log.clone(), log.clone());
        thread::spawn(move || for_out.collect(run, BufReader::new(out).lines()));
        thread::spawn(move || for_err.collect(run, BufReader::new(err).lines()));
        Ok(Self { supervisor, orders })
    }

    /// Sends a signal to the server and everything that it started.
    pub(crate) fn order(&mut self, signal: &str) {
        if let Some(orders) = &mut self.orders {
            // A supervisor that is gone has taken its group with it.
            let _ = writeln!(orders, "{signal}");
        }
    }
}

impl Process {
    /// The one process of the server that runs the Worker: of its group, a `workerd`, with the
    /// state open. (Another one of them only passes on to it.) None if there is none at the moment.
    pub(crate) fn runtime(&self, state: &Path) -> Option<u32> {
        let state = state.canonicalize().ok()?;
        let processes = fs::read_dir("/proc").ok()?.flatten();
        let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        numbers.filter(|pid| self.is_mine(*pid)).find(|pid| {
            let open = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
            open.filter_map(|file| fs::read_link(file.path()).ok()).any(|file| file.starts_with(&state))
        })
    }

    fn is_mine(&self, pid: u32) -> bool {
        let program = fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
        // `pid (name) state parent group …`; the name may hold anything, so what follows its last
        // parenthesis counts.
        let about = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let group = about.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(2));
        program.ends_with("workerd") && group.is_some_and(|group| group == self.supervisor.id().to_string())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.supervisor.wait();
    }
}

/// Ports are taken below those that systems hand out by themselves: a server that starts again must
/// find its own free.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 100 * 100).unwrap_or(0);
    loop {
        let port = 20_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Runs a command that must succeed. What it printed.
pub(crate) async fn run_to_end(mut command: Command) -> String {
    let command_line = format!("{command:?}");
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("the command is run");
    let output = output.unwrap_or_else(|error| panic!("{command_line} could not be run: {error}"));
    assert!(
        output.status.success(),
        "{command_line} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

//! A chat on workerd: Natter, or the plain one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fmt, thread};

use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::core_share;

/// Which chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chat {
    /// The release bundle.
    Natter,
    /// `bench/baseline`.
    Baseline,
}

impl Chat {
    /// Both, in the order in which they take turns.
    pub(crate) const BOTH: [Self; 2] = [Self::Baseline, Self::Natter];
}

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Natter => "natter",
            Self::Baseline => "baseline",
        })
    }
}

/// Whether a server counts what it asks of the platform; see `bench/counted.js`. Nothing is timed
/// in one that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    Off,
    On,
}

/// A running chat, in a process and a folder of its own. It logs to `target/bench`. It ends when it
/// is dropped, and when we end however that happens.
pub(crate) struct Server {
    pub(crate) chat: Chat,
    /// Scheme, host and port.
    pub(crate) origin: String,
    node: Child,
    /// The server ends when this is closed.
    stdin: Option<ChildStdin>,
    workerd: u32,
    /// Where it keeps its data.
    state: PathBuf,
    answers: Receiver<Value>,
    logged: Arc<Mutex<Logged>>,
}

/// How many lines a server has logged, by their event.
pub(crate) type Logged = BTreeMap<String, u64>;

/// What stands before the event of a line of the log.
const EVENT: &str = "\"event\":\"";

/// What a line begins with that is an answer of D1.
const ROWS: &str = "{\"rows\":";

/// How long D1 has to answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a server has to end by itself.
const END_TIMEOUT: Duration = Duration::from_secs(10);

impl Server {
    /// Starts one.
    pub(crate) fn start(chat: Chat, counting: Counting) -> Result<Self, String> {
        Self::spawn(chat, if counting == Counting::On { "counted" } else { "plain" })
    }

    /// Starts one that has the files too that a page asks for. Requests pass one more Worker of the
    /// platform's, so only a browser is measured with it.
    pub(crate) fn start_with_files(chat: Chat) -> Result<Self, String> {
        Self::spawn(chat, "files")
    }

    /// Starts one that limits by address, as one that is deployed.
    pub(crate) fn start_with_limits() -> Result<Self, String> {
        Self::spawn(Chat::Natter, "attacked")
    }

    /// Starts one whose rooms can be given many messages at once (`bench/filled.js`).
    pub(crate) fn start_filled() -> Result<Self, String> {
        Self::spawn(Chat::Natter, "filled")
    }

    /// Starts one that counts, and limits by address as one that is deployed.
    pub(crate) fn start_charged() -> Result<Self, String> {
        Self::spawn(Chat::Natter, "charged")
    }

    /// Starts one that says how much memory its wasm has (`bench/stored.js`).
    pub(crate) fn start_stored() -> Result<Self, String> {
        Self::spawn(Chat::Natter, "stored")
    }

    fn spawn(chat: Chat, form: &str) -> Result<Self, String> {
        let mut command = Command::new("node");
        command.arg("bench/serve.mjs").arg(chat.to_string()).arg(form);
        let log = format!("target/bench/{chat}.log");
        let no_log = |error| format!("{log} could not be written: {error}");
        fs::create_dir_all("target/bench").map_err(no_log)?;
        let file = fs::File::create(&log).map_err(no_log)?;
        let errors = file.try_clone().map_err(no_log)?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        let mut node = command.spawn().map_err(|error| format!("node could not be started: {error}"))?;
        let stdin = node.stdin.take();
        let mut lines = BufReader::new(node.stdout.take().ok_or("node has no output")?).lines();
        let first = lines.next().and_then(Result::ok).unwrap_or_default();
        let hello: Value = serde_json::from_str(&first).unwrap_or_default();
        let of = |field| hello.get(field).and_then(Value::as_str);
        let (Some(origin), Some(state)) = (of("origin"), of("state")) else {
            let _ = node.wait();
            return Err(format!("{chat} did not start; {log} says why"));
        };
        let (logged, (answer, answers)) = (Arc::<Mutex<Logged>>::default(), channel());
        let counts = Arc::clone(&logged);
        thread::spawn(move || copy_lines(lines, file, &counts, &answer));
        let workerd = descendant(node.id(), "workerd").ok_or("there is no workerd")?;
        core_share::join(workerd)?;
        let (origin, state) = (origin.to_owned(), PathBuf::from(state));
        Ok(Self { chat, origin, node, stdin, workerd, state, answers, logged })
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// CPU time that workerd has used, in seconds. The kernel counts it in hundredths.
    pub(crate) fn cpu(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.workerd)).unwrap_or_default();
        // `pid (name) state …`: the name may hold anything, so what follows its last parenthesis
        // counts.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
        (ticks(11) + ticks(12)) / 100.0
    }

    /// Memory of workerd that is in RAM, in bytes.
    pub(crate) fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.workerd)).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0
    }

    /// How many objects have files: rooms that were ever asked for.
    pub(crate) fn objects(&self) -> usize {
        files_below(&self.state.join("do")).into_iter().filter(|path| is_database(path)).count()
    }

    /// How many lines it has logged, by their event.
    pub(crate) fn logged(&self) -> Logged {
        self.logged.lock().map(|logged| logged.clone()).unwrap_or_default()
    }

    /// Asks its D1.
    pub(crate) fn ask_d1(&mut self, sql: &str) -> Result<Vec<Value>, String> {
        let stdin = self.stdin.as_mut().ok_or("the server is ending")?;
        writeln!(stdin, "{sql}").map_err(|error| format!("D1 could not be asked: {error}"))?;
        let mut answer = self.answers.recv_timeout(ANSWER_TIMEOUT).map_err(|_| "D1 does not answer")?;
        match answer.get_mut("rows").map(Value::take) {
            Some(Value::Array(rows)) => Ok(rows),
            _ => Err("D1 answers no rows".to_owned()),
        }
    }

    /// How large its heap was at most since this was asked last, in bytes. Only one that was
    /// started by [`Self::start_stored`] knows.
    pub(crate) fn heap(&mut self) -> Result<f64, String> {
        let rows = self.ask_d1("heap")?;
        rows.first().and_then(|row| row.get("bytes")?.as_f64()).ok_or("nobody knows the heap".to_owned())
    }

    /// Ends it, and waits until it has ended: the next must not share the machine with it.
    pub(crate) async fn stop(mut self) {
        self.stdin = None;
        let until = Instant::now() + END_TIMEOUT;
        while Instant::now() < until && matches!(self.node.try_wait(), Ok(None)) {
            sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stdin = None;
        for _ in 0..200 {
            if !matches!(self.node.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

/// Reads until the server has ended: nobody may have to wait until its log is read.
fn copy_lines(
    lines: impl Iterator<Item = std::io::Result<String>>,
    mut file: fs::File,
    logged: &Mutex<Logged>,
    answer: &Sender<Value>,
) {
    for line in lines.map_while(Result::ok) {
        if line.starts_with(ROWS) {
            let _ = answer.send(serde_json::from_str(&line).unwrap_or_default());
            continue;
        }
        let event = line.split_once(EVENT).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        if let Ok(mut logged) = logged.lock() {
            *logged.entry(event.to_owned()).or_default() += 1;
        }
        let _ = writeln!(file, "{line}");
    }
}

/// The process of a name that a process has started, itself or through others.
fn descendant(pid: u32, name: &str) -> Option<u32> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten();
    let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> = children
        .flat_map(|line| line.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect();
    children.into_iter().find_map(|child| {
        let program = fs::read_link(format!("/proc/{child}/exe")).unwrap_or_default();
        if program.file_name() == Some(Path::new(name).as_os_str()) { Some(child) } else { descendant(child, name) }
    })
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Whether a file is the storage of an object: the platform keeps its own list of alarms beside.
fn is_database(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "sqlite")
        && path.file_name().is_none_or(|name| name != "metadata.sqlite")
}

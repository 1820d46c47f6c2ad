//! Natter on workerd itself. `wrangler dev` has a Worker of its own in front, which rewrites what a
//! browser says of its origin and of ours. D1 and the limits of the platform are in it too: here D1
//! is down, and the limits are missing.

use std::panic::Location;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use reqwest::Method;
use templates::urls;

use super::{OPERATOR_KEY, SESSION_SECRET};
use crate::process::Process;
use crate::server_log::ServerLog;
use crate::{Visitor, checkout, wait};

/// The header that says by which scheme a browser has come, as a proxy with a certificate would.
const SCHEME: &str = "X-Forwarded-Proto";

/// What answers in place of D1.
const DOWN: &str = "addEventListener('fetch', (event) => event.respondWith(new Response('', { status: 503 })))";

/// Serves what is in a folder, and waits until it is ready.
pub(super) async fn run(
    at: &Location<'_>,
    world: &Path,
    port: u16,
    vars: &[(&'static str, String)],
    log: &ServerLog,
) -> Process {
    let secrets = [("SESSION_SECRET", SESSION_SECRET.to_owned()), ("OPERATOR_KEY", OPERATOR_KEY.to_owned())];
    let vars: Vec<_> = secrets.iter().chain(vars).cloned().collect();
    let process = command(world, port, &vars).and_then(|command| Process::start(&command, world, log));
    let process = process.unwrap_or_else(|error| panic!("{at}: workerd could not be started: {error}"));
    let visitor = Visitor::at(format!("http://127.0.0.1:{port}"));
    wait::until_at(at, "workerd to answer".to_owned(), wait::SOON, async || {
        let asked = visitor.tries(visitor.request(Method::GET, urls::HELP)).await;
        asked.map(drop).map_err(|error| format!("{error}\n{}", log.lines().join("\n")))
    })
    .await;
    process
}

/// Prepares the folder, and returns the command.
fn command(world: &Path, port: u16, vars: &[(&str, String)]) -> io::Result<Command> {
    let wrangler = fs::read_to_string(world.join("wrangler.toml"))?;
    let setting = |name: &str| {
        let begins = format!("{name} = ");
        wrangler.lines().find_map(|line| line.strip_prefix(&begins)).unwrap_or_default().to_owned()
    };
    let vars: String =
        vars.iter().map(|(name, value)| format!("(name = \"{name}\", text = {value:?}),\n        ")).collect();
    let (date, flags) = (setting("compatibility_date"), setting("compatibility_flags"));
    let config = format!(
        r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
    services = [
        (name = "natter", worker = .natter),
        (name = "rooms", disk = (path = "state/v3/do", writable = true)),
        (name = "d1", worker = (serviceWorkerScript = "{DOWN}", compatibilityDate = {date})),
    ],
    sockets = [(
        name = "http",
        address = "127.0.0.1:{port}",
        http = (forwardedProtoHeader = "{SCHEME}"),
        service = "natter",
    )],
);
const natter :Workerd.Worker = (
    modules = [
        (name = "index.js", esModule = embed "build/index.js"),
        (name = "index_bg.wasm", wasm = embed "build/index_bg.wasm"),
    ],
    compatibilityDate = {date},
    compatibilityFlags = {flags},
    bindings = [
        {vars}(name = "CHAT_ROOM", durableObjectNamespace = "ChatRoom"),
        (name = "DB", wrapped = (
            moduleName = "cloudflare-internal:d1-api",
            innerBindings = [(name = "fetcher", service = "d1")],
        )),
    ],
    durableObjectNamespaces = [(className = "ChatRoom", uniqueKey = "natter", enableSql = true)],
    durableObjectStorage = (localDisk = "rooms"),
);
"#
    );
    fs::create_dir_all(world.join("state/v3/do"))?;
    fs::write(world.join("config.capnp"), config)?;
    let mut command = Command::new("workerd");
    checkout::prepare(&mut command, world);
    command.args(["serve", "--experimental", "config.capnp"]);
    Ok(command)
}

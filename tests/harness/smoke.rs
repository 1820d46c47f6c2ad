//! A look whether a served Natter works, as `bin/deploy` takes it (`tools/smoke.mjs`).

use std::process::Command;

use crate::{OPERATOR_KEY, Server, checkout};

/// What the look has found.
#[derive(Debug)]
pub struct Smoke {
    /// Whether it works.
    pub works: bool,
    /// What was told to whoever deployed it.
    pub told: String,
}

/// Looks at a server. It is given so many seconds to serve its first page.
pub async fn smoke(server: &Server, within_s: u16) -> Smoke {
    let mut command = Command::new("node");
    checkout::prepare(&mut command, checkout::root());
    command.env("OPERATOR_KEY", OPERATOR_KEY).args([
        "tools/smoke.mjs",
        &server.origin(),
        "--within",
        &within_s.to_string(),
    ]);
    let looked = tokio::task::spawn_blocking(move || command.output()).await.expect("it is waited for");
    let output = looked.expect("node can be run");
    Smoke { works: output.status.success(), told: String::from_utf8_lossy(&output.stderr).into_owned() }
}

//! Programs that drive browsers (WebDriver). They and their browsers end with the tests.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use harness::wait;
use thirtyfour::prelude::*;

/// A driver. It and its browsers end when the pipe to this process closes, however that comes
/// about.
pub(crate) struct Driver {
    port: u16,
    _supervisor: Child,
}

const SUPERVISOR: &str =
    r#""$@" >/dev/null 2>&1 </dev/null & trap '' TERM; read -r _; kill -s TERM 0; sleep 1; kill -s KILL 0"#;

impl Driver {
    /// Starts the program that an environment variable names, or the one that is called so.
    pub(crate) fn start(variable: &str, program: &str) -> Self {
        let port = free_port();
        let program = std::env::var(variable).unwrap_or_else(|_| program.to_owned());
        let supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor", &program, &format!("--port={port}")])
            .process_group(0)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        Self { port, _supervisor: supervisor }
    }

    /// A browser of one's own: no cookies, no storage, nobody else's windows.
    pub(crate) async fn open(&self, capabilities: impl Fn() -> Capabilities) -> WebDriver {
        let url = format!("http://127.0.0.1:{}", self.port);
        let opened = wait::until("a browser to open", Duration::from_secs(60), async || {
            WebDriver::new(&url, capabilities()).await.map_err(|error| error.to_string())
        });
        opened.await
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}

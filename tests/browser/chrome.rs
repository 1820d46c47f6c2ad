//! Chromium and its driver, ended with the tests.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use harness::wait;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

/// The driver that all tests share. It and its browsers end when the pipe to this process closes,
/// however that comes about.
struct Driver {
    port: u16,
    _supervisor: Child,
}

const SUPERVISOR: &str =
    r#""$@" >/dev/null 2>&1 </dev/null & trap '' TERM; read -r _; kill -s TERM 0; sleep 1; kill -s KILL 0"#;

/// A browser of one's own: no cookies, no storage, nobody else's windows.
pub(crate) async fn open() -> WebDriver {
    let url = format!("http://127.0.0.1:{}", driver().port);
    let opened = wait::until("a browser to open", Duration::from_secs(60), async || {
        WebDriver::new(&url, capabilities()).await.map_err(|error| error.to_string())
    });
    opened.await
}

fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(|| {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        drop(listener);
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor", &program, &format!("--port={port}")])
            .process_group(0)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        Driver { port, _supervisor: supervisor }
    })
}

fn capabilities() -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    if let Ok(chromium) = std::env::var("CHROMIUM") {
        capabilities.set_binary(&chromium).expect("a path");
    }
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,800",
    ] {
        capabilities.add_arg(argument).expect("an argument");
    }
    capabilities
}

//! A real Chromium, driven by its own protocol (CDP): pages are loaded in it, and it says how long
//! that took and what its main thread did. It ends when it is dropped, and its profile with it.
#![expect(clippy::indexing_slicing, reason = "a field that JSON lacks is null, and nothing panics")]

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

/// How long Chromium may take to start, or to answer; a page that is far behind answers late.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(120);

/// The time between two looks at something that is awaited.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// Notes when the page was live for the first time. It runs before the page's own scripts.
const NOTE_LIVE: &str = "new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-state=live]')) return
    window.benchLiveAt = performance.now()
    observer.disconnect()
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] })";

/// How a load went, in milliseconds since the navigation began.
const LOAD: &str = "(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    if (!paint || window.benchLiveAt === undefined) return null
    const files = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
    return { paint: paint.startTime, live: window.benchLiveAt, requests: files.length,
        bytes: files.reduce((sum, file) => sum + file.transferSize, 0),
        fetched: files.filter(file => file.transferSize > 0).length }
})()";

/// Messages of the log that are in the page.
const MESSAGES: &str =
    "document.querySelectorAll('[id^=m]').values().filter(one => /^m\\d+$/.test(one.id)).toArray().length";

/// The program and its profile. Both end with it, also if it never answered.
struct Chromium {
    process: Child,
    profile: PathBuf,
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// A Chromium with one page.
pub(crate) struct Browser {
    _chromium: Chromium,
    socket: WebSocketStream<TcpStream>,
    session: Option<String>,
    last_id: Cell<u64>,
}

/// A load of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// First contentful paint, in milliseconds.
    pub(crate) paint: f64,
    /// Until the page says that it is live, in milliseconds.
    pub(crate) live: f64,
    /// What the page asked for, whoever answered.
    pub(crate) requests: f64,
    /// What went to the server.
    pub(crate) fetched: f64,
    /// Bytes from there, with headers.
    pub(crate) bytes: f64,
}

impl Browser {
    /// Starts one, with a profile of its own.
    pub(crate) async fn start() -> Result<Self, String> {
        let profile = std::env::temp_dir().join(format!("natter-bench-chromium-{}", std::process::id()));
        let _ = fs::remove_dir_all(&profile);
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
        let process = Command::new(&program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--window-size=1280,800", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{program} could not be started ({error}); CHROMIUM names another"))?;
        let chromium = Chromium { process, profile: profile.clone() };
        let started = Instant::now();
        // Two lines: the port, and the path of the browser's own socket.
        let (address, path) = loop {
            let text = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, path)) = text.split_once('\n').filter(|(_, path)| !path.is_empty()) {
                break (format!("127.0.0.1:{port}"), path.trim().to_owned());
            }
            if started.elapsed() > ANSWER_TIMEOUT {
                return Err(format!("{program} did not start"));
            }
            sleep(LOOK_INTERVAL).await;
        };
        let failed = |error: &dyn std::fmt::Display| format!("{program} takes no connection: {error}");
        let stream = TcpStream::connect(&address).await.map_err(|error| failed(&error))?;
        let opened = client_async(format!("ws://{address}{path}"), stream).await;
        let (socket, _) = opened.map_err(|error| failed(&error))?;
        let mut browser = Self { _chromium: chromium, socket, session: None, last_id: Cell::new(0) };
        let page = browser.ask("Target.createTarget", json!({ "url": "about:blank" })).await?;
        let attach = json!({ "targetId": page["targetId"], "flatten": true });
        let attached = browser.ask("Target.attachToTarget", attach).await?;
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        // Not `Network`: it would tell of every frame, and nobody reads while people talk.
        for domain in ["Page", "Performance"] {
            browser.ask(&format!("{domain}.enable"), json!({})).await?;
        }
        browser.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTE_LIVE })).await?;
        Ok(browser)
    }

    /// Becomes somebody: `name=value` of their cookie.
    pub(crate) async fn has_cookie(&mut self, origin: &str, cookie: &str) -> Result<(), String> {
        let (name, value) = cookie.split_once('=').ok_or("that is no cookie")?;
        self.ask("Network.setCookie", json!({ "url": origin, "name": name, "value": value })).await?;
        Ok(())
    }

    /// Forgets all files.
    pub(crate) async fn clear_cache(&mut self) -> Result<(), String> {
        self.ask("Network.clearBrowserCache", json!({})).await.map(|_| ())
    }

    /// Loads a page, and waits until it is live.
    pub(crate) async fn load(&mut self, url: &str) -> Result<Load, String> {
        self.ask("Page.navigate", json!({ "url": "about:blank" })).await?;
        self.ask("Page.navigate", json!({ "url": url })).await?;
        let load = self.wait(&format!("{url} to be live"), LOAD, |load| !load.is_null()).await?;
        let figure = |name: &str| load[name].as_f64().unwrap_or(f64::NAN);
        Ok(Load {
            paint: figure("paint"),
            live: figure("live"),
            requests: figure("requests"),
            fetched: figure("fetched"),
            bytes: figure("bytes"),
        })
    }

    /// Waits until the page shows a text.
    pub(crate) async fn shows(&mut self, text: &str) -> Result<(), String> {
        let has = format!("document.getElementById('log').textContent.includes({})", json!(text));
        self.wait(&format!("the page to show “{text}”"), &has, |has| *has == Value::Bool(true)).await.map(|_| ())
    }

    /// How many messages are in the page.
    pub(crate) async fn messages(&mut self) -> Result<f64, String> {
        self.evaluate(MESSAGES).await?.as_f64().ok_or_else(|| "the page has no messages".to_owned())
    }

    /// CPU time that the page's main thread has spent on tasks, in seconds.
    pub(crate) async fn main_thread(&mut self) -> Result<f64, String> {
        let metrics = self.ask("Performance.getMetrics", json!({})).await?;
        let metric = metrics["metrics"].as_array().into_iter().flatten().find(|one| one["name"] == "TaskDuration");
        metric.and_then(|one| one["value"].as_f64()).ok_or_else(|| "Chromium does not tell TaskDuration".to_owned())
    }

    async fn wait(&mut self, what: &str, script: &str, is: impl Fn(&Value) -> bool) -> Result<Value, String> {
        let began = Instant::now();
        loop {
            let value = self.evaluate(script).await?;
            if is(&value) {
                return Ok(value);
            }
            if began.elapsed() > ANSWER_TIMEOUT {
                return Err(format!("waited in vain for {what}"));
            }
            sleep(LOOK_INTERVAL).await;
        }
    }

    async fn evaluate(&mut self, script: &str) -> Result<Value, String> {
        let asked = json!({ "expression": script, "returnByValue": true });
        let mut answer = self.ask("Runtime.evaluate", asked).await?;
        if answer["exceptionDetails"].is_null() {
            Ok(answer["result"]["value"].take())
        } else {
            // A page that is not there yet has no log.
            Ok(Value::Null)
        }
    }

    /// Sends a command and waits for its answer. Events are not for us.
    async fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let id = self.last_id.get() + 1;
        self.last_id.set(id);
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        let failed = |error: &dyn std::fmt::Display| format!("{method}: {error}");
        self.socket.send(Message::text(command.to_string())).await.map_err(|error| failed(&error))?;
        let answered = async {
            loop {
                let message = self.socket.next().await.ok_or("Chromium has ended")?.map_err(|error| failed(&error))?;
                let text = message.to_text().unwrap_or_default();
                let mut answer: Value = serde_json::from_str(text).unwrap_or_default();
                if answer["id"] == json!(id) {
                    let error = answer["error"]["message"].as_str().map(|error| failed(&error));
                    return error.map_or_else(|| Ok(answer["result"].take()), Err);
                }
            }
        };
        timeout(ANSWER_TIMEOUT, answered).await.map_err(|_| format!("{method}: Chromium does not answer"))?
    }
}

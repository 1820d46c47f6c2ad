//! A proxy that takes layers of defence off what a server sends to a browser, so that the others
//! can be seen to hold alone.
//!
//! It reads whole answers and whole frames, and changes pages and fragments only. No build of
//! Natter can do what it does.

mod frames;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, redirect};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::Answer;

/// What stands between a text of a person and a script that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Markup in a text is escaped: it is text.
    Escaping,
    /// What is escaped, in pages that the browser itself asks for. What scripts ask for, and
    /// frames, are not.
    EscapingOfPages,
    /// The content security policy, but for Trusted Types.
    Policy,
    /// Trusted Types.
    TrustedTypes,
    /// No layer: the policy and Trusted Types say what they would keep in, and keep nothing in.
    Reports,
}

/// The proxy, on loopback. It ends when it is dropped.
#[derive(Debug)]
pub struct Interceptor {
    port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    server: u16,
    layers: Vec<Layer>,
    client: Client,
    /// What it answers itself, by path.
    shown: Mutex<Vec<(String, Answer)>>,
}

/// As much of a request as is looked at.
struct Head {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
}

impl Interceptor {
    /// In front of a server on a port of this machine, with these layers and no others.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn with(layers: &[Layer], server: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let client =
            Client::builder().redirect(redirect::Policy::none()).no_proxy().build().map_err(io::Error::other)?;
        let shared = Arc::new(Shared { server, layers: layers.to_vec(), client, shown: Mutex::default() });
        let listening = tokio::spawn(listen(listener, Arc::clone(&shared)));
        Ok(Self { port, shared, listening })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Shows an answer that somebody else was given, without their cookies. Returns the path of it.
    #[must_use]
    pub fn shows(&self, mut answer: Answer) -> String {
        answer.headers.remove("set-cookie");
        let mut shown = self.shared.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let path = format!("/shown/{}", shown.len());
        shown.push((path.clone(), answer));
        path
    }

    /// A frame as it arrives behind it.
    #[must_use]
    pub fn frame(&self, sent: &str) -> String {
        self.shared.fragment(sent)
    }
}

impl Drop for Interceptor {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut carried = JoinSet::new();
    loop {
        let Ok((browser, _)) = listener.accept().await else { continue };
        while carried.try_join_next().is_some() {}
        // A browser that goes away in the middle is none of our business.
        carried.spawn(carry(browser, Arc::clone(&shared)));
    }
}

async fn carry(mut browser: TcpStream, shared: Arc<Shared>) -> io::Result<()> {
    let Some((head, body)) = read_request(&mut browser).await? else { return Ok(()) };
    if head.header("upgrade").is_some() {
        return tunnel(browser, &head, &shared).await;
    }
    let answer = shared.shown_at(&head.path);
    let answer = match answer {
        Some(answer) => shared.answer_to(&head, answer.status, &answer.headers, answer.text.into_bytes()),
        None => shared.ask(&head, body).await.map_err(io::Error::other)?,
    };
    browser.write_all(&answer).await
}

/// The head of a request, and its body.
async fn read_request(browser: &mut TcpStream) -> io::Result<Option<(Head, Vec<u8>)>> {
    let mut read = Vec::new();
    let end = loop {
        if let Some(at) = read.windows(4).position(|end| end == b"\r\n\r\n") {
            break at + 4;
        }
        if browser.read_buf(&mut read).await? == 0 {
            return Ok(None);
        }
    };
    let text = String::from_utf8_lossy(&read[..end]).into_owned();
    let mut lines = text.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let method = first.next().and_then(|method| method.parse().ok()).unwrap_or(Method::GET);
    let path = first.next().unwrap_or("/").to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let head = Head { method, path, headers: headers.collect() };
    let length = head.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = read.split_off(end);
    while body.len() < length {
        if browser.read_buf(&mut body).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some((head, body)))
}

impl Head {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether the browser itself asks, to show it.
    fn is_for_a_page(&self) -> bool {
        self.header("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
    }
}

impl Shared {
    fn shown_at(&self, at: &str) -> Option<Answer> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.iter().find(|(path, _)| path == at).map(|(_, answer)| answer.clone())
    }

    async fn ask(&self, head: &Head, body: Vec<u8>) -> reqwest::Result<Vec<u8>> {
        let url = format!("http://127.0.0.1:{}{}", self.server, head.path);
        let own = ["connection", "accept-encoding", "content-length", "keep-alive"];
        let mut request = self.client.request(head.method.clone(), url).body(body);
        for (name, value) in head.headers.iter().filter(|(name, _)| !own.contains(&name.as_str())) {
            request = request.header(name, value);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await?;
        Ok(self.answer_to(head, status, &headers, body.to_vec()))
    }

    /// An answer as the browser is to see it.
    fn answer_to(&self, head: &Head, status: u16, headers: &HeaderMap, body: Vec<u8>) -> Vec<u8> {
        let is_html = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let body = if is_html { self.html(head, &String::from_utf8_lossy(&body)).into_bytes() } else { body };
        let mut answer = format!("HTTP/1.1 {status} Seen\r\nConnection: close\r\n").into_bytes();
        if !matches!(status, 204 | 304) && head.method != Method::HEAD {
            answer.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
        }
        for (name, value) in headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            let mut name = name.as_str();
            let value = match name {
                "connection" | "keep-alive" | "transfer-encoding" | "content-length" => continue,
                // A file is looked at like a page.
                "content-disposition" => continue,
                "content-security-policy" if self.has(Layer::Reports) => {
                    name = "content-security-policy-report-only";
                    value.into_owned()
                }
                "content-security-policy" => match self.policy(&value) {
                    Some(policy) => policy,
                    None => continue,
                },
                _ => value.into_owned(),
            };
            answer.extend(format!("{name}: {value}\r\n").bytes());
        }
        answer.extend(b"\r\n");
        answer.extend(body);
        answer
    }

    fn has(&self, layer: Layer) -> bool {
        self.layers.contains(&layer)
    }

    /// What is left of a policy.
    fn policy(&self, policy: &str) -> Option<String> {
        let parts = policy.split("; ").filter(|part| {
            let is_types = part.starts_with("trusted-types") || part.starts_with("require-trusted-types-for");
            self.has(if is_types { Layer::TrustedTypes } else { Layer::Policy })
        });
        let left: Vec<&str> = parts.collect();
        (!left.is_empty()).then(|| left.join("; "))
    }

    fn html(&self, head: &Head, html: &str) -> String {
        if head.is_for_a_page() && self.has(Layer::EscapingOfPages) {
            return html.to_owned();
        }
        // What stands before is ours, and read by scripts of ours.
        match html.split_once("<body") {
            Some((ours, page)) => {
                let policy = r#"<meta http-equiv="Content-Security-Policy""#;
                let ours =
                    if self.has(Layer::Policy) { ours.to_owned() } else { ours.replace(policy, "<meta name=\"none\"") };
                format!("{ours}<body{}", self.fragment(page))
            }
            None => self.fragment(html),
        }
    }

    fn fragment(&self, html: &str) -> String {
        if self.has(Layer::Escaping) {
            return html.to_owned();
        }
        html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }
}

/// A socket: what the browser sends goes on as it is, and the frames of the server are read.
async fn tunnel(mut browser: TcpStream, head: &Head, shared: &Shared) -> io::Result<()> {
    let mut server = TcpStream::connect(("127.0.0.1", shared.server)).await?;
    let mut request = format!("{} {} HTTP/1.1\r\n", head.method, head.path);
    for (name, value) in head.headers.iter().filter(|(name, _)| name != "sec-websocket-extensions") {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    server.write_all(format!("{request}\r\n").as_bytes()).await?;
    let (mut from_browser, mut to_browser) = browser.split();
    let (mut from_server, mut to_server) = server.split();
    let down = async {
        let mut waiting = Vec::new();
        let mut is_open = false;
        while from_server.read_buf(&mut waiting).await? > 0 {
            if !is_open {
                let Some(at) = waiting.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
                let rest = waiting.split_off(at + 4);
                to_browser.write_all(&waiting).await?;
                (waiting, is_open) = (rest, true);
            }
            let passed = frames::rewrite(&mut waiting, |text| shared.fragment(text));
            to_browser.write_all(&passed).await?;
        }
        Err::<(), io::Error>(io::ErrorKind::UnexpectedEof.into())
    };
    let up = async {
        tokio::io::copy(&mut from_browser, &mut to_server).await?;
        Err::<(), io::Error>(io::ErrorKind::UnexpectedEof.into())
    };
    tokio::try_join!(down, up).map(|_| ())
}

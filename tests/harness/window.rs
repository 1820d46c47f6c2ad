//! A room's page with its socket: what the scripts in `static/js` make of it.

use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use room::limits;
use serde_json::json;
use templates::ids;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::visitor::{Socket, Visitor, fresh_cid};
use crate::{Document, Said, wait};

/// How often a page sends a heartbeat.
const HEARTBEAT: Duration = Duration::from_millis(limits::HEARTBEAT_MS.unsigned_abs());

/// A room's page and its socket, kept up to date in the background.
///
/// Dropping it cuts the connection without a word, as a lost network does.
#[derive(Debug)]
pub struct Window {
    visitor: Visitor,
    page: Arc<Mutex<Page>>,
    line: Option<Line>,
}

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The code; 1006 if there was none because the connection broke.
    pub code: u16,
    /// The reason that was given.
    pub reason: String,
}

#[derive(Debug)]
struct Page {
    document: Document,
    /// Where the socket is.
    path: String,
    /// The member whose page it is.
    me: String,
    /// The version that the page is at, if it knows.
    since: Option<String>,
    frames: Vec<String>,
    pongs: usize,
    complaints: Vec<String>,
    closed: Option<Closed>,
}

/// A connection.
#[derive(Debug)]
struct Line {
    outgoing: UnboundedSender<Order>,
    task: JoinHandle<()>,
}

/// What a connection is to do.
#[derive(Debug)]
enum Order {
    Send(Message),
    /// To read nothing more and to send nothing more, and to stay open.
    FallSilent,
}

impl Window {
    pub(crate) async fn open(visitor: Visitor, document: Document, at: &Location<'_>) -> Self {
        let bar = |name: &str| {
            let attribute = document.attribute("header.bar", name);
            attribute.unwrap_or_else(|| panic!("{at}: the page has no {name}"))
        };
        let (path, me, since) = (bar("data-socket"), bar("data-me"), bar("data-version"));
        let (frames, complaints) = (Vec::new(), Vec::new());
        let page = Page { document, path, me, since: Some(since), frames, pongs: 0, complaints, closed: None };
        let mut window = Self { visitor, page: Arc::new(Mutex::new(page)), line: None };
        window.connect(at).await;
        window
    }

    /// Says something. It is pending until the page shows it; the id that is returned tells which.
    pub fn says(&self, text: &str) -> String {
        let cid = fresh_cid();
        self.says_as(&cid, text);
        cid
    }

    /// Says something under an id.
    pub fn says_as(&self, cid: &str, text: &str) {
        let pending = maud::html! { li id=(ids::pending(cid)) data-cid=(cid) { p.body { (text) } div.fate {} } };
        self.page().document.append(&format!("#{}", ids::PENDING), &pending.0);
        self.sends(&json!({ "text": text, "cid": cid }).to_string());
    }

    /// Sends a frame that the page would not.
    pub fn sends(&self, frame: &str) {
        self.send(Message::text(frame));
    }

    /// Sends a binary frame.
    pub fn sends_bytes(&self, frame: &[u8]) {
        self.send(Message::binary(frame.to_vec()));
    }

    /// The page as it is now.
    #[track_caller]
    #[must_use]
    pub fn document(&self) -> Document {
        let page = self.page();
        assert!(page.complaints.is_empty(), "the page was sent frames that it cannot use: {:#?}", page.complaints);
        page.document.clone()
    }

    /// The messages in the page.
    #[track_caller]
    #[must_use]
    pub fn messages(&self) -> Vec<Said> {
        self.document().messages()
    }

    /// What was said, oldest first.
    #[track_caller]
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.messages().into_iter().map(|said| said.text).collect()
    }

    /// Who is listed.
    #[track_caller]
    #[must_use]
    pub fn people(&self) -> Vec<String> {
        self.document().people()
    }

    /// How many are said to be here.
    #[track_caller]
    #[must_use]
    pub fn count(&self) -> usize {
        self.document().count()
    }

    /// The quiet lines in the log.
    #[track_caller]
    #[must_use]
    pub fn news(&self) -> Vec<String> {
        self.document().news()
    }

    /// What this window has said and not seen in the log yet.
    #[track_caller]
    #[must_use]
    pub fn pending(&self) -> Vec<String> {
        self.document().texts(&format!("#{} .body", ids::PENDING))
    }

    /// Why something was refused that this window has said; none if it was not.
    #[track_caller]
    #[must_use]
    pub fn refusal(&self, cid: &str) -> Option<String> {
        self.document().texts(&format!("#{} .fate .refusal", ids::pending(cid))).into_iter().next()
    }

    /// The version that the page is at.
    #[must_use]
    pub fn version(&self) -> i64 {
        let since = self.page().since.clone();
        since.and_then(|since| since.parse().ok()).unwrap_or_else(|| panic!("a page should be at a version"))
    }

    /// Makes the page believe that it is at a version. It can be anything, or nothing.
    pub fn believes(&self, since: Option<&str>) {
        self.page().since = since.map(str::to_owned);
    }

    /// The member whose window it is.
    #[must_use]
    pub fn me(&self) -> String {
        self.page().me.clone()
    }

    /// Every frame that came, but answers to `ping`.
    #[must_use]
    pub fn frames(&self) -> Vec<String> {
        self.page().frames.clone()
    }

    /// How the connection ended; none while it is open.
    #[must_use]
    pub fn closed(&self) -> Option<Closed> {
        self.page().closed.clone()
    }

    /// Waits for a message with this text.
    #[track_caller]
    pub fn sees(&self, text: &str) -> impl Future<Output = Said> {
        let text = text.to_owned();
        let awaited = format!("“{}” in the page", shortened(&text));
        wait::until(awaited, wait::SOON, async move || {
            let found = self.messages().into_iter().find(|said| said.text == text);
            found.ok_or_else(|| self.end())
        })
    }

    /// Waits until the list of people is this.
    #[track_caller]
    pub fn sees_people(&self, people: &[&str]) -> impl Future<Output = ()> {
        let people: Vec<String> = people.iter().map(|name| (*name).to_owned()).collect();
        let awaited = format!("the page to list {people:?}");
        wait::until(awaited, wait::SOON, async move || {
            let document = self.document();
            let seen = (document.people(), document.count());
            if seen == (people.clone(), people.len()) { Ok(()) } else { Err(format!("{seen:?}")) }
        })
    }

    /// Waits until these are listed as away, and nobody else.
    #[track_caller]
    pub fn sees_away(&self, people: &[&str]) -> impl Future<Output = ()> {
        let people: Vec<String> = people.iter().map(|name| (*name).to_owned()).collect();
        wait::until(format!("the page to list {people:?} as away"), wait::SOON, async move || {
            let seen = self.document().away();
            if seen == people { Ok(()) } else { Err(format!("{seen:?}")) }
        })
    }

    /// Waits until the line that tells who is typing is this.
    #[track_caller]
    pub fn sees_typing(&self, line: &str) -> impl Future<Output = ()> {
        let line = line.to_owned();
        wait::until(format!("the page to say “{line}”"), wait::SOON, async move || {
            let seen = self.document().typing();
            if seen == line { Ok(()) } else { Err(format!("“{seen}”")) }
        })
    }

    /// Waits until the page says why something was refused.
    #[track_caller]
    pub fn sees_refusal(&self, cid: &str) -> impl Future<Output = String> {
        let cid = cid.to_owned();
        wait::until(format!("a refusal of {cid}"), wait::SOON, async move || {
            self.refusal(&cid).ok_or_else(|| self.end())
        })
    }

    /// Waits until the page is as described.
    #[track_caller]
    pub fn shows(&self, awaited: &str, is: impl Fn(&Document) -> bool) -> impl Future<Output = Document> {
        wait::until(awaited.to_owned(), wait::SOON, async move || {
            let document = self.document();
            if is(&document) { Ok(document) } else { Err(self.end()) }
        })
    }

    /// Sends the heartbeat and waits for its answer.
    #[track_caller]
    pub fn beats(&self) -> impl Future<Output = ()> {
        let before = self.page().pongs;
        self.sends("ping");
        wait::until("pong", wait::SOON, async move || if self.page().pongs > before { Ok(()) } else { Err(self.end()) })
    }

    /// Waits until the server ends the connection.
    #[track_caller]
    pub fn loses_connection(&self) -> impl Future<Output = Closed> {
        wait::until("the connection to be closed", wait::SOON, async move || self.closed().ok_or_else(|| self.end()))
    }

    /// Closes the window as a person does, and waits until the server agrees.
    #[track_caller]
    pub fn closes(self) -> impl Future<Output = Closed> {
        let at = Location::caller();
        self.send(Message::Close(Some(CloseFrame { code: CloseCode::Away, reason: "".into() })));
        async move {
            let look = async || self.closed().ok_or_else(|| "it is open".to_owned());
            wait::until_at(at, "the window to be closed".to_owned(), wait::SOON, look).await
        }
    }

    /// Falls silent: reads nothing more and sends nothing more, not even heartbeats, with the connection open. So does
    /// a laptop that is shut.
    pub fn falls_silent(&self) {
        if let Some(line) = &self.line {
            let _ = line.outgoing.send(Order::FallSilent);
        }
    }

    /// Cuts the connection, and keeps the page.
    pub async fn drops_connection(&mut self) {
        if let Some(Line { outgoing, task }) = self.line.take() {
            drop(outgoing);
            let _ = task.await;
        }
    }

    /// Connects the page again, and sends again what is still pending.
    #[track_caller]
    pub fn reconnects(&mut self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.drops_connection().await;
            self.connect(at).await;
            let pending: Vec<String> = {
                let page = self.page();
                let waiting = page.document.all(&format!("#{} > li:not(:has(.refusal))", ids::PENDING));
                waiting.iter().map(|item| frame_of(item)).collect()
            };
            pending.iter().for_each(|frame| self.sends(frame));
        }
    }

    /// Connects and waits for the first frame, which holds what the page has missed.
    async fn connect(&mut self, at: &Location<'_>) {
        let (path, frames) = {
            let mut page = self.page();
            page.closed = None;
            let query = page.since.as_ref().map(|since| format!("?since={since}")).unwrap_or_default();
            (format!("{}{query}", page.path), page.frames.len())
        };
        let origin = self.visitor.origin().to_owned();
        let socket = self.visitor.knocks(&path, &[("Origin", &origin)]).await;
        let socket = socket.unwrap_or_else(|answer| panic!("{at}: no socket, but {}: {}", answer.status, answer.text));
        let (outgoing, mut orders) = mpsc::unbounded_channel();
        let page = Arc::clone(&self.page);
        let task = tokio::spawn(async move { keep(socket, &mut orders, &page).await });
        self.line = Some(Line { outgoing, task });
        wait::until_at(at, "the first frame".to_owned(), wait::SOON, async || {
            if self.page().frames.len() > frames { Ok(()) } else { Err(self.end()) }
        })
        .await;
    }

    fn send(&self, message: Message) {
        if let Some(line) = &self.line {
            // A connection that is gone takes nothing; `closed` tells how it ended.
            let _ = line.outgoing.send(Order::Send(message));
        }
    }

    /// What is seen instead of what is awaited.
    fn end(&self) -> String {
        let page = self.page();
        let texts: Vec<String> = page.document.messages().into_iter().map(|said| shortened(&said.text)).collect();
        let last = page.frames.last().map_or("none", String::as_str);
        format!("messages {texts:?}, connection {:?}, last frame {}", page.closed, shortened(last))
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a page up to date until its connection ends or nobody holds the window any more.
///
/// It sends heartbeats and acknowledges what it takes, as a page does.
async fn keep(mut socket: Socket, orders: &mut mpsc::UnboundedReceiver<Order>, page: &Mutex<Page>) {
    let mut beats = tokio::time::interval(HEARTBEAT);
    let mut taken = 0;
    let look = || page.lock().unwrap_or_else(PoisonError::into_inner);
    let broken = |reason: String| Closed { code: 1006, reason };
    let mut closed = None;
    loop {
        let message = tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(message)) => {
                    // What goes wrong here is told by what is received.
                    let _ = socket.send(message).await;
                    continue;
                }
                Some(Order::FallSilent) => {
                    while orders.recv().await.is_some() {}
                    break;
                }
                None => break,
            },
            _ = beats.tick() => {
                let _ = socket.send(Message::text("ping")).await;
                continue;
            }
            message = socket.next() => message,
        };
        match message {
            Some(Ok(Message::Text(frame))) if frame.as_str() == "pong" => look().pongs += 1,
            Some(Ok(Message::Text(frame))) => {
                look().take(frame.as_str());
                taken += frame.encode_utf16().count();
                while taken >= limits::ACK_UNITS {
                    taken -= limits::ACK_UNITS;
                    let _ = socket.send(Message::text("ack")).await;
                }
            }
            Some(Ok(Message::Close(frame))) => {
                let told = frame.map(|frame| Closed { code: frame.code.into(), reason: frame.reason.to_string() });
                closed = told.or(Some(Closed { code: 1005, reason: String::new() }));
            }
            Some(Ok(Message::Binary(_))) => look().complaints.push("a binary frame".to_owned()),
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                closed.get_or_insert(broken(error.to_string()));
                break;
            }
            None => break,
        }
    }
    look().closed = Some(closed.unwrap_or_else(|| broken("cut".to_owned())));
}

impl Page {
    fn take(&mut self, frame: &str) {
        match self.document.apply(frame) {
            Ok(version) => self.since = version.or(self.since.take()),
            Err(complaint) => self.complaints.push(complaint),
        }
        self.frames.push(frame.to_owned());
        let said: Vec<String> =
            self.document.messages().into_iter().filter(|said| said.member == self.me).map(|said| said.cid).collect();
        for cid in said {
            self.document.remove(&format!("[id=\"{}\"]", ids::pending(&cid)));
        }
    }
}

/// The frame by which something pending is sent.
fn frame_of(item: &scraper::ElementRef<'_>) -> String {
    let text: String = item.text().collect();
    json!({ "text": text, "cid": item.attr("data-cid").unwrap_or_default() }).to_string()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}… ({} bytes)", &text[..at], text.len()),
        None => text.to_owned(),
    }
}

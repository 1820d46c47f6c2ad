//! A room's page with its socket: what the scripts in `static/js/` make of it, over a real tree of
//! HTML.

mod connection;
mod page;

use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard};

use client::PING;
use templates::ids;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

pub use connection::Closed;
use connection::{Connection, Order};
use page::Page;

use crate::visitor::{Visitor, fresh_cid};
use crate::{Document, Said, clock, wait};

/// A room's page and its socket, kept up to date in the background.
///
/// Dropping it cuts the connection without a word, as a lost network does.
#[derive(Debug)]
pub struct Window {
    visitor: Visitor,
    page: Arc<Mutex<Page>>,
    connection: Option<Connection>,
}

impl Window {
    pub(crate) async fn open(visitor: Visitor, document: Document, at: &Location<'_>) -> Self {
        let page = Page::new(document).unwrap_or_else(|lack| panic!("{at}: {lack}"));
        let mut window = Self { visitor, page: Arc::new(Mutex::new(page)), connection: None };
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
        self.page().say(cid, text);
        self.order(Order::Flush);
    }

    /// Sends a frame that the page would not.
    pub fn sends(&self, frame: &str) {
        self.order(Order::Send(Message::text(frame)));
    }

    /// Sends a binary frame.
    pub fn sends_bytes(&self, frame: &[u8]) {
        self.order(Order::Send(Message::binary(frame.to_vec())));
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
    pub fn notices(&self) -> Vec<String> {
        self.document().notices()
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
        self.document().texts(&format!("#{} .send-status .refusal", ids::pending(cid))).into_iter().next()
    }

    /// The version that the page is at.
    #[must_use]
    pub fn version(&self) -> i64 {
        let version = self.page().client.cursor().and_then(|cursor| cursor.parse().ok());
        version.unwrap_or_else(|| panic!("a page should be at a version"))
    }

    /// Makes the page believe that it is at a version. It can be anything, or nothing.
    pub fn believes(&self, version: Option<&str>) {
        self.page().client.set_cursor(version);
    }

    /// The member whose window it is.
    #[must_use]
    pub fn me(&self) -> String {
        self.page().client.member().to_owned()
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

    /// Waits until these are all messages, in this order.
    #[track_caller]
    pub fn sees_only(&self, texts: &[&str]) -> impl Future<Output = ()> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        wait::until(format!("the page to show {texts:?} and nothing else"), wait::SOON, async move || {
            let seen = self.texts();
            if seen == texts { Ok(()) } else { Err(format!("{seen:?}")) }
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
        self.sends(PING);
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
        self.order(Order::Send(Message::Close(Some(CloseFrame { code: CloseCode::Away, reason: "".into() }))));
        async move {
            let check = async || self.closed().ok_or_else(|| "it is open".to_owned());
            wait::until_at(at, "the window to be closed".to_owned(), wait::SOON, check).await
        }
    }

    /// Falls silent: reads nothing more and sends nothing more, not even heartbeats, with the
    /// connection open. So does a laptop that is shut.
    pub fn falls_silent(&self) {
        self.order(Order::FallSilent);
    }

    /// Cuts the connection, and keeps the page.
    pub async fn drops_connection(&mut self) {
        if let Some(Connection { orders, task }) = self.connection.take() {
            drop(orders);
            let _ = task.await;
        }
    }

    /// Connects the page again; it sends again what is unanswered.
    #[track_caller]
    pub fn reconnects(&mut self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.drops_connection().await;
            self.connect(at).await;
        }
    }

    /// Connects the page again, and waits until the server closes that connection.
    #[track_caller]
    pub fn reconnects_in_vain(&mut self) -> impl Future<Output = Closed> {
        let at = Location::caller();
        async move {
            self.drops_connection().await;
            self.open_connection(at).await;
            self.loses_connection().await
        }
    }

    /// Connects and waits for the first frame, which holds what the page has missed.
    async fn connect(&mut self, at: &Location<'_>) {
        let frames = self.page().frames.len();
        self.open_connection(at).await;
        wait::until_at(at, "the first frame".to_owned(), wait::SOON, async || {
            if self.page().frames.len() > frames { Ok(()) } else { Err(self.end()) }
        })
        .await;
    }

    async fn open_connection(&mut self, at: &Location<'_>) {
        let path = {
            let mut page = self.page();
            page.closed = None;
            page.client.connect(clock::now())
        };
        let origin = self.visitor.origin().to_owned();
        let socket = self.visitor.requests_socket(&path, &[("Origin", &origin)]).await;
        let socket = socket.unwrap_or_else(|answer| panic!("{at}: no socket, but {}: {}", answer.status, answer.text));
        self.page().client.on_open();
        self.connection = Some(Connection::spawn(socket, Arc::clone(&self.page)));
    }

    fn order(&self, order: Order) {
        if let Some(connection) = &self.connection {
            // A connection that is gone takes nothing; `closed` tells how it ended.
            let _ = connection.orders.send(order);
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
        Page::lock(&self.page)
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}… ({} bytes)", &text[..at], text.len()),
        None => text.to_owned(),
    }
}

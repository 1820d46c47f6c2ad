//! A page that reads very much: what [`Window`](crate::Window) is, without a tree, and for a bad
//! network.

mod page;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::{Client, Event, PONG, PageHead, PendingMessages};
use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Method;
use templates::urls;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

pub(crate) use page::{Page, entry};

use crate::history::{Entries, View};
use crate::visitor::Socket;
use crate::{Visitor, clock};

/// How long a page waits for the answer to a request, and for its frame to be taken.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// A room's page and its socket.
#[derive(Debug)]
pub(crate) struct Reader {
    visitor: Visitor,
    room: String,
    client: Client,
    page: Page,
    socket: Option<Socket>,
}

/// What a reader has to deal with next.
#[derive(Debug)]
pub(crate) enum Incoming {
    Frame(Utf8Bytes),
    /// A heartbeat is due, or the link is dead.
    Timer,
}

/// The outcome of a send, as its page was sent it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SendOutcome {
    /// It stands at a place in the log, and the page may be sent it several times.
    Said { cid: String, seq: i64 },
    /// It is pending no more; it has no place if only the archive has it.
    Confirmed { cid: String, seq: Option<i64> },
    /// It was refused while it was pending.
    Refused { cid: String, refusal: String },
}

impl Reader {
    /// Opens a room's page.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub(crate) async fn open(visitor: Visitor, room: &str, entries: Arc<Mutex<Entries>>) -> Result<Self, String> {
        let html = load(&visitor, &urls::room(room)).await?;
        let head = PageHead::read(&html).map_err(|error| error.to_string())?;
        let (client, mut page) = (Client::new(&head), Page::new(head.member, entries));
        page.load(&html)?;
        Ok(Self { visitor, room: room.to_owned(), client, page, socket: None })
    }

    /// Closes the socket without a word and loads the page again.
    ///
    /// # Errors
    /// Why it could not be loaded. Then the page is the old one.
    pub(crate) async fn reload(&mut self) -> Result<Vec<SendOutcome>, String> {
        self.socket = None;
        let html = load(&self.visitor, &urls::room(&self.room)).await?;
        let head = PageHead::read(&html).map_err(|error| error.to_string())?;
        let events = self.client.on_reload(&head, &html).map_err(|error| error.to_string())?;
        let mut outcomes = self.page.load(&html)?;
        outcomes.extend(events.into_iter().filter_map(outcome_of));
        Ok(outcomes)
    }

    /// Connects, and goes on until the page has what it had missed. What is unanswered is sent
    /// again.
    ///
    /// # Errors
    /// Why there is no connection.
    pub(crate) async fn connect(&mut self) -> Result<Vec<SendOutcome>, String> {
        self.socket = None;
        let path = self.client.connect(clock::now());
        let origin = self.visitor.origin().to_owned();
        let headers = [("Origin", origin.as_str())];
        let socket = tokio::select! {
            socket = self.visitor.tries_socket(&path, &headers) => socket,
            () = clock::reaches(self.client.next_timer()) => return Err("no answer to a handshake".to_owned()),
        };
        self.socket = Some(socket.map_err(|error| error.to_string())?);
        self.client.on_open();
        self.flush().await?;
        let mut outcomes = Vec::new();
        while !self.client.is_live() {
            let incoming = self.next().await?;
            outcomes.extend(self.take(incoming).await?);
        }
        Ok(outcomes)
    }

    /// Waits for something to deal with. Nothing is lost when the waiting is given up.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn next(&mut self) -> Result<Incoming, String> {
        let timer = clock::reaches(self.client.next_timer());
        let frame = next_frame(self.socket.as_mut().ok_or_else(no_connection)?);
        tokio::select! {
            frame = frame => frame.map(Incoming::Frame),
            () = timer => Ok(Incoming::Timer),
        }
    }

    /// Does what is to be done, and sends what the client has to send.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn take(&mut self, incoming: Incoming) -> Result<Vec<SendOutcome>, String> {
        let mut outcomes = Vec::new();
        match incoming {
            Incoming::Frame(frame) => {
                if frame.as_str() != PONG {
                    outcomes = self.page.take(&frame);
                }
                outcomes.extend(self.client.on_frame(&frame, clock::now()).into_iter().filter_map(outcome_of));
            }
            Incoming::Timer => self.client.on_timer(clock::now()).map_err(|lost| lost.to_string())?,
        }
        self.flush().await?;
        Ok(outcomes)
    }

    /// Says something, for the first time or again after a refusal. Without a connection it is only
    /// pending.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn say(&mut self, cid: &str, text: &str) -> Result<(), String> {
        self.client.say(cid, text);
        self.flush().await
    }

    /// Says something that waits for the next connection.
    pub(crate) fn say_later(&mut self, cid: &str, text: &str) {
        self.client.say(cid, text);
    }

    /// Gives up something that was refused.
    pub(crate) fn discard(&mut self, cid: &str) {
        self.client.discard(cid);
    }

    /// What was said and is not in the log yet.
    pub(crate) fn pending(&self) -> &PendingMessages {
        self.client.pending()
    }

    /// Sends a frame that the page would not.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn send(&mut self, frame: String) -> Result<(), String> {
        let socket = self.socket.as_mut().ok_or_else(no_connection)?;
        let sending = timeout(REQUEST_TIMEOUT, socket.send(Message::text(frame))).await;
        sending.map_err(|_| "a frame could not be sent".to_owned())?.map_err(|error| error.to_string())
    }

    async fn flush(&mut self) -> Result<(), String> {
        while let Some(frame) = self.client.next_frame() {
            self.send(frame.into_owned()).await?;
        }
        Ok(())
    }

    /// Cuts the connection, and keeps the page. The owner decides when to come back: sooner than a
    /// page, to be cut more often.
    pub(crate) fn hang_up(&mut self) {
        self.socket = None;
        let _ = self.client.on_close(None, 0, 0.0, clock::now());
    }

    /// The member whose page it is.
    pub(crate) fn member(&self) -> &str {
        self.client.member()
    }

    /// What the page has shown.
    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// Something that should not have become of what was said on the page.
    pub(crate) fn complain(&mut self, complaint: String) {
        self.page.complain(complaint);
    }

    /// What the page has shown.
    pub(crate) fn into_view(self) -> View {
        self.page.into_view()
    }
}

async fn next_frame(socket: &mut Socket) -> Result<Utf8Bytes, String> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(frame))) => return Ok(frame),
            Some(Ok(Message::Close(frame))) => return Err(format!("closed: {frame:?}")),
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(error.to_string()),
            None => return Err("the connection ended".to_owned()),
        }
    }
}

fn outcome_of(event: Event) -> Option<SendOutcome> {
    match event {
        Event::Confirmed { cid, seq } => Some(SendOutcome::Confirmed { cid, seq }),
        Event::Refused { cid, refusal } => Some(SendOutcome::Refused { cid, refusal }),
        Event::Pong | Event::Live => None,
    }
}

fn no_connection() -> String {
    "there is no connection".to_owned()
}

async fn load(visitor: &Visitor, path: &str) -> Result<String, String> {
    let request = visitor.request(Method::GET, path).timeout(REQUEST_TIMEOUT);
    let answer = visitor.tries(request).await.map_err(|error| error.to_string())?;
    if answer.status == 200 { Ok(answer.text) } else { Err(format!("the page was answered with {}", answer.status)) }
}

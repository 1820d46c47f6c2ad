//! A page that reads very much: what [`Window`](crate::Window) is, without a tree, and for a bad network.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Method;
use room::limits;
use templates::urls;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::Visitor;
use crate::history::{Entries, Entry, View};
use crate::scan::{self, Change};
use crate::visitor::Socket;

/// How long a page waits for an answer: to a request, a handshake, a heartbeat.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A room's page and its socket.
#[derive(Debug)]
pub(crate) struct Reader {
    visitor: Visitor,
    page: Page,
    socket: Option<Socket>,
    /// UTF-16 code units that came and were not said to be read.
    unread: usize,
}

/// What a page has learnt about what its owner sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// It stands at a place.
    Said { cid: String, seq: i64 },
    /// It was refused.
    Refused { cid: String, why: String },
}

impl Reader {
    /// Opens a room's page.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub(crate) async fn open(visitor: Visitor, room: &str, entries: Arc<Mutex<Entries>>) -> Result<Self, String> {
        let html = load(&visitor, &urls::room(room)).await?;
        let page = Page::open(room, &html, entries)?;
        Ok(Self { visitor, page, socket: None, unread: 0 })
    }

    /// Closes the socket without a word and loads the page again.
    ///
    /// # Errors
    /// Why it could not be loaded. Then the page is the old one.
    pub(crate) async fn reload(&mut self) -> Result<Vec<Told>, String> {
        self.socket = None;
        let html = load(&self.visitor, &urls::room(&self.page.room)).await?;
        self.page.turn(&html)
    }

    /// Connects, and takes the first frame: what the page has missed.
    ///
    /// # Errors
    /// Why there is no connection.
    pub(crate) async fn connect(&mut self) -> Result<Vec<Told>, String> {
        self.socket = None;
        self.unread = 0;
        let path = format!("{}?v=1&since={}", urls::socket(&self.page.room), self.page.since);
        let origin = self.visitor.origin().to_owned();
        let headers = [("Origin", origin.as_str())];
        let knocking = timeout(PATIENCE, self.visitor.tries_to_knock(&path, &headers)).await;
        let socket = knocking.map_err(|_| "no answer to a handshake".to_owned())?;
        self.socket = Some(socket.map_err(|error| error.to_string())?);
        let first = timeout(PATIENCE, self.frame()).await;
        let first = first.map_err(|_| "no first frame".to_owned())??;
        self.take(&first).await
    }

    /// Waits for a frame. Nothing is lost when the waiting is given up.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn frame(&mut self) -> Result<String, String> {
        let socket = self.socket.as_mut().ok_or_else(|| "there is no connection".to_owned())?;
        loop {
            match socket.next().await {
                Some(Ok(Message::Text(frame))) => return Ok(frame.as_str().to_owned()),
                Some(Ok(Message::Close(frame))) => return Err(format!("closed: {frame:?}")),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.to_string()),
                None => return Err("the connection ended".to_owned()),
            }
        }
    }

    /// Does what a frame says, and says that it was read if that is due.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn take(&mut self, frame: &str) -> Result<Vec<Told>, String> {
        if frame == "pong" {
            return Ok(Vec::new());
        }
        let told = self.page.take(frame);
        self.unread += frame.encode_utf16().count();
        while self.unread >= limits::ACK_UNITS {
            self.unread -= limits::ACK_UNITS;
            self.send("ack".to_owned()).await?;
        }
        Ok(told)
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// How the connection ended.
    pub(crate) async fn send(&mut self, frame: String) -> Result<(), String> {
        let socket = self.socket.as_mut().ok_or_else(|| "there is no connection".to_owned())?;
        let sending = timeout(PATIENCE, socket.send(Message::text(frame))).await;
        sending.map_err(|_| "a frame could not be sent".to_owned())?.map_err(|error| error.to_string())
    }

    /// Cuts the connection, and keeps the page.
    pub(crate) fn hang_up(&mut self) {
        self.socket = None;
    }

    /// Whose page it is.
    pub(crate) fn me(&self) -> &str {
        &self.page.me
    }

    /// What the page has shown.
    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// What the page has shown.
    pub(crate) fn into_view(self) -> View {
        self.page.view
    }
}

async fn load(visitor: &Visitor, path: &str) -> Result<String, String> {
    let request = visitor.request(Method::GET, path).timeout(PATIENCE);
    let answer = visitor.tries(request).await.map_err(|error| error.to_string())?;
    if answer.status == 200 { Ok(answer.text) } else { Err(format!("the page was answered with {}", answer.status)) }
}

/// The log of a page.
#[derive(Debug)]
pub(crate) struct Page {
    room: String,
    /// The member whose page it is.
    me: String,
    /// The version that the page is at.
    since: i64,
    entries: Arc<Mutex<Entries>>,
    view: View,
    /// How often the log was replaced whole.
    pub(crate) replaced: u64,
    /// How often something came again that was older than the page.
    pub(crate) repeats_of_older: u64,
}

impl Page {
    fn open(room: &str, html: &str, entries: Arc<Mutex<Entries>>) -> Result<Self, String> {
        let me = scan::attribute(html, "data-me").ok_or("the page says not whose it is")?.to_owned();
        let view = View::default();
        let mut page = Self { room: room.to_owned(), me, since: 0, entries, view, replaced: 0, repeats_of_older: 0 };
        page.turn(html)?;
        Ok(page)
    }

    /// Shows a page that was loaded anew.
    fn turn(&mut self, html: &str) -> Result<Vec<Told>, String> {
        let version = scan::attribute(html, "data-version").and_then(|version| version.parse().ok());
        self.since = version.ok_or("the page says not at which version it is")?;
        let mut told = Vec::new();
        self.begin_run(scan::messages(html)?, &mut told);
        Ok(told)
    }

    /// Does what a frame says. What a page cannot be sent becomes a complaint.
    fn take(&mut self, frame: &str) -> Vec<Told> {
        let mut told = Vec::new();
        let scanned = match scan::frame(frame) {
            Ok(scanned) => scanned,
            Err(complaint) => {
                self.view.complaints.push(format!("it was sent a frame that it cannot read: {complaint}."));
                return told;
            }
        };
        for change in scanned.changes {
            match change {
                Change::Upsert(entry) => self.upsert(entry, &mut told),
                Change::Replace(entries) => {
                    self.replaced += 1;
                    self.begin_run(entries, &mut told);
                }
                Change::Refuse { cid, why } => told.push(Told::Refused { cid, why }),
                Change::Misunderstand(why) => self.view.complaints.push(format!("it was misunderstood: {why}")),
            }
        }
        self.since = scanned.version.unwrap_or(self.since);
        told
    }

    /// What comes twice is there once; what is new goes to the end.
    fn upsert(&mut self, entry: Entry, told: &mut Vec<Told>) {
        self.learn(&entry, told);
        if self.view.runs.is_empty() {
            self.view.runs.push(Vec::new());
        }
        let Some(run) = self.view.runs.last_mut() else { return };
        let ends = run.first().zip(run.last()).map(|(first, last)| (first.seq, last.seq));
        match ends {
            Some((first, _)) if entry.seq < first => self.repeats_of_older += 1,
            Some((_, last)) if entry.seq <= last => match run.binary_search_by_key(&entry.seq, |known| known.seq) {
                Ok(place) if *run[place] == entry => {}
                Ok(place) => {
                    let complaint = format!("{entry:?} took the place of {:?}.", run[place]);
                    self.view.complaints.push(complaint);
                }
                Err(_) => {
                    self.view.complaints.push(format!("{} came when it already showed {last}.", entry.seq));
                }
            },
            _ => {
                let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).one(entry);
                run.push(entry);
            }
        }
    }

    fn begin_run(&mut self, entries: Vec<Entry>, told: &mut Vec<Told>) {
        self.view.runs.push(Vec::new());
        for entry in entries {
            self.learn(&entry, told);
            let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).one(entry);
            // As it stands there, in order or not: that is for the checker to judge.
            if let Some(run) = self.view.runs.last_mut() {
                run.push(entry);
            }
        }
    }

    fn learn(&self, entry: &Entry, told: &mut Vec<Told>) {
        if entry.member == self.me {
            told.extend(entry.cid.clone().map(|cid| Told::Said { cid, seq: entry.seq }));
        }
    }
}

#[cfg(test)]
mod tests {
    use templates::views::{MemberView, MessageListView, MessageView};
    use templates::words::ENGLISH;
    use templates::{Envelope, ServerFrame, Swap, Target};

    use super::*;

    fn message(seq: i64) -> MessageView<'static> {
        let author = MemberView { id: ["ada", "grace"][usize::from(seq % 2 == 0)], name: "Somebody" };
        MessageView { seq, author, text: "Hello & good-bye.", cid: "cid-0001", said_at: 0, continues: false }
    }

    fn said(seqs: &[i64]) -> String {
        let mut frame = ServerFrame::default();
        for seq in seqs {
            let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(*seq) };
            frame.add(envelope, &templates::message(&message(*seq)));
        }
        frame.take()
    }

    fn replaced(seqs: &[i64]) -> String {
        let messages = seqs.iter().map(|seq| message(*seq)).collect();
        let log = MessageListView {
            room: "lobby",
            mode: templates::views::MessageListMode::Reset,
            messages,
            earlier: None,
            first_new: None,
        };
        let mut frame = ServerFrame::default();
        let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: seqs.last().copied() };
        frame.add(envelope, &templates::message_list(&log, &ENGLISH));
        frame.take()
    }

    fn page(seqs: &[i64]) -> Page {
        let html = format!("<header data-version=\"{}\" data-me=\"ada\">{}", 10, said(seqs));
        Page::open("lobby", &html, Arc::default()).unwrap()
    }

    fn runs(page: &Page) -> Vec<Vec<i64>> {
        page.view.runs.iter().map(|run| run.iter().map(|entry| entry.seq).collect()).collect()
    }

    #[test]
    fn what_is_new_goes_to_the_end_and_what_comes_twice_is_there_once() {
        let mut page = page(&[9, 10]);
        assert_eq!(page.take(&said(&[10, 11])), [Told::Said { cid: "cid-0001".into(), seq: 11 }]);
        assert_eq!((runs(&page), page.since), (vec![vec![9, 10, 11]], 11));
        page.take(&said(&[8]));
        assert_eq!((runs(&page), page.repeats_of_older), (vec![vec![9, 10, 11]], 1), "older than the page");
        assert_eq!(page.view.complaints, [""; 0]);
    }

    #[test]
    fn a_hole_that_is_filled_late_is_a_complaint() {
        let mut page = page(&[9, 10]);
        page.take(&said(&[12]));
        page.take(&said(&[11]));
        assert_eq!(page.view.complaints, ["11 came when it already showed 12."]);
    }

    #[test]
    fn a_message_that_changes_is_a_complaint() {
        let mut page = page(&[9, 10]);
        page.take(&said(&[10]).replace("Hello", "Jello"));
        assert_eq!(page.view.complaints.len(), 1);
    }

    #[test]
    fn a_log_that_was_replaced_is_a_new_run() {
        let mut page = page(&[9, 10]);
        let told = page.take(&replaced(&[20, 21]));
        assert_eq!(told, [Told::Said { cid: "cid-0001".into(), seq: 21 }]);
        page.take(&said(&[22]));
        assert_eq!((runs(&page), page.since, page.replaced), (vec![vec![9, 10], vec![20, 21, 22]], 22, 1));
    }
}

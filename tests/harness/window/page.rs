//! A page with its script: the document, the client, and what they were sent.

use std::sync::{Mutex, MutexGuard, PoisonError};

use client::{Client, Event, PONG, PageHead};
use templates::ids;

use super::connection::Closed;
use crate::{Document, clock};

/// A page that is open.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) document: Document,
    pub(super) client: Client,
    /// Every frame that came, but answers to heartbeats.
    pub(super) frames: Vec<String>,
    /// How many heartbeats were answered.
    pub(super) pongs: usize,
    /// What came that a page cannot use.
    pub(super) complaints: Vec<String>,
    pub(super) closed: Option<Closed>,
}

impl Page {
    /// A page that was loaded and is not connected.
    ///
    /// # Errors
    /// What its head lacks.
    pub(super) fn new(document: Document) -> Result<Self, String> {
        let bar = |name: &str| document.attribute("header.bar", name).ok_or_else(|| format!("the page has no {name}"));
        let (socket, member, version) = (bar("data-socket")?, bar("data-me")?, bar("data-version")?);
        let client = Client::new(&PageHead { socket: &socket, member: &member, version: &version });
        let (frames, complaints) = (Vec::new(), Vec::new());
        Ok(Self { document, client, frames, pongs: 0, complaints, closed: None })
    }

    pub(super) fn lock(page: &Mutex<Self>) -> MutexGuard<'_, Self> {
        page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says something: it is pending until the log has it.
    pub(super) fn say(&mut self, cid: &str, text: &str) {
        let pending = maud::html! { li id=(ids::pending(cid)) data-cid=(cid) { p.body { (text) } div.send-status {} } };
        self.document.append(&format!("#{}", ids::PENDING), &pending.0);
        self.client.say(cid, text);
    }

    /// Shows a frame, and only then lets the client move its cursor.
    pub(super) fn on_frame(&mut self, frame: &str) {
        if frame != PONG {
            self.frames.push(frame.to_owned());
            match self.document.apply(frame) {
                Ok(version) => self.shown(frame, version),
                Err(complaint) => self.complaints.push(complaint),
            }
        } else if self.client.on_frame(frame, clock::now()) == [Event::Pong] {
            self.pongs += 1;
        }
    }

    fn shown(&mut self, frame: &str, version: Option<String>) {
        for event in self.client.on_frame(frame, clock::now()) {
            if let Event::Confirmed { cid, .. } = event {
                self.document.remove(&format!("[id=\"{}\"]", ids::pending(&cid)));
            }
        }
        // A parser of HTML has read the same frame.
        if version.is_some() && version.as_deref() != self.client.cursor() {
            self.complaints.push(format!("version {version:?}, and the client is at {:?}", self.client.cursor()));
        }
    }

    pub(super) fn on_close(&mut self, closed: Closed) {
        // A test decides when its window comes back.
        let _ = self.client.on_close(Some(closed.code), 0, 0.0, clock::now());
        self.closed = Some(closed);
    }
}

//! A client that talks as fast as it may and never gives anything up.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use room::limits;
use serde_json::json;
use templates::urls;
use templates::words::ENGLISH;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::ledger::{Ledger, Phase};
use crate::history::{OpId, View};
use crate::reader::{PATIENCE, Reader, Told};
use crate::{Answer, Visitor, wait};

/// The time between heartbeats.
const BEAT: Duration = Duration::from_secs(20);

/// How long something may be pending on a connection when nobody talks any more, before the client comes back for it.
const DOUBT: Duration = Duration::from_secs(10);

/// What a member may send at once, a little less than the room allows: bytes do not travel evenly.
const BURST: f64 = limits::SEND_BURST as f64 - 1.5;

/// Messages that are over any allowance.
const TOO_MUCH: usize = 4;

/// Pieces of which texts are made; some look like markup or like frames.
const PIECES: [&str; 12] = [
    "Is this thing on?",
    "<b>bold</b>",
    "&amp;",
    "\"quoted\" & 'quoted'",
    "</p></li></hx-partial>",
    "<hx-partial hx-target=\"#log\">",
    "\nA second line.",
    "naïve café",
    "😀👩‍👩‍👧",
    "id=\"m1\" data-cid=\"x\"",
    "עברית",
    "Loud and clear, and then a rather long sentence follows that nobody would want to read twice.",
];

/// One client with its page.
pub(super) struct Chatter {
    pub(super) number: usize,
    pub(super) ledger: Arc<Ledger>,
    pub(super) visitor: Visitor,
    pub(super) room: String,
    pub(super) random: fastrand::Rng,
    /// Of 100 messages, how many are sent again on purpose.
    pub(super) resends_percent: u8,
}

/// A client whose page is open.
struct Talk {
    chatter: Chatter,
    reader: Reader,
    phase: watch::Receiver<Phase>,
    said: u64,
    /// What the member may still send at once, and when that was so.
    allowance: (f64, Instant),
    /// By the client's id.
    pending: BTreeMap<String, Pending>,
    /// What was sent, by the client's id.
    ops: HashMap<String, OpId>,
    /// What is to be sent again although it was acknowledged, and when.
    echoes: Vec<(Instant, String, String)>,
    posts: JoinSet<(String, reqwest::Result<Answer>)>,
    next_say: Instant,
    next_beat: Instant,
    /// Until when the answer to a heartbeat has to be there.
    patience: Option<Instant>,
    last_answer: Instant,
    lost_at: Option<Instant>,
    settled: bool,
}

struct Pending {
    text: String,
    said_at: Instant,
    /// When to send it again because it was put off.
    again_at: Option<Instant>,
}

impl Chatter {
    /// Talks until the run is over, and returns what its pages showed.
    pub(super) async fn talk(mut self) -> View {
        let reader = loop {
            let entries = Arc::clone(&self.ledger.entries);
            match Reader::open(self.visitor.clone(), &self.room, entries).await {
                Ok(reader) => break reader,
                Err(_) => wait::let_pass(jitter(&mut self.random)).await,
            }
        };
        let (now, phase) = (Instant::now(), self.ledger.phase());
        // Not all in the same moment.
        let next_say = now + Duration::from_millis(self.random.u64(0..1_000));
        let talk = Talk {
            chatter: self,
            reader,
            phase,
            said: 0,
            allowance: (BURST, now),
            pending: BTreeMap::new(),
            ops: HashMap::new(),
            echoes: Vec::new(),
            posts: JoinSet::new(),
            next_say,
            next_beat: now + BEAT,
            patience: None,
            last_answer: now,
            lost_at: Some(now),
            settled: false,
        };
        talk.stays().await
    }
}

impl Talk {
    async fn stays(mut self) -> View {
        while *self.phase.borrow() != Phase::Returning {
            if let Err(why) = self.connected().await {
                self.lose(&why).await;
            }
        }
        // Whatever it has missed comes with the first frame; nobody says anything after it.
        self.posts.abort_all();
        loop {
            match self.reader.connect().await {
                Ok(told) => break self.learn(told),
                Err(why) => self.lose(&why).await,
            }
        }
        let mut books = self.chatter.ledger.books();
        books.tally.connections += 1;
        books.tally.replaced += self.reader.page().replaced;
        books.tally.repeats_of_older += self.reader.page().repeats_of_older;
        drop(books);
        View { caught_up: true, ..self.reader.into_view() }
    }

    /// Connects, sends again what is pending, and talks until the connection is lost.
    async fn connected(&mut self) -> Result<(), String> {
        let told = self.reader.connect().await?;
        self.chatter.ledger.books().tally.connections += 1;
        if let Some(lost_at) = self.lost_at.take() {
            let tally = &mut self.chatter.ledger.books().tally;
            tally.longest_outage = tally.longest_outage.max(lost_at.elapsed());
        }
        (self.patience, self.next_beat, self.last_answer) = (None, Instant::now() + BEAT, Instant::now());
        self.learn(told);
        let waiting: Vec<String> = self.pending.keys().cloned().collect();
        for cid in waiting {
            if let Some(pending) = self.pending.get_mut(&cid) {
                pending.again_at = None;
            }
            self.chatter.ledger.books().tally.resends_after_return += 1;
            self.send(&cid).await?;
        }
        while *self.phase.borrow_and_update() != Phase::Returning {
            self.settle()?;
            let next = self.next_event();
            tokio::select! {
                frame = self.reader.frame() => {
                    let told = self.reader.take(&frame?).await?;
                    self.patience = None;
                    self.chatter.ledger.books().tally.frames_read += 1;
                    self.learn(told);
                }
                Some(Ok((cid, answer))) = self.posts.join_next() => self.learn_of_post(&cid, answer),
                _ = self.phase.changed() => {}
                () = wait::let_pass(next.saturating_duration_since(Instant::now())) => self.act().await?,
            }
        }
        Ok(())
    }

    /// Notes why the connection was lost, waits a moment, and sometimes loads the page again.
    async fn lose(&mut self, why: &str) {
        self.reader.hang_up();
        {
            let tally = &mut self.chatter.ledger.books().tally;
            if self.lost_at.is_none() {
                tally.lost += 1;
            }
            *tally.reasons.entry(beginning(why)).or_default() += 1;
        }
        self.lost_at.get_or_insert_with(Instant::now);
        // Whoever types while there is no connection does not wait for one.
        if *self.phase.borrow() == Phase::Talking && self.may_say() && self.pending.len() < limits::SEND_BURST as usize
        {
            self.compose();
        }
        wait::let_pass(jitter(&mut self.chatter.random)).await;
        if self.chatter.random.u8(0..100) < 5
            && let Ok(told) = self.reader.reload().await
        {
            self.chatter.ledger.books().tally.reloads += 1;
            self.learn(told);
        }
    }

    /// Says once that there is nothing pending any more when nobody talks.
    fn settle(&mut self) -> Result<(), String> {
        if *self.phase.borrow() != Phase::Settling || self.settled {
            return Ok(());
        }
        self.echoes.clear();
        if self.pending.is_empty() && self.posts.is_empty() {
            self.settled = true;
            self.chatter.ledger.books().settled += 1;
        } else if self.last_answer.elapsed() > DOUBT {
            return Err("something stays pending".to_owned());
        }
        Ok(())
    }

    fn next_event(&self) -> Instant {
        let again = self.pending.values().filter_map(|pending| pending.again_at);
        let echoes = self.echoes.iter().map(|(at, ..)| *at);
        let doubt = (*self.phase.borrow() == Phase::Settling).then(|| Instant::now() + Duration::from_secs(1));
        let next = again.chain(echoes).chain(self.patience).chain(doubt).chain([self.next_beat]);
        let say = (*self.phase.borrow() == Phase::Talking).then_some(self.next_say);
        next.chain(say).min().unwrap_or(self.next_beat)
    }

    /// Does what is due.
    async fn act(&mut self) -> Result<(), String> {
        let now = Instant::now();
        if self.patience.is_some_and(|until| until <= now) {
            return Err("no answer to a heartbeat".to_owned());
        }
        if self.next_beat <= now {
            self.next_beat = now + BEAT;
            self.patience = Some(now + PATIENCE);
            self.reader.send("ping".to_owned()).await?;
        }
        if self.next_say <= now && *self.phase.borrow() == Phase::Talking {
            self.say().await?;
        }
        let due: Vec<String> = self
            .pending
            .iter_mut()
            .filter(|(_, pending)| pending.again_at.is_some_and(|at| at <= now))
            .map(|(cid, pending)| {
                pending.again_at = None;
                cid.clone()
            })
            .collect();
        for cid in due {
            self.send(&cid).await?;
        }
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.echoes).into_iter().partition(|echo| echo.0 <= now);
        self.echoes = later;
        for (_, cid, text) in due {
            if self.chatter.random.u8(0..4) == 0 {
                self.post(&cid, &text);
            } else {
                {
                    let tally = &mut self.chatter.ledger.books().tally;
                    (tally.frames, tally.resends_of_acked) = (tally.frames + 1, tally.resends_of_acked + 1);
                }
                self.reader.send(json!({ "text": text, "cid": cid }).to_string()).await?;
            }
        }
        Ok(())
    }

    /// Says something new if that is allowed; now and then too much at once, which is put off.
    async fn say(&mut self) -> Result<(), String> {
        if !self.may_say() {
            return Ok(());
        }
        if self.chatter.random.u8(0..100) == 0 {
            for _ in 0..TOO_MUCH {
                let (cid, _) = self.compose();
                self.allowance.0 -= 1.0;
                self.send(&cid).await?;
            }
        }
        let (cid, text) = self.compose();
        if self.is_resent() {
            match self.chatter.random.u8(0..4) {
                // Twice by socket, by socket and form at once, by form and then by socket.
                0 | 1 => {
                    self.send(&cid).await?;
                    self.chatter.ledger.books().tally.resends_of_pending += 1;
                }
                2 if text.chars().count() <= limits::BODY_MAX_CHARS => self.post(&cid, &text),
                _ => {}
            }
        }
        self.send(&cid).await
    }

    /// Takes one from the allowance if there is one, and decides when to look again.
    fn may_say(&mut self) -> bool {
        let (allowance, at) = self.allowance;
        let interval = limits::SEND_INTERVAL_MS as f64 / 1_000.0;
        let now = Instant::now();
        let allowance = (allowance + (now - at).as_secs_f64() / interval).min(BURST);
        let may = allowance >= 1.0;
        let left = if may { allowance - 1.0 } else { allowance };
        self.allowance = (left, now);
        let wait = if left >= 1.0 { 0.05 } else { (1.0 - left) * interval };
        self.next_say = now + Duration::from_secs_f64(wait);
        may
    }

    /// Thinks of something new. It is pending from now on.
    fn compose(&mut self) -> (String, String) {
        self.said += 1;
        let random = &mut self.chatter.random;
        let cid = format!("{:04}-{:06}-{:08x}", self.chatter.number, self.said, random.u32(..));
        let mut text = format!("{}.{}", self.chatter.number, self.said);
        for _ in 0..random.usize(0..4) {
            text = format!("{text} {}", PIECES[random.usize(0..PIECES.len())]);
        }
        if random.u16(0..200) == 0 {
            // No room takes that, at no time.
            text = format!("{text} {}", "too long ".repeat(limits::BODY_MAX_CHARS / 8));
        }
        let text = text.trim().to_owned();
        let op = {
            let books = &mut self.chatter.ledger.books();
            books.tally.attempted += 1;
            books.history.invoke(self.chatter.number, self.reader.me(), &cid, &text)
        };
        self.ops.insert(cid.clone(), op);
        let pending = Pending { text: text.clone(), said_at: Instant::now(), again_at: None };
        self.pending.insert(cid.clone(), pending);
        (cid, text)
    }

    async fn send(&mut self, cid: &str) -> Result<(), String> {
        let Some(pending) = self.pending.get(cid) else { return Ok(()) };
        self.chatter.ledger.books().tally.frames += 1;
        self.reader.send(json!({ "text": pending.text, "cid": cid }).to_string()).await
    }

    /// Posts the same as a form, beside the socket.
    fn post(&mut self, cid: &str, text: &str) {
        self.chatter.ledger.books().tally.posts += 1;
        let visitor = self.chatter.visitor.clone();
        let (path, cid, text) = (urls::say(&self.chatter.room), cid.to_owned(), text.to_owned());
        self.posts.spawn(async move {
            let form = [("text", text.as_str()), ("cid", cid.as_str())];
            let request = visitor.request(Method::POST, &path).form(&form).timeout(PATIENCE);
            (cid, visitor.tries(request).await)
        });
    }

    /// Only an answer that says so acknowledges; whatever else came, the message may be there or not.
    fn learn_of_post(&mut self, cid: &str, answer: reqwest::Result<Answer>) {
        let Some(op) = self.ops.get(cid) else { return };
        let books = &mut self.chatter.ledger.books();
        let why = match answer.map(|answer| (answer.status, answer.text)) {
            Ok((303, _)) => {
                books.tally.posts_taken += 1;
                books.ok(*op, None);
                return;
            }
            Ok((429, _)) => {
                books.tally.put_off += 1;
                return;
            }
            Ok((status, text)) => format!("a form was answered with {status}: {}", beginning(&text)),
            Err(_) => "a form was not answered".to_owned(),
        };
        *books.tally.reasons.entry(why).or_default() += 1;
    }

    fn learn(&mut self, told: Vec<Told>) {
        for told in told {
            match told {
                Told::Said { cid, seq } => self.is_said(&cid, seq),
                Told::Refused { cid, why } => self.is_refused(&cid, &why),
            }
        }
    }

    fn is_said(&mut self, cid: &str, seq: i64) {
        // An id that was never sent is the checker's to find.
        let Some(op) = self.ops.get(cid) else { return };
        self.chatter.ledger.books().ok(*op, Some(seq));
        if let Some(pending) = self.pending.remove(cid) {
            self.last_answer = Instant::now();
            {
                let tally = &mut self.chatter.ledger.books().tally;
                tally.longest_wait = tally.longest_wait.max(pending.said_at.elapsed());
            }
            if self.is_resent() {
                let later = Duration::from_millis(self.chatter.random.u64(0..5_000));
                self.echoes.push((Instant::now() + later, cid.to_owned(), pending.text));
            }
        }
    }

    fn is_refused(&mut self, cid: &str, why: &str) {
        let (Some(op), Some(pending)) = (self.ops.get(cid), self.pending.get_mut(cid)) else { return };
        self.last_answer = Instant::now();
        let books = &mut self.chatter.ledger.books();
        let chars = pending.text.chars().count();
        if why == (ENGLISH.refusals.too_long)(chars, limits::BODY_MAX_CHARS) {
            books.tally.refused += 1;
            books.history.fail(*op);
            self.pending.remove(cid);
        } else {
            books.tally.put_off += 1;
            let later = Duration::from_millis(1_000 + self.chatter.random.u64(0..1_000));
            pending.again_at = Some(Instant::now() + later);
        }
    }

    fn is_resent(&mut self) -> bool {
        self.chatter.random.u8(0..100) < self.chatter.resends_percent
    }
}

/// Enough of a page or of an error to tell it from others.
fn beginning(text: &str) -> String {
    let title = text.split_once("<h1>").and_then(|(_, rest)| rest.split_once('<')).map_or(text, |(title, _)| title);
    title.chars().take(80).collect()
}

/// A moment before coming back, so that not all come back in the same.
fn jitter(random: &mut fastrand::Rng) -> Duration {
    Duration::from_millis(random.u64(10..300))
}

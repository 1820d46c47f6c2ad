//! A client that talks as fast as it may and never gives anything up.

mod allowance;
mod changes;
mod forms;
mod sightings;
mod text;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use client::say_frame;
use room::limits;
use templates::words::ENGLISH;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use self::allowance::Allowance;
use self::changes::Changes;
use super::ledger::{Ledger, Phase};
use crate::history::{OpId, Place, View};
use crate::reader::{Incoming, Reader, SendOutcome};
use crate::{Answer, Visitor, wait};

/// How long something may be pending on a connection when nobody talks any more, before the client
/// comes back for it.
const PENDING_TIMEOUT: Duration = Duration::from_secs(10);

/// Messages that are over any allowance.
const OVERDRAFT: usize = 4;

/// One client with its page.
pub(super) struct Chatter {
    pub(super) number: usize,
    pub(super) ledger: Arc<Ledger>,
    pub(super) visitor: Visitor,
    pub(super) room: String,
    pub(super) random: fastrand::Rng,
    /// Of 100 messages, how many are sent again on purpose.
    pub(super) resends_percent: u8,
    /// Of 100 messages, how many it changes.
    pub(super) changes_percent: u8,
}

/// A client whose page is open.
struct Talk {
    chatter: Chatter,
    reader: Reader,
    phase: watch::Receiver<Phase>,
    said: u64,
    allowance: Allowance,
    /// What was said, by the client's id.
    sends: HashMap<String, Send>,
    /// What was put off, and when it is sent again.
    put_off: Vec<(Instant, String)>,
    /// What is to be sent again although it was acknowledged, and when.
    echoes: Vec<(Instant, String)>,
    posts: JoinSet<(String, reqwest::Result<Answer>)>,
    changes: Changes,
    last_answer: Instant,
    lost_at: Option<Instant>,
    /// When its open page was looked at last.
    looked_at: Instant,
    drained: bool,
}

/// Something that was said, however often it was sent.
struct Send {
    op: OpId,
    text: String,
    said_at: Instant,
}

impl Chatter {
    /// Talks until the run is over, and returns what its pages showed.
    pub(super) async fn talk(mut self) -> View {
        let (reader, asked_at) = loop {
            let (entries, asked_at) = (Arc::clone(&self.ledger.entries), self.ledger.now());
            match Reader::open(self.visitor.clone(), &self.room, entries).await {
                Ok(reader) => break (reader, asked_at),
                Err(_) => wait::let_pass(jitter(&mut self.random)).await,
            }
        };
        let (now, phase) = (Instant::now(), self.ledger.phase());
        // Not all in the same moment.
        let first_say = now + Duration::from_millis(self.random.u64(0..1_000));
        let mut talk = Talk {
            chatter: self,
            reader,
            phase,
            said: 0,
            allowance: Allowance::full(now, first_say),
            sends: HashMap::new(),
            put_off: Vec::new(),
            echoes: Vec::new(),
            posts: JoinSet::new(),
            changes: Changes::default(),
            last_answer: now,
            lost_at: Some(now),
            looked_at: now,
            drained: false,
        };
        talk.saw(Place::Whole, asked_at);
        talk.run().await
    }
}

impl Talk {
    async fn run(mut self) -> View {
        while *self.phase.borrow() != Phase::Returning {
            if let Err(why) = self.run_connection().await {
                self.on_lost(&why).await;
            }
        }
        // Whatever it has missed comes with the first frame; nobody says anything after it.
        self.posts.abort_all();
        loop {
            match self.connect().await {
                Ok(outcomes) => break self.on_outcomes(outcomes),
                Err(why) => self.on_lost(&why).await,
            }
        }
        self.find_lost_texts();
        let mut books = self.chatter.ledger.books();
        books.tally.connections += 1;
        books.tally.replaced += self.reader.page().replaced;
        books.tally.repeats_of_older += self.reader.page().repeats_of_older;
        drop(books);
        View { caught_up: true, ..self.reader.into_view() }
    }

    /// Connects, which sends again what is unanswered, and talks until the connection is lost.
    async fn run_connection(&mut self) -> Result<(), String> {
        let outcomes = self.connect().await?;
        self.last_answer = Instant::now();
        {
            let tally = &mut self.chatter.ledger.books().tally;
            tally.connections += 1;
            if let Some(lost_at) = self.lost_at.take() {
                tally.longest_outage = tally.longest_outage.max(lost_at.elapsed());
            }
            let resent = self.reader.pending().unanswered().count() as u64;
            (tally.frames, tally.resends_after_return) = (tally.frames + resent, tally.resends_after_return + resent);
        }
        self.on_outcomes(outcomes);
        while *self.phase.borrow_and_update() != Phase::Returning {
            self.check_drained()?;
            let next = self.next_event();
            tokio::select! {
                incoming = self.reader.next() => self.on_incoming(incoming?).await?,
                Some(Ok((cid, answer))) = self.posts.join_next() => self.on_post_answered(&cid, answer),
                Some(outcome) = self.changes.next_outcome() => self.on_change_answered(outcome),
                _ = self.phase.changed() => {}
                () = wait::let_pass(next.saturating_duration_since(Instant::now())) => self.do_what_is_due().await?,
            }
        }
        Ok(())
    }

    async fn on_incoming(&mut self, incoming: Incoming) -> Result<(), String> {
        if matches!(incoming, Incoming::Frame(_)) {
            self.chatter.ledger.books().tally.frames_read += 1;
        }
        let outcomes = self.reader.take(incoming).await?;
        self.on_outcomes(outcomes);
        self.look();
        Ok(())
    }

    /// Records why the connection was lost, waits a moment, and sometimes loads the page again.
    async fn on_lost(&mut self, why: &str) {
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
        let pending = self.reader.pending().len();
        if *self.phase.borrow() == Phase::Talking
            && self.allowance.take(Instant::now())
            && pending < limits::SEND_BURST as usize
        {
            let (cid, text) = self.compose();
            self.reader.say_later(&cid, &text);
        }
        self.insist(why);
        wait::let_pass(jitter(&mut self.chatter.random)).await;
        let asked_at = self.chatter.ledger.now();
        if self.chatter.random.u8(0..100) < 5
            && let Ok(outcomes) = self.reader.reload().await
        {
            self.saw(Place::Whole, asked_at);
            self.chatter.ledger.books().tally.reloads += 1;
            self.on_outcomes(outcomes);
        }
    }

    /// Says once that there is nothing pending any more when nobody talks.
    fn check_drained(&mut self) -> Result<(), String> {
        if *self.phase.borrow() != Phase::Draining || self.drained {
            return Ok(());
        }
        self.echoes.clear();
        if self.reader.pending().is_empty() && self.posts.is_empty() && self.changes.are_over() {
            self.drained = true;
            self.chatter.ledger.books().drained += 1;
        } else if self.last_answer.elapsed() > PENDING_TIMEOUT {
            return Err("something stays pending".to_owned());
        }
        Ok(())
    }

    fn next_event(&self) -> Instant {
        let again = self.put_off.iter().chain(&self.echoes).map(|(at, _)| *at);
        let poll = Instant::now() + Duration::from_secs(1);
        let say = (*self.phase.borrow() == Phase::Talking).then_some(self.allowance.next_at);
        again.chain(say).chain(self.changes.due_at()).min().unwrap_or(poll).min(poll)
    }

    /// Does what is due.
    async fn do_what_is_due(&mut self) -> Result<(), String> {
        let now = Instant::now();
        let may_say = self.allowance.next_at <= now && *self.phase.borrow() == Phase::Talking;
        if may_say && !self.begins_change(now) {
            self.say().await?;
        }
        self.changes.send_again(now, &self.chatter.visitor);
        for cid in due(&mut self.put_off, now) {
            // Another copy of it may have been taken meanwhile.
            if self.reader.pending().get(&cid).is_some() {
                self.send(&cid).await?;
            }
        }
        for cid in due(&mut self.echoes, now) {
            let Some(Send { text, op, .. }) = self.sends.get(&cid) else { continue };
            if self.chatter.ledger.books().has_expired(*op) {
                continue;
            }
            let text = text.clone();
            if self.chatter.random.u8(0..4) == 0 {
                self.post(&cid, &text);
            } else {
                {
                    let tally = &mut self.chatter.ledger.books().tally;
                    (tally.frames, tally.resends_of_acked) = (tally.frames + 1, tally.resends_of_acked + 1);
                }
                self.reader.send(say_frame(&cid, &text)).await?;
            }
        }
        Ok(())
    }

    /// Says something new if that is allowed; now and then too much at once, which is put off.
    async fn say(&mut self) -> Result<(), String> {
        if !self.allowance.take(Instant::now()) {
            return Ok(());
        }
        if self.chatter.random.u8(0..100) == 0 {
            for _ in 0..OVERDRAFT {
                let (cid, _) = self.compose();
                self.allowance.overdraw();
                self.send(&cid).await?;
            }
        }
        let (cid, text) = self.compose();
        if self.draws_resend() {
            match self.chatter.random.u8(0..4) {
                // Twice by socket, by socket and form at once.
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

    /// Thinks of something new.
    fn compose(&mut self) -> (String, String) {
        self.said += 1;
        let random = &mut self.chatter.random;
        let cid = format!("{:04}-{:06}-{:08x}", self.chatter.number, self.said, random.u32(..));
        let text = text::compose(self.chatter.number, self.said, random);
        let op = {
            let books = &mut self.chatter.ledger.books();
            books.tally.attempted += 1;
            books.invoke(self.chatter.number, self.reader.member(), &cid, &text)
        };
        self.sends.insert(cid.clone(), Send { op, text: text.clone(), said_at: Instant::now() });
        (cid, text)
    }

    /// Sends what was composed. It is pending until it is answered.
    async fn send(&mut self, cid: &str) -> Result<(), String> {
        let Some(Send { text, .. }) = self.sends.get(cid) else { return Ok(()) };
        self.chatter.ledger.books().tally.frames += 1;
        self.reader.say(cid, text).await
    }

    fn on_outcomes(&mut self, outcomes: Vec<SendOutcome>) {
        for outcome in outcomes {
            match outcome {
                SendOutcome::Said { cid, seq } => self.on_said(&cid, Some(seq)),
                SendOutcome::Confirmed { cid, seq } => self.on_confirmed(&cid, seq),
                SendOutcome::Refused { cid, refusal } => self.on_refused(&cid, &refusal),
            }
        }
    }

    fn on_said(&mut self, cid: &str, seq: Option<i64>) {
        // An id that was never sent is the checker's to find.
        let Some(Send { op, .. }) = self.sends.get(cid) else { return };
        let is_first = self.chatter.ledger.books().ok(*op, seq);
        if let Some(seq) = seq.filter(|_| is_first) {
            self.may_change(seq);
        }
    }

    fn on_confirmed(&mut self, cid: &str, seq: Option<i64>) {
        if seq.is_none() {
            // No message came, so nothing else says so.
            self.on_said(cid, None);
        }
        let Some(Send { op, said_at, .. }) = self.sends.get(cid) else { return };
        self.last_answer = Instant::now();
        {
            let books = &mut self.chatter.ledger.books();
            books.settle(*op);
            books.tally.longest_wait = books.tally.longest_wait.max(said_at.elapsed());
        }
        if self.draws_resend() {
            let later = Duration::from_millis(self.chatter.random.u64(0..5_000));
            self.echoes.push((Instant::now() + later, cid.to_owned()));
        }
    }

    fn on_refused(&mut self, cid: &str, refusal: &str) {
        let Some(Send { op, text, .. }) = self.sends.get(cid) else { return };
        self.last_answer = Instant::now();
        let books = &mut self.chatter.ledger.books();
        let chars = text.chars().count();
        if refusal == (ENGLISH.refusals.too_long)(chars, limits::BODY_MAX_CHARS) {
            books.tally.refused += 1;
            books.history.fail(*op);
            books.settle(*op);
            self.reader.discard(cid);
        } else {
            books.tally.put_off += 1;
            let later = Duration::from_millis(1_000 + self.chatter.random.u64(0..1_000));
            self.put_off.push((Instant::now() + later, cid.to_owned()));
        }
    }

    fn draws_resend(&mut self) -> bool {
        self.chatter.random.u8(0..100) < self.chatter.resends_percent
    }
}

/// Takes out what is due.
fn due(later: &mut Vec<(Instant, String)>, now: Instant) -> Vec<String> {
    later.extract_if(.., |(at, _)| *at <= now).map(|(_, cid)| cid).collect()
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

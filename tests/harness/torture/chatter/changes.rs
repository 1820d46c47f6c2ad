//! What a client does with messages, by the forms of their pages: one thing at a time, until it is
//! answered. It changes its own, and reacts to anybody's.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use reqwest::Method;
use templates::urls;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{Talk, jitter, text};
use crate::Visitor;
use crate::history::{ChangeId, ChangeKind, ChangeOutcome};
use crate::reader::REQUEST_TIMEOUT;

/// What is to be done, and what is being done.
#[derive(Default)]
pub(super) struct Changes {
    intended: VecDeque<i64>,
    /// Its reactions, by place and emoji, as far as they are answered.
    given: HashSet<(i64, String)>,
    /// None or one, as no other is begun before.
    sending: JoinSet<Answered>,
    put_off: Option<(Instant, Attempt)>,
}

/// Something that is tried, however often it is sent.
#[derive(Clone, Debug)]
struct Attempt {
    id: ChangeId,
    room: String,
    seq: i64,
    kind: ChangeKind,
    cid: String,
    /// The version that is edited, once the page of the message has told it.
    base: Option<String>,
    /// Whether it was sent before, without an answer that says what became of it.
    is_repeated: bool,
}

/// Few, so that many give the same.
const EMOJI: [&str; 4] = ["👍", "❤️", "😂", "🎉"];

/// Messages at the end of the log that people react to.
const REACTED_TO: usize = 50;

/// How it was answered: with a status, or not.
pub(super) struct Answered {
    attempt: Attempt,
    answer: Result<u16, ()>,
}

impl Changes {
    /// Whether all that was begun is answered.
    pub(super) fn are_over(&self) -> bool {
        self.is_idle()
    }

    fn begin(&mut self, attempt: Attempt, visitor: &Visitor) {
        self.sending.spawn(attempt.send(visitor.clone()));
    }

    /// Waits for the answer; none while nothing was sent.
    pub(super) async fn next_outcome(&mut self) -> Option<Answered> {
        self.sending.join_next().await?.ok()
    }

    /// It is sent again, after a moment.
    fn put_off(&mut self, attempt: Attempt, time: Duration) {
        self.put_off = Some((Instant::now() + time, attempt));
    }

    pub(super) fn due_at(&self) -> Option<Instant> {
        self.put_off.as_ref().map(|(at, _)| *at)
    }

    pub(super) fn send_again(&mut self, now: Instant, visitor: &Visitor) {
        if let Some((_, attempt)) = self.put_off.take_if(|(at, _)| *at <= now) {
            self.begin(attempt, visitor);
        }
    }

    fn is_idle(&self) -> bool {
        self.sending.is_empty() && self.put_off.is_none()
    }
}

impl Talk {
    /// Some of what was said is to be changed.
    pub(super) fn may_change(&mut self, seq: i64) {
        if self.chatter.random.u8(0..100) < self.chatter.changes_percent {
            self.changes.intended.push_back(seq);
        }
    }

    /// Begins a change in the place of something new, if one is intended and that is allowed.
    pub(super) fn begins_change(&mut self, now: Instant) -> bool {
        let begins = !self.changes.intended.is_empty() && self.changes.is_idle() && self.allowance.take(now);
        if begins {
            self.change();
        }
        begins
    }

    fn change(&mut self) {
        let Some(seq) = self.changes.intended.pop_front() else { return };
        self.said += 1;
        let (number, room) = (self.chatter.number, self.chatter.room.clone());
        let random = &mut self.chatter.random;
        let drawn = random.u8(0..8);
        // What was not removed may be changed again.
        if drawn > 0 && random.bool() {
            self.changes.intended.push_back(seq);
        }
        let (seq, kind) = match drawn {
            0 => (seq, ChangeKind::Remove),
            1..4 => (seq, ChangeKind::Edit(text::compose(number, self.said, random))),
            _ => {
                let seq = self.chatter.ledger.books().history.any_of_newest(REACTED_TO, random).unwrap_or(seq);
                let emoji = random.choice(EMOJI).unwrap_or_default().to_owned();
                let is_given = self.changes.given.contains(&(seq, emoji.clone()));
                (seq, if is_given { ChangeKind::TakeBack(emoji) } else { ChangeKind::React(emoji) })
            }
        };
        let cid = format!("{number:04}-{:06}-{:08x}", self.said, random.u32(..));
        let id = {
            let books = &mut self.chatter.ledger.books();
            books.tally.changes += 1;
            books.history.invoke_change(number, self.reader.member(), seq, kind.clone())
        };
        let attempt = Attempt { id, room, seq, kind, cid, base: None, is_repeated: false };
        self.changes.begin(attempt, &self.chatter.visitor);
    }

    pub(super) fn on_change_answered(&mut self, Answered { attempt, answer }: Answered) {
        let books = &mut self.chatter.ledger.books();
        let outcome = match answer {
            Ok(303) => ChangeOutcome::Acked,
            Ok(429 | 500..) | Err(()) => {
                let why = answer.map_or("a change was not answered".to_owned(), |status| {
                    format!("a change was answered with {status}")
                });
                *books.tally.reasons.entry(why).or_default() += 1;
                let is_repeated = attempt.is_repeated || answer != Ok(429);
                self.changes.put_off(Attempt { is_repeated, ..attempt }, jitter(&mut self.chatter.random));
                return;
            }
            // The first time it may have been carried out.
            Ok(_) if attempt.is_repeated => ChangeOutcome::Unknown,
            Ok(_) => ChangeOutcome::Refused,
        };
        let given = &mut self.changes.given;
        match (outcome, &attempt.kind) {
            (ChangeOutcome::Acked, ChangeKind::React(emoji)) => drop(given.insert((attempt.seq, emoji.clone()))),
            (ChangeOutcome::Acked, ChangeKind::TakeBack(emoji)) => drop(given.remove(&(attempt.seq, emoji.clone()))),
            _ => {}
        }
        match (outcome, &attempt.kind) {
            (ChangeOutcome::Acked, ChangeKind::React(_) | ChangeKind::TakeBack(_)) => books.tally.reactions_acked += 1,
            (ChangeOutcome::Acked, _) => books.tally.changes_acked += 1,
            _ => books.tally.changes_refused += 1,
        }
        books.history.end_change(attempt.id, outcome);
        self.last_answer = Instant::now();
    }
}

impl Attempt {
    async fn send(mut self, visitor: Visitor) -> Answered {
        let answer = match self.kind.clone() {
            ChangeKind::Edit(text) => self.edit(&text, &visitor).await,
            ChangeKind::Remove => post(&visitor, &urls::remove(&self.room, self.seq), &[]).await,
            ChangeKind::React(emoji) => self.react("on", &emoji, &visitor).await,
            ChangeKind::TakeBack(emoji) => self.react("off", &emoji, &visitor).await,
        };
        Answered { attempt: self, answer }
    }

    async fn react(&self, state: &str, emoji: &str, visitor: &Visitor) -> Result<u16, ()> {
        post(visitor, &urls::react(&self.room, self.seq), &[(state, emoji)]).await
    }

    async fn edit(&mut self, text: &str, visitor: &Visitor) -> Result<u16, ()> {
        if self.base.is_none() {
            let request = visitor.request(Method::GET, &urls::message(&self.room, self.seq)).timeout(REQUEST_TIMEOUT);
            let page = visitor.tries(request).await.map_err(|_| ())?;
            if page.status >= 500 {
                return Err(());
            }
            self.base = Some(base(&page.text).unwrap_or_else(|| self.seq.to_string()));
        }
        let base = self.base.as_deref().unwrap_or_default();
        post(visitor, &urls::edit(&self.room, self.seq), &[("text", text), ("cid", &self.cid), ("base", base)]).await
    }
}

async fn post(visitor: &Visitor, path: &str, form: &[(&str, &str)]) -> Result<u16, ()> {
    let request = visitor.request(Method::POST, path).form(form).timeout(REQUEST_TIMEOUT);
    visitor.tries(request).await.map(|answer| answer.status).map_err(|_| ())
}

/// The version that the page of a message edits; none if it edits none.
fn base(page: &str) -> Option<String> {
    let (_, field) = page.split_once("name=\"base\"")?;
    let (_, value) = field.split_once("value=\"")?;
    Some(value.split_once('"')?.0.to_owned())
}

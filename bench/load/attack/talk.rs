//! All that the ten have said and seen, and what of the attackers they had to read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use memchr::memmem::Finder;
use tokio::time::Instant;

/// What begins a message of the ten.
const HONEST: &str = "~honest~";

/// What begins one of an attacker.
const HOSTILE: &str = "~hostile~";

/// Digits after it: which message; of an attacker which attack, which address, and which session.
const DIGITS: usize = 12;

/// What people say: as long as most of what is said in a chat.
const FILLER: &str = "The quick brown fox jumps over the lazy dog & asks: is this on?";

/// Problems that are told. More say no more.
const COMPLAINTS_MAX: usize = 10;

/// Whoever floods is shut out by then. What is said later tells how it is to go on being attacked.
const SETTLED_AFTER: Duration = Duration::from_secs(2);

/// An attacker, by the numbers of their address and of their session.
pub(super) type Attacker = (usize, usize);

pub(super) struct Talk {
    honest: Finder<'static>,
    hostile: Finder<'static>,
    /// When each message was to be said. Not when it was: a machine that is held up must not make a
    /// server look quick.
    due: RefCell<Vec<Instant>>,
    phase: RefCell<Phase>,
    /// What attackers have said in this phase, as one of the ten was shown it, and when the last
    /// came.
    hostile_said: RefCell<BTreeMap<(usize, Attacker), u64>>,
    hostile_at: Cell<Option<Instant>>,
    complaints: RefCell<Vec<String>>,
}

#[derive(Default)]
struct Phase {
    began: Option<Instant>,
    deliveries: Vec<Delivery>,
}

struct Delivery {
    /// How long after the phase began its message was to be said.
    due_after: Duration,
    delay: Duration,
}

/// How a phase was for the ten.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waits {
    /// Milliseconds.
    pub(super) p50: f64,
    pub(super) p99: f64,
    /// Of what was said after the first two seconds.
    pub(super) settled_p99: f64,
    pub(super) deliveries: usize,
}

/// The text with which an attacker says something.
pub(super) fn hostile_text(run: usize, (address, session): Attacker, n: u64) -> String {
    format!("{HOSTILE}{run:04}{address:04}{session:04} buy {n}")
}

impl Talk {
    pub(super) fn new() -> Self {
        Self {
            honest: Finder::new(HONEST),
            hostile: Finder::new(HOSTILE),
            due: RefCell::default(),
            phase: RefCell::default(),
            hostile_said: RefCell::default(),
            hostile_at: Cell::default(),
            complaints: RefCell::default(),
        }
    }

    /// Something is to be said at a moment.
    pub(super) fn message(&self, due: Instant) -> (usize, String) {
        let mut all = self.due.borrow_mut();
        all.push(due);
        (all.len() - 1, format!("{HONEST}{:012} {FILLER}", all.len() - 1))
    }

    pub(super) fn said(&self) -> usize {
        self.due.borrow().len()
    }

    /// A phase begins.
    pub(super) fn begin_phase(&self) {
        *self.phase.borrow_mut() = Phase { began: Some(Instant::now()), deliveries: Vec::new() };
        self.hostile_said.borrow_mut().clear();
        self.hostile_at.set(None);
    }

    /// How the ten have waited in this phase.
    pub(super) fn waits(&self) -> Waits {
        let deliveries = &self.phase.borrow().deliveries;
        let delays_from = |start| deliveries.iter().filter(move |it| it.due_after >= start).map(|it| it.delay);
        Waits {
            p50: percentile(delays_from(Duration::ZERO), 50),
            p99: percentile(delays_from(Duration::ZERO), 99),
            settled_p99: percentile(delays_from(SETTLED_AFTER), 99),
            deliveries: deliveries.len(),
        }
    }

    /// What each attacker of an attack has said in this phase, and how long after a moment the last
    /// of it came. A machine that is held up hears some of the one before now.
    pub(super) fn hostile(&self, run: usize, since: Instant) -> (BTreeMap<Attacker, u64>, Duration) {
        let until = self.hostile_at.get().unwrap_or(since);
        let said = self.hostile_said.borrow();
        let of_this = said.iter().filter(|((of, _), _)| *of == run).map(|((_, attacker), said)| (*attacker, *said));
        (of_this.collect(), until.saturating_duration_since(since))
    }

    /// Takes a frame that one of the ten was sent; `seen` is what they have seen. One of them looks
    /// at what attackers say.
    pub(super) fn take(&self, frame: &str, seen: &mut Vec<usize>, counts_hostile: CountsHostile) {
        let now = Instant::now();
        for number in numbers(&self.honest, HONEST, frame) {
            match Some(number).filter(|number| *number < self.said()) {
                Some(number) => self.deliver(number, now, seen),
                None => self.complain("something came that nobody has said"),
            }
        }
        if counts_hostile == CountsHostile::Yes {
            for number in numbers(&self.hostile, HOSTILE, frame) {
                let (run, address, session) = (number / 100_000_000, number / 10_000 % 10_000, number % 10_000);
                *self.hostile_said.borrow_mut().entry((run, (address, session))).or_default() += 1;
                self.hostile_at.set(Some(now));
            }
        }
    }

    fn deliver(&self, number: usize, now: Instant, seen: &mut Vec<usize>) {
        if seen.contains(&number) {
            return self.complain("a message came twice");
        }
        seen.push(number);
        let Phase { began, deliveries } = &mut *self.phase.borrow_mut();
        let due = self.due.borrow().get(number).copied();
        if let Some((began, due)) = began.zip(due).filter(|(began, due)| due >= began) {
            let delay = now.saturating_duration_since(due);
            deliveries.push(Delivery { due_after: due.duration_since(began), delay });
        }
    }

    /// Notes that something is wrong.
    pub(super) fn complain(&self, what: &str) {
        let mut complaints = self.complaints.borrow_mut();
        if complaints.len() < COMPLAINTS_MAX {
            complaints.push(what.to_owned());
        }
    }

    pub(super) fn complaints(&self) -> Vec<String> {
        self.complaints.borrow().clone()
    }
}

/// Milliseconds.
fn percentile(delays: impl Iterator<Item = Duration>, percent: usize) -> f64 {
    let mut delays: Vec<Duration> = delays.collect();
    delays.sort_unstable();
    let place = (delays.len() * percent).div_ceil(100).saturating_sub(1);
    delays.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0
}

/// Whether somebody looks at what attackers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountsHostile {
    Yes,
    No,
}

/// The number of a message of the ten, from its text.
pub(super) fn number_of(text: &str) -> Option<usize> {
    text.strip_prefix(HONEST)?.get(..DIGITS)?.parse().ok()
}

fn numbers<'a>(finder: &'a Finder<'static>, mark: &'a str, frame: &'a str) -> impl Iterator<Item = usize> + 'a {
    let digits = move |at: usize| frame.get(at + mark.len()..at + mark.len() + DIGITS)?.parse().ok();
    finder.find_iter(frame.as_bytes()).filter_map(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_is_seen_once_and_attackers_are_counted() {
        let talk = Talk::new();
        talk.begin_phase();
        let (number, text) = talk.message(Instant::now());
        let frame = format!("<p>{text}</p><p>{}</p>", hostile_text(2, (3, 17), 5));
        let mut seen = Vec::new();
        talk.take(&frame, &mut seen, CountsHostile::Yes);
        assert_eq!((&seen[..], talk.waits().deliveries), (&[number][..], 1));
        assert_eq!(talk.hostile(2, Instant::now()).0, BTreeMap::from([((3, 17), 1)]));
        assert!(talk.hostile(3, Instant::now()).0.is_empty(), "that was another attack");
        assert_eq!(talk.complaints(), [""; 0]);
        talk.take(&frame, &mut seen, CountsHostile::No);
        assert_eq!(talk.complaints(), ["a message came twice"]);
        assert_eq!(number_of(&text), Some(number));
    }

    #[test]
    fn messages_of_later_are_judged_apart() {
        let talk = Talk::new();
        talk.begin_phase();
        let began = Instant::now();
        let due = [began, began + SETTLED_AFTER * 2];
        for (message, due) in due.into_iter().enumerate() {
            talk.message(due);
            talk.deliver(message, due + Duration::from_millis([300, 5][message]), &mut Vec::new());
        }
        let waits = talk.waits();
        assert_eq!((waits.p99, waits.settled_p99, waits.deliveries), (300.0, 5.0, 2));
    }

    #[test]
    fn invented_message_is_complained_of() {
        let talk = Talk::new();
        talk.take("~honest~000000000009", &mut Vec::new(), CountsHostile::No);
        assert_eq!(talk.complaints(), ["something came that nobody has said"]);
    }
}

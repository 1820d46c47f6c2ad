//! What was said, who got it, and when.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::time::Duration;

use memchr::memmem::Finder;
use room::Millis;
use tokio::time::Instant;

/// What a message of ours begins with. No chat writes it into a frame by itself.
const MARKER: &str = "~nb~";

/// Digits after it: which message.
const DIGITS: usize = 8;

/// Every message of a run, by its number, and every delivery.
///
/// Both chats are judged by this one piece of code: it searches whatever arrives for the texts.
pub(crate) struct Ledger {
    began: Instant,
    finder: Finder<'static>,
    /// When each message was due to be sent, in nanoseconds. Not when it was sent: a generator that
    /// is held up must not make a server look quick.
    due: RefCell<Vec<u64>>,
    /// The messages that are measured now.
    measured: RefCell<Range<u32>>,
    /// How long their deliveries took, in microseconds.
    delays: RefCell<Vec<u32>>,
    deliveries: Cell<u64>,
    frames: Cell<u64>,
    bytes: Cell<u64>,
    last_delivery: Cell<u64>,
    /// What is counted beside messages.
    watch: RefCell<Option<Watch>>,
    complaints: RefCell<Vec<String>>,
}

/// A piece of markup that is counted wherever it comes.
struct Watch {
    finder: Finder<'static>,
    count: u64,
    /// When it came first and last, in nanoseconds.
    span: Option<(u64, u64)>,
}

/// How often something came.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Watched {
    pub(crate) count: u64,
    /// From the first time to the last, in seconds.
    pub(crate) took: f64,
}

/// What one socket has seen: one bit a message.
#[derive(Default)]
pub(crate) struct Seen {
    words: Vec<u64>,
}

/// Whether deliveries to a socket are timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timing {
    On,
    /// It gets some of them late, and should: it was away.
    Off,
}

/// What happened since a moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// How long deliveries took, in microseconds, ascending.
    pub(crate) delays: Vec<u32>,
    pub(crate) deliveries: u64,
    pub(crate) frames: u64,
    pub(crate) bytes: u64,
    /// From when the first of the messages was due to the last delivery, in seconds.
    pub(crate) took: f64,
}

impl Ledger {
    pub(crate) fn new() -> Self {
        Self {
            began: Instant::now(),
            finder: Finder::new(MARKER),
            due: RefCell::default(),
            measured: RefCell::new(0..0),
            delays: RefCell::default(),
            deliveries: Cell::default(),
            frames: Cell::default(),
            bytes: Cell::default(),
            last_delivery: Cell::default(),
            watch: RefCell::default(),
            complaints: RefCell::default(),
        }
    }

    /// Registers a message that is due at a moment. Returns its number and its text.
    pub(crate) fn message(&self, due: Instant, filler: &str) -> (u32, String) {
        let mut all = self.due.borrow_mut();
        let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.push(self.nanos(due));
        (number, format!("{MARKER}{number:08} {filler}"))
    }

    /// How many messages there are.
    pub(crate) fn messages(&self) -> u32 {
        u32::try_from(self.due.borrow().len()).unwrap_or(u32::MAX)
    }

    /// What the last message begins with.
    pub(crate) fn last_text(&self) -> String {
        format!("{MARKER}{:08}", self.messages().saturating_sub(1))
    }

    /// From here on only what is said after this is measured; everything is still checked.
    pub(crate) fn measure(&self) {
        *self.measured.borrow_mut() = self.messages()..u32::MAX;
        self.delays.borrow_mut().clear();
        self.deliveries.set(0);
        self.frames.set(0);
        self.bytes.set(0);
    }

    /// What was measured.
    pub(crate) fn tally(&self) -> Tally {
        let mut delays = std::mem::take(&mut *self.delays.borrow_mut());
        delays.sort_unstable();
        let first = self.due.borrow().get(self.measured.borrow().start as usize).copied();
        Tally {
            delays,
            deliveries: self.deliveries.get(),
            frames: self.frames.get(),
            bytes: self.bytes.get(),
            took: first.map_or(0.0, |first| seconds(self.last_delivery.get().saturating_sub(first))),
        }
    }

    /// From here on this is counted, to whomever it comes.
    pub(crate) fn watch(&self, markup: &str) {
        let finder = Finder::new(markup).into_owned();
        *self.watch.borrow_mut() = Some(Watch { finder, count: 0, span: None });
    }

    /// What was counted.
    pub(crate) fn watched(&self) -> Watched {
        let watch = self.watch.borrow();
        let span = |watch: &Watch| watch.span.map_or(0.0, |(first, last)| seconds(last - first));
        watch.as_ref().map_or(Watched::default(), |watch| Watched { count: watch.count, took: span(watch) })
    }

    /// Deliveries of what is measured.
    pub(crate) fn deliveries(&self) -> u64 {
        self.deliveries.get()
    }

    /// Frames that came since then.
    pub(crate) fn frames(&self) -> u64 {
        self.frames.get()
    }

    /// Takes a frame that a socket was sent, when it came.
    pub(crate) fn take(&self, frame: &[u8], now: Instant, seen: &mut Seen, timing: Timing) {
        self.frames.set(self.frames.get() + 1);
        self.bytes.set(self.bytes.get() + frame.len() as u64);
        let now = self.nanos(now);
        if let Some(watch) = self.watch.borrow_mut().as_mut() {
            let count = watch.finder.find_iter(frame).count() as u64;
            if count > 0 {
                watch.count += count;
                watch.span = Some((watch.span.map_or(now, |(first, _)| first), now));
            }
        }
        for at in self.finder.find_iter(frame) {
            let digits = frame.get(at + MARKER.len()..at + MARKER.len() + DIGITS);
            let number = digits.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            match number {
                Some(number) if number < self.messages() => {
                    self.deliver(number, now, seen, timing);
                }
                _ => self.complain("something came that nobody has said"),
            }
        }
    }

    fn deliver(&self, number: u32, now: u64, seen: &mut Seen, timing: Timing) {
        if !seen.see(number) {
            return self.complain("a message came twice");
        }
        if !self.measured.borrow().contains(&number) {
            return;
        }
        self.deliveries.set(self.deliveries.get() + 1);
        if timing == Timing::On {
            self.last_delivery.set(now);
            let due = self.due.borrow().get(number as usize).copied().unwrap_or(now);
            let micros = u32::try_from(now.saturating_sub(due) / 1_000).unwrap_or(u32::MAX);
            self.delays.borrow_mut().push(micros);
        }
    }

    /// Notes that something is wrong.
    pub(crate) fn complain(&self, what: &str) {
        let mut complaints = self.complaints.borrow_mut();
        if complaints.len() < 20 {
            complaints.push(what.to_owned());
        }
    }

    /// What is wrong, if anything is.
    pub(crate) fn verdict(&self) -> Result<(), String> {
        let complaints = self.complaints.borrow();
        if complaints.is_empty() { Ok(()) } else { Err(complaints.join("; ")) }
    }

    /// A moment as a client counts.
    pub(crate) fn millis(&self, at: Instant) -> Millis {
        Millis::try_from(at.saturating_duration_since(self.began).as_millis()).unwrap_or(Millis::MAX)
    }

    /// The moment that a client names.
    pub(crate) fn instant(&self, at: Millis) -> Instant {
        self.began + Duration::from_millis(at.unsigned_abs())
    }

    /// A moment as the ledger counts.
    pub(crate) fn nanos(&self, at: Instant) -> u64 {
        u64::try_from(at.saturating_duration_since(self.began).as_nanos()).unwrap_or(u64::MAX)
    }
}

impl Seen {
    /// Notes a message. False if it was seen before.
    fn see(&mut self, number: u32) -> bool {
        let (word, bit) = (number as usize / 64, 1_u64 << (number % 64));
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        let Some(word) = self.words.get_mut(word) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// How many of these messages were not seen.
    pub(crate) fn missing(&self, of: Range<u32>) -> usize {
        let seen =
            |number: u32| self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1);
        of.filter(|number| !seen(*number)).count()
    }
}

impl Tally {
    /// The delay, in milliseconds, that so many in a hundred deliveries did not exceed.
    pub(crate) fn percentile(&self, percent: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
        let place = (self.delays.len() as f64 * percent / 100.0).ceil() as usize;
        f64::from(self.delays.get(place.saturating_sub(1)).copied().unwrap_or(0)) / 1_000.0
    }
}

fn seconds(nanos: u64) -> f64 {
    nanos as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(texts: &[&str]) -> Vec<u8> {
        texts.iter().map(|text| format!("<li><p>{text}</p></li>")).collect::<String>().into_bytes()
    }

    #[test]
    fn messages_are_found_in_any_frame() {
        let ledger = Ledger::new();
        ledger.measure();
        let (_, one) = ledger.message(Instant::now(), "Hello.");
        let (_, two) = ledger.message(Instant::now(), "Hello again.");
        let mut seen = Seen::default();
        ledger.take(&frame(&[&one, &two]), Instant::now(), &mut seen, Timing::On);
        assert_eq!((seen.missing(0..2), ledger.deliveries()), (0, 2));
        assert_eq!(ledger.verdict(), Ok(()));
    }

    #[test]
    fn lost_doubled_and_invented_messages_are_found() {
        let ledger = Ledger::new();
        let (_, one) = ledger.message(Instant::now(), "Hello.");
        ledger.message(Instant::now(), "Hello again.");
        let mut seen = Seen::default();
        ledger.take(&frame(&[&one]), Instant::now(), &mut seen, Timing::On);
        assert_eq!(seen.missing(0..2), 1, "lost");
        ledger.take(&frame(&[&one]), Instant::now(), &mut seen, Timing::On);
        assert_eq!(ledger.verdict(), Err("a message came twice".to_owned()));
        ledger.take(&frame(&["~nb~00000007 Who said that?"]), Instant::now(), &mut seen, Timing::On);
        assert_eq!(ledger.verdict(), Err("a message came twice; something came that nobody has said".to_owned()));
    }

    #[test]
    fn watched_markup_is_counted_wherever_it_comes() {
        let ledger = Ledger::new();
        let mut seen = Seen::default();
        ledger.watch("data-reactions=\"m1\"");
        let began = Instant::now();
        for (markup, after) in [("<p data-reactions=\"m1\">", 1), ("<p>", 2), ("<p data-reactions=\"m1\">", 3)] {
            ledger.take(&frame(&[markup, markup]), began + Duration::from_secs(after), &mut seen, Timing::Off);
        }
        let Watched { count, took } = ledger.watched();
        assert_eq!((count, took), (4, 2.0));
    }

    #[test]
    fn percentile_is_a_delay_that_was_measured() {
        let tally = Tally { delays: (1..=100).map(|n| n * 1_000).collect(), ..Tally::default() };
        let delays = [50.0, 99.0, 100.0].map(|percent| tally.percentile(percent));
        assert_eq!(delays, [50.0, 99.0, 100.0]);
        assert_eq!(Tally::default().percentile(99.0), 0.0);
    }
}

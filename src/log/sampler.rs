//! How many lines of a kind the log takes: a stranger who is refused a thousand times a second
//! writes no thousand lines. Knows no console.

use std::collections::BTreeMap;

use room::Millis;

/// What the log has taken of each kind of line lately.
#[derive(Debug)]
pub(super) struct Sampler {
    /// The events of our own code, which are a few dozen.
    kinds: BTreeMap<&'static str, Kind>,
    interval_ms: Millis,
    lines_max: usize,
}

/// Lines of one kind since a time.
#[derive(Debug)]
struct Kind {
    since: Millis,
    taken: usize,
    left_out: usize,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is logged.
    Taken,
    /// It is the first that is not, and the log says so.
    FirstLeftOut,
    /// It is not logged.
    LeftOut,
}

impl Sampler {
    /// One that takes so many lines of a kind within so long.
    pub(super) const fn new(lines_max: usize, interval_ms: Millis) -> Self {
        Self { kinds: BTreeMap::new(), interval_ms, lines_max }
    }

    /// Judges a line, and counts it.
    pub(super) fn judge(&mut self, event: &'static str, now: Millis) -> Verdict {
        let kind = self.kinds.entry(event).or_insert(Kind { since: now, taken: 0, left_out: 0 });
        if kind.taken < self.lines_max {
            kind.taken += 1;
            return Verdict::Taken;
        }
        kind.left_out += 1;
        if kind.left_out == 1 { Verdict::FirstLeftOut } else { Verdict::LeftOut }
    }

    /// Begins anew with each kind whose time is over. Returns how many lines of which were left
    /// out.
    pub(super) fn begin_anew(&mut self, now: Millis) -> Vec<(&'static str, usize)> {
        let interval_ms = self.interval_ms;
        // A clock may be set back.
        let is_over = |kind: &Kind| (now - kind.since).abs() >= interval_ms;
        let over = self.kinds.iter().filter(|(_, kind)| is_over(kind) && kind.left_out > 0);
        let left_out = over.map(|(event, kind)| (*event, kind.left_out)).collect();
        self.kinds.retain(|_, kind| !is_over(kind));
        left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_kind_are_taken_up_to_a_limit() {
        let mut sampler = Sampler::new(2, 1_000);
        let verdicts: Vec<Verdict> = (0..5).map(|now| sampler.judge("wrong", now)).collect();
        let expected = [Verdict::Taken, Verdict::Taken, Verdict::FirstLeftOut, Verdict::LeftOut, Verdict::LeftOut];
        assert_eq!(verdicts, expected);
        assert_eq!(sampler.judge("another", 5), Verdict::Taken, "kinds are counted apart");
    }

    #[test]
    fn lines_that_were_left_out_are_counted() {
        let mut sampler = Sampler::new(1, 1_000);
        for now in 0..4 {
            sampler.judge("wrong", now);
        }
        sampler.judge("another", 900);
        assert_eq!(sampler.begin_anew(999), []);
        assert_eq!(sampler.begin_anew(1_000), [("wrong", 3)]);
        assert_eq!(sampler.begin_anew(1_001), [], "said once");
        assert_eq!(sampler.judge("wrong", 1_001), Verdict::Taken);
        assert_eq!(sampler.judge("another", 1_001), Verdict::FirstLeftOut, "its time is not over");
    }

    #[test]
    fn clock_that_is_set_back_silences_nothing_for_long() {
        let mut sampler = Sampler::new(1, 1_000);
        sampler.judge("wrong", 50_000);
        sampler.begin_anew(7);
        assert_eq!(sampler.judge("wrong", 7), Verdict::Taken);
    }
}

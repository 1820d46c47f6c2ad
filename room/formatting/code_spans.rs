//! Code within a line: which backticks close which.

/// The runs of backticks of a line, by their length and then by their place.
pub(super) struct Backticks(Vec<(usize, usize)>);

impl Backticks {
    /// Looks for all of them at once: a search from each run would be one to the end of the line.
    pub(super) fn of(line: &str) -> Self {
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(before) = rest.find('`') else { break };
            let from = at + before;
            let ticks = rest.bytes().skip(before).take_while(|byte| *byte == b'`').count();
            runs.push((ticks, from));
            at = from + ticks;
        }
        runs.sort_unstable();
        Self(runs)
    }

    /// Where the first run of this length begins that stands at this place or after it.
    pub(super) fn find(&self, ticks: usize, from: usize) -> Option<usize> {
        let before = self.0.partition_point(|run| *run < (ticks, from));
        self.0.get(before).filter(|run| run.0 == ticks).map(|run| run.1)
    }
}

/// Code without the spaces that keep its own backticks from the marks: one on either side.
pub(super) fn without_padding(code: &str) -> &str {
    let inside = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    inside.filter(|inside| !inside.trim().is_empty()).unwrap_or(code)
}

//! What a run did and what was found, as a table.

use std::fmt;
use std::time::Duration;

use super::Plan;
use super::ledger::Tally;

/// What a run did and what was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was asked for.
    pub plan: Plan,
    /// What was done.
    pub tally: Tally,
    /// Links that were cut, as the proxy counts them.
    pub links_cut: u64,
    /// Messages in the room's history.
    pub history: usize,
    /// Rows in D1.
    pub rows: usize,
    /// Reactions in the room.
    pub reactions: usize,
    /// How often the room handed its oldest messages over to D1.
    pub prunings: usize,
    /// Pieces of the history that were seen in pages and compared, and the messages in them.
    pub runs: (usize, usize),
    /// Messages that became too old to be kept.
    pub expired: usize,
    /// Pages, logs and answers in which removed and expired messages were looked for.
    pub sightings: usize,
    /// How long it took.
    pub took: Duration,
    /// What is wrong, as sentences. Empty if nothing was lost, doubled or out of order.
    pub violations: Vec<String>,
}

/// Sentences that are printed; a thousand would say no more.
const SENTENCES: usize = 30;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plan, tally, .. } = self;
        let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f64());
        let lines: Vec<(&str, String)> = vec![
            ("seed", plan.seed.to_string()),
            ("clients", plan.clients.to_string()),
            ("took", seconds(self.took)),
            ("", String::new()),
            ("attempted", tally.attempted.to_string()),
            ("acknowledged", tally.acked.to_string()),
            ("refused for good", tally.refused.to_string()),
            ("put off (too fast, not kept)", tally.put_off.to_string()),
            ("frames that say something", tally.frames.to_string()),
            ("  resends of acknowledged", tally.resends_of_acked.to_string()),
            ("  resends of pending, on purpose", tally.resends_of_pending.to_string()),
            ("  resends of pending, after a return", tally.resends_after_return.to_string()),
            ("forms under an id of a frame", tally.posts.to_string()),
            ("  answered as said", tally.posts_taken.to_string()),
            ("changes of messages, and reactions", tally.changes.to_string()),
            ("  changes, acknowledged", tally.changes_acked.to_string()),
            ("  reactions, acknowledged", tally.reactions_acked.to_string()),
            ("  refused", tally.changes_refused.to_string()),
            ("messages removed to keep order", tally.removals.to_string()),
            ("  times that all of somebody's were", tally.cleanups.to_string()),
            ("mutes, and bans", format!("{}, {}", tally.mutes, tally.bans)),
            ("answers to what was answered before", tally.repeated_answers.to_string()),
            ("longest wait for an answer", seconds(tally.longest_wait)),
            ("", String::new()),
            ("kills of the runtime", tally.kills_of_runtime.to_string()),
            ("  that did not come back by itself", tally.not_back.to_string()),
            ("  longest until it was back", seconds(tally.longest_restart_of_runtime)),
            ("kills of everything", tally.kills_of_all.to_string()),
            ("  longest until it was back", seconds(tally.longest_restart_of_all)),
            ("links cut at once", tally.cuts.to_string()),
            ("links to be cut after some bytes", tally.cuts_after.to_string()),
            ("links cut altogether", self.links_cut.to_string()),
            ("stalls", tally.stalls.to_string()),
            ("slow links", tally.throttles.to_string()),
            ("times that new links were refused", tally.refusals.to_string()),
            ("", String::new()),
            ("connections", tally.connections.to_string()),
            ("  lost", tally.lost.to_string()),
            ("longest outage of a client", seconds(tally.longest_outage)),
            ("pages loaded again", tally.reloads.to_string()),
            ("logs replaced whole", tally.replaced.to_string()),
            ("repeats of what is older than the page", tally.repeats_of_older.to_string()),
            ("frames read", tally.frames_read.to_string()),
            ("", String::new()),
            ("messages in the history", self.history.to_string()),
            ("rows in D1", self.rows.to_string()),
            ("reactions to them", self.reactions.to_string()),
            ("messages that expired", self.expired.to_string()),
            ("looks at what was shown meanwhile", self.sightings.to_string()),
            ("times that the room pruned", self.prunings.to_string()),
            ("pieces of it seen by clients", format!("{} with {} messages", self.runs.0, self.runs.1)),
            ("violations", self.violations.len().to_string()),
        ];
        writeln!(f, "{plan}\n")?;
        for (what, value) in lines {
            writeln!(f, "{}", format!("{what:<40} {value}").trim_end())?;
        }
        for violation in self.violations.iter().take(SENTENCES) {
            writeln!(f, "  {violation}")?;
        }
        if self.violations.len() > SENTENCES {
            writeln!(f, "  … and {} more", self.violations.len() - SENTENCES)?;
        }
        let mut reasons: Vec<_> = tally.reasons.iter().collect();
        reasons.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
        writeln!(f, "\nwhy connections were lost, or not had")?;
        for (reason, times) in reasons.iter().take(12) {
            writeln!(f, "{times:>8}  {reason}")?;
        }
        Ok(())
    }
}

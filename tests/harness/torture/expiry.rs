//! Time that passes while nothing runs: some messages are too old afterwards.

use std::time::Duration;

use room::limits;
use tokio::time::Instant;

use super::ledger::Ledger;
use crate::{Server, wait};

/// How long to wait until there are messages that nobody sends any more.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(20);

/// Which messages become too old.
pub(super) struct Ageing {
    pub(super) room: &'static str,
    /// For how many days the room keeps messages; 0 for ever.
    pub(super) keep_days: u16,
}

impl Ageing {
    /// The place up to which messages may become old: none of them is on its way to anybody who
    /// said it. After days nobody would send one again, so a room may have forgotten it.
    pub(super) async fn oldest(&self, ledger: &Ledger) -> Option<i64> {
        if self.keep_days == 0 {
            return None;
        }
        let end = Instant::now() + SETTLE_TIMEOUT;
        loop {
            let until = ledger.books().oldest_settled();
            if until.is_some() || Instant::now() >= end {
                return until;
            }
            wait::let_pass(wait::POLL_INTERVAL).await;
        }
    }

    /// Lets them become old. The server must not be running.
    pub(super) fn pass(&self, server: &Server, ledger: &Ledger, until: i64) {
        let time = i64::from(self.keep_days + 1) * limits::DAY_MS;
        let aged = server.store().ages(self.room, until, time);
        let history = &mut ledger.books().history;
        let before = history.expired_until();
        let entries = aged.into_iter().filter(|entry| Some(entry.seq) > before);
        history.expire(entries.collect());
    }
}

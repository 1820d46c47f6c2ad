//! From the room's log to D1: later, in batches, for as long as it takes.
//!
//! One number says how far D1 is: everything up to the version `shipped`. The alarm writes what changed since and
//! then moves the number. A crash between the two makes it write the same again, which changes nothing in D1.
//! An error means trying again a little later, for as long as it takes.

use std::cell::Cell;
use std::rc::Rc;

use room::{Millis, Slug, limits};
use serde_json::json;
use worker::{Env, Error, Result};

use super::host::Host;
use super::log::Fact;
use crate::store::Store;
use crate::{clock, faults, log};

/// How long messages are collected before they are shipped, when none were shipped lately…
const COLLECT_MS: Millis = 1_000;

/// …and how long at least from one shipping to the next: a statement costs D1 as much with one message as with a hundred.
const INTERVAL_MS: Millis = 4_000;

/// Messages in one statement. 100 of the longest are 1 MB, half of what a statement may be given.
const BATCH: usize = 100;

/// Statements in one alarm: a free account's Worker may ask D1 fifty times before it has to start anew. More is left to
/// the next alarm.
const BATCHES: usize = 40;

/// Places that are pruned in one go. Some milliseconds, in which nobody in the room is heard.
const PRUNE: usize = 1_000;

/// The longest wait after a failure: D1 is up to date again within it, without new traffic.
const RETRY_MAX_MS: Millis = 30_000;

/// The way to D1.
pub(super) struct Shipping {
    store: Store,
    /// Messages that a room keeps in its own storage once D1 has them.
    keep: usize,
    /// When to try again, while D1 fails.
    pub(super) retry_at: Cell<Option<Millis>>,
    /// When messages were shipped last.
    shipped_at: Cell<Option<Millis>>,
}

impl Shipping {
    /// As the operator has set it up: `KEEP_MESSAGES`, never less than opening a page and catching up need.
    pub(super) fn of(env: &Env) -> Result<Self> {
        let least = limits::PAGE_MESSAGES + limits::CATCH_UP_MAX_CHANGES;
        let keep = env.var("KEEP_MESSAGES").ok().and_then(|keep| keep.to_string().parse().ok()).unwrap_or(1_000);
        Ok(Self {
            store: Store::of(env)?,
            keep: least.max(keep),
            retry_at: Cell::default(),
            shipped_at: Cell::default(),
        })
    }
}

impl Shipping {
    /// Removes everything that D1 has of a room.
    pub(super) async fn erase(&self, slug: &Slug) -> Result<()> {
        self.store.erase(slug).await
    }
}

impl Host {
    /// Sees to it that what is written now will be shipped. While D1 fails, that is when it is tried again: a busy
    /// room does not press a database that is down.
    pub(super) fn expect_shipping(self: &Rc<Self>) {
        let soon = clock::now() + COLLECT_MS;
        let rested = self.shipping.shipped_at.get().map(|at| at + INTERVAL_MS);
        let later = [rested, self.shipping.retry_at.get()].into_iter().flatten();
        // A clock that was set back must not put it off.
        let later = later.filter(|due| (soon..=soon + RETRY_MAX_MS).contains(due));
        self.rouse_by(later.max().unwrap_or(soon));
    }

    /// Ships what D1 does not have yet, then prunes what it has. Returns when to try again if D1 failed.
    pub(super) async fn ship(self: &Rc<Self>) -> Option<Millis> {
        self.shipping.retry_at.set(None);
        let error = self.ship_all().await.err()?;
        let failures = self.log.fact(Fact::Failures).ok().flatten().unwrap_or(0) + 1;
        let _ = self.log.keep_fact(Fact::Failures, failures);
        // The first time, then ever more rarely: an outage of a day is 20 lines a room, not thousands.
        if failures.count_ones() == 1 {
            let error = cause(&error);
            log::warn(
                "not_shipped",
                json!({ "room": self.label(), "times": failures, "error": error, "do": advice(&error) }),
            );
        }
        self.shipping.retry_at.set(Some(clock::now() + retry_ms(failures)));
        self.shipping.retry_at.get()
    }

    /// Ships and prunes as much as fits one alarm, and sees to it that another comes for the rest.
    async fn ship_all(self: &Rc<Self>) -> Result<()> {
        let mut more = true;
        for _ in 0..BATCHES {
            let shipped = self.log.fact(Fact::Shipped)?.unwrap_or(0);
            let batch = self.log.changes(shipped, BATCH)?;
            let Some(last) = batch.last() else {
                more = false;
                break;
            };
            // New messages may be said while this is on its way. They have higher versions and are the next batch.
            self.shipping.store.ship(&self.slug, &batch).await?;
            self.shipping.shipped_at.set(Some(clock::now()));
            faults::at_shipped().await;
            self.log.keep_fact(Fact::Shipped, last.version)?;
        }
        if self.log.fact(Fact::Failures)?.is_some_and(|failures| failures > 0) {
            self.log.keep_fact(Fact::Failures, 0)?;
            log::info("shipping_again", json!({ "room": self.label() }));
        }
        let pruning = self.log.prune(self.shipping.keep, PRUNE, clock::now())?;
        if pruning.pruned {
            self.forget_greetings();
            log::info("room_pruned", json!({ "room": self.label() }));
        }
        self.notice_space()?;
        if more || pruning.more {
            self.rouse_by(clock::now() + COLLECT_MS);
        }
        Ok(())
    }
}

/// One second, two, four…
pub(super) fn retry_ms(failures: i64) -> Millis {
    (1_000 << (failures - 1).clamp(0, 10)).min(RETRY_MAX_MS)
}

/// What D1 says, without the stack that it comes with.
pub(super) fn cause(error: &Error) -> String {
    match error {
        Error::D1(error) => error.cause(),
        error => error.to_string(),
    }
}

fn advice(error: &str) -> &'static str {
    if error.contains("no such table") {
        "The chat goes on, and nothing is lost. Make the tables: npx wrangler d1 migrations apply DB --local \
         (in production: --remote --env production)."
    } else {
        "The chat goes on, and nothing is lost: the room ships again until it succeeds."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_waits_longer_each_time_and_never_longer_than_half_a_minute() {
        let waits: Vec<_> = (1..=8).map(retry_ms).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(retry_ms(i64::MAX), 30_000);
    }
}

//! What is left of a deleted room in D1 goes, however long that takes; then the room's name is free.

use std::rc::Rc;

use room::{Millis, Settings};
use serde_json::json;
use worker::Result;

use super::host::Host;
use super::log::Fact;
use crate::{clock, log};

/// How long after the deletion D1 is asked once more: a batch that was given up after 30 s may still have arrived.
const ASK_AGAIN_MS: Millis = 45_000;

impl Host {
    /// Erases what D1 has of a deleted room. Returns when to go on with it.
    pub(super) async fn erase(self: &Rc<Self>, deleted_at: Millis) -> Option<Millis> {
        match self.erase_all(deleted_at).await {
            Ok(next) => next,
            Err(error) => {
                let failures = self.log.fact(Fact::Failures).ok().flatten().unwrap_or(0) + 1;
                let _ = self.log.keep_fact(Fact::Failures, failures);
                if failures.count_ones() == 1 {
                    let error = super::shipping::cause(&error);
                    log::warn("not_erased", json!({ "room": self.label(), "times": failures, "error": error }));
                }
                Some(clock::now() + super::shipping::retry_ms(failures))
            }
        }
    }

    async fn erase_all(self: &Rc<Self>, deleted_at: Millis) -> Result<Option<Millis>> {
        let asked_at = clock::now();
        self.shipping.erase(&self.slug).await?;
        if self.log.fact(Fact::Failures)?.is_some() {
            self.log.keep_fact(Fact::Failures, 0)?;
        }
        // A clock that was set back must not keep the name for ever.
        if (deleted_at..deleted_at + ASK_AGAIN_MS).contains(&asked_at) {
            return Ok(Some(deleted_at + ASK_AGAIN_MS));
        }
        self.state.storage().delete_all().await?;
        self.log.exists.set(false);
        self.log.founded.set(false);
        self.deleted_at.set(None);
        self.settings.replace(Settings::default());
        self.directory.forget();
        self.forget_everything()?;
        log::info("room_erased", json!({ "room": self.label() }));
        Ok(None)
    }
}

//! How much a room may hold in its own storage.

use serde_json::json;
use worker::{Env, Result};

use super::host::Host;
use super::log::Fact;
use crate::log;

/// Bytes in a megabyte, as the platform counts them.
const MEGABYTE: usize = 1_000_000;

/// A tenth of the 5 GB that a free account has for all its rooms, a twentieth of the 10 GB that any room can have:
/// over a million messages that D1 does not have yet.
const MAX_MEGABYTES: usize = 500;

/// How much a room may hold. What the platform would do at its own limit is an exception in mid-sentence; we refuse
/// earlier, in words.
pub(super) struct Space {
    max_bytes: usize,
}

impl Space {
    /// As the operator has set it up: `STORAGE_MAX_MB`, at least 1.
    pub(super) fn of(env: &Env) -> Self {
        let megabytes = env.var("STORAGE_MAX_MB").ok().and_then(|megabytes| megabytes.to_string().parse().ok());
        Self { max_bytes: megabytes.unwrap_or(MAX_MEGABYTES).max(1).saturating_mul(MEGABYTE) }
    }
}

impl Host {
    /// Whether there is no space for a new message. The first time it is noted, and not for every message after.
    pub(super) fn is_full(&self) -> Result<bool> {
        let full = self.log.size() >= self.space.max_bytes;
        if full && self.log.fact(Fact::Full)? != Some(1) {
            self.log.keep_fact(Fact::Full, 1)?;
            log::warn(
                "room_full_of_messages",
                json!({
                    "room": self.label(), "bytes": self.log.size(), "max_bytes": self.space.max_bytes,
                    "do": "The room can be read, and takes messages again once D1 has taken those that it holds. \
                           See why it does not (not_shipped), or raise STORAGE_MAX_MB.",
                }),
            );
        }
        Ok(full)
    }

    /// Notes that there is space again. Call it after pruning.
    pub(super) fn notice_space(&self) -> Result<()> {
        if self.log.fact(Fact::Full)? == Some(1) && self.log.size() < self.space.max_bytes {
            self.log.keep_fact(Fact::Full, 0)?;
            log::info("room_takes_messages_again", json!({ "room": self.label() }));
        }
        Ok(())
    }
}

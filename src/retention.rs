//! How long the site keeps messages, and what that means for one room.

use room::{Millis, Settings};
use worker::Env;

use crate::config;

/// For how many days the operator has messages kept; 0 for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteRetention {
    pub(crate) days: u16,
}

impl SiteRetention {
    /// As the operator set it: `KEEP_DAYS`.
    pub(crate) fn of(env: &Env) -> Self {
        Self { days: u16::try_from(config::KEEP_DAYS.of(env)).unwrap_or_default() }
    }

    /// Messages of a room that were said before this are gone; none if it keeps them for ever.
    pub(crate) fn cutoff(self, settings: &Settings, now: Millis) -> Option<Millis> {
        settings.kept_for(self.days).map(|kept_for| now - kept_for)
    }
}

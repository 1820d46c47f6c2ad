//! How long the site keeps messages, and what that means for one room.

use room::{Millis, Settings};
use worker::Env;

/// For how many days the operator has messages kept; 0 for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteRetention {
    pub(crate) days: u16,
}

impl SiteRetention {
    /// As the operator set it: `KEEP_DAYS`.
    pub(crate) fn of(env: &Env) -> Self {
        let days = env.var("KEEP_DAYS").ok().and_then(|days| days.to_string().parse().ok());
        Self { days: days.unwrap_or_default() }
    }

    /// Messages of a room that were said before this are gone; none if it keeps them for ever.
    pub(crate) fn cutoff(self, settings: &Settings, now: Millis) -> Option<Millis> {
        settings.kept_for(self.days).map(|kept_for| now - kept_for)
    }
}

//! What the queries of D1 show: nothing that is too old, from the moment on that it is.

use room::{Millis, limits};

use crate::retention::SiteRetention;

/// How long messages are kept, at one moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) site: SiteRetention,
    pub(crate) now: Millis,
}

impl Kept {
    /// As an expression: messages said since then are kept, in the room that the expression `room`
    /// names. A room says in D1 if it keeps them for less than the site.
    pub(super) fn since(self, room: &str) -> String {
        let Self { site: SiteRetention { days }, now } = self;
        let site = if days == 0 { 0 } else { now - Millis::from(days) * limits::DAY_MS };
        let day = limits::DAY_MS;
        format!(
            "max({site}, coalesce((SELECT {now} - keep_days * {day} FROM retention \
               WHERE retention.room = {room} AND keep_days > 0), 0))"
        )
    }
}

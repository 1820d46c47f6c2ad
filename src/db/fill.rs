//! How full D1 is. A database that is full takes no message of any room, so it is told before.

use std::cell::Cell;

use room::Millis;
use serde::Serialize;
use serde_json::json;
use worker::{D1Result, Env};

use crate::limits::{D1_FILL_LOG_INTERVAL_MS, D1_NEARLY_FULL_PERCENT, MEGABYTE, PERCENT};
use crate::{clock, config, log};

thread_local! {
    static LAST_LOGGED_AT: Cell<Option<Millis>> = const { Cell::new(None) };
}

/// How large D1 may grow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Capacity {
    max_mb: usize,
}

/// How full it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fill {
    size_mb: usize,
    max_mb: usize,
    full_percent: usize,
}

impl Capacity {
    /// As the operator set it: `D1_MAX_MB`.
    pub(crate) fn of(env: &Env) -> Self {
        Self { max_mb: config::D1_MAX_MB.of(env) }
    }

    /// How full D1 was after a statement; none if it does not say.
    pub(super) fn fill(self, after: Option<&D1Result>) -> Option<Fill> {
        let bytes = after?.meta().ok().flatten()?.size_after?;
        Some(self.fill_of(bytes))
    }

    fn fill_of(self, bytes: usize) -> Fill {
        let (size_mb, max_mb) = (bytes / MEGABYTE, self.max_mb);
        Fill { size_mb, max_mb, full_percent: bytes.saturating_mul(PERCENT) / max_mb.saturating_mul(MEGABYTE) }
    }

    /// Looks at how full D1 was after a statement, and logs it once in a while if there is little
    /// left. Every room that ships looks, so it is seen on the day that it happens.
    pub(super) fn watch(self, after: Option<&D1Result>) -> Option<Fill> {
        let fill = self.fill(after)?;
        let now = clock::now();
        let is_due = LAST_LOGGED_AT.get().is_none_or(|at| (now - at).abs() >= D1_FILL_LOG_INTERVAL_MS);
        if fill.is_nearly_full() && is_due {
            LAST_LOGGED_AT.set(Some(now));
            let advice = "Keep less (KEEP_DAYS), delete rooms, or raise D1_MAX_MB if the plan allows more. A D1 that \
                          is full takes no messages: rooms then keep theirs until they are full too.";
            let Fill { size_mb, max_mb, full_percent } = fill;
            let details = json!({ "size_mb": size_mb, "max_mb": max_mb, "percent": full_percent, "do": advice });
            log::warn("archive_nearly_full", details);
        }
        Some(fill)
    }
}

impl Fill {
    fn is_nearly_full(self) -> bool {
        self.full_percent >= D1_NEARLY_FULL_PERCENT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_is_nearly_full_at_four_fifths() {
        let capacity = Capacity { max_mb: 500 };
        let percent = |bytes| capacity.fill_of(bytes).full_percent;
        assert_eq!([percent(0), percent(399_999_999), percent(400_000_000), percent(600_000_000)], [0, 79, 80, 120]);
        assert!(!capacity.fill_of(399_999_999).is_nearly_full());
        assert!(capacity.fill_of(400_000_000).is_nearly_full());
        assert_eq!(Capacity { max_mb: usize::MAX }.fill_of(usize::MAX).full_percent, 1, "nothing overflows");
    }
}

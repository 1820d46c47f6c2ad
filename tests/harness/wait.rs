//! The only way to wait: for something that can be seen, no longer than a bound, with a sentence
//! for when it does not come.

use std::panic::Location;
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// For what should happen at once. Long, because machines are busy; what does happen is seen within
/// [`POLL_INTERVAL`].
pub const SOON: Duration = Duration::from_secs(20);

/// For what a room does not do at once: messages reach D1 after a second, and after a failure
/// within half a minute.
pub const ARCHIVE_TIMEOUT: Duration = Duration::from_secs(45);

/// Somebody who is lost without a word is gone by then, as everyone sees it.
pub const DEPARTURE_TIMEOUT: Duration = Duration::from_secs(90);

/// The time between two checks.
pub const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Waits until `check` finds what is awaited. `check` returns it, or what it finds instead.
///
/// # Panics
/// When the bound is over. The message names the caller, what was awaited and what was seen last.
#[track_caller]
pub fn until<T, C: AsyncFnMut() -> Result<T, String>>(
    awaited: impl Into<String>,
    bound: Duration,
    check: C,
) -> impl Future<Output = T> {
    let at = Location::caller();
    until_at(at, awaited.into(), bound, check)
}

/// As [`until`], for helpers that have a caller of their own to name.
pub(crate) async fn until_at<T, C: AsyncFnMut() -> Result<T, String>>(
    at: &Location<'_>,
    awaited: String,
    bound: Duration,
    mut check: C,
) -> T {
    let end = Instant::now() + bound;
    loop {
        match check().await {
            Ok(found) => return found,
            Err(seen) if Instant::now() >= end => {
                panic!("{at}: waited {} s for {awaited}; instead: {seen}", bound.as_secs())
            }
            Err(_) => sleep(POLL_INTERVAL).await,
        }
    }
}

/// Lets time pass, where its passing is the very thing that is tested: a room falls asleep, a grace
/// runs out. Everything else is waited for by what can be seen of it.
pub async fn let_pass(time: Duration) {
    sleep(time).await;
}

//! Time as the client of the protocol takes it: milliseconds since the first time that anybody
//! asked.

use std::future;
use std::sync::OnceLock;
use std::time::Duration;

use room::Millis;
use tokio::time::{Instant, sleep_until};

fn began() -> Instant {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    *BEGAN.get_or_init(Instant::now)
}

/// Now.
pub(crate) fn now() -> Millis {
    Millis::try_from(began().elapsed().as_millis()).unwrap_or(Millis::MAX)
}

/// The moment that a client names.
pub(crate) fn instant(at: Millis) -> Instant {
    began() + Duration::from_millis(at.unsigned_abs())
}

/// Waits for a moment; for ever if there is none.
pub(crate) async fn reaches(at: Option<Millis>) {
    match at {
        Some(at) => sleep_until(instant(at)).await,
        None => future::pending().await,
    }
}

//! The one clock.

use room::Millis;

/// Now, in milliseconds since 1970-01-01 UTC. In production it stands still while nothing is waited
/// for.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, good for 285,000 years")]
pub(crate) fn now() -> Millis {
    js_sys::Date::now() as Millis
}

//! The wall clock.

use std::rc::Rc;

use chrono::{NaiveDate, NaiveTime};
use room::Millis;

/// Tells the time in milliseconds since 1970-01-01 UTC. Tests have one that they set.
#[derive(Clone)]
pub(crate) struct Clock(Rc<dyn Fn() -> Millis>);

impl Clock {
    /// The platform's clock. In production it stands still while nothing is awaited.
    pub(crate) fn platform() -> Self {
        Self(Rc::new(now))
    }

    /// A clock that a test sets.
    #[cfg(test)]
    pub(crate) fn of(now: impl Fn() -> Millis + 'static) -> Self {
        Self(Rc::new(now))
    }

    /// The time.
    pub(crate) fn now(&self) -> Millis {
        (self.0)()
    }
}

/// When a day begins in UTC.
pub(crate) fn start_of_day(day: NaiveDate) -> Millis {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

/// The platform's time, for requests.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, good for 285,000 years")]
pub(crate) fn now() -> Millis {
    js_sys::Date::now() as Millis
}

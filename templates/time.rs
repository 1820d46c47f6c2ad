//! Times as text. Always UTC: one rendering serves every reader, and the browser shows their own hour.

use chrono::{DateTime, SecondsFormat, Timelike, Utc};

use crate::views::Millis;

/// A time as RFC 3339, to the millisecond.
#[must_use]
pub fn timestamp(at: Millis) -> String {
    moment(at).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A time as hours and minutes.
#[must_use]
pub fn clock(at: Millis) -> String {
    let at = moment(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Times beyond the year 262,000 are shown as the epoch: a page with a wrong time beats no page.
fn moment(at: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn a_time_is_told_in_utc() {
        assert_snapshot!(timestamp(1_795_442_523_004), @"2026-11-23T14:02:03.004Z");
        assert_snapshot!(clock(1_795_442_523_004), @"14:02");
        assert_snapshot!(timestamp(i64::MAX), @"1970-01-01T00:00:00.000Z");
    }
}

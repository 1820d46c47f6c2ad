//! Times as text, in UTC: one rendering serves every reader, and their browsers show their own
//! hour. What is made for one reader brings its own times (`views::LocalTimeView`).

use chrono::{DateTime, Datelike, Timelike, Utc};

use crate::views::Millis;
use crate::words::Words;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// A time as RFC 3339, to the millisecond.
#[must_use]
pub fn timestamp(at: Millis) -> String {
    let (date, at) = (date(at), date_time(at));
    format!("{date}T{:02}:{:02}:{:02}.{:03}Z", at.hour(), at.minute(), at.second(), at.timestamp_subsec_millis())
}

/// A time as hours and minutes.
#[must_use]
pub fn clock(at: Millis) -> String {
    let at = date_time(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A time as hours and minutes, after its day unless it is that of a time before.
pub(crate) fn clock_after(before: Millis, at: Millis) -> String {
    let (day, clock) = (date(at), clock(at));
    if day == date(before) { clock } else { format!("{day} {clock}") }
}

/// How long ago something was, in words; its date if that is a month or more.
#[must_use]
pub fn ago(now: Millis, then: Millis, date: &str, words: &Words) -> String {
    let times = &words.times;
    // What comes from a clock that is ahead of ours was just now.
    match now.saturating_sub(then) {
        past if past < MINUTE => times.just_now.to_owned(),
        past if past < HOUR => (times.minutes_ago)(past / MINUTE),
        past if past < DAY => (times.hours_ago)(past / HOUR),
        past if past < 2 * DAY => times.one_day_ago.to_owned(),
        past if past < 30 * DAY => (times.days_ago)(past / DAY),
        _ => date.to_owned(),
    }
}

/// A day, as digits.
///
/// By hand, as for this little chrono's own way of formatting brings its parser of formats along.
#[must_use]
pub fn date(at: Millis) -> String {
    let at = date_time(at);
    format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
}

/// Times beyond the year 262,000 are shown as the epoch: a page with a wrong time beats no page.
fn date_time(at: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::ENGLISH;
    use insta::assert_snapshot;

    #[test]
    fn timestamp_is_written_in_utc() {
        assert_snapshot!(timestamp(1_795_442_523_004), @"2026-11-23T14:02:03.004Z");
        assert_snapshot!(clock(1_795_442_523_004), @"14:02");
        let (said_at, day) = (1_795_442_523_004, 24 * HOUR);
        assert_snapshot!(clock_after(said_at, said_at + HOUR), @"15:02");
        assert_snapshot!(clock_after(said_at, said_at + day), @"2026-11-24 14:02");
        assert_snapshot!(timestamp(i64::MAX), @"1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn age_is_written_in_words() {
        let now = 1_795_442_523_004;
        let age = |seconds: i64| ago(now, now - seconds * 1_000, "Oct 24, 2026", &ENGLISH);
        let minute = 60;
        let (hour, day) = (60 * minute, 24 * 60 * minute);
        for (seconds, words) in [
            (-5, "just now"),
            (0, "just now"),
            (59, "just now"),
            (minute, "1 minute ago"),
            (3 * minute + 59, "3 minutes ago"),
            (hour - 1, "59 minutes ago"),
            (hour, "1 hour ago"),
            (day - 1, "23 hours ago"),
            (day, "yesterday"),
            (2 * day - 1, "yesterday"),
            (2 * day, "2 days ago"),
            (30 * day - 1, "29 days ago"),
            (30 * day, "Oct 24, 2026"),
        ] {
            assert_eq!(age(seconds), words, "{seconds} s");
        }
        assert_eq!(ago(now, i64::MIN, "Jan 1, 1970", &ENGLISH), "Jan 1, 1970");
    }
}

//! How a region writes hours and minutes, learned from two times that `Intl` wrote
//! (`CLOCK_SAMPLES_MS`): they show whether it counts to 12 or to 24, and whether it writes a zero
//! before the hour.

use chrono::{NaiveTime, Timelike as _};

/// A part of a written time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The hour, as it stands there.
    Hour(String),
    /// The minutes: two digits everywhere.
    Minute,
    /// Before or after noon.
    HalfOfDay(String),
    /// What stands between.
    Between(String),
}

/// How a region writes hours and minutes.
pub(super) struct ClockPattern {
    parts: Vec<Part>,
    after_noon: String,
    hour_digits: usize,
    /// Where a half of the day is written, hours are counted from 12 over 1 to 11.
    is_halved: bool,
}

impl ClockPattern {
    /// The pattern of the region that has written the two times so.
    pub(super) fn of(morning: Vec<Part>, evening: Vec<Part>) -> Self {
        let mut pattern = Self { parts: morning, after_noon: String::new(), hour_digits: 1, is_halved: false };
        for part in evening {
            if let Part::HalfOfDay(after_noon) = part {
                (pattern.after_noon, pattern.is_halved) = (after_noon, true);
            }
        }
        for part in &pattern.parts {
            if let Part::Hour(digits) = part {
                pattern.hour_digits = digits.len();
            }
        }
        pattern
    }

    /// The hours and minutes of a time.
    pub(super) fn write(&self, time: NaiveTime) -> String {
        let (is_after_noon, hour) = time.hour12();
        let (hour, width) = (if self.is_halved { hour } else { time.hour() }, self.hour_digits);
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Hour(_) => text.push_str(&format!("{hour:0width$}")),
                Part::Minute => text.push_str(&format!("{:02}", time.minute())),
                Part::HalfOfDay(_) if is_after_noon => text.push_str(&self.after_noon),
                Part::HalfOfDay(unchanged) | Part::Between(unchanged) => text.push_str(unchanged),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(digits: &str) -> Part {
        Part::Hour(digits.to_owned())
    }

    fn between(text: &str) -> Part {
        Part::Between(text.to_owned())
    }

    fn half(text: &str) -> Part {
        Part::HalfOfDay(text.to_owned())
    }

    #[track_caller]
    fn writes(pattern: &ClockPattern, times: [(u32, u32, &str); 6]) {
        for (hour, minute, text) in times {
            let time = NaiveTime::from_hms_opt(hour, minute, 59).expect("a time of day");
            assert_eq!(pattern.write(time), text, "{hour}:{minute}");
        }
    }

    #[test]
    fn american_clock_counts_to_twelve() {
        let written = |half_of_day| vec![hour("9"), between(":"), Part::Minute, between("\u{202f}"), half(half_of_day)];
        let times = [
            (0, 0, "12:00\u{202f}AM"),
            (1, 7, "1:07\u{202f}AM"),
            (11, 59, "11:59\u{202f}AM"),
            (12, 0, "12:00\u{202f}PM"),
            (14, 2, "2:02\u{202f}PM"),
            (23, 59, "11:59\u{202f}PM"),
        ];
        writes(&ClockPattern::of(written("AM"), written("PM")), times);
    }

    #[test]
    fn german_clock_counts_to_twenty_four() {
        let written = |digits| vec![hour(digits), between(":"), Part::Minute];
        let times = [
            (0, 0, "00:00"),
            (1, 7, "01:07"),
            (11, 59, "11:59"),
            (12, 0, "12:00"),
            (14, 2, "14:02"),
            (23, 59, "23:59"),
        ];
        writes(&ClockPattern::of(written("09"), written("21")), times);
    }
}

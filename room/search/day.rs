//! Days, as a query names them. Leaves out when a day begins: that depends on where somebody is.

use crate::limits;

/// A day of the calendar (Gregorian) in [`limits::SEARCH_YEARS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads a day of the form `2026-03-31`; none if it is of another form, or there is no such
    /// day.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut parts = typed.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let form = [(year, 4), (month, 2), (day, 2)];
        let is_of_form =
            form.iter().all(|(part, digits)| part.len() == *digits && part.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_of_form || parts.next().is_some() {
            return None;
        }
        let day = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        day.exists().then_some(day)
    }

    fn exists(self) -> bool {
        let month = usize::from(self.month).checked_sub(1);
        let Some(days) = month.and_then(|month| limits::MONTH_DAYS.get(month)) else { return false };
        let is_leap_day = (self.month, self.day) == (2, *days + 1) && is_leap(self.year);
        limits::SEARCH_YEARS.contains(&self.year) && ((1..=*days).contains(&self.day) || is_leap_day)
    }

    /// The year, of four digits.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

fn is_leap(year: u16) -> bool {
    let years = if year.is_multiple_of(limits::CENTURY_YEARS) { 4 * limits::CENTURY_YEARS } else { 4 };
    year.is_multiple_of(years)
}

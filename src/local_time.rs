//! Times as their reader's clock and calendar show them.
//!
//! Cloudflare says in which zone a request was made (`request.cf`), and the runtime's `Intl` knows
//! the zones, and how each region writes a time. It is asked little, as each question takes some
//! microseconds: for the zone's offset at the ends of a page of messages, and for the name of each
//! day. The hours are counted here.
//!
//! Where the zone is not known times are in UTC, and the line above each day says so.

mod clock_pattern;
mod intl;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};
use room::{Message, Millis};
use templates::views::LocalTimeView;
use templates::words::Words;
use worker::{Request, Result};

use self::clock_pattern::ClockPattern;
use self::intl::DateTimeFormat;
use crate::clock;
use crate::limits::{CLOCK_SAMPLES_MS, FORMATS_KEPT, STEADY_ZONE_MS};

thread_local! {
    // They serve all readers of a zone or a region: to make one takes a hundred times as long as to
    // use it.
    static OFFSETS: Kept<DateTimeFormat> = Kept::default();
    static CALENDARS: Kept<Calendar> = Kept::default();
}

/// The clock and the calendar of whoever makes a request.
pub(crate) struct LocalClock<'a> {
    zone: Option<String>,
    /// None where the zone is not known, or `Intl` does not know it.
    offsets: Option<Rc<DateTimeFormat>>,
    locale: String,
    /// None if `Intl` fails: times are digits then.
    calendar: Option<Rc<Calendar>>,
    words: &'a Words,
}

impl<'a> LocalClock<'a> {
    /// The reader's, as far as they are known.
    pub(crate) fn of(request: &Request, words: &'a Words) -> Self {
        let accepted = request.headers().get("Accept-Language").ok().flatten().unwrap_or_default();
        let locale = words.language().variant(&accepted);
        let zone = intl::zone_of(request.inner());
        let offsets = zone.as_ref().and_then(|zone| OFFSETS.with(|kept| kept.get(zone, DateTimeFormat::of_offsets)));
        let calendar = CALENDARS.with(|kept| kept.get(&locale, Calendar::of));
        Self { zone, offsets, locale, calendar, words }
    }

    /// The language as the reader's region has it.
    pub(crate) fn locale(&self) -> &str {
        &self.locale
    }

    /// Everything but the messages that decides how times of messages look. It changes when the
    /// reader's day ends.
    pub(crate) fn look(&self) -> String {
        let zone = self.zone.as_deref().unwrap_or_default();
        format!("{zone} {} {}", self.locale, templates::date(as_utc(self.local(clock::now()))))
    }

    /// When messages were said: a time for each. They are in order.
    pub(crate) fn times(&self, messages: &[Message]) -> Vec<LocalTime> {
        let today = self.local(clock::now()).date();
        let steady = self.steady_offset(messages);
        let mut latest: Option<Rc<Day>> = None;
        let time = |message: &Message| {
            let local = local(message.said_at, steady.unwrap_or_else(|| self.offset(message.said_at)));
            let known = latest.take().filter(|day| day.is == local.date());
            let day = latest.insert(known.unwrap_or_else(|| Rc::new(self.day(local, today))));
            let changed = changed_at(message).map(|at| self.clock_after(day, at));
            LocalTime { clock: self.clock(local), day: Rc::clone(day), changed }
        };
        messages.iter().map(time).collect()
    }

    /// When a message changed, with the day unless it is the message's.
    fn clock_after(&self, day: &Day, at: Millis) -> String {
        let local = self.local(at);
        let clock = self.clock(local);
        if local.date() == day.is { clock } else { self.date_and_time(at) }
    }

    /// A time, with its day written short.
    pub(crate) fn date_and_time(&self, at: Millis) -> String {
        let local = self.local(at);
        format!("{} {}", self.short_date(local), self.clock(local))
    }

    /// When a day begins. A zone that changes its clock then is asked twice, as its offset belongs
    /// to a moment.
    pub(crate) fn start_of(&self, day: NaiveDate) -> Millis {
        let as_utc = clock::start_of_day(day);
        let offset_ms = |at| self.offset(at).num_milliseconds();
        as_utc - offset_ms(as_utc - offset_ms(as_utc))
    }

    /// The day of a time, written short.
    pub(crate) fn date(&self, at: Millis) -> String {
        self.short_date(self.local(at))
    }

    /// The zone's offset for all of the messages, if it is the same for them.
    fn steady_offset(&self, messages: &[Message]) -> Option<TimeDelta> {
        let (first, last) = (messages.first()?.said_at, messages.last()?.said_at);
        let offset = self.offset(first);
        (last.saturating_sub(first).abs() < STEADY_ZONE_MS && self.offset(last) == offset).then_some(offset)
    }

    fn offset(&self, at: Millis) -> TimeDelta {
        self.offsets.as_ref().and_then(|offsets| offsets.offset(at)).unwrap_or_default()
    }

    fn local(&self, at: Millis) -> NaiveDateTime {
        local(at, self.offset(at))
    }

    fn clock(&self, local: NaiveDateTime) -> String {
        let calendar = self.calendar.as_ref();
        calendar.map_or_else(|| templates::clock(as_utc(local)), |calendar| calendar.clock.write(local.time()))
    }

    fn day(&self, local: NaiveDateTime, today: NaiveDate) -> Day {
        let times = &self.words.times;
        let date = self.short_date(local);
        let is = local.date();
        let label = match is {
            day if day == today => times.today.to_owned(),
            day if Some(day) == today.pred_opt() => times.yesterday.to_owned(),
            _ => {
                let written = self.calendar.as_ref().and_then(|calendar| calendar.day.format(as_utc(local)));
                written.unwrap_or_else(|| date.clone())
            }
        };
        match self.offsets {
            Some(_) => Day { is, label, date },
            None => Day { is, label: (times.in_utc)(&label), date: (times.in_utc)(&date) },
        }
    }

    fn short_date(&self, local: NaiveDateTime) -> String {
        let written = self.calendar.as_ref().and_then(|calendar| calendar.date.format(as_utc(local)));
        written.unwrap_or_else(|| templates::date(as_utc(local)))
    }
}

/// What a clock shows. At a time beyond all calendars, the epoch: a page with a wrong time beats no
/// page.
fn local(at: Millis, offset: TimeDelta) -> NaiveDateTime {
    let utc = DateTime::from_timestamp_millis(at).unwrap_or_default().naive_utc();
    utc.checked_add_signed(offset).unwrap_or(utc)
}

/// The time at which clocks in UTC show the same.
fn as_utc(local: NaiveDateTime) -> Millis {
    local.and_utc().timestamp_millis()
}

/// A time as a page writes it.
pub(crate) struct LocalTime {
    clock: String,
    day: Rc<Day>,
    /// The clock when the message changed last, if it did.
    changed: Option<String>,
}

/// When a message changed last, as far as pages tell of it.
fn changed_at(message: &Message) -> Option<Millis> {
    message.removal.as_ref().map_or(message.edited_at, |removal| Some(removal.at))
}

/// A day as a page writes it.
struct Day {
    is: NaiveDate,
    label: String,
    date: String,
}

impl LocalTime {
    /// The same for a template.
    pub(crate) fn view(&self) -> LocalTimeView<'_> {
        LocalTimeView { clock: &self.clock, date: &self.day.date, day: &self.day.label }
    }

    /// When the message changed last, if it did.
    pub(crate) fn changed(&self) -> Option<&str> {
        self.changed.as_deref()
    }
}

/// How a region writes times. It is given them as if they were UTC.
struct Calendar {
    clock: ClockPattern,
    date: DateTimeFormat,
    day: DateTimeFormat,
}

impl Calendar {
    fn of(locale: &str) -> Result<Self> {
        let clock = DateTimeFormat::of_region(locale, "timeStyle", "short")?;
        let [morning, evening] = CLOCK_SAMPLES_MS.map(|at| clock.parts(at));
        Ok(Self {
            clock: ClockPattern::of(morning?, evening?),
            date: DateTimeFormat::of_region(locale, "dateStyle", "medium")?,
            day: DateTimeFormat::of_region(locale, "dateStyle", "full")?,
        })
    }
}

/// What `Intl` made for some, to be used again.
struct Kept<T>(RefCell<HashMap<String, Rc<T>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T> Kept<T> {
    /// What is kept under a name, or made for it now. Nothing if that fails: `Intl` throws at a
    /// zone that it does not know.
    fn get(&self, name: &str, make: fn(&str) -> Result<T>) -> Option<Rc<T>> {
        let mut kept = self.0.borrow_mut();
        if let Some(known) = kept.get(name) {
            return Some(Rc::clone(known));
        }
        let made = Rc::new(make(name).ok()?);
        // Who asks for many more is rare, so it does not matter which ones are made again.
        if kept.len() >= FORMATS_KEPT {
            kept.clear();
        }
        kept.insert(name.to_owned(), Rc::clone(&made));
        Some(made)
    }
}

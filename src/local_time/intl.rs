//! The runtime's `Intl.DateTimeFormat`.

use chrono::{FixedOffset, TimeDelta};
use room::Millis;
use worker::js_sys::{Array, Object, Reflect};
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{self, JsValue};
use worker::{Result, web_sys};

use super::clock_pattern::Part;

/// The digits and the calendar that every language here uses: what stands in the words is written
/// with them too (docs/decisions/0029).
const DIGITS_AND_CALENDAR: [(&str, &str); 2] = [("numberingSystem", "latn"), ("calendar", "gregory")];

/// A way of writing times.
pub(super) struct DateTimeFormat(RawFormat);

impl DateTimeFormat {
    /// A time with the offset of a zone from UTC behind it: "11/23/2026, GMT-06:00".
    ///
    /// # Errors
    ///
    /// The zone is not known.
    pub(super) fn of_offsets(zone: &str) -> Result<Self> {
        Self::new("en", &[("timeZone", zone), ("timeZoneName", "longOffset")])
    }

    /// A time in UTC as a region writes it.
    ///
    /// # Errors
    ///
    /// The locale is malformed.
    pub(super) fn of_region(locale: &str, part: &str, style: &str) -> Result<Self> {
        Self::new(locale, &[("timeZone", "UTC"), (part, style)])
    }

    fn new(locale: &str, options: &[(&str, &str)]) -> Result<Self> {
        let object = Object::new();
        for (name, value) in DIGITS_AND_CALENDAR.iter().chain(options) {
            Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value))?;
        }
        Ok(Self(RawFormat::new(locale, &object)?))
    }

    /// How far the zone is from UTC at a time, for a format that was made for it.
    pub(super) fn offset(&self, at: Millis) -> Option<TimeDelta> {
        offset(&self.format(at)?)
    }

    /// The text for a time; nothing for one that is no date.
    pub(super) fn format(&self, at: Millis) -> Option<String> {
        self.0.format(milliseconds(at)).ok()
    }

    /// The same in parts.
    pub(super) fn parts(&self, at: Millis) -> Result<Vec<Part>> {
        let text = |part: &JsValue, name| Reflect::get(part, &JsValue::from_str(name)).map(|it| it.as_string());
        let parts = self.0.format_to_parts(milliseconds(at))?;
        let part = |part: JsValue| {
            let (kind, value) = (text(&part, "type")?, text(&part, "value")?.unwrap_or_default());
            Ok(match kind.as_deref() {
                Some("hour") => Part::Hour(value),
                Some("minute") => Part::Minute,
                Some("dayPeriod") => Part::HalfOfDay(value),
                _ => Part::Between(value),
            })
        };
        parts.iter().map(part).collect()
    }
}

/// The offset at the end of a text; nothing if there is none.
fn offset(text: &str) -> Option<TimeDelta> {
    let (_, offset) = text.rsplit_once("GMT")?;
    if offset.is_empty() {
        return Some(TimeDelta::zero());
    }
    let offset: FixedOffset = offset.parse().ok()?;
    TimeDelta::try_seconds(offset.local_minus_utc().into())
}

#[expect(clippy::cast_precision_loss, reason = "whole milliseconds, good for 285,000 years")]
fn milliseconds(at: Millis) -> f64 {
    at as f64
}

/// The zone from which a request was made, as Cloudflare knows it.
///
/// The SDK's own way panics where there is none.
pub(super) fn zone_of(request: &web_sys::Request) -> Option<String> {
    let get = |of: &JsValue, name| Reflect::get(of, &JsValue::from_str(name)).ok();
    get(&get(request, "cf")?, "timezone")?.as_string()
}

// js-sys binds these without `catch`: an exception would go straight through Rust.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type RawFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> std::result::Result<RawFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &RawFormat, at: f64) -> std::result::Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = formatToParts)]
    fn format_to_parts(this: &RawFormat, at: f64) -> std::result::Result<Array, JsValue>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_is_read_from_the_end_of_a_time() {
        let minutes = |text| offset(text).map(|offset| offset.num_minutes());
        assert_eq!(minutes("11/23/2026, GMT"), Some(0));
        assert_eq!(minutes("11/23/2026, GMT+05:30"), Some(330));
        assert_eq!(minutes("11/23/2026, GMT-06:00"), Some(-360));
        assert_eq!(minutes("11/23/2026, GMT+13:45"), Some(825));
        for text in ["", "11/23/2026", "GMT*3", "GMT+", "GMT+x", "GMT+99:00"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}

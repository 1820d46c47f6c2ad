//! The log for operators: one JSON object a line. It never holds what was said, names, cookies,
//! addresses or private rooms' slugs.

mod sampler;

use std::cell::RefCell;
use std::fmt::Display;

use serde_json::{Value, json};
#[cfg(not(test))]
use worker::{console_error, console_log, console_warn};

use self::sampler::{Sampler, Verdict};
use crate::clock;
use crate::limits::{LOG_INTERVAL_MS, LOG_LINES_MAX};

thread_local! {
    static SAMPLER: RefCell<Sampler> = const { RefCell::new(Sampler::new(LOG_LINES_MAX, LOG_INTERVAL_MS)) };
}

/// Something worth knowing happened.
pub(crate) fn info(event: &'static str, details: Value) {
    if is_taken(event) {
        record(event, details);
    }
}

/// Something that the log alone remembers, or that only the operator can cause: no such line is
/// left out.
pub(crate) fn record(event: &'static str, details: Value) {
    console_log!("{}", line(event, details));
}

/// Something is wrong, and Natter copes.
pub(crate) fn warn(event: &'static str, details: Value) {
    if is_taken(event) {
        console_warn!("{}", line(event, details));
    }
}

/// Something is wrong, and somebody noticed.
pub(crate) fn error(event: &'static str, details: Value) {
    if is_taken(event) {
        console_error!("{}", line(event, details));
    }
}

/// A turn or a job of a room failed, and nobody has to act at once.
pub(crate) fn room_error(event: &'static str, room: &str, failure: &dyn Display) {
    error(event, json!({ "room": room, "error": failure.to_string() }));
}

/// Whether there is room for a line. Strangers can cause most of them, as often as they like.
fn is_taken(event: &'static str) -> bool {
    // Native tests have no clock.
    let now = if cfg!(test) { 0 } else { clock::now() };
    let (left_out, verdict) = SAMPLER.with_borrow_mut(|sampler| (sampler.begin_anew(now), sampler.judge(event, now)));
    for (of, lines) in left_out {
        console_warn!("{}", line("log_lines_left_out", json!({ "of": of, "lines": lines })));
    }
    if verdict == Verdict::FirstLeftOut {
        let how = "Look what the lines before have in common. How many more there were is said after a minute.";
        console_warn!("{}", line("log_lines_left_out", json!({ "of": event, "after": LOG_LINES_MAX, "do": how })));
    }
    verdict == Verdict::Taken
}

fn line(event: &str, details: Value) -> Value {
    let mut line = json!({ "event": event });
    if let (Value::Object(line), Value::Object(details)) = (&mut line, details) {
        line.extend(details);
    }
    line
}

// Native tests have no console.
#[cfg(test)]
macro_rules! discard {
    ($format:literal, $line:expr) => {
        drop($line)
    };
}
#[cfg(test)]
use {discard as console_error, discard as console_log, discard as console_warn};

//! The log for operators: one JSON object a line. It never holds what was said, names, cookies,
//! addresses or private rooms' slugs.

use std::fmt::Display;

use serde_json::{Value, json};
#[cfg(not(test))]
use worker::{console_error, console_log, console_warn};

/// Something worth knowing happened.
pub(crate) fn info(event: &str, details: Value) {
    console_log!("{}", line(event, details));
}

/// Something is wrong, and Natter copes.
pub(crate) fn warn(event: &str, details: Value) {
    console_warn!("{}", line(event, details));
}

/// Something is wrong, and somebody noticed.
pub(crate) fn error(event: &str, details: Value) {
    console_error!("{}", line(event, details));
}

/// A turn or a job of a room failed, and nobody has to act at once.
pub(crate) fn room_error(event: &str, room: &str, failure: &dyn Display) {
    error(event, json!({ "room": room, "error": failure.to_string() }));
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

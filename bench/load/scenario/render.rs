//! What reading and rendering cost natively, as criterion measures them (`room/benches`,
//! `templates/benches`).

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::progress;
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;

/// Criterion's names, and the most that each may take, in microseconds. A message with markup is
/// read and drawn in less than 10 µs, a plain one in less than 2.
const BENCHES: [(&str, f64); 7] = [
    ("a page of 50 messages", 150.0),
    ("a page of 50 messages with markup", 500.0),
    ("a message in its envelope", 2.0),
    ("reading a plain message", 0.3),
    ("reading a message with markup", 4.0),
    ("drawing a message with markup", 6.0),
    ("reading 2,000 hostile characters", 1_000.0),
];

pub(super) fn run(figures: &mut Figures) -> Result<(), String> {
    progress("rendering (criterion; compiles for two minutes the first time)");
    for (package, bench) in [("room", "formatting"), ("templates", "render")] {
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "--quiet", "--package", package, "--bench", bench, "--", "--quiet"]);
        let status = cargo.stdout(std::process::Stdio::null()).status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!("cargo bench -p {package} failed"));
        }
    }
    for (bench, most) in BENCHES {
        let path = format!("target/criterion/{bench}/new/estimates.json");
        let estimates = fs::read_to_string(&path).map_err(|error| format!("{path} cannot be read: {error}"))?;
        let estimates: Value = serde_json::from_str(&estimates).map_err(|error| format!("{path}: {error}"))?;
        let median = estimates.pointer("/median/point_estimate").and_then(Value::as_f64);
        let median = median.ok_or_else(|| format!("{path} has no median"))? / 1_000.0;
        figures.add("rendering", bench, Unit::Microseconds, Goal::AtMost(most), Chat::Natter, median);
    }
    Ok(())
}

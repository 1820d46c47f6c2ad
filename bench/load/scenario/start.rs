//! What starting the isolate costs, beside a Worker in Rust that does nothing (`bench/empty`).

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{Plan, tell};
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;

const WORK: &str = "start of the isolate (wrangler check startup)";

pub(super) fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    tell("the start of the isolate");
    run_in("bench/empty", Command::new("worker-build").args(["--release", "--out-dir", "../../target/bench/empty"]))?;
    for _ in 0..plan.pairs {
        let (natter, empty) = (active(".", "natter")?, active("bench/empty", "empty")?);
        let mut add = |figure, unit, goal, sample| figures.add(WORK, figure, unit, goal, Chat::Natter, sample);
        add("Natter, active", Unit::Milliseconds, Goal::Told, natter);
        add("an empty Worker, active", Unit::Milliseconds, Goal::Told, empty);
        add("Natter to an empty Worker", Unit::Times, Goal::AtMost(2.0), natter / empty);
    }
    Ok(())
}

/// Milliseconds in which the runtime was busy while it started the Worker of a folder.
fn active(folder: &str, name: &str) -> Result<f64, String> {
    let path = fs::canonicalize("target/bench").map_err(|error| format!("target/bench: {error}"))?;
    let path = path.join(format!("{name}.cpuprofile"));
    run_in(folder, Command::new("wrangler").args(["check", "startup", "--outfile"]).arg(&path))?;
    let failed = |what: &str| format!("{}: {what}", path.display());
    let profile = fs::read_to_string(&path).map_err(|error| failed(&error.to_string()))?;
    let profile: Value = serde_json::from_str(&profile).map_err(|error| failed(&error.to_string()))?;
    busy_micros(&profile).map(|micros| micros / 1_000.0).ok_or_else(|| failed("is no profile"))
}

/// The time of all samples but those in which nothing ran.
fn busy_micros(profile: &Value) -> Option<f64> {
    let nodes = profile.get("nodes")?.as_array()?;
    let idle = |node: &&Value| node.pointer("/callFrame/functionName").and_then(Value::as_str) == Some("(idle)");
    let idle: Vec<&Value> = nodes.iter().filter(idle).filter_map(|node| node.get("id")).collect();
    let samples = profile.get("samples")?.as_array()?;
    let deltas = profile.get("timeDeltas")?.as_array()?;
    // What stands beside a sample is the time since the one before it, in which the one before it ran.
    let ran = samples.iter().zip(deltas.iter().skip(1)).filter(|(node, _)| !idle.contains(node));
    Some(ran.filter_map(|(_, micros)| micros.as_f64()).sum())
}

fn run_in(folder: &str, command: &mut Command) -> Result<(), String> {
    let told = format!("{command:?}");
    // The Worker is built already, and must not be built under whoever measures it.
    let output = command.current_dir(folder).env("NATTER_PREBUILT", "1").env("CI", "1").output();
    let output = output.map_err(|error| format!("{told} could not be run: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(format!("{told}: {}", String::from_utf8_lossy(&output.stderr))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_time_does_not_count() {
        let profile = serde_json::json!({
            "nodes": [
                { "id": 1, "callFrame": { "functionName": "(root)" } },
                { "id": 2, "callFrame": { "functionName": "(idle)" } },
                { "id": 3, "callFrame": { "functionName": "instantiate" } },
            ],
            "samples": [3, 2, 3, 3],
            "timeDeltas": [50, 1_000, 200, 30],
        });
        assert_eq!(busy_micros(&profile), Some(1_030.0));
    }
}

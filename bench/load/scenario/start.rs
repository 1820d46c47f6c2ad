//! What starting the isolate costs, beside a Worker in Rust that does nothing (`bench/empty`).

use std::process::Command;

use serde_json::Value;

use super::{Plan, progress};
use crate::figures::{Figures, Goal, Unit};
use crate::server::Chat;

const WORK: &str = "start of the isolate";

/// One profile may miss a part, or count what interrupted it.
const STARTS: usize = 5;

pub(super) fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    progress("the start of the isolate");
    let build = ["--release", "--out-dir", "../../target/bench/empty"];
    output_of(Command::new("worker-build").args(build).current_dir("bench/empty"))?;
    for _ in 0..plan.pairs {
        let (natter, empty) = (active("build")?, active("target/bench/empty")?);
        let mut add = |figure, unit, goal, sample| figures.add(WORK, figure, unit, goal, Chat::Natter, sample);
        add("Natter, active", Unit::Milliseconds, Goal::AtMost(8.0), natter);
        add("an empty Worker, active", Unit::Milliseconds, Goal::Reported, empty);
        add("Natter to an empty Worker", Unit::Times, Goal::AtMost(3.0), natter / empty);
    }
    Ok(())
}

/// Milliseconds in which the runtime was busy while it started the Worker in a folder: the median
/// of some starts.
fn active(folder: &str) -> Result<f64, String> {
    let mut starts = (0..STARTS).map(|_| start(folder)).collect::<Result<Vec<f64>, String>>()?;
    starts.sort_by(f64::total_cmp);
    starts.get(STARTS / 2).copied().ok_or_else(|| format!("{folder} was not started"))
}

fn start(folder: &str) -> Result<f64, String> {
    let profile = output_of(Command::new("node").args(["bench/start.mjs", folder]))?;
    let profile: Value =
        serde_json::from_slice(&profile).map_err(|error| format!("the profile of {folder}: {error}"))?;
    busy_micros(&profile).map(|micros| micros / 1_000.0).ok_or_else(|| format!("the start of {folder} has no profile"))
}

/// The time of all samples but those in which nothing ran, or nothing of the Worker's: waiting for
/// the processor counts as `(program)`.
fn busy_micros(profile: &Value) -> Option<f64> {
    let nodes = profile.get("nodes")?.as_array()?;
    let idle = |node: &&Value| {
        let name = node.pointer("/callFrame/functionName").and_then(Value::as_str);
        matches!(name, Some("(idle)" | "(program)"))
    };
    let idle: Vec<&Value> = nodes.iter().filter(idle).filter_map(|node| node.get("id")).collect();
    let samples = profile.get("samples")?.as_array()?;
    let deltas = profile.get("timeDeltas")?.as_array()?;
    // What stands beside a sample is the time since the one before it, in which the one before it
    // ran.
    let ran = samples.iter().zip(deltas.iter().skip(1)).filter(|(node, _)| !idle.contains(node));
    Some(ran.filter_map(|(_, micros)| micros.as_f64()).sum())
}

fn output_of(command: &mut Command) -> Result<Vec<u8>, String> {
    let command_line = format!("{command:?}");
    let output = command.output().map_err(|error| format!("{command_line} could not be run: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{command_line}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_time_is_not_counted() {
        let profile = serde_json::json!({
            "nodes": [
                { "id": 1, "callFrame": { "functionName": "(root)" } },
                { "id": 2, "callFrame": { "functionName": "(idle)" } },
                { "id": 3, "callFrame": { "functionName": "instantiate" } },
                { "id": 4, "callFrame": { "functionName": "(program)" } },
            ],
            "samples": [3, 2, 4, 3, 3],
            "timeDeltas": [50, 1_000, 200, 7_000, 30],
        });
        assert_eq!(busy_micros(&profile), Some(1_030.0));
    }
}

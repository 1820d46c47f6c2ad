//! Where and when it was measured.

use std::fs;
use std::process::Command;

use crate::core_share;

/// What stands above the figures: a name and a value each.
pub(crate) fn describe() -> Vec<(&'static str, String)> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes =
        memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse::<f64>().ok());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    let mut about = vec![
        ("Date", output_of(&["date", "--utc", "+%Y-%m-%d %H:%M UTC"])),
        ("Commit", output_of(&["git", "describe", "--always", "--dirty", "--abbrev=10"])),
        (
            "Machine",
            format!(
                "{}, {cores} cores, {:.0} GB, Linux {}; load {load} in the last minute",
                model.unwrap_or("a processor without a name"),
                kilobytes.unwrap_or(0.0) / 1e6,
                output_of(&["uname", "-r"]),
            ),
        ),
        ("Runtime", output_of(&["workerd", "--version"])),
    ];
    about.extend(core_share::describe().map(|share| ("Held to", share)));
    about
}

/// How many sockets a server can have here: workerd opens each twice (it duplicates what it
/// accepts), and a hundred files beside them.
pub(crate) fn sockets_most() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let files = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(1_024_usize);
    files.saturating_sub(200) / 2
}

fn output_of(command: &[&str]) -> String {
    let Some((program, arguments)) = command.split_first() else { return String::new() };
    let output = Command::new(program).args(arguments).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

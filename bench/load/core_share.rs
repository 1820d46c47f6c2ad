//! Holds workerd to a part of a core, whichever chat it runs: a CPU quota of the kernel (cgroup).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The kernel's period: workerd runs for its part of it, and stands still for the rest.
const PERIOD_MICROS: f64 = 100_000.0;

/// The group of this run.
static GROUP: OnceLock<PathBuf> = OnceLock::new();

/// From here on every workerd gets so much of a core.
///
/// # Errors
/// This machine lets us make no group; needs root, as in a container of CI.
pub(crate) fn hold_to(part: f64) -> Result<(), String> {
    let name = format!("natter-bench-{}", std::process::id());
    let quota = (PERIOD_MICROS * part).round();
    // The first version of the interface has a folder for each kind of limit.
    let (v1, v2) = (Path::new("/sys/fs/cgroup/cpu"), Path::new("/sys/fs/cgroup"));
    let (group, files) = if v1.is_dir() {
        let files = [("cpu.cfs_period_us", format!("{PERIOD_MICROS}")), ("cpu.cfs_quota_us", format!("{quota}"))];
        (v1.join(name), files.to_vec())
    } else {
        (v2.join(name), vec![("cpu.max", format!("{quota} {PERIOD_MICROS}"))])
    };
    let failed = |error| format!("{}: this machine grants no CPU quota ({error})", group.display());
    fs::create_dir(&group).map_err(failed)?;
    for (file, value) in files {
        fs::write(group.join(file), value).map_err(failed)?;
    }
    eprintln!("bench: workerd has {part} of a core, by a CPU quota ({})", group.display());
    let _ = GROUP.set(group);
    Ok(())
}

/// What stands above the figures, if it is held to a part.
pub(crate) fn describe() -> Option<String> {
    let group = GROUP.get()?;
    let read = |file: &str| fs::read_to_string(group.join(file)).unwrap_or_default();
    let quota = [read("cpu.cfs_quota_us"), read("cpu.max")].concat();
    Some(format!("workerd has a CPU quota of {} µs in {PERIOD_MICROS} µs", quota.split_whitespace().next()?))
}

/// Holds a process to the part, with all its threads.
pub(crate) fn join(process: u32) -> Result<(), String> {
    let Some(group) = GROUP.get() else { return Ok(()) };
    let joined = fs::write(group.join("cgroup.procs"), process.to_string());
    joined.map_err(|error| format!("workerd could not be held to a part of a core: {error}"))
}

/// Takes the group away, when nothing is in it any more.
pub(crate) fn end() {
    if let Some(group) = GROUP.get() {
        let _ = fs::remove_dir(group);
    }
}

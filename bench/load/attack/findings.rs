//! What came of all attacks, as text, and whether the goals are met.

use std::fmt;

use super::kind::Attack;
use super::people::Verdict;
use super::phase::{Found, Memory};
use super::talk::Waits;

/// How much workerd's memory may grow, whatever is sent; bytes.
const GROWTH_MAX: f64 = 64.0 * 1024.0 * 1024.0;

/// Kinds of log lines that are told of an attack.
const EVENTS_TOLD: usize = 4;

#[derive(Default)]
pub(super) struct Findings {
    attacks: Vec<(Attack, Vec<Found>)>,
    pub(super) people: Verdict,
}

impl Findings {
    pub(super) fn add(&mut self, attack: Attack, found: Vec<Found>) {
        self.attacks.push((attack, found));
    }

    /// What has to hold on every machine: limits, and what the ten were told.
    ///
    /// # Errors
    /// What does not.
    pub(super) fn verdict(&self) -> Result<(), String> {
        let mut problems = self.people.lost.clone();
        for (attack, found) in &self.attacks {
            for check in found.iter().flat_map(|found| &found.checks).filter(|check| check.got > check.allowed) {
                let (name, what) = (attack.name(), check.what);
                problems.push(format!("{name}: {} {what}, of {} that are allowed", check.got, check.allowed));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (attack, found) in &self.attacks {
            writeln!(f, "\n== {}: {} ({} times)", attack.name(), attack.about(), found.len())?;
            write_checks(f, found)?;
            write_waits(f, *attack, found)?;
            write_machine(f, found)?;
        }
        let Verdict { said, disconnected, archived, lost } = &self.people;
        writeln!(
            f,
            "\n== the ten: {said} messages said, all acknowledged, seen by all of them once and in one order, and \
             {archived} in D1; {disconnected} connections lost meanwhile: {}",
            met(lost.is_empty())
        )?;
        lost.iter().try_for_each(|lost| writeln!(f, "   but {lost}"))
    }
}

/// What got through: the most of all times, against what was allowed then.
fn write_checks(f: &mut fmt::Formatter<'_>, found: &[Found]) -> fmt::Result {
    let names = found.first().map(|found| &found.checks).into_iter().flatten().map(|check| check.what);
    for what in names {
        let of_all = found.iter().flat_map(|found| &found.checks).filter(|check| check.what == what);
        let worst = of_all.clone().max_by_key(|check| i128::from(check.got) - i128::from(check.allowed));
        let Some(worst) = worst else { continue };
        let held = of_all.clone().all(|check| check.got <= check.allowed);
        writeln!(f, "   {what}: {} of {} that are allowed: {}", worst.got, worst.allowed, met(held))?;
    }
    let counts: Vec<String> = found
        .last()
        .into_iter()
        .flat_map(|found| &found.outcome.counts)
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    writeln!(f, "   attackers: {}", counts.join(", "))
}

fn write_waits(f: &mut fmt::Formatter<'_>, attack: Attack, found: &[Found]) -> fmt::Result {
    if found.iter().any(|found| found.quiet.deliveries == 0) {
        return Ok(());
    }
    type Percentile = fn(Waits) -> f64;
    let kinds: [(&str, Percentile); 3] =
        [("p50", |waits| waits.p50), ("p99", |waits| waits.p99), ("p99 after two seconds", |waits| waits.settled_p99)];
    for (name, of) in kinds {
        let ratio = median(found.iter().map(|found| of(found.attacked) / of(found.quiet)));
        let shared = median(found.iter().map(|found| of(found.control) / of(found.quiet)));
        let goal = attack.wait_ratio_max();
        let verdict = if name != "p50" { format!(", at most {goal}: {}", met(ratio <= goal)) } else { String::new() };
        writeln!(
            f,
            "   honest {name}: {:.1} ms quiet, {:.1} ms attacked ({ratio:.2} times{verdict}); \
             {:.1} ms while it goes to a server that does nothing ({shared:.2} times)",
            median(found.iter().map(|found| of(found.quiet))),
            median(found.iter().map(|found| of(found.attacked))),
            median(found.iter().map(|found| of(found.control))),
        )?;
    }
    let ratios: Vec<String> =
        found.iter().map(|found| format!("{:.2}", found.attacked.p99 / found.quiet.p99)).collect();
    writeln!(f, "   p99 of each pair, times: {}", ratios.join(", "))
}

fn write_machine(f: &mut fmt::Formatter<'_>, found: &[Found]) -> fmt::Result {
    let share = |cpu: fn(&Found) -> f64| median(found.iter().map(|found| cpu(found) / found.lasted * 100.0));
    writeln!(
        f,
        "   CPU of one core: workerd {:.0} % (quiet {:.0} %), \
         attackers {:.0} % (of the server that does nothing: {:.0} %)",
        share(|found| found.cpu),
        share(|found| found.quiet_cpu),
        share(|found| found.outcome.cpu),
        share(|found| found.control_cpu),
    )?;
    let worst = found.iter().map(|found| found.memory).max_by(|a, b| growth(*a).total_cmp(&growth(*b)));
    let Memory { before, peak, after } = worst.unwrap_or_default();
    writeln!(
        f,
        "   memory of workerd: {:.0} MB before, {:.0} MB at most, {:.0} MB after; growth at most {:.0} MB: {}",
        before / 1e6,
        peak / 1e6,
        after / 1e6,
        GROWTH_MAX / 1e6,
        met(peak - before <= GROWTH_MAX)
    )?;
    let Some(last) = found.last() else { return Ok(()) };
    let mut events: Vec<_> = last.logged.iter().collect();
    events.sort_by_key(|(_, lines)| std::cmp::Reverse(**lines));
    let told: Vec<String> = events.iter().take(EVENTS_TOLD).map(|(event, lines)| format!("{lines} {event}")).collect();
    let lines: u64 = last.logged.values().sum();
    writeln!(f, "   {lines} lines logged ({}); {} objects made", told.join(", "), last.objects)
}

fn growth(memory: Memory) -> f64 {
    memory.peak - memory.before
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
    if values.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.wrapping_sub(1)), at(middle)) }
}

fn met(is: bool) -> &'static str {
    if is { "met" } else { "MISSED" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::bounds::Check;

    #[test]
    fn verdict_names_what_got_through() {
        let mut findings = Findings::default();
        let checks = vec![Check { what: "messages", got: 12, allowed: 11 }];
        findings.add(Attack::FloodOfOne, vec![Found { checks, ..Found::default() }]);
        assert_eq!(findings.verdict(), Err("flood-1: 12 messages, of 11 that are allowed".to_owned()));
        findings.people.lost.push("a message came twice".to_owned());
        assert!(findings.verdict().is_err_and(|problem| problem.starts_with("a message came twice; flood-1")));
    }

    #[test]
    fn median_is_the_one_in_the_middle() {
        assert_eq!([median([3.0, 1.0, 2.0].into_iter()), median([4.0, 1.0].into_iter())], [2.0, 2.5]);
    }
}

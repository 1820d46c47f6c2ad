//! Not one message lost, doubled or out of order, with the network failing and the server being
//! killed. `bin/torture` is the long form of this.

use std::time::Duration;

use harness::{Plan, Report, outage, torture};

#[tokio::test]
async fn kills_and_cuts_lose_double_or_reorder_nothing() {
    let plan =
        Plan { clients: 6, messages: 150, kills: 3, cuts: 20, changes_percent: 40, moderations: 10, ..Plan::default() };
    let report = torture(&plan, |_| {}).await;
    assert_nothing_found(&report);
    let tally = &report.tally;
    assert_eq!((tally.kills_of_runtime, tally.kills_of_all), (2, 1), "{report}");
    assert!(tally.acked >= 150 && tally.lost > 0 && tally.repeated_answers > 0, "it meant nothing:\n{report}");
    assert!(tally.changes_acked > 10, "it meant nothing:\n{report}");
    assert!(tally.reactions_acked > 10 && report.reactions > 0, "nobody reacted:\n{report}");
    assert!(tally.removals > 1 && tally.cleanups > 0, "nobody removed what others said:\n{report}");
    assert!(tally.mutes > 1 && tally.bans > 0, "nobody was muted or banned:\n{report}");
    assert!(report.expired > 0, "nothing expired:\n{report}");
}

#[tokio::test]
async fn pruning_under_kills_and_cuts_loses_nothing() {
    // The least that can be kept is 250. No more are said than that between something and its
    // latest resend.
    let plan = Plan {
        clients: 10,
        messages: 300,
        kills: 2,
        cuts: 20,
        moderations: 6,
        keep_days: 0,
        keep: 1,
        ..Plan::default()
    };
    let report = torture(&plan, |_| {}).await;
    assert_nothing_found(&report);
    assert!(report.prunings > 0, "it meant nothing:\n{report}");
}

#[tokio::test]
async fn d1_outage_is_unnoticed_and_loses_nothing() {
    let report = outage(Duration::from_secs(15), |_| {}).await;
    assert!(report.violations.is_empty(), "{report}");
    assert!(report.sent > 50 && report.logged > 1, "it meant nothing:\n{report}");
}

#[track_caller]
fn assert_nothing_found(report: &Report) {
    assert!(report.violations.is_empty(), "the first line says how to try it again\n{report}");
}

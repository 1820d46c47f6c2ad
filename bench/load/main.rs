//! Measures Natter beside a plain chat, in turns, and writes a report. `bin/bench` runs it.
//!
//! In reading order:
//!
//! * [`server`]: starts a chat on workerd, with nothing in front of it.
//! * [`sessions`], [`crowd`]: people who join, and their sockets, driven as a page drives its one.
//! * [`browser`]: a page in a real Chromium. [`core_share`]: a machine that is slower.
//! * [`ledger`]: every message and every delivery of it; the judge of both chats.
//! * [`scenario`]: what is done with them. [`attack`]: what others do to them, and another program.
//! * [`figures`], [`report`], [`plot`]: what came of it. [`machine`]: where.

#![expect(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^53")]

mod attack;
mod browser;
mod core_share;
mod crowd;
mod figures;
mod ledger;
mod machine;
mod plot;
mod report;
mod scenario;
mod server;
mod sessions;

use std::fs;
use std::process::ExitCode;

use figures::Figures;
use scenario::{Plan, Scenario};
use server::Chat;
use tokio::task::LocalSet;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).peekable();
    if words.next_if(|word| word == "attack").is_some() {
        return attacks(words);
    }
    let plan = match read(words) {
        Ok(plan) => plan,
        Err(problem) => {
            let names: Vec<&str> = Scenario::ALL.iter().map(|scenario| scenario.name()).collect();
            eprintln!(
                "bench: {problem} The options are --pairs NUMBER, --alone, --smoke, --core-share PART, and \
                 --only SCENARIO, which is one of {}.",
                names.join(", ")
            );
            return ExitCode::from(2);
        }
    };
    // One thread: the machine may have two cores, and the other one is for what is measured.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("bench: cannot begin: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut figures = Figures::default();
    let run = LocalSet::new().block_on(&runtime, run(&plan, &mut figures));
    core_share::end();
    // What was measured before something went wrong was measured all the same.
    if !figures.rows.is_empty() {
        print_figures(&figures);
    }
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem} (target/bench/natter.log and baseline.log have what the servers logged last)");
            ExitCode::FAILURE
        }
    }
}

/// `bin/attack`.
fn attacks(words: impl Iterator<Item = String>) -> ExitCode {
    let done = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => LocalSet::new().block_on(&runtime, attack::run(words)),
        Err(error) => Err(format!("cannot begin: {error}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("attack: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    for scenario in &plan.scenarios {
        let done = scenario.run(plan, figures).await;
        // A run takes an hour; what is measured should not wait for the rest of it.
        if !figures.rows.is_empty() {
            write(figures, &machine::describe())?;
        }
        done.map_err(|problem| format!("{}: {problem}", scenario.name()))?;
    }
    Ok(())
}

const REPORT: &str = "target/bench/report.html";

/// Prints the table.
fn print_figures(figures: &Figures) {
    let machine = machine::describe();
    for (name, value) in &machine {
        println!("{name}: {value}");
    }
    println!("\n{figures}");
    eprintln!("bench: {REPORT} has it with plots");
}

fn write(figures: &Figures, machine: &[(&str, String)]) -> Result<(), String> {
    let page = report::page(figures, machine);
    let written = fs::create_dir_all("target/bench").and_then(|()| fs::write(REPORT, page));
    written.map_err(|error| format!("{REPORT} could not be written: {error}"))
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Plan, String> {
    let mut plan = Plan::default();
    while let Some(option) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{option} lacks its value."));
        match option.as_str() {
            "--smoke" => plan.scenarios = vec![Scenario::Smoke],
            "--alone" => plan.chats = vec![Chat::Natter],
            "--pairs" => {
                let pairs = value()?;
                plan.pairs =
                    pairs.parse().ok().filter(|pairs| *pairs > 0).ok_or(format!("{pairs} is no number of pairs."))?;
            }
            "--core-share" => {
                let part = value()?;
                let share = part.parse().ok().filter(|part| (0.05..1.0).contains(part));
                core_share::hold_to(share.ok_or(format!("{part} is no part of a core, such as 0.5."))?)?;
            }
            "--only" => {
                let name = value()?;
                let known = Scenario::ALL.into_iter().find(|scenario| scenario.name() == name);
                plan.scenarios = vec![known.ok_or(format!("There is no {name}."))?];
            }
            _ => return Err(format!("There is no {option}.")),
        }
    }
    Ok(plan)
}

//! Tortures Natter for as long as it is told to, and says what was found. `bin/torture` runs it.

use std::process::ExitCode;
use std::time::Duration;

use harness::{Plan, outage};

const USAGE: &str = "The options are --clients, --messages, --kills, --cuts, --resends and --changes (percent), \
                     --moderations, --keep-days (0 for ever), --keep (messages that the room itself keeps) and \
                     --seed, each with a number after it. Or --outage (seconds for which D1 fails), alone.";

/// What to do.
enum Torture {
    /// Cut links and kill the server.
    Kills(Plan),
    /// Let D1 fail.
    Outage(Duration),
}

fn main() -> ExitCode {
    let torture = match read(std::env::args().skip(1)) {
        Ok(torture) => torture,
        Err(problem) => {
            eprintln!("torture: {problem} {USAGE}");
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("torture: cannot begin: {error}");
            return ExitCode::FAILURE;
        }
    };
    let progress = |line: &str| eprintln!("torture: {line}");
    let violations = match torture {
        Torture::Kills(plan) => {
            progress(&plan.to_string());
            let report = runtime.block_on(harness::torture(&plan, progress));
            println!("{report}");
            report.violations
        }
        Torture::Outage(time) => {
            let report = runtime.block_on(outage(time, progress));
            println!("{report}");
            report.violations
        }
    };
    if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Torture, String> {
    let mut plan = Plan::default();
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("{option} lacks its number."))?;
        let wrong = || format!("{value} is no number for {option}.");
        let number: u64 = value.parse().map_err(|_| wrong())?;
        let small = || usize::try_from(number).map_err(|_| wrong());
        match option.as_str() {
            "--clients" => plan.clients = small()?.max(1),
            "--messages" => plan.messages = number,
            "--kills" => plan.kills = small()?,
            "--cuts" => plan.cuts = small()?,
            "--resends" => plan.resends_percent = number.try_into().ok().filter(|of| *of <= 100).ok_or_else(wrong)?,
            "--changes" => plan.changes_percent = number.try_into().ok().filter(|of| *of <= 100).ok_or_else(wrong)?,
            "--moderations" => plan.moderations = small()?,
            "--keep-days" => plan.keep_days = number.try_into().map_err(|_| wrong())?,
            "--keep" => plan.keep = number.try_into().map_err(|_| wrong())?,
            "--seed" => plan.seed = number,
            "--outage" => return Ok(Torture::Outage(Duration::from_secs(number))),
            _ => return Err(format!("There is no {option}.")),
        }
    }
    Ok(Torture::Kills(plan))
}

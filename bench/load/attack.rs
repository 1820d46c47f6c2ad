//! Attacks Natter beside ten people who chat, and says what got through, what it cost them and
//! whether they lost a word. `bin/attack` runs it.
//!
//! In reading order:
//!
//! * [`kind`]: every attack there is, and what is done. [`hostile`]: the thread that does it.
//!   [`wire`]: how it speaks to the server. [`floods`], [`frames`], [`crowding`], [`evasion`]: the
//!   attacks themselves.
//! * [`people`]: the ten, and [`talk`]: all that they said and saw, the judge of what they lost.
//! * [`bounds`]: what the limits of Natter let through of each attack.
//! * [`sink`]: a server that takes everything and does nothing. What attacking it costs the ten is
//!   what it costs to share a machine with the attackers.
//! * [`phase`]: quiet and attacked phases in turns. [`findings`]: what came of them.

mod bounds;
mod crowding;
mod evasion;
mod findings;
mod floods;
mod frames;
mod hostile;
mod kind;
mod people;
mod phase;
mod sink;
mod talk;
mod wire;

use std::time::Duration;

use findings::Findings;
use kind::Attack;
use people::People;
use phase::Stage;

use crate::machine;
use crate::server::Server;

/// How long a phase takes. A flood is over after a second, and comes back after thirty.
const PHASE: Duration = Duration::from_secs(15);
const PAIRS: usize = 5;

/// What to do.
struct Plan {
    attacks: Vec<Attack>,
    pairs: usize,
    phase: Duration,
    timing: Timing,
}

/// Whether it matters how long people wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Timing {
    /// Quiet phases and those with a server that does nothing are measured too.
    Measured,
    /// A machine of CI says nothing about speed.
    Ignored,
}

/// Runs the attacks that are asked for. The error is for whoever called it.
pub(crate) async fn run(words: impl Iterator<Item = String>) -> Result<(), String> {
    let plan = read(words)?;
    let mut findings = Findings::default();
    let done = attack(&plan, &mut findings).await;
    for (name, value) in machine::describe() {
        println!("{name}: {value}");
    }
    println!("{findings}");
    done?;
    findings.verdict()
}

/// One server for all of them: whatever an attack has left behind is there for the next one too.
async fn attack(plan: &Plan, findings: &mut Findings) -> Result<(), String> {
    let mut server = Server::start_with_limits()?;
    let people = People::join(&server).await?;
    let stage = Stage { people: &people, sink: sink::start()? };
    for attack in &plan.attacks {
        let time = match plan.timing {
            Timing::Measured => Some(plan.phase),
            Timing::Ignored => attack.short_phase(),
        };
        let Some(time) = time else { continue };
        progress(attack.about());
        let mut found = Vec::new();
        for pair in 0..plan.pairs {
            found.push(stage.attack(&mut server, *attack, time, plan.timing).await?);
            if plan.pairs > 1 {
                progress(&format!("{}, {} of {}", attack.name(), pair + 1, plan.pairs));
            }
        }
        findings.add(*attack, found);
    }
    findings.people = people.verdict(&mut server).await;
    drop(people);
    server.stop().await;
    Ok(())
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Plan, String> {
    let mut plan = Plan { attacks: Attack::ALL.to_vec(), pairs: PAIRS, phase: PHASE, timing: Timing::Measured };
    while let Some(option) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{option} lacks its value."));
        match option.as_str() {
            "--short" => {
                (plan.pairs, plan.timing) = (1, Timing::Ignored);
            }
            "--pairs" => {
                let pairs = value()?;
                let number = pairs.parse().ok().filter(|pairs| *pairs > 0);
                plan.pairs = number.ok_or(format!("{pairs} is no number of pairs."))?;
            }
            "--seconds" => {
                let seconds = value()?;
                let number = seconds.parse().ok().filter(|seconds| (1..=600).contains(seconds));
                plan.phase = Duration::from_secs(number.ok_or(format!("{seconds} is no length of a phase."))?);
            }
            "--only" => {
                let name = value()?;
                plan.attacks.retain(|attack| attack.name() == name);
                if plan.attacks.is_empty() {
                    return Err(format!("There is no {name}. {}", usage()));
                }
            }
            _ => return Err(format!("There is no {option}. {}", usage())),
        }
    }
    Ok(plan)
}

fn usage() -> String {
    let names: Vec<&str> = Attack::ALL.iter().map(|attack| attack.name()).collect();
    format!(
        "The options are --short, --pairs NUMBER, --seconds NUMBER, and --only ATTACK, which is one of {}.",
        names.join(", ")
    )
}

/// Tells whoever is waiting how far it is.
fn progress(line: &str) {
    eprintln!("attack: {line}");
}

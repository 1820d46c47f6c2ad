//! Whatever happens to a room and to D1, nothing is lost, doubled or out of order; and whatever
//! changes is the same everywhere.
//!
//! How many cases all properties together run, on every `cargo test`: 9,000 + 200 here, 2 × 10,000
//! in `room/limiter.rs`, 8 × 10,000 in `room/tests/properties.rs`: over 109,000, not counting those
//! of `templates`.

use proptest::prelude::*;
use room::{Millis, ReactionState};

use super::world::{Outcome, World};

#[derive(Clone, Debug)]
enum Step {
    Say { who: usize, cid: usize, crash: bool },
    Reply { who: usize, cid: usize, nth: usize, crash: bool },
    Talk(usize),
    Edit { nth: usize, crash: bool },
    EditAgain,
    Remove { nth: usize, crash: bool },
    UndoRemoval { nth: usize, crash: bool },
    React { who: usize, nth: usize, which: usize, state: ReactionState, crash: bool },
    Tick,
    Depart,
    Arrive(Outcome),
    Straggle,
    Prune { crash: bool },
    Sleep,
    Crash,
    Clock(Millis),
    Open(usize),
    Connect(usize),
    Close(usize),
    Request(usize),
    Read,
}

const HOUR: Millis = 3_600_000;
const PAGES: usize = 2;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let crash = || prop::bool::weighted(0.1);
    let outcome = prop_oneof![
        6 => Just(Outcome::Applied),
        1 => Just(Outcome::Failed),
        1 => Just(Outcome::AppliedAndFailed),
        1 => Just(Outcome::TimedOut),
        1 => Just(Outcome::AppliedAndCrashed),
    ];
    let clock = prop_oneof![4 => 0..20_000_i64, 1 => -7 * HOUR..7 * HOUR, 1 => 20 * HOUR..30 * HOUR];
    let step = prop_oneof![
        20 => (0..3_usize, 0..6_usize, crash()).prop_map(|(who, cid, crash)| Step::Say { who, cid, crash }),
        8 => (0..3_usize, 6..12_usize, 0..5_usize, crash())
            .prop_map(|(who, cid, nth, crash)| Step::Reply { who, cid, nth, crash }),
        4 => (1..8_usize).prop_map(Step::Talk),
        6 => (0..5_usize, crash()).prop_map(|(nth, crash)| Step::Edit { nth, crash }),
        1 => Just(Step::EditAgain),
        4 => (0..5_usize, crash()).prop_map(|(nth, crash)| Step::Remove { nth, crash }),
        4 => (0..5_usize, crash()).prop_map(|(nth, crash)| Step::UndoRemoval { nth, crash }),
        10 => (0..3_usize, 0..5_usize, 0..3_usize, prop::bool::weighted(0.7), crash()).prop_map(
            |(who, nth, which, on, crash)| {
                let state = if on { ReactionState::On } else { ReactionState::Off };
                Step::React { who, nth, which, state, crash }
            }
        ),
        4 => Just(Step::Tick),
        8 => Just(Step::Depart),
        8 => outcome.prop_map(Step::Arrive),
        1 => Just(Step::Straggle),
        6 => crash().prop_map(|crash| Step::Prune { crash }),
        2 => Just(Step::Sleep),
        1 => Just(Step::Crash),
        6 => clock.prop_map(Step::Clock),
        1 => (0..PAGES).prop_map(Step::Open),
        3 => (0..PAGES).prop_map(Step::Connect),
        1 => (0..PAGES).prop_map(Step::Close),
        4 => (1..9_usize).prop_map(Step::Request),
        4 => Just(Step::Read),
    ];
    prop::collection::vec(step, 1..60)
}

fn play(world: &mut World, steps: Vec<Step>) {
    for step in steps {
        match step {
            Step::Say { who, cid, crash } => world.say(who, &format!("cid-{cid:04}"), crash),
            Step::Reply { who, cid, nth, crash } => world.reply(who, &format!("cid-{cid:04}"), nth, crash),
            Step::Talk(messages) => world.talk(messages),
            Step::Edit { nth, crash } => world.edit(nth, crash),
            Step::EditAgain => world.edit_again(),
            Step::Remove { nth, crash } => world.remove(nth, crash),
            Step::UndoRemoval { nth, crash } => world.undo_removal(nth, crash),
            Step::React { who, nth, which, state, crash } => world.react(who, nth, which, state, crash),
            Step::Tick => world.tick(),
            Step::Depart => world.depart(),
            Step::Arrive(outcome) => drop(world.arrive(outcome)),
            Step::Straggle => world.straggle(),
            Step::Prune { crash } => drop(world.prune(crash)),
            Step::Sleep => world.sleep(),
            Step::Crash => world.crash(),
            Step::Clock(passed) => world.now += passed,
            Step::Open(page) => world.open(page),
            Step::Connect(page) => world.connect(page),
            Step::Close(page) => world.close(page),
            Step::Request(limit) => world.request_page(limit),
            Step::Read => drop(world.read()),
        }
        world.check();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn nothing_is_lost_doubled_or_out_of_order(keep in 1..9_usize, steps in steps()) {
        let mut world = World::new(keep, PAGES);
        play(&mut world, steps);
        world.heal();
        world.rest();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_lost_in_a_long_outage(
        keep in 200..260_usize,
        missed in 190..420_usize,
        first in steps(),
        then in steps(),
    ) {
        let mut world = World::new(keep, PAGES);
        play(&mut world, first);
        world.open(0);
        world.talk(missed);
        world.check();
        world.connect(0);
        world.check();
        play(&mut world, then);
        world.heal();
        world.rest();
    }
}

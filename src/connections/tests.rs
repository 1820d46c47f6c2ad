//! A broadcast on modelled machines: quick and slow ones, with the clock of workerd and with that
//! of production. The real [`Broadcaster`](super::broadcast::Broadcaster) and the real
//! [`Pacer`](room::Pacer) decide.

mod machine;

use machine::{Clocks, Machine, ModelSocket, Outcome, Power, event};

use super::Connections;
use crate::clock::Clock;

const SLOW: [Power; 5] =
    [Power::Steady(1.0), Power::Steady(0.5), Power::Steady(0.25), Power::Quota(0.5), Power::Quota(0.25)];

/// Each of these machines, with either clock.
fn machines() -> impl Iterator<Item = Machine> {
    SLOW.into_iter().flat_map(|power| {
        [Clocks::Running, Clocks::OfProduction].map(|clocks| Machine { power, clocks, ..Machine::default() })
    })
}

/// So many messages a second, evenly spread, for some seconds.
fn talk(per_second: i64, seconds: i64) -> Vec<i64> {
    (0..per_second * seconds).map(|n| n * 1_000_000 / per_second).collect()
}

#[test]
fn burst_takes_few_frames_on_any_machine() {
    for machine in machines() {
        let mut said = talk(2, 2);
        said.extend([3_000_000; 500]);
        let Outcome { frames_a_socket, took, .. } = machine.run(1_000, &said).since(3_000_000);
        // Nothing is quicker than to read all and to send each socket four frames of 64 KiB.
        let least = machine.burst_cost(500, 1_000);
        println!("{machine:?}: {frames_a_socket} frames, {took} of {least} us");
        assert!(frames_a_socket <= 8.0, "{machine:?}: {frames_a_socket} frames to a socket");
        assert!(took <= 2 * least, "{machine:?}: {took} us, at least {least}");
    }
}

#[test]
fn busy_crowd_saves_sends_on_any_machine() {
    for machine in machines() {
        let Outcome { frames_a_delivery, half, most, longest, .. } = machine.run(1_000, &talk(40, 12)).since(2_000_000);
        println!("{machine:?}: {frames_a_delivery} {half} {most} {longest}");
        let slower = machine.power.times_slower();
        assert!(frames_a_delivery <= 0.45, "{machine:?}: {frames_a_delivery} frames a delivery");
        assert!(half <= (60_000.0 * slower) as i64, "{machine:?}: half of them took {half} us");
        assert!(longest <= 130_000.0_f64.mul_add(slower, 100_000.0) as i64, "{machine:?}: one took {longest} us");
    }
}

#[test]
fn quiet_room_waits_for_nothing_on_any_machine() {
    for machine in machines() {
        for (sockets, per_second) in [(3, 10), (20, 10), (100, 2)] {
            let Outcome { frames_a_delivery, waited, .. } = machine.run(sockets, &talk(per_second, 10)).since(0);
            assert_eq!((waited, frames_a_delivery > 0.999), (0, true), "{machine:?}, {sockets}, {frames_a_delivery}");
        }
    }
}

#[test]
fn slow_storage_holds_up_no_quiet_room() {
    for clocks in [Clocks::Running, Clocks::OfProduction] {
        let machine = Machine { clocks, confirms_after: 20_000, ..Machine::default() };
        let Outcome { waited, .. } = machine.run(20, &talk(5, 10)).since(0);
        assert_eq!(waited, 0, "{machine:?}");
        // What it takes before the first is out is learned, and not taken for the sends.
        let Outcome { frames_a_delivery, longest, .. } = machine.run(100, &talk(40, 10)).since(5_000_000);
        assert!(frames_a_delivery > 0.6 && longest <= 120_000, "{machine:?}: {frames_a_delivery} {longest}");
    }
}

/// A timer that came again and again would keep the room awake for ever.
#[test]
fn message_for_nobody_waits_for_nothing() {
    let clock = Clock::of(|| 1_000_000);
    let mut connections = Connections::<ModelSocket>::restore([]);
    connections.broadcast(vec![event(0)], None, &clock);
    if let Some(plan) = connections.plan_flush() {
        connections.flush_planned(plan, &clock);
    }
    assert!(connections.plan_flush().is_none());
}

//! How a room finds out who is gone without a word, and how seldom it is woken for that.

use room::{Millis, limits};

use super::lobby::Lobby;

const MINUTE: Millis = limits::IDLE_SWEEP_INTERVAL_MS;
const LATELY: Millis = 1_000;

/// Ada and Grace, who have been here for a while.
fn settled() -> Lobby {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a").enters("Grace", "g").waits(MINUTE);
    lobby
}

/// In how long the alarm comes for nothing but a look.
fn next_look(lobby: &mut Lobby) -> Millis {
    let now = lobby.now;
    lobby.next_alarm().expect("somebody is here") - now
}

#[test]
fn calm_room_is_woken_every_five_minutes() {
    let mut lobby = settled();
    assert_eq!(next_look(lobby.looks(|_| LATELY)), limits::CALM_SWEEP_INTERVAL_MS);
    // Whatever happens in between: there is a look, and no alarm that comes earlier.
    lobby.waits(2 * MINUTE).looks(|_| limits::HEARTBEAT_INTERVAL_MS);
    assert_eq!(next_look(&mut lobby), limits::CALM_SWEEP_INTERVAL_MS);
    lobby.waits(1).looks(|_| limits::IDLE_TIMEOUT_MS);
    assert_eq!(next_look(&mut lobby), limits::CALM_SWEEP_INTERVAL_MS - 1, "a room looks once a minute");
}

#[test]
fn missed_heartbeat_brings_a_look_in_a_minute() {
    let mut lobby = settled();
    lobby.looks(|connection| if connection == "a" { limits::HEARTBEAT_MISSED_MS + 1 } else { LATELY });
    assert_eq!(next_look(&mut lobby), MINUTE);
    assert_eq!(lobby.online(), ["Ada", "Grace"], "it may only be late");
}

#[test]
fn newcomer_is_looked_after_in_a_minute() {
    let mut lobby = settled();
    lobby.enters("Linus", "l").looks(|_| LATELY);
    assert_eq!(next_look(&mut lobby), MINUTE);
    assert_eq!(next_look(lobby.waits(MINUTE).looks(|_| LATELY)), limits::CALM_SWEEP_INTERVAL_MS);
}

#[test]
fn ghost_is_gone_with_what_happens_next() {
    let mut lobby = settled();
    lobby.looks(|_| LATELY).waits(MINUTE).story();
    lobby
        .says("Grace", "Are you there?")
        .archives()
        .looks(|connection| if connection == "a" { MINUTE } else { LATELY });
    assert_eq!(lobby.online(), ["Grace"]);
    assert_eq!(next_look(&mut lobby), MINUTE, "where one fell silent, others may");
}

//! What the log says of a room when it sleeps: how much happened, and nothing of what.

use room::limits;
use serde_json::json;

use super::lobby::Lobby;
use crate::limits::ROOM_COUNTS_INTERVAL_MS;

#[test]
fn counts_of_a_room_survive_its_sleep() {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a").enters("Grace", "g").says("Ada", "One.").says("Grace", " ");
    lobby.alarm();
    lobby.sleeps();
    lobby.says("Grace", "Two.");
    let counted = json!({ "room": "garden", "messages": 2, "joins": 2, "peak_people": 2, "refusals": { "Empty": 1 } });
    assert_eq!(lobby.counts(), counted);

    // The socket that carried them is gone, and with the last one they are logged.
    lobby.leaves("a");
    assert_eq!(lobby.counts(), counted);
    lobby.leaves("g").waits(limits::LEAVE_GRACE_MS);
    let nothing = json!({ "room": "garden", "messages": 0, "joins": 0, "peak_people": 0, "refusals": {} });
    assert_eq!(lobby.counts(), nothing);
}

#[test]
fn counts_of_a_busy_room_are_logged_each_hour() {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a").says("Ada", "One.");
    lobby.now += ROOM_COUNTS_INTERVAL_MS - 1;
    lobby.settles_counts();
    assert_eq!(lobby.counts()["messages"], 1);
    lobby.now += 1;
    lobby.settles_counts();
    assert_eq!(lobby.counts()["messages"], 0);
}

//! A room that D1 fails says so where whoever watches Natter looks, and takes it back.

use super::d1::D1;
use super::lobby::{FOUNDED, Lobby};
use crate::chat_room::jobs::lag::LagUpdate;
use crate::limits::ARCHIVE_LAG_TOLD_AFTER_MS;

#[test]
fn room_behind_is_told_to_d1_until_it_has_caught_up() {
    let d1 = D1::new();
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a").says("Ada", "Is this thing on?");
    assert_eq!(lobby.tells_lag(), None, "nothing has failed");
    assert_eq!(lobby.cannot_ship(), None, "that happens");
    lobby.now += ARCHIVE_LAG_TOLD_AFTER_MS;
    assert_eq!(lobby.cannot_ship(), Some(LagUpdate::Behind(FOUNDED)));
    assert_eq!(lobby.cannot_ship(), None, "not each time, as little as in the log");
    assert_eq!(lobby.cannot_ship(), Some(LagUpdate::Behind(FOUNDED)), "D1 did not take that either");

    // A room that wakes knows that D1 may have it.
    lobby.sleeps();
    assert_eq!(lobby.tells_lag(), Some(LagUpdate::Behind(FOUNDED)));
    d1.tell_behind("lobby", Some(FOUNDED));
    assert_eq!(d1.health(), (1, Some(FOUNDED)));
    lobby.archives();
    assert_eq!(lobby.tells_lag(), Some(LagUpdate::UpToDate));
    d1.tell_behind("lobby", None);
    assert_eq!(d1.health(), (0, None));
    assert_eq!(lobby.tells_lag(), None);
}

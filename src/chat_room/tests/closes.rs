//! However the other side ends a socket, it is closed on our side too, and its member is gone.

use room::limits;

use super::lobby::FOUNDED;
use super::other_builds::{Woken, speaks, wakes};
use super::pretend_socket::PretendSocket;

/// The platform reports this if nobody closed the connection.
const ABNORMAL: usize = 1006;

/// What browsers send, what they never send, and what stands for no code.
const CODES: [usize; 14] = [0, 1, 999, 1000, 1001, 1004, 1005, 1015, 2999, 3000, 4999, 5000, 65_535, usize::MAX];

/// A room, and the socket of Ada, who is in it with Grace.
fn two() -> (Woken, PretendSocket) {
    let [ada, grace] = [speaks("Ada", "c1", Some(2)), speaks("Grace", "c2", Some(2))];
    (wakes(&[&ada, &grace]), ada)
}

#[track_caller]
fn assert_ada_is_leaving(room: &Woken) {
    let connected: Vec<_> = room.connections().saved().into_iter().map(|saved| saved.member.name).collect();
    assert_eq!(connected.iter().map(room::Name::as_str).collect::<Vec<_>>(), ["Grace"]);
    assert_eq!(room.room().wake_at(), Some(FOUNDED + limits::LEAVE_GRACE_MS), "then she is off the list");
}

#[test]
fn every_close_code_ends_the_connection() {
    for code in CODES {
        let (mut room, ada) = two();
        room.on_close(&ada, code).expect("a turn");
        assert!(ada.agreed_with().is_some(), "{code} is answered");
        assert_ada_is_leaving(&room);
    }
}

#[test]
fn broken_link_is_closed_with_the_next_batch() {
    let (mut room, ada) = two();
    room.on_close(&ada, ABNORMAL).expect("a turn");
    assert!(!ada.is_closed(), "nobody waits for it");
    assert_ada_is_leaving(&room);
    room.close_queued();
    assert!(ada.is_closed());
}

#[test]
fn member_of_a_failed_socket_is_leaving() {
    let (mut room, ada) = two();
    room.on_error(&ada).expect("a turn");
    assert_ada_is_leaving(&room);
}

//! A room wakes with another build than the one it slept with: after a deploy, or after one was
//! taken back. Its sockets stay open, if it can serve their pages.

use room::{ConnectionId, MemberId, Slug};
use serde_json::Value;

use super::lobby::{FOUNDED, config, member};
use super::pretend_socket::{GOING_AWAY, PretendSocket};
use super::sqlite::Sqlite;
use crate::chat_room::runtime::engine::Engine;
use crate::clock::Clock;
use crate::connections::close_code::CloseCode;
use crate::protocol::forms::variants;

/// What the builds before 2026-11-28 attached. Grace has just closed her page, and Linus left.
const ATTACHED: &str = r#"{"saved":{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"connection":"c1","arrival":999000,
    "announced":true,"status":"Active"},"opened_at":999000,"version":999000,"broadcast_cursor":null,"bad_frames":3,
    "hibernated":{"leaving":[{"member":{"id":"graceaaaaaaaaaaa","name":"Grace"},"arrival":999100,"announced":true,
    "status":"Away","gone_at":1005000}],"reservations":{"everybody":null,"left_at":{"linusaaaaaaaaaaa":999500},
    "latest":999500},"notice":{"since":999000,"moves":{"linusaaaaaaaaaaa":{"at":1,"direction":"Left","name":"Linus"}},
    "count":1}}}"#;

/// Without these a socket is nobody's. Every build has attached them.
const REQUIRED: &[&str] = &["saved", "member", "id", "name", "connection", "at", "direction"];

/// What stands in these is by members, not by fields.
const MAPS: &[&str] = &["moves: a new field", "left_at: a new field"];

pub(super) type Woken = Engine<Sqlite, PretendSocket>;

pub(super) fn wakes(sockets: &[&PretendSocket]) -> Woken {
    let sockets = sockets.iter().map(|socket| (*socket).clone());
    let clock = Clock::of(|| FOUNDED);
    Engine::restore(Slug::parse("garden").unwrap(), clock, config(0, 100, 1_000), Sqlite::new(), sockets)
        .expect("it wakes")
}

pub(super) fn online(room: &Woken) -> Vec<String> {
    room.room().members().map(|member| member.name.as_str().to_owned()).collect()
}

/// The socket of somebody whose page speaks a number.
pub(super) fn speaks(name: &str, connection: &str, number: Option<u16>) -> PretendSocket {
    let mut attached: Value = serde_json::from_str(ATTACHED).expect("JSON");
    let member = member(name);
    attached["saved"]["member"] = serde_json::json!({ "id": member.id.as_str(), "name": name });
    attached["saved"]["connection"] = connection.into();
    attached["saved"]["arrival"] = connection.trim_start_matches('c').parse::<i64>().expect("a number").into();
    attached["hibernated"] = serde_json::json!({});
    if let Some(number) = number {
        attached["protocol"] = number.into();
    }
    PretendSocket::hibernated(&attached.to_string())
}

fn says(room: &mut Woken, socket: &PretendSocket, text: &str) {
    room.on_frame(socket, &format!(r#"{{"text":"{text}","cid":"cid-{text}"}}"#)).expect("it is stored");
}

#[test]
fn room_wakes_with_the_sockets_of_the_first_builds() {
    let ada = PretendSocket::hibernated(ATTACHED);
    let mut room = wakes(&[&ada]);
    assert_eq!(ada.closed_with(), None, "nobody is cut");
    assert_eq!(online(&room), ["Ada", "Grace"], "Grace may come back yet");
    assert!(room.room().holds_name(&member("Linus").id, FOUNDED), "Linus' name is still his");
    assert_eq!(room.connections().saved()[0].arrival, 999_000);
    says(&mut room, &ada, "Hello");
    let frames = ada.take_frames().concat();
    assert!(frames.contains("Hello"), "{frames}");
    // Three bad frames were counted before; the tenth closes.
    for _ in 0..6 {
        room.on_frame(&ada, "nonsense").expect("it is answered");
    }
    assert!(!ada.is_closed());
    room.on_frame(&ada, "nonsense").expect("it is closed");
    assert_eq!(ada.closed_with(), Some(CloseCode::BadFrames));
}

#[test]
fn only_pages_that_cannot_be_served_are_closed() {
    let [old, unsaid, same] =
        [speaks("Ada", "c1", Some(1)), speaks("Grace", "c2", None), speaks("Linus", "c3", Some(2))];
    let [newer, program] = [speaks("Mary", "c4", Some(3)), speaks("Alan", "c5", Some(0))];
    let mut room = wakes(&[&old, &unsaid, &same, &newer, &program]);
    let closed = [&old, &unsaid, &same, &newer, &program].map(PretendSocket::closed_with);
    let outdated = Some(CloseCode::OutdatedPage);
    assert_eq!(closed, [outdated, None, None, Some(CloseCode::NewerPage), None]);
    assert_eq!([&old, &newer].map(|socket| socket.take_frames().len()), [0, 0], "nothing was sent that they misread");
    says(&mut room, &same, "Hello");
    for socket in [&unsaid, &program] {
        let frames = socket.take_frames().concat();
        assert!(frames.contains("Hello"), "{frames}");
    }
    let gone = |room: &Woken, name: &str| !online(room).iter().any(|online| online == name);
    assert!(!gone(&room, "Ada") && !gone(&room, "Mary"), "they reload, and nobody is told that they left");
    // The platform tells of the closes afterwards.
    room.on_close(&old, GOING_AWAY).expect("it is known already");
    assert_eq!(room.connections().saved().len(), 3);
}

#[test]
fn page_that_was_closed_gives_its_name_back() {
    let old = speaks("Ada", "c1", Some(1));
    let room = wakes(&[&old]);
    assert_eq!(room.room().wake_at(), Some(FOUNDED + room::limits::LEAVE_GRACE_MS), "as when a page is reloaded");
    assert!(room.connections().is_empty());
}

#[test]
fn socket_with_a_new_or_missing_field_stays() {
    let whole: Value = serde_json::from_str(ATTACHED).expect("JSON");
    let mut tried = 0;
    for (what, attached) in variants(&whole) {
        if MAPS.iter().any(|map| what.ends_with(map)) {
            continue;
        }
        let is_required = what.rsplit_once("no ").is_some_and(|(_, name)| REQUIRED.contains(&name));
        let socket = PretendSocket::hibernated(&attached.to_string());
        let room = wakes(&[&socket]);
        let (id, connection) = (member("Ada").id, ConnectionId("c1".to_owned()));
        let is_known = room.connections().member_of(&connection) == Some::<MemberId>(id);
        assert!(is_known || is_required, "{what}: {attached}");
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
}

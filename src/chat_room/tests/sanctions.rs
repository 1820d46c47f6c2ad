//! What is known of who is muted or banned: in D1 for the operator, by themselves, in the log.

use room::{
    Audience, AuditAction, AuditEntry, Command, Event, Fingerprint, Fingerprints, Member, MemberId, Millis,
    NewSanction, Refusal, SanctionKind, limits,
};

use templates::words::ENGLISH;

use super::d1::D1;
use super::lobby::{Lobby, member};
use crate::db::sql::sanctions::list_json;

const START: (i64, &str, &str, &str) = (i64::MAX, "", "", "");

impl Lobby {
    fn order(&mut self, by: MemberId, name: &str, kind: SanctionKind, term_ms: Option<Millis>) {
        let new = NewSanction::parse(kind, term_ms, "Advertising").unwrap();
        let reply = self.turn(Command::Sanction { by, member: member(name).id, new }).reply;
        assert_eq!(reply, Ok(()));
    }

    /// D1 gets the list, if it has to. Returns whether it had to.
    fn ships_sanctions(&mut self, d1: &D1, room: &str) -> bool {
        let Some((list, changes)) = self.sanctions_to_ship() else { return false };
        d1.ship_sanctions(room, &list);
        self.has_shipped_sanctions(Some(changes));
        true
    }

    fn lift(&mut self, name: &str, kind: SanctionKind) {
        let by = Member::operator().id;
        assert_eq!(self.turn(Command::LiftSanction { by, member: member(name).id, kind }).reply, Ok(()));
    }
}

fn three() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(1_000);
    lobby
}

#[test]
fn operator_reads_who_is_muted_or_banned_anywhere() {
    let (mut lobby, d1) = (three(), D1::new());
    assert!(!lobby.ships_sanctions(&d1, "garden"), "there is nothing to say");
    lobby.order(member("Ada").id, "Grace", SanctionKind::Mute, limits::MUTE_TERMS_MS[0]);
    lobby.waits(5).order(Member::operator().id, "Linus", SanctionKind::Ban, None);
    assert!(lobby.ships_sanctions(&d1, "garden"));
    assert!(!lobby.ships_sanctions(&d1, "garden"), "D1 has it");
    let row = |room: &str, rest: [&str; 3]| [room, rest[0], rest[1], rest[2]].map(str::to_owned);
    let (ban, mute) = (row("garden", ["Linus", "ban", ""]), row("garden", ["Grace", "mute", "Ada"]));
    assert_eq!(d1.sanctions(lobby.now, START), [ban.clone(), mute.clone()]);
    assert_eq!(d1.sanctions(lobby.now, (lobby.now, "", "", "")), [mute], "the next page");
    let over = lobby.now + limits::MUTE_TERMS_MS[0].unwrap();
    assert_eq!(d1.sanctions(over, START), std::slice::from_ref(&ban), "a mute that is over is not shown");
    assert_eq!(
        d1.text("SELECT group_concat(sql) FROM sqlite_master WHERE name = 'sanctions'").matches("from").count(),
        0
    );

    lobby.lift("Grace", SanctionKind::Mute);
    assert!(lobby.ships_sanctions(&d1, "garden"));
    assert_eq!(d1.sanctions(lobby.now, START), [ban]);
}

#[test]
fn list_that_d1_did_not_take_is_shipped_again() {
    let (mut lobby, d1) = (three(), D1::new());
    lobby.order(member("Ada").id, "Grace", SanctionKind::Ban, None);
    assert!(lobby.sanctions_to_ship().is_some());
    lobby.has_shipped_sanctions(None);
    assert!(lobby.next_alarm().is_some(), "it is tried again");
    lobby.sleeps();
    assert!(lobby.ships_sanctions(&d1, "garden"), "after a crash too");
    assert_eq!(d1.count("sanctions"), 1);
    // A list that comes twice changes nothing.
    lobby.waits(1).order(member("Ada").id, "Grace", SanctionKind::Ban, None);
    let (list, changes) = lobby.sanctions_to_ship().expect("a list");
    assert_eq!(d1.ship_sanctions("garden", &list), 1, "the same ban again is another one");
    assert_eq!(d1.ship_sanctions("garden", &list), 0);
    assert_eq!(d1.ship_sanctions("tea", &list), 1, "another room has its own");
    // Somebody is banned while D1 is being told.
    lobby.order(member("Ada").id, "Linus", SanctionKind::Ban, None);
    lobby.has_shipped_sanctions(Some(changes));
    assert!(lobby.ships_sanctions(&d1, "garden"), "D1 is still behind");
    assert_eq!(d1.count("sanctions"), 3);
    assert!(!lobby.ships_sanctions(&d1, "garden"));
}

#[test]
fn muted_member_is_told_when_it_ends() {
    let mut lobby = three();
    let term = limits::MUTE_TERMS_MS[0];
    lobby.order(member("Ada").id, "Grace", SanctionKind::Mute, term);
    let (grace, ends) = (member("Grace").id, lobby.now + term.unwrap());
    assert!(matches!(lobby.room().mute_of(&grace, lobby.now), Some(Refusal::Muted { wait_ms, .. }) if wait_ms == term));
    assert_eq!(lobby.room().next_mute_end(), Some(ends));
    let effects = lobby.waits(term.unwrap()).turn(Command::Tick);
    let told: Vec<_> = effects.deliveries.iter().map(|delivery| (&delivery.audience, &delivery.event)).collect();
    assert!(told.contains(&(&Audience::Member(grace.clone()), &Event::Unmuted)), "{told:?}");
    assert_eq!((lobby.room().mute_of(&grace, lobby.now), lobby.room().next_mute_end()), (None, None));
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM sanction"), 0);
}

#[test]
fn page_that_slept_over_a_mute_is_told_when_it_is_back() {
    let mut lobby = three();
    let term = limits::MUTE_TERMS_MS[0];
    let refusals = &ENGLISH.moderation.refusals;
    let (muted, unmuted) = ("A moderator has muted you", refusals.unmuted);
    let comes_back = |lobby: &mut Lobby, connection: &str, told: [bool; 2]| {
        let frames = lobby.enters("Grace", connection).frames_of(connection).concat();
        assert_eq!([muted, unmuted].map(|sentence| frames.contains(sentence)), told, "{connection}: {frames}");
        lobby.leaves(connection);
    };
    lobby.leaves("g1").order(member("Ada").id, "Grace", SanctionKind::Mute, term);
    comes_back(&mut lobby, "g2", [true, false]);
    assert_eq!(lobby.room().next_mute_end(), None, "no alarm for who hears nothing");
    lobby.waits(term.unwrap()).turn(Command::Tick);
    comes_back(&mut lobby, "g3", [false, true]);
    comes_back(&mut lobby, "g4", [false, false]);
}

#[test]
fn log_says_for_how_long_and_why() {
    let mut lobby = three();
    lobby.order(member("Ada").id, "Grace", SanctionKind::Ban, None);
    lobby.lift("Grace", SanctionKind::Ban);
    let entries = lobby.storage().moderation().audit_log(None, 9).unwrap();
    let reasons: Vec<_> = entries.iter().map(|(_, entry)| (&entry.action, entry.reason.as_str())).collect();
    assert_eq!(reasons, [(&AuditAction::Unbanned, ""), (&AuditAction::Banned(None), "Advertising")]);
    let old = r#"{"at":1,"by":"aaaaaaaaaaaaaaaa","action":"Unbanned"}"#;
    assert_eq!(serde_json::from_str::<AuditEntry>(old).unwrap().reason.as_str(), "", "of a build before");
}

#[test]
fn address_of_a_ban_stays_in_the_room() {
    let mut lobby = three();
    lobby.order(member("Ada").id, "Grace", SanctionKind::Ban, None);
    let (mut list, _) = lobby.sanctions_to_ship().expect("a list");
    let seen = Fingerprint(77_777_777);
    list[0].sanction.from = Some(Fingerprints { current: seen, previous: seen });
    let sent = list_json(&list);
    assert!(!sent.contains(&seen.to_string()) && !sent.contains("77777777"), "{sent}");
}

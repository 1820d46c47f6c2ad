//! What is too old is gone: from the room, from D1, and from everything that is made of it.

use room::{Command, Millis, ReactionState, ReportReason, Seq, Settings, limits};

use super::d1::D1;
use super::lobby::{Lobby, member};
use crate::db::sql::Kept;
use crate::retention::SiteRetention;

const DAY: Millis = limits::DAY_MS;

fn texts(lobby: &Lobby) -> Vec<String> {
    let newest = lobby.storage().newest(None, 1_000).unwrap();
    newest.iter().map(|message| message.body.as_str().to_owned()).collect()
}

fn kept(days: u16, now: Millis) -> Kept {
    Kept { site: SiteRetention { days }, now }
}

/// A room where Ada said something old, and Grace answers and reacts a day later.
fn old_and_new() -> (Lobby, Seq) {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a").enters("Grace", "g").says("Ada", "Old.");
    let seq = lobby.messages.last().expect("said").seq;
    let react = Command::React { member: member("Grace"), seq, typed: "🎉".to_owned(), state: ReactionState::On };
    lobby.turn(react);
    lobby.waits(DAY - 1).says("Grace", "New.");
    (lobby, seq)
}

fn report(lobby: &mut Lobby, seq: Seq) {
    let (reason, note) = (ReportReason::Spam, "Again!".to_owned());
    assert_eq!(lobby.turn(Command::Report { member: member("Grace"), seq, reason, note }).reply, Ok(()));
}

#[test]
fn old_message_is_gone_with_all_that_is_known_of_it() {
    let (mut lobby, old) = old_and_new();
    report(&mut lobby, old);
    lobby.turn(Command::Remove { member: member("Ada"), seq: old });
    lobby.keeps_messages_for(1).expires();
    assert_eq!(texts(&lobby).len(), 2, "a day is not over");
    let version = lobby.room().version();
    lobby.waits(2).expires();
    assert_eq!(texts(&lobby), ["New."]);
    for table in ["reaction", "removed_text", "report"] {
        assert_eq!(lobby.sqlite().count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(lobby.sqlite().count(&format!("SELECT count(*) FROM sends_a WHERE seq = {old}")), 0, "nor who sent it");
    assert!(!lobby.storage().is_archived(old).unwrap(), "nobody looks for it in D1");
    assert_eq!(lobby.storage().archived(), None, "and no page leads there");

    // Nobody shipped it, and the room goes on counting all the same.
    lobby.waits(DAY).expires();
    assert_eq!(texts(&lobby), [""; 0]);
    lobby.sleeps();
    assert_eq!(lobby.room().version(), version);
    lobby.says("Ada", "Next.");
    assert!(lobby.messages.last().is_some_and(|next| next.seq > version));
}

#[test]
fn report_of_a_pruned_message_goes_too() {
    let (mut lobby, old) = old_and_new();
    report(&mut lobby, old);
    lobby.archives();
    let reports = |lobby: &Lobby| lobby.sqlite().count("SELECT count(*) FROM report");
    lobby.keeps_messages_for(7).waits(6 * DAY).says("Ada", "Newer.").archives();
    assert_eq!(reports(&lobby), 1);
    lobby.waits(DAY + 2).says("Ada", "Newest.").archives();
    assert_eq!((reports(&lobby), lobby.storage().reports().open_count().unwrap()), (0, 0));
}

#[test]
fn page_from_before_gets_the_list_anew() {
    let (mut lobby, old) = old_and_new();
    lobby.keeps_messages_for(1).waits(2).expires();
    let oldest = lobby.storage().oldest().unwrap();
    let decided = room::CatchUp::decide(Some(old), lobby.room().version(), oldest, lobby.storage().pruned_change());
    assert_eq!(decided, room::CatchUp::Whole);
}

#[test]
fn owners_may_keep_less_than_the_site_and_not_more() {
    let settings = |keep_days| Settings { keep_days, ..Settings::default() };
    let days = |room, site| settings(room).kept_for(site).map(|ms| ms / DAY);
    assert_eq!(
        [days(0, 0), days(0, 30), days(7, 0), days(7, 30), days(90, 30)],
        [None, Some(30), Some(7), Some(7), Some(30)]
    );
    assert_eq!(Settings::keep_days_choices(30).collect::<Vec<_>>(), [0, 1, 7]);
    assert_eq!(Settings::keep_days_choices(0).collect::<Vec<_>>(), limits::KEEP_DAYS_CHOICES);
}

#[test]
fn room_that_nobody_visits_wakes_to_forget() {
    let next_alarm = |days| {
        let (mut lobby, _) = old_and_new();
        lobby.keeps_messages_for(days).leaves("a").leaves("g").waits(limits::LEAVE_GRACE_MS);
        // The archive has everything after the first, and the second finds nothing.
        assert_eq!([lobby.ships().len(), lobby.ships().len()], [2, 0]);
        lobby.next_alarm().map(|at| at - lobby.messages[0].said_at)
    };
    assert_eq!(next_alarm(30), Some(31 * DAY), "not for each message");
    assert_eq!(next_alarm(0), None, "it keeps everything");
}

#[test]
fn d1_shows_no_old_message_and_erases_it_unasked() {
    let d1 = D1::new();
    let (mut lobby, old) = old_and_new();
    report(&mut lobby, old);
    d1.ship_reports("garden", &lobby.storage().reports().unshipped(9).unwrap());
    lobby.ships_to_room(&d1, "garden");
    let settings = Settings { keep_days: 7, ..lobby.room().settings().clone() };
    lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    assert_eq!(lobby.tells_keep_days(&d1), Some(7));
    assert_eq!(lobby.tells_keep_days(&d1), None, "D1 knows");

    let (old, new) = (lobby.messages[0].said_at, lobby.messages[1].said_at);
    let shown = |days, now| (d1.shown("garden", kept(days, now)).len(), d1.unread("garden", kept(days, now)));
    assert_eq!(shown(0, old + 7 * DAY), (2, 2));
    assert_eq!(shown(0, old + 7 * DAY + 1), (1, 1), "the room wants it so");
    assert_eq!(shown(1, new + DAY), (1, 1), "the site keeps less");
    assert_eq!(shown(30, new + 7 * DAY + 1), (0, 0));

    // Another room has nothing old, and nobody wakes either.
    let other = lobby.storage().changed_records(0, 1_000).unwrap();
    d1.ship("tea", &other);
    assert_eq!(d1.erase_old(kept(0, old + 7 * DAY)), [""; 0]);
    assert_eq!(d1.erase_old(kept(0, old + 7 * DAY + 1)), ["garden"]);
    assert_eq!([d1.count("messages"), d1.count("reactions"), d1.count("reports")], [3, 0, 0]);
    assert_eq!(d1.erase_old(kept(30, new + 30 * DAY + 1)), ["garden", "tea"]);
    assert_eq!(d1.count("messages"), 0);
    assert_eq!(d1.erase_old(kept(30, new + 99 * DAY)), [""; 0]);
}

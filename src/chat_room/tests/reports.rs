//! What members report, and what becomes of it.

use room::{Command, Refusal, Reply, Report, ReportReason, ReportState, limits};

use super::d1::D1;
use super::lobby::{FOUNDED, Lobby, member};
use crate::chat_room::queries;
use crate::room_client::SnapshotRequest;

impl Lobby {
    /// Somebody reports the message that was said so many places after the founding.
    fn reports(&mut self, name: &str, place: i64, note: &str) -> Reply {
        let (seq, reason) = (FOUNDED + place, ReportReason::Spam);
        self.turn(Command::Report { member: member(name), seq, reason, note: note.to_owned() }).reply
    }

    fn closes_reports(&mut self, name: &str, place: i64, state: ReportState) -> Reply {
        self.turn(Command::CloseReports { member: member(name).id, seq: FOUNDED + place, state }).reply
    }

    /// What somebody sees in the list: who reported which place, and what its message says.
    fn list_of(&self, name: &str) -> Vec<(String, i64, Option<String>)> {
        let request = SnapshotRequest::of(Some(&member(name)), None, 0);
        let answer = queries::reports(self.room(), self.storage(), &request, self.now).unwrap();
        let text =
            |seq| answer.messages.iter().find(|message| message.seq == seq).map(|it| it.body.as_str().to_owned());
        let row = |report: &Report| (report.name.as_str().to_owned(), report.seq - FOUNDED, text(report.seq));
        answer.reports.iter().map(row).collect()
    }

    /// How many messages wait for somebody who keeps order.
    fn open_reports(&self, name: &str) -> usize {
        let request = SnapshotRequest::of(Some(&member(name)), None, 0);
        queries::snapshot(self.room(), self.storage(), &request, self.now).unwrap().open_reports
    }
}

/// Ada owns the room. Linus says something, and then something else.
fn linus_talks() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(1_000);
    lobby.says("Linus", "Buy this").says("Linus", "Buy that");
    lobby
}

fn row(name: &str, place: i64, text: &str) -> (String, i64, Option<String>) {
    (name.to_owned(), place, Some(text.to_owned()))
}

#[test]
fn report_reaches_those_who_keep_order_alone() {
    let mut lobby = linus_talks();
    assert_eq!(lobby.reports("Grace", 1, "Again!"), Ok(()));
    assert_eq!(lobby.sleeps().list_of("Ada"), [row("Grace", 1, "Buy this")]);
    assert_eq!((lobby.open_reports("Ada"), lobby.open_reports("Grace"), lobby.open_reports("Linus")), (1, 0, 0));
    assert!(lobby.list_of("Grace").is_empty() && lobby.list_of("Linus").is_empty());
}

#[test]
fn report_that_comes_twice_is_one() {
    let mut lobby = linus_talks();
    for _ in 0..2 {
        assert_eq!(lobby.reports("Grace", 1, ""), Ok(()));
    }
    lobby.waits(1).reports("Ada", 1, "").unwrap();
    assert_eq!(lobby.list_of("Ada"), [row("Ada", 1, "Buy this"), row("Grace", 1, "Buy this")]);
    assert_eq!(lobby.open_reports("Ada"), 1, "one message to look at");
}

#[test]
fn report_is_refused_that_makes_no_sense() {
    let mut lobby = linus_talks();
    assert_eq!(lobby.reports("Linus", 1, ""), Err(Refusal::OwnMessage));
    assert_eq!(lobby.reports("Grace", 9, ""), Err(Refusal::NoSuchMessage));
    let long = "x".repeat(limits::REPORT_NOTE_MAX_CHARS + 1);
    assert_eq!(lobby.reports("Grace", 1, &long), Err(Refusal::ReportNoteTooLong));
    lobby.turn(Command::Remove { member: member("Linus"), seq: FOUNDED + 1 });
    assert_eq!(lobby.reports("Grace", 1, ""), Err(Refusal::MessageRemoved));
    assert!(lobby.list_of("Ada").is_empty());
}

#[test]
fn report_of_a_removed_message_shows_nothing_of_it() {
    let mut lobby = linus_talks();
    lobby.reports("Grace", 1, "").unwrap();
    lobby.turn(Command::Remove { member: member("Linus"), seq: FOUNDED + 1 });
    assert_eq!(lobby.list_of("Ada"), [row("Grace", 1, "")]);
}

#[test]
fn closed_report_is_off_the_list_and_not_made_again() {
    let mut lobby = linus_talks();
    lobby.reports("Grace", 1, "").unwrap();
    lobby.reports("Grace", 2, "").unwrap();
    assert_eq!(lobby.closes_reports("Grace", 1, ReportState::Resolved), Err(Refusal::NotModerator));
    assert_eq!(lobby.closes_reports("Ada", 1, ReportState::Resolved), Ok(()));
    assert_eq!(lobby.list_of("Ada"), [row("Grace", 2, "Buy that")]);
    assert_eq!(lobby.closes_reports("Ada", 2, ReportState::Dismissed), Ok(()));
    assert_eq!(lobby.reports("Grace", 2, "Look again!"), Ok(()), "as good as made");
    assert_eq!((lobby.list_of("Ada").len(), lobby.open_reports("Ada")), (0, 0));
}

#[test]
fn member_reports_so_many_messages_a_day() {
    let mut lobby = linus_talks();
    let most = i64::try_from(limits::REPORTS_PER_DAY_MAX).unwrap();
    for _ in 0..most {
        lobby.waits(1_000).says("Linus", "Buy more");
    }
    for place in 1..=most {
        assert_eq!(lobby.reports("Grace", place, ""), Ok(()), "{place}");
    }
    assert_eq!(lobby.sleeps().reports("Grace", most + 1, ""), Err(Refusal::TooManyReports));
    assert_eq!(lobby.reports("Ada", most + 1, ""), Ok(()));
    assert_eq!(lobby.waits(limits::DAY_MS + 1).reports("Grace", most + 1, ""), Ok(()));
}

#[test]
fn message_that_only_the_archive_has_can_be_reported() {
    let mut lobby = linus_talks();
    lobby.archives();
    assert_eq!(lobby.reports("Grace", 1, ""), Ok(()));
    assert_eq!(lobby.list_of("Ada"), [("Grace".to_owned(), 1, None)], "the page asks the archive for it");
}

#[test]
fn reports_go_with_the_room() {
    let mut lobby = linus_talks();
    lobby.reports("Grace", 1, "").unwrap();
    lobby.turn(Command::Delete { member: member("Ada").id });
    assert_eq!(lobby.sqlite().count("SELECT count(*) FROM report"), 0);
}

#[test]
fn archive_learns_what_became_of_a_report() {
    let (mut lobby, d1) = (linus_talks(), D1::new());
    lobby.reports("Grace", 1, "Again!").unwrap();
    for (state, open) in [(ReportState::Open, 1), (ReportState::Dismissed, 0)] {
        if state != ReportState::Open {
            lobby.closes_reports("Ada", 1, state).unwrap();
        }
        let reports = lobby.storage().reports().unshipped(9).unwrap();
        assert_eq!((reports.len(), reports[0].state), (1, state));
        d1.ship_reports("garden", &reports);
        d1.ship_reports("garden", &reports);
        assert_eq!((d1.open_reports("garden"), d1.open_reports("lobby")), (open, 0));
        lobby.storage().reports().on_shipped(&reports).unwrap();
        assert_eq!(lobby.storage().reports().unshipped(9).unwrap(), []);
    }
}

#[test]
fn reports_that_d1_did_not_take_are_shipped_later() {
    let (mut lobby, d1) = (linus_talks(), D1::new());
    lobby.leaves("l1").leaves("g1").leaves("a1").waits(limits::LEAVE_GRACE_MS).settles_counts();
    lobby.archives();
    assert_eq!(lobby.sleeps().next_alarm(), None, "nothing is left to do");
    lobby.reports("Grace", 1, "").unwrap();
    assert!(lobby.sleeps().reports_to_ship().is_some());
    lobby.has_shipped_reports(None);
    assert!(lobby.sleeps().next_alarm().is_some(), "it is tried again, after a crash too");
    let mut shipped = 0;
    while let Some(reports) = lobby.reports_to_ship() {
        d1.ship_reports("garden", &reports);
        shipped += reports.len();
        lobby.has_shipped_reports(Some(reports));
    }
    assert_eq!((shipped, d1.open_reports("garden"), lobby.next_alarm()), (1, 1, None));
}

#[test]
fn operator_reads_the_reports_of_all_rooms() {
    let (mut lobby, d1) = (linus_talks(), D1::new());
    lobby.reports("Grace", 1, "").unwrap();
    let ship = |lobby: &Lobby, room| d1.ship_reports(room, &lobby.storage().reports().unshipped(9).unwrap());
    ship(&lobby, "garden");
    lobby.waits(5).reports("Ada", 2, "").unwrap();
    ship(&lobby, "tea");
    d1.report("tea", "listed", 3, 7);
    let [first, second] = [FOUNDED + 1, FOUNDED + 2];
    let all = |limit| d1.reports_of_all(limit).into_iter().map(|(room, _, seq)| (room, seq)).collect::<Vec<_>>();
    assert_eq!(all(9), [("tea".to_owned(), second), ("tea".to_owned(), first), ("garden".to_owned(), first)]);
    assert_eq!(all(1), [("tea".to_owned(), second)], "the latest");
    assert_eq!(d1.reports_of_all(9)[2].1, None, "a room that never reported itself has no title");

    assert_eq!(d1.close_reports("tea", second, "dismissed"), 1);
    assert_eq!(d1.close_reports("tea", second, "resolved"), 0, "somebody was faster");
    assert_eq!(all(9), [("tea".to_owned(), first), ("garden".to_owned(), first)]);
}

#[test]
fn reports_of_a_room_that_is_no_more_can_be_closed() {
    let mut lobby = Lobby::open();
    let operator = room::Member::operator().id;
    let close = Command::CloseReports { member: operator, seq: FOUNDED, state: ReportState::Resolved };
    assert_eq!(lobby.turn(close).reply, Ok(()));
}

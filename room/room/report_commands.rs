//! What members report, and what becomes of it.

use super::Room;
use crate::moderation::report::{check_allowance, parse_note};
use crate::{Effects, Facts, Member, MemberId, Millis, Refusal, Report, ReportReason, ReportState, Seq, Write};

impl Room {
    /// Stores a report. One that comes twice is as good as made.
    pub(super) fn report(
        &mut self,
        member: Member,
        seq: Seq,
        (reason, note): (ReportReason, &str),
        facts: &Facts,
        now: Millis,
    ) -> Effects {
        if facts.report.is_reported {
            return Effects::default();
        }
        match check_report(&member.id, note, facts, now) {
            Ok(note) => {
                let Member { id: member, name } = member;
                let report = Report { seq, member, name, reason, note, at: now, state: ReportState::Open };
                Effects { writes: vec![Write::PutReport(report)], ..Effects::default() }
            }
            Err(refusal) => Effects::refused(refusal),
        }
    }

    /// Says what became of all reports of a message.
    pub(super) fn close_reports(&mut self, member: &MemberId, seq: Seq, state: ReportState) -> Effects {
        match self.check_keeps_order(member) {
            Ok(()) => Effects { writes: vec![Write::CloseReports { seq, state }], ..Effects::default() },
            Err(refusal) => Effects::refused(refusal),
        }
    }
}

/// Returns what was typed beside the reason.
fn check_report(member: &MemberId, note: &str, facts: &Facts, now: Millis) -> Result<String, Refusal> {
    match facts.record.as_ref().map(|record| &record.message) {
        Some(message) if message.removal.is_some() => return Err(Refusal::MessageRemoved),
        Some(message) if message.member == *member => return Err(Refusal::OwnMessage),
        None if !facts.is_answerable => return Err(Refusal::NoSuchMessage),
        // Of one that only the archive has, nobody asks the archive for its author.
        Some(_) | None => {}
    }
    let note = parse_note(note)?;
    if facts.is_storage_full {
        return Err(Refusal::NoSpace);
    }
    check_allowance(&facts.report, now)?;
    Ok(note)
}

//! Reports: a member tells those who keep order of a message. Leaves out who reads them.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, Name, Refusal, Seq, limits};

/// What one member said of one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The place of the message.
    pub seq: Seq,
    /// Who reported it.
    pub member: MemberId,
    /// What they were called then.
    pub name: Name,
    /// Why.
    pub reason: ReportReason,
    /// The same in their words; may be empty.
    pub note: String,
    /// When.
    pub at: Millis,
    /// What became of it.
    pub state: ReportState,
}

/// Why a message was reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// Advertising, or the same again and again.
    Spam,
    /// It attacks somebody.
    Harassment,
    /// It is dangerous or against the law.
    Harmful,
    /// It tells what is private of somebody.
    Privacy,
    /// Anything else. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Other,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Somebody did something about it.
    Resolved,
    /// Nothing was to be done.
    Dismissed,
    /// Nobody has looked at it. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Open,
}

/// What the storage knows that a report depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFacts {
    /// Whether this member has reported the message before.
    pub is_reported: bool,
    /// When they last reported anything, the latest first: at most [`limits::REPORTS_PER_DAY_MAX`].
    pub latest: Vec<Millis>,
}

impl ReportReason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Spam, Self::Harassment, Self::Harmful, Self::Privacy, Self::Other];

    /// Its name, where it is stored and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Harassment => "harassment",
            Self::Harmful => "harmful",
            Self::Privacy => "privacy",
            Self::Other => "other",
        }
    }

    /// The one of this name; a name that there is not is another reason.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name).unwrap_or_default()
    }
}

impl ReportState {
    /// Its name, where it is stored and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Dismissed => "dismissed",
        }
    }

    /// The one of this name; a name that there is not stands for one that nobody has looked at.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        [Self::Resolved, Self::Dismissed].into_iter().find(|state| state.as_str() == name).unwrap_or_default()
    }
}

/// Takes what somebody typed beside a reason.
///
/// # Errors
/// [`Refusal::ReportNoteTooLong`].
pub(crate) fn parse_note(typed: &str) -> Result<String, Refusal> {
    let note = typed.replace("\r\n", "\n").replace('\0', "\u{FFFD}").trim().to_owned();
    if note.chars().count() > limits::REPORT_NOTE_MAX_CHARS { Err(Refusal::ReportNoteTooLong) } else { Ok(note) }
}

/// # Errors [`Refusal::TooManyReports`] if a member reported as much within a day as one can. By a
/// clock that was set back since, nothing counts.
pub(crate) fn check_allowance(facts: &ReportFacts, now: Millis) -> Result<(), Refusal> {
    let lately = facts.latest.iter().filter(|at| (now - limits::DAY_MS..=now).contains(at)).count();
    if lately >= limits::REPORTS_PER_DAY_MAX { Err(Refusal::TooManyReports) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_stored() {
        for reason in ReportReason::ALL {
            assert_eq!(ReportReason::parse(reason.as_str()), reason);
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
        for state in [ReportState::Open, ReportState::Resolved, ReportState::Dismissed] {
            assert_eq!(ReportState::parse(state.as_str()), state);
        }
        assert_eq!((ReportReason::parse("x"), ReportState::parse("x")), (ReportReason::Other, ReportState::Open));
    }

    #[test]
    fn note_is_trimmed_and_not_too_long() {
        assert_eq!(parse_note("  He said\r\nit.  "), Ok("He said\nit.".to_owned()));
        assert!(parse_note(&"é".repeat(limits::REPORT_NOTE_MAX_CHARS)).is_ok());
        assert_eq!(parse_note(&"é".repeat(limits::REPORT_NOTE_MAX_CHARS + 1)), Err(Refusal::ReportNoteTooLong));
    }

    #[test]
    fn allowance_is_for_a_day() {
        let facts = |at| ReportFacts { is_reported: false, latest: vec![at; limits::REPORTS_PER_DAY_MAX] };
        let now = 10 * limits::DAY_MS;
        assert_eq!(check_allowance(&facts(now - 1), now), Err(Refusal::TooManyReports));
        assert_eq!(check_allowance(&facts(now - limits::DAY_MS - 1), now), Ok(()));
        assert_eq!(check_allowance(&facts(now + 1), now), Ok(()), "the clock was set back");
    }
}

//! What the Worker asks a room about reports, and what the room answers.
//!
//! Worker and room may be of different builds, so a field that is new has a default.

use room::{Message, Report, ReportReason, ReportState, Seq};
use serde::{Deserialize, Serialize};

use super::calls::Snapshot;

/// A report of a message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReportValue {
    /// The place of the message.
    pub seq: Seq,
    /// Why.
    #[serde(default)]
    pub reason: ReportReason,
    /// The same in the words of whoever reports it.
    #[serde(default)]
    pub note: String,
    /// The page of the message, with scheme and host, for others who are told; none in a private
    /// room.
    #[serde(default)]
    pub link: Option<String>,
}

/// What became of the reports of a message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CloseReportsValue {
    /// The place of the message.
    pub seq: Seq,
    /// What.
    #[serde(default)]
    pub state: ReportState,
}

/// What the list of reports needs, from one instant.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReportsAnswer {
    /// The room as its reader sees it, without messages.
    pub room: Snapshot,
    /// The newest reports that nobody has looked at, the latest first. Only those who keep order
    /// are told.
    pub reports: Vec<Report>,
    /// Their messages, as far as the room has them.
    pub messages: Vec<Message>,
}

//! What the pages about reports are made from.

use super::{FieldView, MemberView, MembersView, MessageView, Millis};

/// The page on which somebody reports a message.
#[derive(Clone, Debug)]
pub struct ReportPageView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in the room: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// The message.
    pub message: MessageView<'a>,
    /// The reason that is chosen.
    pub reason: ReportReason,
    /// The same in the words of whoever reports it.
    pub note: FieldView<'a>,
    /// How many characters that can have.
    pub note_max: usize,
    /// Whether it was sent.
    pub step: ReportStep,
}

/// How far somebody is with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportStep {
    /// They may write it.
    Form,
    /// It was sent.
    Sent,
}

/// Why a message is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportReason {
    /// Advertising, or the same again and again.
    Spam,
    /// It attacks somebody.
    Harassment,
    /// It is dangerous or against the law.
    Harmful,
    /// It tells what is private of somebody.
    Privacy,
    /// Anything else.
    Other,
}

/// What was reported in a room, for those who keep order in it.
#[derive(Clone, Debug)]
pub struct ReportsView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in the room: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// Whether the reader can open the settings.
    pub may_manage: bool,
    /// What was reported, the latest first.
    pub reported: Vec<ReportedMessageView<'a>>,
    /// Why something that was tried was not done, as a sentence.
    pub problem: Option<&'a str>,
}

/// A message that was reported.
#[derive(Clone, Debug)]
pub struct ReportedMessageView<'a> {
    /// Its place.
    pub seq: i64,
    /// It, if it could be read. One that was removed shows nothing of its text.
    pub message: Option<MessageView<'a>>,
    /// What was said of it, the latest first.
    pub reports: Vec<ReportView<'a>>,
}

/// What one member said of a message.
#[derive(Clone, Copy, Debug)]
pub struct ReportView<'a> {
    /// Who.
    pub by: MemberView<'a>,
    /// Why.
    pub reason: ReportReason,
    /// The same in their words; may be empty.
    pub note: &'a str,
    /// When.
    pub at: Millis,
    /// The same on the reader's clock, with the day.
    pub local: &'a str,
}
